import { markdownTable } from "./markdown-table.ts";

/** One part of the product: what it holds, and what it may import beside itself. */
export interface Layer {
  /** A folder below `server/`, or `client`. */
  readonly part: string;
  readonly holds: string;
  /** Parts above this one in the list, so that no circle can be. What these may import, it may import too. */
  readonly imports: readonly string[];
  /** The packages that it may use. */
  readonly packages?: readonly string[];
}

/** The layers of `server/analysis`, from the ground up. */
const ANALYSIS: readonly Layer[] = [
  {
    part: "text",
    holds: "places, edits, lines, URIs, patterns; what may be printed, as text, JSON and markup",
    imports: [],
  },
  { part: "facts", holds: "tables about Linux, engines and images, each with its sources", imports: [] },
  {
    part: "shell",
    holds: "the commands of `RUN`, `CMD` and `ENTRYPOINT`",
    imports: ["text", "facts"],
    packages: ["unbash"],
  },
  {
    part: "secrets",
    holds: "which texts are passwords, keys and tokens, by their names, their forms and where they stand",
    imports: ["shell"],
  },
  {
    part: "model",
    holds: "what a container is: settings, mounts, ports, users, stages; findings and changes",
    imports: ["shell"],
  },
  {
    part: "learned",
    holds:
      "what a project found out by running copies of its services: the file that says so, and whether it still counts",
    imports: ["model"],
  },
  {
    part: "yaml",
    holds: "YAML as a tree of located values; it knows nothing of Compose",
    imports: ["model"],
    packages: ["yaml"],
  },
  {
    part: "json",
    holds: "JSON, with comments or without, as a tree of located values, and what changes it",
    imports: ["yaml"],
    packages: ["jsonc-parser"],
  },
  { part: "compose/syntax", holds: "short forms, types of values, what is a Compose file", imports: ["yaml"] },
  {
    part: "compose/project",
    holds: "files as one tree: variables, `extends`, `include`, override files",
    imports: ["compose/syntax"],
  },
  { part: "compose/refusals", holds: "what Compose refuses", imports: ["compose/syntax"] },
  {
    part: "compose/resolve",
    holds: "the merged tree as containers of the model",
    imports: ["compose/project", "compose/refusals"],
  },
  { part: "compose/editor", holds: "changes of the model as edits of a Compose file", imports: ["yaml"] },
  {
    part: "dockerfile/syntax",
    holds: "a Dockerfile as a tree of instructions, as BuildKit reads it",
    imports: ["model"],
  },
  { part: "dockerfile/resolve", holds: "instructions as stages of the model", imports: ["dockerfile/syntax"] },
  {
    part: "dockerfile/editor",
    holds: "changes of the model as edits of a Dockerfile, with a second opinion",
    imports: ["dockerfile/syntax"],
    packages: ["dockerfile-ast"],
  },
  {
    part: "command/syntax",
    holds: "the commands of scripts, makefiles, documents and pipelines that start containers, with their flags",
    imports: ["json"],
  },
  {
    part: "command/resolve",
    holds: "a command's flags as the keys of a service, and so as a container of the model",
    imports: ["command/syntax", "compose/resolve"],
  },
  { part: "command/editor", holds: "changes of the model as edits of a command's flags", imports: ["command/syntax"] },
  {
    part: "command/service",
    holds: "a command as a Compose file of its own",
    imports: ["command/resolve", "compose/editor"],
  },
  {
    part: "systemd",
    holds: "units as systemd and Podman read them: sections, lines, words, and the comments that allow findings",
    imports: ["model"],
  },
  {
    part: "quadlet/syntax",
    holds: "units of Podman's Quadlet as the commands that they become",
    imports: ["systemd", "command/syntax"],
  },
  {
    part: "quadlet/resolve",
    holds: "a unit, with the others that it names, as a container of the model",
    imports: ["quadlet/syntax", "command/resolve"],
  },
  {
    part: "quadlet/editor",
    holds: "changes of the model as edits of a unit's lines",
    imports: ["quadlet/syntax", "command/editor"],
  },
  {
    part: "daemon/syntax",
    holds: "`daemon.json` and the units of Docker's daemon as what they tell it",
    imports: ["json", "systemd"],
  },
  {
    part: "daemon/resolve",
    holds: "what a daemon is told, as the engine that the analysis takes it for",
    imports: ["daemon/syntax"],
  },
  { part: "daemon/editor", holds: "changes of the model as edits of these", imports: ["daemon/syntax"] },
  {
    part: "devcontainer/syntax",
    holds: "`devcontainer.json`: its names, its variables, the words of `runArgs`",
    imports: ["json", "command/syntax"],
  },
  {
    part: "devcontainer/resolve",
    holds: "what a `devcontainer.json` and all that it names have the tools start, as a container of the model",
    imports: ["devcontainer/syntax", "command/resolve", "compose/resolve"],
  },
  {
    part: "devcontainer/editor",
    holds: "changes of the model as edits of a `devcontainer.json`",
    imports: ["devcontainer/syntax", "command/editor"],
  },
  {
    part: "hcl",
    holds: "HashiCorp's configuration language: its blocks and expressions, what they come to, and what changes them",
    imports: ["yaml"],
  },
  {
    part: "bake/syntax",
    holds: "bake files: their names, their targets, variables and functions, in HCL and in JSON",
    imports: ["hcl", "json"],
  },
  {
    part: "bake/resolve",
    holds: "targets with what they inherit, as containers of the images that they build",
    imports: ["bake/syntax", "compose/resolve"],
  },
  { part: "bake/editor", holds: "changes of the model as edits of a bake file", imports: ["bake/syntax"] },
  { part: "fixes", holds: "what several rules' fixes share: least privilege", imports: ["model"] },
  { part: "threats", holds: "what follows from what a container has: attack paths", imports: ["fixes"] },
  {
    part: "walls",
    holds: "one file a wall: its words, how it stands, what it weighs, how Harden closes it; and the list of them",
    imports: ["threats"],
  },
  { part: "rules", holds: "one file a rule, and the list of them", imports: ["walls", "secrets"] },
  { part: "settings", holds: "`.bulkhead.yaml` and the editor's settings", imports: ["yaml", "rules"] },
  {
    part: "run",
    holds: "an entry with all that it names, resolved, checked, and with what comments allow",
    imports: [
      ...["compose/resolve", "compose/editor", "dockerfile/resolve", "dockerfile/editor"],
      ...["command/resolve", "command/editor", "quadlet/resolve", "quadlet/editor"],
      ...["devcontainer/resolve", "devcontainer/editor", "daemon/resolve", "daemon/editor", "settings"],
      ...["bake/resolve", "bake/editor", "learned"],
    ],
  },
  { part: "map", holds: "a project as a picture and as a table", imports: ["walls"] },
  {
    part: "report",
    holds:
      "findings and models in every format: data in, pieces of text out; `publication.ts` alone holds addresses of ours",
    imports: ["rules", "map"],
    packages: ["sarif", "diff"],
  },
  {
    part: "agent",
    holds: "answers for language models: short, in parts that have names, of texts that show all that they hold",
    imports: ["run", "report"],
  },
  {
    part: "ide",
    holds: "a file or folder for each feature of an editor: hover, completion, lenses, hints, links, hardening",
    imports: ["run", "report", "command/service"],
  },
];

