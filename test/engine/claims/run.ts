import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Counts } from "../../../scripts/counts.ts";
import type { RunningEngine } from "../../../scripts/engine.ts";
import { runOn } from "../machine.ts";
import { engineOf, type Machine } from "../observation.ts";
import { CLAIMS } from "./claims.ts";
import { CLAIM_IMAGE, makeClaimImage } from "./image.ts";
import type { ShownClaims } from "./page.ts";
import { show } from "./show.ts";

const SHOWN = path.join(import.meta.dirname, "shown.json");

/**
 * Shows every claim on a machine, and that the rule's own fix closes it. Where all could be tried it writes down what it showed, of which the page
 * is made.
 */
export async function showClaims(running: RunningEngine, machine: Machine): Promise<Counts> {
  const run = runOn(running);
  await makeClaimImage(run);
  const shown: string[] = [];
  const claims = CLAIMS.filter(({ unconfined }) => !unconfined || machine.engine.lsm.length === 0);
  try {
    for (const claim of claims) {
      const { before, after, said } = await show(claim, running, engineOf(machine));
      if (before && !after) shown.push(claim.says);
      else {
        const why = before ? "the fix does not close it" : "it does not hold";
        console.log(`FAILED claim ${claim.rule}: ${claim.says}\n  ${why}\n  ${said}`);
      }
    }
  } finally {
    await run("docker", ["image", "rm", "--force", CLAIM_IMAGE], "/");
  }
  const skipped = CLAIMS.length - claims.length;
  if (skipped === 0) {
    const result: ShownClaims = { machine, shown };
    await writeFile(SHOWN, `${JSON.stringify(result, null, 1)}\n`);
    console.log("Run: npm run docs");
  }
  console.log(
    `claims: ${shown.length} of ${claims.length} hold as written and are closed by the rule's fix; ${skipped} need a machine without AppArmor and SELinux`,
  );
  return { passed: shown.length, failed: claims.length - shown.length };
}
