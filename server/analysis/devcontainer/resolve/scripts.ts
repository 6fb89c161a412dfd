import type { HostScript } from "../../model/container.ts";
import type { WrittenScript, WrittenText } from "../../model/written.ts";
import { parseExec, parseScript } from "../../shell/parse.ts";
import type { Script } from "../../shell/script.ts";
import { scalarText } from "../../yaml/scalar-text.ts";
import type { Node, Scalar } from "../../yaml/tree.ts";
import type { DevContainer } from "../syntax/tree.ts";

/** The commands that run in the container, in their order. Source: https://containers.dev/implementors/json_reference/#lifecycle-scripts */
const LIFECYCLE = [
  "onCreateCommand",
  "updateContentCommand",
  "postCreateCommand",
  "postStartCommand",
  "postAttachCommand",
] as const;

/** What runs on the host. */
export function hostScriptsOf(dev: DevContainer): readonly HostScript[] {
  return scriptsAt(dev, "initializeCommand").map((script) => ({ name: "initializeCommand", script }));
}

/** What runs in the container beside its first process. */
export function lifecycleScripts(dev: DevContainer): readonly WrittenScript[] {
  return LIFECYCLE.flatMap((name) =>
    scriptsAt(dev, name).map((literal): WrittenScript => ({ name, literal, withDefaults: undefined })),
  );
}

/** Variables that the tools set for what they run in the container. */
export function remoteTexts(dev: DevContainer): readonly WrittenText[] {
  const remote = dev.entry("remoteEnv")?.value;
  if (remote?.kind !== "mapping") return [];
  return [...remote.entries].flatMap(([key, { value }]): readonly WrittenText[] => {
    if (value.kind !== "scalar" || value.quotes !== "double") return [];
    const { at, text, written } = dev.value(value);
    return [{ kind: "environment", name: `remoteEnv ${key}`, key, at, ...(written ?? { literal: text }) }];
  });
}

/** A text is run by a shell, a list by none, and of an object each member is one of the two. */
function scriptsAt({ entry, json }: DevContainer, key: string): readonly Script[] {
  const node = entry(key)?.value;
  const members = node?.kind === "mapping" ? [...node.entries.values()].map(({ value }) => value) : node ? [node] : [];
  return members.map((member) => scriptOf(member, json.text));
}

function scriptOf(node: Node, text: string): Script {
  const { file } = node.at;
  if (isText(node)) {
    const source = scalarText(text, node);
    return parseScript({ file, shell: ["/bin/sh", "-c"], source, variables: () => undefined });
  }
  const items = node.kind === "sequence" ? node.items.map(({ value }) => value).filter(isText) : [];
  const words = items.map((item) => ({ text: item.text, at: item.at, source: scalarText(text, item) }));
  return parseExec(file, words, () => undefined);
}

function isText(node: Node): node is Scalar {
  return node.kind === "scalar" && node.quotes === "double";
}
