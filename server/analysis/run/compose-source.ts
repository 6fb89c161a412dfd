import { editCompose } from "../compose/editor/editor.ts";
import { SECTIONS } from "../compose/syntax/declared.ts";
import { allowIn } from "../model/allow-comment.ts";
import { type Change, isServiceChange } from "../model/change.ts";
import type { Span } from "../text/span.ts";
import { nodeAt, wholeOf } from "../yaml/tree.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";
import type { Cover, FoundAllow, Source } from "./source.ts";

/** A Compose file as a source. */
export function composeSource(file: YamlFile): Source {
  return {
    file: file.file,
    holdsContainers: true,
    layer: file,
    allows: () => allowsIn(file),
    edits: (changes: readonly Change[]) => {
      const own = changes.filter((change) => change.do === "allow" || isServiceChange(change));
      // No editor writes into a Dockerfile that a Compose file holds.
      return own.length < changes.length ? undefined : editCompose(file, own);
    },
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
  return allowing.flatMap(({ comment, allow }): FoundAllow[] => {
    const line = lines.around(comment.start);
    if (line) return [{ allow, cover: { file, ...line } }];
    if (!first || comment.start < first.start) return [{ allow, cover: { file, start: 0, end: text.length } }];
    const next = lines.firstAfter(comment.start);
    return next ? [{ allow, cover: serviceAt(compose, next) ?? { file, ...next } }] : [{ allow, cover: comment }];
  });
}

/** The service or job whose key stands on the line, with the whole of its block. */
function serviceAt(compose: YamlFile, line: Span): Cover | undefined {
  const sections = compose.documents.flatMap(({ root }) => SECTIONS.map((section) => nodeAt(root, section)));
  for (const section of sections) {
    if (section?.kind !== "mapping") continue;
    for (const [name, { key, value }] of section.entries) {
      if (key.file !== compose.file || key.start < line.start || key.end > line.end) continue;
      const end = value.at.file === key.file ? Math.max(line.end, wholeOf(value).end) : line.end;
      return { file: compose.file, start: line.start, end, service: name };
    }
  }
  return undefined;
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
    return this.#lines.find((line) => line.start > offset || (offset < 0 && line.start === 0));
  }

  /** The line that the offset is on; undefined on a line of comment. */
  around(offset: number): Span | undefined {
    return this.#lines.find((line) => line.start <= offset && offset <= line.end);
  }
}
