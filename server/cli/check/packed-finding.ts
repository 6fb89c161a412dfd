import type { Level } from "../../analysis/model/level.ts";
import { causeOf, type ReportedFinding, type SortKey, sortKeyOf } from "../../analysis/report/report.ts";

/** What is looked at of a finding until it is printed. */
export interface FindingLabel extends SortKey {
  readonly level: Level;
  /** By which option it can be mended. */
  readonly fix: "safe" | "unsafe" | "none";
  /** Whether the settings keep it from being told. */
  readonly bySettings: boolean;
}

/** A finding as a text, with its label: plain data that goes from thread to thread in a part of the time that all the objects of a finding take. */
export interface PackedFinding {
  /** Findings with one cause are told once. */
  readonly cause: string;
  readonly label: FindingLabel;
  /** Whether somebody allows it. */
  readonly allowed: boolean;
  readonly text: string;
}

export function packed(finding: ReportedFinding): PackedFinding {
  const { level, allowed, bySettings = false } = finding;
  return {
    cause: causeOf(finding),
    label: { ...sortKeyOf(finding), level, fix: fixableBy(finding), bySettings },
    allowed: allowed !== undefined,
    text: JSON.stringify(finding),
  };
}

/** The finding that was packed into the text. */
export function unpacked(text: string): ReportedFinding {
  return JSON.parse(text) as ReportedFinding;
}

/** A fix without a confidence counts as one of high confidence. */
function fixableBy({ fixes }: ReportedFinding): FindingLabel["fix"] {
  if (fixes.some(({ safe }) => safe)) return "safe";
  return fixes.some(({ confidence = "high" }) => confidence === "high") ? "unsafe" : "none";
}
