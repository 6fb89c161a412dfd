import type { Locator, Page } from "playwright-core";
import { CLI } from "../../scripts/build.ts";
import { capture } from "../../scripts/capture.ts";
import { until } from "./steps.ts";

/** How many findings there are, by level as the status bar has them: errors, warnings, and the rest. */
type Numbers = readonly number[];

/** Bulkhead's item in the status bar. */
export function status(page: Page): Locator {
  return page.locator('[id="bulkhead.bulkhead.bulkhead.findings"]');
}

/** What the status bar says now. */
export async function counted(page: Page): Promise<Numbers> {
  return numbersIn(await status(page).textContent());
}

/** Waits until the status bar has the numbers that the command line has for a folder, whose files are saved, and answers them. */
export async function settled(page: Page, folder: string): Promise<Numbers> {
  const expected = await reported(folder);
  await until(
    () => counted(page),
    (found) => found.join() === expected.join(),
    `the command line has ${expected}`,
  );
  return expected;
}

/** Waits until the badge of a panel's tab says how many there are. */
export async function badgeSays(page: Page, tab: string, numbers: Numbers): Promise<void> {
  const badge = page.locator(".panel .action-item", { hasText: tab }).locator(".badge-content");
  await badge.filter({ hasText: new RegExp(`^${total(numbers)}$`) }).waitFor();
}

/** Waits until the editor's own count of problems says how many there are. */
export async function problemsSay(page: Page, numbers: Numbers): Promise<void> {
  await until(
    async () => total(numbersIn(await page.locator('[id="status.problems"]').textContent())),
    (found) => found === total(numbers),
    `the command line has ${numbers}`,
  );
}

function total(numbers: Numbers): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

function numbersIn(text: string | null): Numbers {
  return (text?.match(/\d+/g) ?? []).map(Number);
}

/** What the command line finds in a folder. */
async function reported(folder: string): Promise<Numbers> {
  const { stdout } = await capture(process.execPath, [CLI, "check", folder, "--format", "json"], { cwd: folder });
  const report: { readonly findings: readonly { readonly level: string }[] } = JSON.parse(stdout);
  const of = (...levels: readonly string[]) => report.findings.filter(({ level }) => levels.includes(level)).length;
  return [of("error"), of("warning"), of("info", "hint")];
}