/** What stands on the analysis. */
const SHELLS: readonly Layer[] = [
  {
    part: "disk",
    holds: "reads and writes the files of users, which need not be what their names say",
    imports: [],
  },
  {
    part: "limits",
    holds: "how much time and memory one file may take, and what ends more",
    imports: ["analysis"],
  },
  {
    part: "engine",
    holds: "the only code that talks to a container engine, in the words of its API",
    imports: ["analysis/facts", "disk"],
  },
  {
    part: "entries",
    holds:
      "files on disk as the analysis takes them, with the settings that hold for each, and their texts with fixes made",
    imports: ["analysis", "disk", "limits"],
  },
  {
    part: "learn",
    holds:
      "copies of services on an engine: what they are made of, how they are judged, how their number is brought down, and that nothing of them stays",
    imports: ["analysis", "disk", "limits", "engine", "entries"],
  },
  {
    part: "compare",
    holds: "what runs on an engine beside what the files say of it; it only ever reads",
    imports: ["analysis", "limits", "engine", "entries"],
  },
  {
    part: "lsp",
    holds: "the only code that knows the Language Server Protocol",
    imports: ["analysis", "disk", "limits", "compare/editor"],
    packages: ["vscode-languageserver", "vscode-languageserver-textdocument", "vscode-uri"],
  },
  {
    part: "mcp",
    holds: "the only code that knows the Model Context Protocol; what agents may ask about and read",
    imports: ["analysis", "disk", "limits", "entries"],
    packages: ["@modelcontextprotocol/server", "zod"],
  },
  {
    part: "cli",
    holds: "the only code that prints, has files written and exits",
    imports: ["analysis", "disk", "limits", "engine", "entries", "compare", "learn", "lsp/stdio", "mcp/stdio"],
    packages: ["commander", "get-east-asian-width", "picocolors", "tinyglobby"],
  },
  {
    part: "client",
    holds: "starts the server in VS Code, in Node or in a Worker",
    imports: ["analysis/text", "learn/editor-protocol", "lsp/extension-protocol"],
    packages: ["vscode", "vscode-languageclient"],
  },
];

