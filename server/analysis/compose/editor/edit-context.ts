import { type Node, wholeOf } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { type Style, styleOf } from "./file-style.ts";
import { Layout } from "./layout.ts";
import type { NodePath } from "./node-path.ts";
import type { Splice } from "./text-draft.ts";

/** A Compose file as it is when a change is planned. */
export interface EditContext {
  readonly file: YamlFile;
  readonly layout: Layout;
}

/** How a change is made in the text, and the roots that the file's documents must have afterwards. */
export interface Plan {
  readonly splices: readonly Splice[];
  readonly roots: readonly (Node | undefined)[];
}

export function pageOf(file: YamlFile): EditContext {
  return { file, layout: new Layout(file) };
}

export function rootAt({ file }: EditContext, { document }: NodePath): Node | undefined {
  return file.documents[document]?.root;
}

/** How the file is written near a node that the trail leads to or through. */
export function styleAt(page: EditContext, trail: NodePath, near: Node): Style {
  const holder = trail.steps.find(({ item }) => item.value === near);
  const key =
    holder?.kind === "entry" && near.kind === "mapping" && near.style === "block" ? holder.item.key : undefined;
  const { layout } = page;
  const indent = key && layout.column(wholeOf(near).start) - layout.column(key.start);
  return styleOf(layout, rootAt(page, trail) ?? near, near, indent);
}

/** A plan that changes the trail's document only. Without splices there is none. */
export function planned(
  page: EditContext,
  trail: NodePath,
  root: Node,
  splices: readonly Splice[] | undefined,
): Plan | undefined {
  if (splices === undefined) return undefined;
  const roots = page.file.documents.map((document, index) => (index === trail.document ? root : document.root));
  return { splices, roots };
}

/** The plan for what is already so. */
export function unchanged(page: EditContext): Plan {
  return { splices: [], roots: page.file.documents.map(({ root }) => root) };
}
