import type { Place } from "../text/span.ts";
import type { Told } from "../text/wording.ts";
import type { Fix } from "./change.ts";
import type { Container } from "./container.ts";
import type { Level } from "./level.ts";

/** What a finding is about. */
export interface SubjectName {
  readonly kind:
    | "service"
    | "job"
    | "container"
    | "hook"
    | "build"
    | "stage"
    | "network"
    | "volume"
    | "project"
    | "file";
  /** How it is shown and told apart: `web`, `web/post_start[0]`, the name of a stage; "" for a project or a file. */
  readonly name: string;
  /** The service, job or container of a command that it is, or whose hook or `pre_start` container it is; left out for everything else. */
  readonly service?: string;
}

/** What a finding calls a container that it is about. */
export function subjectKind({ kind }: Pick<Container, "kind">): "service" | "job" | "container" | "build" {
  if (kind === "devcontainer" || kind === "quadlet" || kind === "pod") return "container";
  if (kind === "target") return "build";
  return kind === "job" || kind === "container" ? kind : "service";
}

/** Another place that belongs to a problem, with what stands there. */
export interface Related extends Told {
  readonly at: Place;
}

/**
 * One thing that is wrong, as plain data.
 * Its identity is rule, file, subject and evidence; the message may change from version to version.
 */
export interface Finding extends Told {
  readonly rule: string;
  readonly level: Level;
  readonly subject: SubjectName;
  readonly at: Place;
  readonly evidence: string;
  readonly related: readonly Related[];
  /** Of some rules found only when they are first asked for. */
  readonly fixes: readonly Fix[];
  readonly redundant: boolean;
  /** The word that was probably meant in the place of the one at `at`. */
  readonly meant?: string;
  /** Rules whose findings at the same places this one stands in for; left out where there are none. */
  readonly implies?: readonly string[];
  /** Further subjects that the same line decides, as services do that merge one anchor; left out where there are none. */
  readonly others?: readonly SubjectName[];
}

/** A finding that a comment or an exception of the settings allows, with the reason that is given there. */
export interface AllowedFinding extends Finding {
  readonly by: "comment" | "settings";
  readonly reason: string | undefined;
}

/** Whether a finding is about a service or job, one of its hooks or a `pre_start` container, by itself or among others. */
export function isAboutService({ subject, others = [] }: Finding, service: string): boolean {
  return [subject, ...others].some((one) => one.service === service);
}
