import { editCompose } from "../../compose/editor/editor.ts";
import { SECTIONS } from "../../compose/syntax/declared.ts";
import { allowIn } from "../../model/allow-comment.ts";
import { countWhile } from "../../text/sorted.ts";
import type { Span } from "../../text/span.ts";
import { nodeAt, wholeOf } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { type Cover, editsOfContainers, type FoundAllow, type Source } from "../source.ts";

/** A Compose file as a source. */
export function composeSource(file: YamlFile): Source {
  return {
    file: file.file,
    holdsContainers: true,
    layer: file,
    allows: () => allowsIn(file),
    // No editor writes into a Dockerfile that a Compose file holds.
    edits: editsOfContainers((changes) => editCompose(file, changes)),
  };
}

function allowsIn(compose: YamlFile): FoundAllow[] {
  const { file, text, comments } = compose;
  const allowing = comments.flatMap((comment) => {
    const allow = allowIn(text, comment);
    return allow ? [{ comment, allow }] : [];
  });
  if (allowing.length === 0) return [];
  const lines = new ContentLines(text, comments);
  const first = lines.firstAfter(-1);
  const services = servicesByLine(compose, lines);
  return allowing.flatMap(({ comment, allow }): FoundAllow[] => {
    const line = lines.around(comment.start);
    if (line) return [{ allow, cover: { file, ...line } }];
    if (!first || comment.start < first.start) return [{ allow, cover: { file, start: 0, end: text.length } }];
    const next = lines.firstAfter(comment.start);
    return next ? [{ allow, cover: services.get(next.start) ?? { file, ...next } }] : [{ allow, cover: comment }];
  });
}

/** The service or job whose key stands on a line, with the whole of its block, by the offset at which the line starts. */
function servicesByLine(compose: YamlFile, lines: ContentLines): ReadonlyMap<number, Cover> {
  const found = new Map<number, Cover>();
  const { file } = compose;
  for (const section of compose.documents.flatMap(({ root }) => SECTIONS.map((name) => nodeAt(root, name)))) {
    if (section?.kind !== "mapping") continue;
    for (const [service, { key, value }] of section.entries) {
      const line = key.file === file ? lines.around(key.start) : undefined;
      if (line === undefined || key.end > line.end || found.has(line.start)) continue;
      const end = value.at.file === file ? Math.max(line.end, wholeOf(value).end) : line.end;
      found.set(line.start, { file, start: line.start, end, service });
    }
  }
  return found;
}

/** The lines of a YAML file that hold more than a comment; `---` and `%YAML` do not count. */
class ContentLines {
  readonly #lines: readonly Span[];

  constructor(text: string, comments: readonly Span[]) {
    const commentAt = new Map(comments.map((comment) => [comment.end, comment.start]));
    const lines: Span[] = [];
    let start = 0;
    for (const match of text.matchAll(/\r\n|\n|\r|$/g)) {
      const content = text
        .slice(start, commentAt.get(match.index) ?? match.index)
        .replace("\u{FEFF}", "")
        .trim();
      if (content !== "" && content !== "---" && !content.startsWith("%")) lines.push({ start, end: match.index });
      start = match.index + match[0].length;
    }
    this.#lines = lines;
  }

  firstAfter(offset: number): Span | undefined {
    return this.#lines[this.#upTo(offset)];
  }

  /** The line that the offset is on; undefined on a line of comment. */
  around(offset: number): Span | undefined {
    const line = this.#lines[this.#upTo(offset) - 1];
    return line !== undefined && offset <= line.end ? line : undefined;
  }

  /** How many lines start at the offset or before it. */
  #upTo(offset: number): number {
    return countWhile(this.#lines.length, (index) => (this.#lines[index]?.start ?? 0) <= offset);
  }
}
