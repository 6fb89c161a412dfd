import type { Severity } from "../facts/severity.ts";
import type { WallState } from "./wall.ts";

/** What leads through a container's wall. `files` is a file or a directory of the host. */
export interface Opening extends WallState {
  readonly kind: "socket" | "device" | "files" | "volume" | "memory" | "image" | "port";
  /** Where it ends in the container; empty where that is nowhere in particular. */
  readonly target: string;
  readonly readOnly: boolean;
  readonly severity: Severity;
}

/** What an opening gives to whoever is in the container. */
export type Gift = Pick<Opening, "standing" | "word" | "text" | "severity">;

/** The word says what the map shows by a shape. Small risks harm nobody by themselves. */
export function gift(severity: Severity, text: string, readOnly: boolean): Gift {
  const risk = severity === "none" ? "" : `, ${severity} risk`;
  const standing = severity === "none" || severity === "low" ? "plain" : "opened";
  return { severity, standing, word: `${readOnly ? "read-only" : "read-write"}${risk}`, text };
}

/** Tells what leads through a wall from other states. */
export function isOpening(state: WallState): state is Opening {
  return "target" in state;
}

/** How an opening's end in the container is called. */
export function targetWords({ label, target }: Pick<Opening, "label" | "target">): string {
  return target === label ? "the same path" : target;
}

/** What a state is called: an opening by both of its ends. */
export function nameOf(state: WallState): string {
  const target = isOpening(state) ? targetWords(state) : "";
  return target === "" ? state.label : `${state.label} → ${target}`;
}
