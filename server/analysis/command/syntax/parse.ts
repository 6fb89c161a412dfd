import type { CommandFileKind } from "../../facts/command-files.ts";
import { parseScript } from "../../shell/parse.ts";
import { readContainerCommand } from "./container-command.ts";
import { mentionsEngine } from "./detect.ts";
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
  const parts = mentionsEngine(text) ? partsOf(file, text, kind) : [];
  const commands = parts.flatMap((part) => commandsIn(part, file, text, kind === "markdown"));
  return {
    file,
    text,
    kind,
    commands: commands.sort((a, b) => a.whole.start - b.whole.start || a.at.start - b.at.start),
  };
}

function partsOf(file: string, text: string, kind: Exclude<CommandFileKind, "mcp">): readonly ScriptPart[] {
  switch (kind) {
    case "shell":
      return shellParts(text);
    case "makefile":
      return makefileParts(text);
    case "markdown":
      return markdownParts(text);
    case "workflow":
      return pipelineParts(file, text, WORKFLOW_SCRIPTS);
    case "gitlab":
      return pipelineParts(file, text, GITLAB_SCRIPTS);
  }
}

function commandsIn(
  { source, comments }: ScriptPart,
  file: string,
  text: string,
  isExample: boolean,
): readonly ContainerCommand[] {
  const script = parseScript({ file, shell: SHELL, source, variables: () => undefined, defaults: true });
  return script.commands.flatMap((command) => {
    const read = readContainerCommand(command, text);
    return read === undefined ? [] : [{ ...read, isExample, comments }];
  });
}

const SHELL: readonly string[] = ["/bin/sh"];
