import type { Level, Related } from "../rules/rule.ts";
import type { Place } from "../text/span.ts";
import type { Fix } from "./change.ts";

/** What a finding is about: `service` "web", `hook` "web/post_start[0]", `stage` "build", `project`, `file`. */
export interface SubjectName {
  readonly kind: "service" | "hook" | "build" | "stage" | "network" | "volume" | "project" | "file";
  readonly name: string;
}

/**
 * One thing that is wrong, as plain data.
 * Its identity is rule, file, subject and evidence; the message may change from version to version.
 */
export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly subject: SubjectName;
  readonly at: Place;
  readonly evidence: string;
  readonly related: readonly Related[];
  /** Of some rules found only when they are first asked for. */
  readonly fixes: readonly Fix[];
  readonly redundant: boolean;
  /** Rules whose findings at the same places this one stands in for; left out where there are none. */
  readonly implies?: readonly string[];
  /** Further subjects that the same line decides, as services do that merge one anchor; left out where there are none. */
  readonly others?: readonly SubjectName[];
}

/** Whether a finding is about a service, one of its hooks or a `pre_start` container, by itself or among others. */
export function isAboutService({ subject, others = [] }: Finding, service: string): boolean {
  return [subject, ...others].some(
    ({ kind, name }) => (kind === "service" || kind === "hook") && (name === service || name.startsWith(`${service}/`)),
  );
}
