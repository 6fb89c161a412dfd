import type { Finding } from "../model/finding.ts";

/**
 * What tells one finding from another across runs: 16 hexadecimal digits over rule, file, subject and evidence.
 * Neither the message nor the place counts, so that rewording and moving a line keep it. `file` is the name in the output, so that
 * one finding has one fingerprint on every machine that runs in the same directory of the project.
 */
export function fingerprint(finding: Finding, file: string): string {
  const { rule, subject, evidence } = finding;
  return fnv1a([rule, file, subject.kind, subject.name, evidence].join("\0"));
}

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** The 64-bit FNV-1a hash over UTF-16 code units. Source: http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string): string {
  let hash = OFFSET;
  for (let index = 0; index < text.length; index++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * PRIME);
  }
  return hash.toString(16).padStart(16, "0");
}
