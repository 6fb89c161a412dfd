import type { Explanation, UnknownJson } from "../../server/analysis/report/explain-json.ts";
import type { Machine, SeenSubject } from "./observation.ts";

/** One value that was predicted, beside what was seen. */
export interface Check {
  readonly subject: string;
  readonly field: string;
  /** Who told: the kernel in the container, or the engine by what it says and asks of the runtime. */
  readonly by: "kernel" | "engine";
  readonly predicted: string;
  readonly seen: string;
  readonly verdict: "same" | "unknown" | "different";
}

/** Makes a check; an unknown prediction is neither right nor wrong, and says why it is none. */
export type Compare = (field: string, by: Check["by"], predicted: unknown, seen: unknown) => Check;

/** What the checks of one subject may look at beside it. */
export interface CheckContext {
  readonly machine: Machine;
  readonly explanation: Explanation;
  readonly subjects: readonly SeenSubject[];
  readonly directory: string;
}

export function isUnknown(value: unknown): value is UnknownJson {
  return typeof value === "object" && value !== null && "state" in value && value.state === "unknown";
}
