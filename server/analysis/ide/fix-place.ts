import type { SubjectName } from "../model/finding.ts";
import type { Edit } from "../text/edit.ts";
import { Lines } from "../text/lines.ts";
import type { Span } from "../text/span.ts";
import { baseName } from "../text/uri.ts";
import { serviceExtent } from "./service-extent.ts";
import type { ShownFile } from "./shown-file.ts";

/** Another file, by its last name, or a one-based line of this one. */
export type EditedPlace = { readonly file: string } | { readonly line: number };

/**
 * Where a fix edits, to be named in its title if no edit lies in the service's own block: an anchor or another file may apply to other services too.
 * Undefined where one does.
 */
export function editedPlace(edits: readonly Edit[], subject: SubjectName, file: ShownFile): EditedPlace | undefined {
  const [first] = edits;
  if (!first) return undefined;
  const own = edits.filter((edit) => edit.file === file.uri);
  if (own.length === 0) return { file: baseName(first.file) };
  const service = file.analysis.project?.services.find(({ name }) => OWNERS.has(subject.kind) && name === subject.name);
  const block = service && serviceExtent(service, file);
  if (!block || !own.every((edit) => isOutside(edit, block, file.text))) return undefined;
  // What is removed may begin with the break of the line before.
  const blank = Math.max(0, file.text.slice(first.start, first.end).search(/\S/));
  const { line } = new Lines(file.text).positionAt(first.start + blank);
  return { line: line + 1 };
}

/** The subjects that have a block of their own. */
const OWNERS: ReadonlySet<SubjectName["kind"]> = new Set(["service", "job", "container"]);

/** What is put behind a block stands behind the comments that follow it, and is in it all the same. */
function isOutside({ start, end }: Span, block: Span, text: string): boolean {
  if (end < block.start) return true;
  const between = text.slice(block.end, start).split(/[\r\n]/);
  return !between.every((line) => /^\s*(?:#|$)/.test(line));
}
