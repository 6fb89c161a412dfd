import { markdownTable } from "../../../scripts/markdown-table.ts";
import type { Machine } from "../observation.ts";
import { CLAIMS, NOT_SHOWN } from "./claims.ts";

/** What the last run on an engine showed, and where. */
export interface ShownClaims {
  readonly machine: Machine;
  /** The sentences of the claims that held and that the rule's fix closed. */
  readonly shown: readonly string[];
}

/** The page about what was shown of the rules' claims. */
export function claimsPage({ machine, shown }: ShownClaims): string {
  const { engine, release, compose, kernel } = machine;
  const rows = CLAIMS.map(({ rule, level, says, fix }) => [
    named(rule),
    level,
    says,
    fix,
    shown.includes(says) ? "yes" : "no",
  ]);
  return `${[
    "# What is shown of the rules' claims",
    `A rule says that a setting lets an attacker out. \`npm run test:engine\` shows it for each mechanism below that harms nothing when it is shown: it starts the Compose file with the real engine, runs a proof in the container, applies the rule's own fix, and runs the proof again. A claim counts as shown where the proof works before the fix and fails after it. No proof holds exploit code; what they touch is a file, a process and a listener of their own, and values that are written back as they were.`,
    `Last shown with Docker Engine ${release} (${engine.mode}), Docker Compose ${compose}, Linux ${kernel}, cgroup v${engine.cgroup}, ${engine.lsm.join(" and ") || "without AppArmor and SELinux"}.`,
    markdownTable(["Rule", "Level", "Claim", "Fix that closes it", "Shown"], rows),
    "## What is not shown",
    "Of the rules whose findings can be errors:",
    markdownTable(
      ["Rule", "What", "Why not"],
      NOT_SHOWN.map(({ rule, what, because }) => [named(rule), what, because]),
    ),
  ].join("\n\n")}\n`;
}

function named(rule: string): string {
  return `[\`${rule}\`](rules/${rule}.md)`;
}
