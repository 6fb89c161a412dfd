import type { Severity } from "../facts/severity.ts";

/** From the gravest down; what each means is said in the rule catalogue of the documentation. */
export const LEVELS = ["error", "warning", "info", "hint"] as const;
export type Level = (typeof LEVELS)[number];

/** The level of what the facts grade; undefined where there is nothing to report. */
export function levelOfSeverity(severity: Severity): Level | undefined {
  if (severity === "none") return undefined;
  if (severity === "critical") return "error";
  return severity === "low" ? "info" : "warning";
}

/** The next lower level; `hint` stays. */
export function below(level: Level): Level {
  return LEVELS[LEVELS.indexOf(level) + 1] ?? level;
}
