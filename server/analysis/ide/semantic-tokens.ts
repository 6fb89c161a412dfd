import { capability } from "../facts/capabilities.ts";
import type { Container } from "../model/container.ts";
import { knownValue } from "../model/setting.ts";
import type { Place, Span } from "../text/span.ts";
import type { ShownFile } from "./shown-file.ts";

/** The name of a capability, or another value that decides how a container is isolated. */
export const TOKEN_TYPES = ["capability", "wall"] as const;
type TokenType = (typeof TOKEN_TYPES)[number];

/** A text to be coloured; it lies on one line. `dangerous` is what opens a wall. */
export interface SemanticToken extends Span {
  readonly type: TokenType;
  readonly dangerous: boolean;
}

/**
 * The values of a file that open a wall: what errors and warnings point at, and the host's namespaces; and the names of all capabilities.
 * In the order of the file, without overlaps. The name of a service or of a stage is left alone, since it opens nothing.
 */
export function semanticTokens(file: ShownFile): readonly SemanticToken[] {
  const services = file.analysis.project?.services ?? [];
  const here = (at: Place) => at.file === file.uri;
  const candidates = [
    ...services.flatMap((service) => capabilityTokens(service).filter(({ at }) => here(at))),
    ...services.flatMap((service) => namespaceTokens(service).filter(({ at }) => here(at))),
    ...findingTokens(file, services),
  ];
  return withoutOverlaps(candidates.flatMap((candidate) => onOneLine(candidate, file.text)));
}

interface Candidate {
  readonly at: Place;
  readonly type: TokenType;
  readonly dangerous: boolean;
}

function capabilityTokens({ capabilities: { added, dropped } }: Container): readonly Candidate[] {
  const of = ({ value, at }: (typeof added)[number], adds: boolean): Candidate[] => {
    if (value === undefined) return [];
    const risk = value === "ALL" ? "critical" : capability(value)?.risk;
    return [{ at, type: "capability", dangerous: adds && (risk === "critical" || risk === "high") }];
  };
  return [...added.flatMap((one) => of(one, true)), ...dropped.flatMap((one) => of(one, false))];
}

function namespaceTokens({ namespaces }: Container): readonly Candidate[] {
  return Object.values(namespaces).flatMap((mode): Candidate[] => {
    const written = mode.origin === "written" || mode.origin === "inherited";
    return written && knownValue(mode) === "host" ? [{ at: mode.at, type: "wall", dangerous: true }] : [];
  });
}

function findingTokens({ uri, findings, analysis }: ShownFile, services: readonly Container[]): readonly Candidate[] {
  const names = new Set(
    [...services, ...(analysis.dockerfile?.stages ?? [])].map(({ at }) => `${at.file} ${at.start}`),
  );
  return findings.flatMap(({ at, level, redundant }): Candidate[] => {
    const opens = (level === "error" || level === "warning") && !redundant;
    return opens && at.file === uri && !names.has(`${at.file} ${at.start}`)
      ? [{ at, type: "wall", dangerous: true }]
      : [];
  });
}

/** Cut at the end of the line; nothing where nothing is left. */
function onOneLine({ at, type, dangerous }: Candidate, text: string): readonly SemanticToken[] {
  const [line = ""] = text.slice(at.start, at.end).split(/[\r\n]/, 1);
  return line === "" ? [] : [{ start: at.start, end: at.start + line.length, type, dangerous }];
}

/** Of two tokens at one place, what is dangerous stays so, and the capability keeps its type. */
function withoutOverlaps(tokens: readonly SemanticToken[]): readonly SemanticToken[] {
  const kept: SemanticToken[] = [];
  const ordered = tokens.toSorted((a, b) => a.start - b.start || b.end - a.end || (a.type < b.type ? -1 : 1));
  for (const token of ordered) {
    const last = kept.at(-1);
    if (!last || token.start >= last.end) kept.push(token);
    else if (token.dangerous && !last.dangerous && token.start === last.start)
      kept[kept.length - 1] = { ...last, dangerous: true };
  }
  return kept;
}
