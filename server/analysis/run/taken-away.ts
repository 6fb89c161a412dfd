import { SECTIONS } from "../compose/syntax/declared.ts";
import type { ServiceChange } from "../model/change.ts";
import { entryOf, type Node } from "../yaml/tree.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";

/**
 * Whether one of the files takes away what a change writes: a layer of the same service that resets or replaces the key with `!reset` or `!override`. The
 * change would have no effect there. Which of them lies above the changed one is not asked, since one below with such a tag has nothing to take away.
 * Source: https://github.com/compose-spec/compose-spec/blob/main/13-merge.md
 */
export function isTakenAway(change: ServiceChange, others: readonly YamlFile[]): boolean {
  const path = writtenPath(change);
  if (path === undefined || !("service" in change)) return false;
  const { name } = change.service;
  return others.some(({ documents }) =>
    documents.some(({ root }) => SECTIONS.some((section) => isTagged(root, [section, name, ...path]))),
  );
}

/** The key of the service that a change writes; undefined for one that takes something away, or defines something else. */
function writtenPath(change: ServiceChange): readonly string[] | undefined {
  if (change.do === "set" || change.do === "append") return change.path;
  return change.do === "put" ? [change.key] : undefined;
}

/** Whether a node on the way down the path takes away or replaces what other files have there. */
function isTagged(root: Node | undefined, path: readonly string[]): boolean {
  let node = root;
  for (const key of path) {
    node = entryOf(node, key)?.value;
    if (node?.tag === "reset" || node?.tag === "override") return true;
  }
  return false;
}
