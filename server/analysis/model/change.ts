import type { Evidence } from "../facts/evidence.ts";
import type { Place } from "../text/span.ts";

/** A value as it is to be written into a Compose file. Strings are quoted where YAML or Compose would read them otherwise. */
export type Written = string | number | boolean | readonly Written[] | { readonly [key: string]: Written };

/**
 * What is to change in a Compose file, said in terms of the model. The editor turns it into text edits or refuses.
 * `set`, `remove` and `append` speak of a key of a service; `path` names nested keys, `["deploy", "resources", "limits", "memory"]`.
 * `comment` is put at the end of the new line, without its `#`.
 */
export type ServiceChange =
  | {
      readonly do: "set";
      readonly service: ServiceKey;
      readonly path: readonly string[];
      readonly value: Written;
      readonly comment?: string;
    }
  | {
      readonly do: "append";
      readonly service: ServiceKey;
      readonly path: readonly string[];
      readonly items: readonly Written[];
      readonly comment?: string;
    }
  /** Puts a member into a key that may hold a list or a mapping, in the form that it has: `item` into a list, `name` with `value` into a mapping. */
  | {
      readonly do: "put";
      readonly service: ServiceKey;
      readonly key: string;
      readonly item: string;
      readonly name: string;
      readonly value: Written;
    }
  /** Defines another service, a network or a secret in the file of the service; refused where the file defines one of that name. */
  | {
      readonly do: "add";
      readonly service: ServiceKey;
      readonly section: "services" | "networks" | "secrets";
      readonly name: string;
      readonly value: Written;
    }
  | { readonly do: "remove"; readonly service: ServiceKey; readonly path: readonly string[] }
  /** Removes the list item or the mapping entry whose value stands at `at`; the last item takes its key with it. */
  | { readonly do: "remove-at"; readonly at: Place }
  /** Replaces the scalar at `at` by another, in the same quotes where they fit. */
  | { readonly do: "replace-at"; readonly at: Place; readonly value: string }
  /** Puts a value of whatever type in place of the one at `at`: `"1000"` for the number, a list for its only item. */
  | { readonly do: "write-at"; readonly at: Place; readonly value: Written }
  /** Gives the key at `at` another name. */
  | { readonly do: "rename"; readonly at: Place; readonly name: string };

/**
 * Names what a change speaks of in one file: a service by the place of its key, and an entry of one of its lists that is a mapping, such as a port
 * or a mount in the long form, by the place of that mapping.
 */
export interface ServiceKey {
  readonly name: string;
  readonly at: Place;
}

/** What is to change in a Dockerfile. `stage` is the place of the stage's `FROM` keyword. */
export type StageChange =
  /** Puts `USER …` before the stage's `CMD` and `ENTRYPOINT`, or replaces the stage's last `USER`. */
  | { readonly do: "set-user"; readonly stage: Place; readonly user: string; readonly comment?: string }
  /** Removes the whole instruction that holds the place. */
  | { readonly do: "remove-instruction"; readonly at: Place }
  /** Replaces the text at a place that lies within one instruction. */
  | { readonly do: "replace-text"; readonly at: Place; readonly value: string };

/** A comment that allows findings: at the end of a YAML line, or on a line of its own above a Dockerfile instruction. */
export interface AllowChange {
  readonly do: "allow";
  readonly at: Place;
  readonly rules: readonly string[];
  readonly reason: string;
  readonly scope: "line" | "subject" | "file";
}

/** What is to change beside the files that declare containers. `at` names the file, at its beginning. */
export type FileChange =
  /** Makes a new file that holds a secret; whoever makes it refuses where there is one. */
  | { readonly do: "make-file"; readonly at: Place; readonly text: string }
  /** Gives a variable a value in a file of variables, which is made where there is none. */
  | { readonly do: "define"; readonly at: Place; readonly name: string; readonly value: string }
  /** Keeps a path below the project's directory out of git, and out of what the project's builds send to the engine. `at` names the file itself. */
  | { readonly do: "keep-out"; readonly at: Place };

export type Change = ServiceChange | StageChange | AllowChange | FileChange;

/** Whether a change is about a file that declares no container. */
export function isFileChange(change: Change): change is FileChange {
  return change.do === "make-file" || change.do === "define" || change.do === "keep-out";
}

/** Whether a change is about a container, wherever that is declared. */
export function isServiceChange(change: Change): change is ServiceChange {
  return change.do !== "allow" && !isStageChange(change) && !isFileChange(change);
}

/** Whether a change is about a Dockerfile. */
export function isStageChange(change: Change): change is StageChange {
  return "stage" in change || change.do === "remove-instruction" || change.do === "replace-text";
}

/**
 * How well it is known that the container goes on working.
 * `high` fixes are among those that are applied many at a time; `medium` ones are offered one at a time; `low` ones too, with a title that says what nobody knows.
 */
export const CONFIDENCES = ["low", "medium", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** The least of several confidences; `high` where there is none. */
export function leastConfidence(all: Iterable<Confidence>): Confidence {
  const each = new Set(all);
  return CONFIDENCES.find((one) => each.has(one)) ?? "high";
}

/**
 * How sure a fix is that rests on such evidence: only what was tried, or read in the image's own files, is enough to be applied with many others. What
 * a project learned by itself and what its maintainers say is offered one at a time.
 */
export function confidenceOf(evidence: Evidence): Confidence {
  if (evidence === "tried" || evidence === "read") return "high";
  return evidence === "guessed" ? "low" : "medium";
}

/**
 * A way to mend a finding. `title` says what it does.
 * `safe` holds only where a correct container cannot notice; `changes` are applied together or not at all.
 */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  /** Left out where the fix takes away what is wrong, so that there is nothing to be known of the program. */
  readonly confidence?: Confidence;
  readonly preferred?: boolean;
  /** Why it is made by itself only, never with many others: what the container would lose. */
  readonly alone?: string;
  /** A part of the new text that somebody has to choose: an editor puts the cursor there, to type over it. */
  readonly placeholder?: string;
  readonly changes: readonly Change[];
}
