import type { Finding } from "../model/finding.ts";
import { fnv1a } from "../text/hash.ts";

/**
 * What tells one finding from another across runs: 16 hexadecimal digits over rule, file, subject and evidence.
 * Neither the message nor the place counts, so that rewording and moving a line keep it. `file` is the name in the output, so that
 * one finding has one fingerprint on every machine that runs in the same directory of the project.
 */
export function fingerprint(finding: Finding, file: string): string {
  const { rule, subject, evidence } = finding;
  return fnv1a([rule, file, subject.kind, subject.name, evidence].join("\0"));
}
