import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ValueCase } from "./cases.ts";

const FILE = path.join(import.meta.dirname, "answers.json");

/** What compose-go said of the cases. */
export interface ValueAnswers {
  /** The version of the module. */
  readonly composeGo: string;
  /** Names the texts of all cases, in their order. */
  readonly cases: string;
  /** A bit for each case, the lowest of each byte first: whether it is refused. In base64. */
  readonly refused: string;
}

export function readValueAnswers(): ValueAnswers {
  return JSON.parse(readFileSync(FILE, "utf8")) as ValueAnswers;
}

export function writeValueAnswers(composeGo: string, cases: readonly ValueCase[], refused: readonly boolean[]): void {
  const bytes = new Uint8Array(Math.ceil(refused.length / 8));
  for (const [index, is] of refused.entries())
    if (is) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  const answers: ValueAnswers = { composeGo, cases: nameOf(cases), refused: Buffer.from(bytes).toString("base64") };
  writeFileSync(FILE, `${JSON.stringify(answers, null, 1)}\n`);
}

/** Whether the case at a position is refused. */
export function isRefused({ refused }: ValueAnswers, index: number): boolean {
  return ((Buffer.from(refused, "base64")[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

/** Stands for the texts of all cases. */
export function nameOf(cases: readonly ValueCase[]): string {
  return createHash("sha256")
    .update(JSON.stringify(cases.map(({ text }) => text)))
    .digest("hex")
    .slice(0, 16);
}
