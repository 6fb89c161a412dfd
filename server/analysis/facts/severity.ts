/** From the gravest down. */
export const SEVERITIES = ["critical", "high", "medium", "low", "none"] as const;

/** How grave it is that somebody who runs code in a container has something: a capability, a path or a device of the host. */
export type Severity = (typeof SEVERITIES)[number];

/** The next lower severity; `none` stays. */
export function severityBelow(severity: Severity): Severity {
  return SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? severity;
}
