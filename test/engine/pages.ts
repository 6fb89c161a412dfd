import { readFileSync } from "node:fs";
import path from "node:path";
import { markdownTable } from "../../scripts/markdown-table.ts";
import { RULES } from "../../server/analysis/rules/index.ts";
import { claimsPage, type ShownClaims } from "./claims/page.ts";
import { CELLS } from "./modes/cells.ts";
import { comparisonOf, recordings, shownErrors } from "./modes/compare.ts";

const SHOWN = path.join(import.meta.dirname, "claims/shown.json");

/** What the last run of the claims showed. */
export function shownClaims(): ShownClaims {
  return JSON.parse(readFileSync(SHOWN, "utf8")) as ShownClaims;
}

/** The page `docs/claims.md`. */
export function claimsText(): string {
  return claimsPage(RULES, shownClaims(), shownErrors(recordings()));
}

const START = "<!-- engines: made by npm run docs -->";
const END = "<!-- end of engines -->";

/** The page `docs/proof.md` with the table of engines between its marks: what was compared in each recording, and what came of it. */
export function withEngines(page: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error(`docs/proof.md lacks ${START} and ${END}`);
  return `${page.slice(0, start + START.length)}\n\n${enginesTable()}\n\n${page.slice(end)}`;
}

function enginesTable(): string {
  const all = recordings();
  const rows = CELLS.flatMap((cell) => {
    const recording = all.find((one) => one.cell === cell.id);
    if (recording === undefined) return [[cell.id, cell.mode, "not recorded", "", "", "", "", "", cell.missing ?? ""]];
    const { machine, date, services } = recording;
    const checks = comparisonOf(recording);
    const count = (verdict: string): string =>
      checks.filter((one) => one.verdict === verdict).length.toLocaleString("en");
    const refused = services.filter(({ outcome }) => outcome === "refused").length;
    const { cgroup, lsm } = machine.engine;
    return [
      [
        cell.id,
        cell.mode,
        machine.release,
        `${machine.kernel}, cgroup v${cgroup}, ${lsm.length > 0 ? "AppArmor" : "no AppArmor"}`,
        date,
        `${services.length - refused} ran, ${refused} refused`,
        count("same"),
        count("different"),
        count("unknown"),
      ],
    ];
  });
  const head = ["Recording", "Mode", "Engine", "Kernel", "Date", "Services", "Same", "Different", "Not predicted"];
  return markdownTable(head, rows);
}
