import { SECTIONS } from "../compose/syntax/declared.ts";
import type { DockerfileTree } from "../dockerfile/syntax/tree.ts";
import type { Allow, AllowState } from "../model/allow.ts";
import { type AllowText, allowIn } from "../model/allow-comment.ts";
import type { AllowedFinding, Finding } from "../model/finding.ts";
import type { Rule } from "../rules/rule.ts";
import { nearest } from "../text/nearest.ts";
import type { Place, Span } from "../text/span.ts";
import { overlaps } from "../text/span.ts";
import { nodeAt, wholeOf } from "../yaml/tree.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";

/** A file whose comments may allow findings. */
export type AllowSource =
  | { readonly kind: "compose"; readonly file: YamlFile }
  /** `within` is the extent of a Dockerfile that another file holds. */
  | { readonly kind: "dockerfile"; readonly file: DockerfileTree; readonly within?: Span };

export interface Suppression {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly AllowedFinding[];
  /** Every comment of the sources that allows something, in the order of the sources, for the rules about such comments. */
  readonly allows: readonly Allow[];
}

/**
 * Takes away the findings that a comment allows. A comment covers a finding on its line, instruction or stage, a
 * finding about its service, and a finding anywhere in its file. `hasRun` says which rules ran. A comment for a rule
 * that did not run is idle. A comment in a Dockerfile for a rule that also looks at services is idle too, since only
 * the Compose file that builds the image could use it.
 */
export function suppress(
  findings: readonly Finding[],
  sources: readonly AllowSource[],
  rules: readonly Rule[],
  hasRun: (rule: Rule) => boolean,
): Suppression {
  const found = sources.flatMap((source) => allowsOf(source).map((allow) => ({ ...allow, source })));
  if (found.length === 0) return { kept: findings, suppressed: [], allows: [] };
  const suppressed = new Map<Finding, AllowedFinding>();
  const known = new Set(rules.map(({ id }) => id));
  const ran = new Set(rules.filter(hasRun).map(({ id }) => id));
  const needProject = new Set(
    rules.filter(({ check, checkHook, checkProject }) => check ?? checkHook ?? checkProject).map(({ id }) => id),
  );
  const allows: Allow[] = [];
  for (const { allow, cover, source } of found) {
    const covered = findings.filter((finding) => covers(cover, finding));
    const states = allow.ids.map(({ id, at }) => {
      const hits = covered.filter((finding) => finding.rule === id);
      for (const finding of hits) suppressed.set(finding, { ...finding, by: "comment", reason: allow.reason });
      const looked = ran.has(id) && (source.kind === "compose" || !needProject.has(id));
      const isStoodInFor = covered.some(({ implies }) => implies?.includes(id));
      const state: AllowState =
        hits.length > 0 || isStoodInFor ? "used" : !known.has(id) ? "unknown" : looked ? "unused" : "idle";
      const meant = state === "unknown" ? nearest(id, known.keys()) : undefined;
      return { id, at: { file: cover.file, ...at }, state, ...(meant === undefined ? {} : { meant }) };
    });
    allows.push({ at: { file: cover.file, start: allow.start, end: allow.end }, rules: states, reason: allow.reason });
  }
  return { kept: findings.filter((one) => !suppressed.has(one)), suppressed: [...suppressed.values()], allows };
}

/** What a comment covers: the places in a range of a file, and all that is about a service. */
interface Cover extends Place {
  readonly service?: string;
}

interface FoundAllow {
  readonly allow: AllowText;
  readonly cover: Cover;
}

function covers(cover: Cover, { subject, at, related }: Finding): boolean {
  if (cover.service !== undefined && subject.service === cover.service) return true;
  return overlaps(cover, at) || related.some((other) => overlaps(cover, other.at));
}

function allowsOf(source: AllowSource): FoundAllow[] {
  return source.kind === "dockerfile" ? dockerfileAllows(source.file, source.within) : composeAllows(source.file);
}

function composeAllows(compose: YamlFile): FoundAllow[] {
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

function dockerfileAllows(
  { file, text, comments, instructions }: DockerfileTree,
  within: Span = { start: 0, end: text.length },
): FoundAllow[] {
  const first = instructions[0];
  return comments.flatMap(({ at }) => {
    const allow = allowIn(text, at);
    if (!allow) return [];
    if (!first || at.start < first.at.start) return [{ allow, cover: { file, start: within.start, end: within.end } }];
    const next = instructions.find(({ whole }) => whole.end > at.start);
    if (next?.keyword !== "FROM" || next.at.start < at.start) return [{ allow, cover: next?.whole ?? at }];
    const following = instructions.find(({ keyword, whole }) => keyword === "FROM" && whole.start > next.whole.start);
    return [{ allow, cover: { file, start: next.whole.start, end: following?.whole.start ?? within.end } }];
  });
}
