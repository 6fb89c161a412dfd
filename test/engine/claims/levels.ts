import { readFileSync } from "node:fs";
import path from "node:path";
import { LEVELS, type Level } from "../../../server/analysis/model/level.ts";
import type { Rule } from "../../../server/analysis/rules/rule.ts";

const PAGES = path.join(import.meta.dirname, "../../../server/analysis/rules");

/** The levels at which a rule reports, the gravest first: its own, and those that its spec page shows. */
export function reportedLevels({ id, level }: Rule): readonly Level[] {
  const page = readFileSync(path.join(PAGES, `${id}.md`), "utf8");
  return LEVELS.filter((one) => one === level || new RegExp(`\\b${one}\\[${id}\\]`).test(page));
}
