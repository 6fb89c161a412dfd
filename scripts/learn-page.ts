import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { markdownTable } from "./markdown-table.ts";

const RESULTS = path.resolve(import.meta.dirname, "../test/engine/learn/results.json");

/** What `npm run test:learn` has kept of a service. */
interface Result {
  readonly what: string;
  readonly capabilities: readonly string[];
  readonly trials: number;
  readonly starts: number;
  readonly seconds: number;
}

const TABLE = /(<!-- learned: made by npm run docs -->\n)[\s\S]*?(<!-- end of learned -->)/;

/** The page with the times and numbers of starts that were last measured. */
export function withMeasurements(page: string): string {
  const results: Readonly<Record<string, Result>> = existsSync(RESULTS)
    ? JSON.parse(readFileSync(RESULTS, "utf8"))
    : {};
  const rows = Object.entries(results)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { what, capabilities, trials, starts, seconds }]) => [
      what,
      capabilities.join(", ") || "none",
      String(trials),
      String(starts),
      `${seconds} s`,
    ]);
  const table = markdownTable(["service", "capabilities", "copies", "starts", "time"], rows);
  return page.replace(TABLE, (_, start: string, end: string) => `${start}\n${table}\n${end}`);
}
