import type { Fix } from "./model/change.ts";
import type { Level, Related } from "./rules/rule.ts";
import type { Place } from "./text/span.ts";

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
  readonly fixes: readonly Fix[];
  readonly redundant: boolean;
}
