import { resolveCommands } from "../../../server/analysis/command/resolve/resolve.ts";
import { parseCommands } from "../../../server/analysis/command/syntax/parse.ts";
import type { CommandFileKind } from "../../../server/analysis/facts/command-files.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import type { Container } from "../../../server/analysis/model/container.ts";
import { is, knownValue } from "../../../server/analysis/model/setting.ts";
import { NOTHING_AT_HAND } from "./sources.ts";

const FILES: Readonly<Record<CommandFileKind, string>> = {
  shell: "run.sh",
  makefile: "Makefile",
  markdown: "README.md",
  workflow: ".github/workflows/ci.yml",
  gitlab: ".gitlab-ci.yml",
  mcp: "mcp.json",
};

/** What the commands of a file come to, in a few words for each container. The file lies in `/here`. */
export function meaningOf(kind: CommandFileKind, text: string): readonly string[] {
  const file = parseCommands(`file:///here/${FILES[kind]}`, text, kind);
  return resolveCommands(file, DEFAULT_ENGINE, NOTHING_AT_HAND).services.map((container) =>
    `${container.name}: ${wordsOf(container).join(" ")}`.trimEnd(),
  );
}

function wordsOf(container: Container): readonly string[] {
  const { namespaces, mounts, ports, capabilities, source, gpus, engine } = container;
  return [
    ...(engine.mode === "podman" ? ["podman"] : []),
    ...(is(container.privileged, true) ? ["privileged"] : []),
    ...(is(namespaces.pid, "host") ? ["pid=host"] : []),
    ...(is(namespaces.net, "host") ? ["net=host"] : []),
    ...capabilities.added.map(({ text }) => `+${text}`),
    ...(gpus.length > 0 ? ["gpus"] : []),
    ...mounts.map(({ source: from, target, readOnly }) => {
      const path = from.state === "unknown" ? `?${from.because}` : (from.value ?? "");
      return `${path}:${target}${readOnly ? ":ro" : ""}`;
    }),
    ...ports.map(
      ({ published, target, lastTarget, protocol }) => `${knownValue(published)}->${target}-${lastTarget}/${protocol}`,
    ),
    ...(source.partial === undefined ? [] : [`?${source.partial}`]),
  ];
}
