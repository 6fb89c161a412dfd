import type { AllowedFinding, Finding } from "../model/finding.ts";
import type { InputError } from "../model/project.ts";
import { matchesPathPattern } from "../text/path-pattern.ts";
import type { Place } from "../text/span.ts";
import { pathOf } from "../text/uri.ts";
import { said, told } from "../text/wording.ts";

/** A pattern of paths, `legacy/**`, that counts from a directory, as `matchesPathPattern` takes it; `!` before it takes out what earlier ones matched. */
export interface PathPattern {
  /** The URI of the directory, without a slash at its end. */
  readonly directory: string;
  readonly pattern: string;
}

/** A named exception: what some rules find at some places is allowed, for a reason and perhaps until a day. */
export interface Exception {
  readonly rules: readonly string[];
  /** Empty where every file below the settings counts. */
  readonly paths: readonly PathPattern[];
  /** Empty where it holds for whatever is found. */
  readonly services: readonly string[];
  readonly reason: string;
  /** The last day on which it holds, as `2027-01-31`. */
  readonly until?: string;
  /** Where to point when it has expired. */
  readonly at: Place;
}

/** Splits findings into those that are reported and those that an exception allows. */
export function withoutExceptions(
  findings: readonly Finding[],
  exceptions: readonly Exception[],
): { readonly kept: readonly Finding[]; readonly allowed: readonly AllowedFinding[] } {
  if (exceptions.length === 0) return { kept: findings, allowed: [] };
  const allowed = new Map<Finding, AllowedFinding>();
  for (const finding of findings) {
    const exception = exceptions.find((one) => covers(one, finding));
    if (exception) allowed.set(finding, { ...finding, by: "settings", reason: exception.reason });
  }
  return { kept: findings.filter((one) => !allowed.has(one)), allowed: [...allowed.values()] };
}

/** A finding that several services share is only covered where each of them is named. */
function covers({ rules, paths, services }: Exception, { rule, at, subject, others = [] }: Finding): boolean {
  if (!rules.includes(rule) || (paths.length > 0 && !isMatched(at.file, paths))) return false;
  if (services.length === 0) return true;
  return [subject, ...others].every(
    ({ name, service }) => service !== undefined && (services.includes(service) || services.includes(name)),
  );
}

/**
 * Whether the patterns match a file or a directory above it. The last pattern that matches decides; one with `!`
 * takes the file out again. If the first pattern has `!`, all other files are matched.
 */
export function isMatched(uri: string, patterns: readonly PathPattern[]): boolean {
  const path = pathOf(uri);
  const startsIn = patterns[0]?.pattern.startsWith("!") === true && isBelow(path, patterns[0].directory);
  return patterns.reduce((isIn, { directory, pattern }) => {
    const takesOut = pattern.startsWith("!");
    if (isIn !== takesOut || !isBelow(path, directory)) return isIn;
    const relative = path.slice(pathOf(directory).length + 1);
    return matchesPathPattern(takesOut ? pattern.slice(1) : pattern, relative) ? !takesOut : isIn;
  }, startsIn);
}

function isBelow(path: string, directory: string): boolean {
  return path.startsWith(`${pathOf(directory)}/`);
}

/** Whether an exception still holds on a day; without one, nothing has expired. */
export function isCurrent({ until }: Exception, today: string | undefined): boolean {
  return until === undefined || today === undefined || today <= until;
}

/** An input error for each exception that has expired. */
export function expired(exceptions: readonly Exception[], today: string): readonly InputError[] {
  return exceptions.flatMap((exception) => {
    if (isCurrent(exception, today)) return [];
    const message = said`the exception for ${exception.rules.join(", ")} expired on ${exception.until ?? ""}: its findings are reported again`;
    return [{ at: exception.at, ...told(message) }];
  });
}
