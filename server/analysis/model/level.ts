import { LEVELS, type Level } from "../rules/rule.ts";

/** How a table of facts grades a hazard. */
export type Risk = "critical" | "high" | "medium" | "low" | "none";

/** The level of a risk that the facts tell; undefined where there is nothing to report. */
export function levelOfRisk(risk: Risk): Level | undefined {
  if (risk === "none") return undefined;
  if (risk === "critical") return "error";
  return risk === "low" ? "info" : "warning";
}

/** The next lower level; `hint` stays. */
export function below(level: Level): Level {
  return LEVELS[LEVELS.indexOf(level) + 1] ?? level;
}
