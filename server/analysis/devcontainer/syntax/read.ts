import { type ReadFlags, readFlags } from "../../command/syntax/container-command.ts";
import { flagsOf, type RunProgram } from "../../facts/run-flags.ts";
import { type JsonFile, objectOf } from "../../json/json-file.ts";
import { baseName } from "../../text/uri.ts";
import { entryOf, type Mapping, type Node, nodeAt, type Scalar } from "../../yaml/tree.ts";
import { workspaceOf } from "./detect.ts";
import type { DevContainer, DevContainerKind, NamedFeature } from "./tree.ts";
import { filledIn, type KnownVariables, wordOf } from "./variables.ts";

/** The keys of which one says what the container is made of, in the order in which the tools ask for them. Source: dc-cli src/spec-node/devContainers.ts */
const MADE_OF: readonly (readonly [kind: DevContainerKind, ...path: string[]])[] = [
  ["compose", "dockerComposeFile"],
  ["dockerfile", "dockerFile"],
  ["dockerfile", "build", "dockerfile"],
  ["image", "image"],
];

/** What a file says, as far as it can be read. Undefined for a text that holds no object, or nothing that a container is made of. */
export function readDevContainer(json: JsonFile, program: RunProgram): DevContainer | undefined {
  const root = objectOf(json);
  if (root === undefined) return undefined;
  const made = MADE_OF.find(([, ...path]) => nodeAt(root, ...path) !== undefined);
  const at = made && entryOf(root, made[1] ?? "")?.key;
  if (made === undefined || at === undefined) return undefined;
  const workspace = workspaceOf(json.file);
  const variables = variablesOf(root, workspace);
  const name = nodeAt(root, "name");
  return {
    json,
    kind: made[0],
    at,
    whole: { file: json.file, ...(root.whole ?? root.at) },
    root,
    name: name?.kind === "scalar" && name.text !== "" ? name.text : undefined,
    workspace,
    variables,
    runArgs: runArgsOf(root, made[0], program, json.text, variables),
    features: featuresOf(root),
    entry: (key) => entryOf(root, key),
    value: (scalar) => filledIn(scalar, json.text, variables),
  };
}

function variablesOf(root: Mapping, workspace: string): KnownVariables {
  const localWorkspaceFolderBasename = baseName(workspace);
  const folder = nodeAt(root, "workspaceFolder");
  const written = folder?.kind === "scalar" ? folder.text : undefined;
  const isPlain = written !== undefined && !written.includes("${");
  const otherwise = written === undefined ? `/workspaces/${localWorkspaceFolderBasename}` : undefined;
  return { localWorkspaceFolderBasename, containerWorkspaceFolder: isPlain ? written : otherwise };
}

/** A Compose project takes none. */
function runArgsOf(
  root: Mapping,
  kind: DevContainerKind,
  program: RunProgram,
  text: string,
  variables: KnownVariables,
): ReadFlags {
  const items = kind === "compose" ? [] : stringsIn(nodeAt(root, "runArgs"));
  const words = items.map((item) => wordOf(item, text, variables));
  const read = readFlags(flagsOf(program), words, text);
  const { image } = read;
  if (image === undefined) return read;
  // A word that is no flag would be taken for the image, or is a variable that may hold a flag.
  const [unknown = `"${image.text}"`] = image.unknown ?? [];
  return { ...read, unknownPart: read.unknownPart ?? unknown };
}

/** The strings of a list, or a string that stands alone. */
export function stringsIn(node: Node | undefined): readonly Scalar[] {
  const items = node?.kind === "sequence" ? node.items.map(({ value }) => value) : node === undefined ? [] : [node];
  return items.flatMap((item) => (item.kind === "scalar" && item.quotes === "double" ? [item] : []));
}

function featuresOf(root: Mapping): readonly NamedFeature[] {
  const features = nodeAt(root, "features");
  if (features?.kind !== "mapping") return [];
  return [...features.entries].map(([reference, { key }]) => ({ reference, key }));
}