/**
 * All parts, each after what it may import. Tests hold every import to this list, Biome shows a breach while it is typed, and the table in
 * ARCHITECTURE.md is made of it.
 */
export const LAYERS: readonly Layer[] = [
  ...ANALYSIS.map((layer) => ({ ...layer, part: below(layer.part), imports: layer.imports.map(below) })),
  ...SHELLS,
];

function below(part: string): string {
  return `analysis/${part}`;
}

/** The part that a file belongs to; undefined for one that belongs to none. `file` counts from the repository's root. */
export function layerOf(file: string): Layer | undefined {
  return LAYERS.find(({ part }) => isWithin(part, file));
}

/** Whether a part may import a file of the repository. */
export function mayImport(layer: Layer, file: string): boolean {
  return [...reach(layer)].some((part) => isWithin(part, file));
}

function isWithin(part: string, file: string): boolean {
  const path = file.replace(/^server\//, "").replace(/\.ts$/, "");
  return path === part || path.startsWith(`${part}/`);
}

/** The part itself, what it names, and what these name in turn. */
function reach({ part, imports }: Layer): ReadonlySet<string> {
  const named = imports.map(
    (name) => LAYERS.find((layer) => layer.part === name) ?? { part: name, holds: "", imports: [] },
  );
  return new Set([part, ...named.flatMap((layer) => [...reach(layer)])]);
}

/** The layers as ARCHITECTURE.md shows them. */
export function layersTable(): string {
  const rows = LAYERS.map(({ part, holds, imports }) => [
    `\`${part === "client" ? part : `server/${part}`}/\``,
    holds,
    imports.map((name) => name.replace(/^analysis\//, "")).join(", ") || "nothing",
  ]);
  return markdownTable(["folder", "holds", "imports"], rows);
}

/** The overrides of Biome's settings that tell of a breach while it is typed: for each part of the analysis, the folders that it may not import. */
export function biomeOverrides(): readonly object[] {
  const parts = LAYERS.filter(({ part }) => part.startsWith("analysis/"));
  return parts.flatMap((layer) => {
    const allowed = reach(layer);
    const group = parts.filter(({ part }) => !allowed.has(part)).map(({ part }) => patternOf(part, layer.part));
    if (group.length === 0) return [];
    const patterns = [{ group, message: `${layer.part} may not import this: see scripts/layers.ts.` }];
    const noRestrictedImports = { level: "error", options: { patterns } };
    return [{ includes: [`server/${layer.part}/**`], linter: { rules: { style: { noRestrictedImports } } } }];
  });
}

/** How an import of a part reads in another one: within one folder both leave its name out. */
function patternOf(part: string, from: string): string {
  const [, folder = "", inner] = part.split("/");
  const isBeside = inner !== undefined && from.startsWith(`analysis/${folder}/`);
  return isBeside ? `../${inner}/**` : `**/${part.slice("analysis/".length)}/**`;
}
