import { markdownTable } from "../../../scripts/markdown-table.ts";
import type { Rule } from "../../../server/analysis/rules/rule.ts";
import type { Machine } from "../observation.ts";
import { CLAIMS, NOT_SHOWN, REFUSED, SAME_MECHANISM } from "./claims.ts";
import { reportedLevels } from "./levels.ts";

/** What the last run on an engine showed, and where. */
export interface ShownClaims {
  readonly machine: Machine;
  /** The sentences of the claims that held and that the rule's fix closed. */
  readonly shown: readonly string[];
}

/** How it is known that what a rule says is so. */
export interface Standing {
  readonly status: "shown" | "by source" | "not shown";
  readonly how: string;
}

/** How a rule's claim stands. `recorded` are the recordings of engines in which its error was shown, by rule. */
export function standingOf(
  rule: Rule,
  { shown }: ShownClaims,
  recorded: ReadonlyMap<string, readonly string[]>,
): Standing {
  const claims = CLAIMS.filter((claim) => claim.rule === rule.id && shown.includes(claim.says)).length;
  const cells = recorded.get(rule.id) ?? [];
  const live = claims === 0 ? [] : [`${claims} ${claims === 1 ? "claim" : "claims"} below`];
  if (claims + cells.length > 0)
    return { status: "shown", how: [...live, ...cells.map((cell) => `\`${cell}\``)].join(", ") };
  const projects = REFUSED.find((one) => one.rule === rule.id)?.projects ?? [];
  if (projects.length > 0)
    return {
      status: "shown",
      how: `Compose refuses ${projects.map((name) => `\`${name}\``).join(", ")} of \`test/compose\``,
    };
  const same = SAME_MECHANISM.find((one) => one.rule === rule.id);
  if (same) return { status: "shown", how: `as ${named(same.as)}: ${same.because}` };
  const not = NOT_SHOWN.filter((one) => one.rule === rule.id);
  if (not.length > 0) return { status: "not shown", how: not.map(({ because }) => because).join(" ") };
  return { status: "by source", how: rule.docs.references.map((url) => `<${url}>`).join(", ") };
}

/** The page about what was shown of the rules' claims: how each error and warning is known, then each claim by itself. */
export function claimsPage(
  rules: readonly Rule[],
  shown: ShownClaims,
  recorded: ReadonlyMap<string, readonly string[]>,
): string {
  const { engine, release, compose, kernel } = shown.machine;
  const known = rules.flatMap((rule) => {
    const levels = reportedLevels(rule).filter((level) => level === "error" || level === "warning");
    const { status, how } = standingOf(rule, shown, recorded);
    return levels.length === 0 ? [] : [[named(rule.id), levels.join(", "), status, how]];
  });
  const claims = CLAIMS.map(({ rule, level, says, fix }) => [
    named(rule),
    level,
    says,
    fix,
    shown.shown.includes(says) ? "yes" : "no",
  ]);
  return `${[
    "# What is shown of the rules' claims",
    "## How each error and warning is known",
    "The levels are those at which a rule's specification shows it to report. *Shown*: a recording of a real engine holds it, and `npm test` fails for a rule that reports errors without one. *By source*: nobody showed it here; the rule's sources say so. *Not shown*: the reason stands beside it. Names such as `engine-28` are the recordings in [proof.md](proof.md#engines).",
    markdownTable(["Rule", "Levels", "Known", "How"], known),
    "## Each claim",
    `A rule says that a setting lets an attacker out. \`npm run test:engine\` shows it for each mechanism below that harms nothing when it is shown: it starts the Compose file with the real engine, runs a proof in the container, applies the rule's own fix, and runs the proof again. A claim counts as shown where the proof works before the fix and fails after it. No proof holds exploit code; what they touch is a file, a process and a listener of their own, and values that are written back as they were.`,
    `Last shown with Docker Engine ${release} (${engine.mode}), Docker Compose ${compose}, Linux ${kernel}, cgroup v${engine.cgroup}, ${engine.lsm.join(" and ") || "without AppArmor and SELinux"}.`,
    markdownTable(["Rule", "Level", "Claim", "Fix that closes it", "Shown"], claims),
    "## Parts that are not shown",
    markdownTable(
      ["Rule", "What", "Why not"],
      NOT_SHOWN.map(({ rule, what, because }) => [named(rule), what, because]),
    ),
  ].join("\n\n")}\n`;
}

function named(rule: string): string {
  return `[\`${rule}\`](rules/${rule}.md)`;
}
