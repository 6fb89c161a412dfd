import { SECTIONS } from "../../compose/syntax/declared.ts";
import type { Span } from "../../text/span.ts";
import { wholeOf } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import type { Mention, NameKind } from "./mention.ts";

/** A part of a file as an outline shows it: what it is called, and all that belongs to it. */
export interface OutlinePart {
  readonly name: string;
  readonly kind: NameKind | "section";
  readonly at: Span;
  /** Holds `at` and every child's. */
  readonly whole: Span;
  readonly children: readonly OutlinePart[];
}

/** The sections of a Compose file, with what they declare. */
export function composeOutline(file: YamlFile, mentions: readonly Mention[]): readonly OutlinePart[] {
  return file.documents.flatMap(({ root }) => {
    if (root?.kind !== "mapping") return [];
    const own = [...root.entries].filter(([, { merged, key }]) => !merged && key.file === file.file);
    return own.map(([name, { key, value, via }]): OutlinePart => {
      const whole = { start: key.start, end: Math.max(key.end, via?.end ?? wholeOf(value).end) };
      const isDeclaring = SECTIONS.some((section) => section === name) || RESOURCES.has(name);
      const children = isDeclaring ? partsIn(mentions, file.file, whole) : [];
      return { name, kind: "section", at: key, whole, children };
    });
  });
}

const RESOURCES: ReadonlySet<string> = new Set(["volumes", "networks", "secrets", "configs", "models"]);

/** The arguments before the first stage, and the stages with what they declare. */
export function dockerfileOutline(file: string, mentions: readonly Mention[]): readonly OutlinePart[] {
  const stages = declaredIn(mentions, file).filter(({ kind }) => kind === "stage");
  const first = stages[0]?.at.start ?? Number.POSITIVE_INFINITY;
  const globals = partsIn(mentions, file, { start: 0, end: first }).filter(({ kind }) => kind === "argument");
  return [
    ...globals,
    ...stages.map(({ name, kind, at, whole = at }) => {
      const children = partsIn(mentions, file, whole).filter((part) => part.kind !== "stage");
      return { name, kind, at, whole, children };
    }),
  ];
}

function partsIn(mentions: readonly Mention[], file: string, { start, end }: Span): readonly OutlinePart[] {
  return declaredIn(mentions, file)
    .filter(({ at, kind }) => start <= at.start && at.end <= end && kind !== "anchor")
    .map(({ name, kind, at, whole = at }) => ({ name, kind, at, whole, children: [] }));
}

function declaredIn(mentions: readonly Mention[], file: string): readonly Mention[] {
  return mentions.filter(({ at, declares }) => declares && at.file === file);
}
