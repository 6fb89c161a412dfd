import { readFileSync } from "node:fs";
import path from "node:path";
import { markdownTable } from "../../scripts/markdown-table.ts";
import { RULES } from "../../server/analysis/rules/index.ts";
import type { Check } from "./check.ts";
import { claimsPage, type ShownClaims } from "./claims/page.ts";
import { CELLS } from "./modes/cells.ts";
import { comparisonOf, recordings, shownErrors } from "./modes/compare.ts";
import { type SeenFlag, seenFlags } from "./run-flags.ts";

const SHOWN = path.join(import.meta.dirname, "claims/shown.json");

/** What the last run of the claims showed. */
export function shownClaims(): ShownClaims {
  return JSON.parse(readFileSync(SHOWN, "utf8")) as ShownClaims;
}

/** The page `docs/claims.md`. */
export function claimsText(): string {
  return claimsPage(RULES, shownClaims(), shownErrors(recordings()));
}

/** The page `docs/proof.md` with what was seen of engines, and of the flags of `docker run`, between its marks. */
export async function withSeen(page: string): Promise<string> {
  return filled(filled(page, "engines", enginesTable()), "flags", flagsTable(await seenFlags()));
}

function filled(page: string, name: string, text: string): string {
  const [before, after] = [`<!-- ${name}: made by npm run docs -->`, `<!-- end of ${name} -->`];
  const start = page.indexOf(before);
  const end = page.indexOf(after);
  if (start < 0 || end < start) throw new Error(`docs/proof.md lacks ${before} and ${after}`);
  return `${page.slice(0, start + before.length)}\n\n${text}\n\n${page.slice(end)}`;
}

function flagsTable(flags: readonly SeenFlag[]): string {
  const run = flags.filter(({ reason }) => reason === undefined);
  const rows = run.map(({ name, containers, checks }) => {
    const [first = "", ...others] = containers;
    const where = others.length === 0 ? `\`${first}\`` : `\`${first}\` and ${others.length} more`;
    return [`\`--${name}\``, where, ...VERDICTS.map((verdict) => count(checks, verdict))];
  });
  const reasons = flags.flatMap(({ name, reason }) => (reason === undefined ? [] : [[`\`--${name}\``, reason]]));
  return [
    `${run.length} of ${flags.length} flags were run. All values of each container are compared, of which most flags change one or none:`,
    markdownTable(["Flag", "Container", "Same", "Different", "Not predicted"], rows),
    "The others were not:",
    markdownTable(["Flag", "Why not"], reasons),
  ].join("\n\n");
}

const VERDICTS = ["same", "different", "unknown"] as const;

function count(checks: readonly Check[], verdict: Check["verdict"]): string {
  return checks.filter((one) => one.verdict === verdict).length.toLocaleString("en");
}

function enginesTable(): string {
  const all = recordings();
  const rows = CELLS.flatMap((cell) => {
    const recording = all.find((one) => one.cell === cell.id);
    if (recording === undefined) return [[cell.id, cell.mode, "not recorded", "", "", "", "", "", cell.missing ?? ""]];
    const { machine, date, services } = recording;
    const checks = comparisonOf(recording);
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
        ...VERDICTS.map((verdict) => count(checks, verdict)),
      ],
    ];
  });
  const head = ["Recording", "Mode", "Engine", "Kernel", "Date", "Services", "Same", "Different", "Not predicted"];
  return markdownTable(head, rows);
}
