import type { Allow, AllowState } from "../model/allow.ts";
import type { AllowedFinding, Finding } from "../model/finding.ts";
import type { Rule } from "../rules/rule.ts";
import { nearest } from "../text/nearest.ts";
import { overlaps } from "../text/span.ts";
import { FindingsByPlace } from "./findings-by-place.ts";
import type { Cover, Source } from "./source.ts";

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
  sources: readonly Source[],
  rules: readonly Rule[],
  hasRun: (rule: Rule) => boolean,
): Suppression {
  const found = sources.flatMap((source) => source.allows().map((allow) => ({ ...allow, source })));
  if (found.length === 0) return { kept: findings, suppressed: [], allows: [] };
  const suppressed = new Map<Finding, AllowedFinding>();
  const known = new Set(rules.map(({ id }) => id));
  const ran = new Set(rules.filter(hasRun).map(({ id }) => id));
  const needProject = new Set(
    rules.filter(({ check, checkHook, checkProject }) => check ?? checkHook ?? checkProject).map(({ id }) => id),
  );
  const allows: Allow[] = [];
  const byPlace = new FindingsByPlace(findings);
  for (const { allow, cover, source } of found) {
    const covered = byPlace.near(cover, cover.service).filter((finding) => covers(cover, finding));
    const states = allow.ids.map(({ id, at }) => {
      const hits = covered.filter((finding) => finding.rule === id);
      for (const finding of hits) suppressed.set(finding, { ...finding, by: "comment", reason: allow.reason });
      const looked = ran.has(id) && (source.holdsContainers || !needProject.has(id));
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

function covers(cover: Cover, { subject, at, related }: Finding): boolean {
  if (cover.service !== undefined && subject.service === cover.service) return true;
  return overlaps(cover, at) || related.some((other) => overlaps(cover, other.at));
}
