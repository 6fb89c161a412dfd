import type { Counts } from "../../../scripts/counts.ts";
import type { RunningEngine } from "../../../scripts/engine.ts";
import { runOn } from "../machine.ts";
import type { Machine } from "../observation.ts";
import { CLAIMS } from "./claims.ts";
import { CLAIM_IMAGE, makeClaimImage } from "./image.ts";
import { show } from "./show.ts";

/** Shows every claim on a machine, and that the rule's own fix closes it. */
export async function showClaims(running: RunningEngine, { engine }: Machine): Promise<Counts> {
  const run = runOn(running);
  await makeClaimImage(run);
  let failed = 0;
  try {
    for (const claim of CLAIMS) {
      const { before, after, said } = await show(claim, running, engine);
      if (before && !after) continue;
      failed++;
      console.log(
        `FAILED claim ${claim.rule}: ${claim.says}\n  ${before ? "the fix does not close it" : "it does not hold"}\n  ${said}`,
      );
    }
  } finally {
    await run("docker", ["image", "rm", "--force", CLAIM_IMAGE], "/");
  }
  console.log(`claims: ${CLAIMS.length - failed} of ${CLAIMS.length} hold as written and are closed by the rule's fix`);
  return { passed: CLAIMS.length - failed, failed };
}
