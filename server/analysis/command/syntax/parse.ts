import type { CommandFileKind } from "../../facts/command-files.ts";
import { parseScript } from "../../shell/parse.ts";
import { parseYamlFile } from "../../yaml/parse.ts";
import { readContainerCommand } from "./container-command.ts";
import { mentionsEngine } from "./detect.ts";
import { jobContainers, mentionsJobContainers } from "./job-containers.ts";
import { makefileParts } from "./makefile.ts";
import { markdownParts } from "./markdown.ts";
import { readMcpFile } from "./mcp.ts";
import { GITLAB_SCRIPTS, pipelineParts, WORKFLOW_SCRIPTS } from "./pipeline.ts";
import type { ScriptPart } from "./script-part.ts";
import { shellParts } from "./shell-file.ts";
import type { CommandFile, ContainerCommand } from "./tree.ts";

/** The commands of a file that start containers. Never throws; what no shell could read holds none. A text that names no engine is searched once and not parsed. */
export function parseCommands(file: string, text: string, kind: CommandFileKind): CommandFile {
  if (kind === "mcp")
    return mentionsEngine(text) ? { file, text, kind, ...readMcpFile(file, text) } : { file, text, kind, commands: [] };
  const commands =
    kind === "workflow" || kind === "gitlab"
      ? commandsInPipeline(file, text, kind)
      : mentionsEngine(text)
        ? partsOf(text, kind).flatMap((part) => commandsIn(part, file, text, kind === "markdown"))
        : [];
  return {
    file,
    text,
    kind,
    commands: commands.toSorted((a, b) => a.whole.start - b.whole.start || a.at.start - b.at.start),
  };
}

function partsOf(text: string, kind: "shell" | "makefile" | "markdown"): readonly ScriptPart[] {
  switch (kind) {
    case "shell":
      return shellParts(text);
    case "makefile":
      return makefileParts(text);
    case "markdown":
      return markdownParts(text);
  }
}

/** The commands of a pipeline's scripts, and the containers that the jobs of a workflow name themselves. */
function commandsInPipeline(file: string, text: string, kind: "workflow" | "gitlab"): readonly ContainerCommand[] {
  const hasScripts = mentionsEngine(text);
  const hasContainers = kind === "workflow" && mentionsJobContainers(text);
  if (!hasScripts && !hasContainers) return [];
  const yaml = parseYamlFile(file, text);
  const parts = hasScripts ? pipelineParts(yaml, kind === "workflow" ? WORKFLOW_SCRIPTS : GITLAB_SCRIPTS) : [];
  const containers = hasContainers ? jobContainers(yaml) : [];
  return [
    ...parts.flatMap((part) => commandsIn(part, file, text, false)),
    ...containers.map((one): ContainerCommand => ({ ...one, isExample: false, comments: "#" })),
  ];
}

function commandsIn(
  { source, comments, variables = () => undefined }: ScriptPart,
  file: string,
  text: string,
  isExample: boolean,
): readonly ContainerCommand[] {
  const script = parseScript({ file, shell: SHELL, source, variables, defaults: true });
  return script.commands.flatMap((command) => {
    const read = readContainerCommand(command, text);
    return read === undefined ? [] : [{ ...read, isExample, comments }];
  });
}

const SHELL: readonly string[] = ["/bin/sh"];
