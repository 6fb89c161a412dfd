import { readdir } from "node:fs/promises";
import type { Counts } from "../../scripts/counts.ts";
import { composeProgram, printed } from "../compose/config.ts";

/** Whether the real Docker Compose takes the stacks that the suite hardened in a folder. Says why where there is no Compose, and counts nothing. */
export async function composeTakes(folder: string): Promise<Counts> {
  const compose = await composeProgram(undefined);
  if (typeof compose === "string") {
    console.log(`  skipped: Compose is not asked about the hardened stacks: ${compose}`);
    return { passed: 0, failed: 0 };
  }
  let [passed, failed] = [0, 0];
  for (const file of (await readdir(folder)).filter((name) => name.startsWith("compose.hardened-")).sort()) {
    const answer = await printed(compose, folder, ["-f", file], [], folder);
    if (answer.is === "accepted") passed += 1;
    else failed += 1;
    console.log(`  ${answer.is === "accepted" ? "ok    " : "FAILED"} Docker Compose takes ${file}`);
    if (answer.is === "refused") console.log(`  ${answer.reason}`);
  }
  if (passed + failed > 0) return { passed, failed };
  console.log("  FAILED The suite left no hardened stack.");
  return { passed: 0, failed: 1 };
}
