import type { Locator, Page } from "playwright-core";
import type { Counts } from "../../scripts/counts.ts";

/** One thing that a user does, and what is to be seen then. */
export type Step = readonly [name: string, take: () => Promise<void>];

/** Takes steps in turn; after one that fails the rest is not tried. */
export async function takeSteps(steps: readonly Step[], pictureOfFailure: () => Promise<void>): Promise<Counts> {
  let passed = 0;
  for (const [name, take] of steps) {
    try {
      await take();
    } catch (error) {
      console.log(`  FAILED ${name}\n`, error);
      await pictureOfFailure();
      return { passed, failed: 1 };
    }
    console.log(`  ok     ${name}`);
    passed += 1;
  }
  return { passed, failed: 0 };
}

/** A line of the editor that has a text. */
export function line(page: Page, text: string): Locator {
  return page.locator(".monaco-editor .view-line", { hasText: text }).first();
}

/** Runs a command by its title in the palette, which lists an extension's commands once that is known. */
export async function command(page: Page, title: string): Promise<void> {
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
  for (let tries = 10; tries > 0; tries -= 1) {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").fill(`>${title}`);
    const found = await row.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    await page.keyboard.press(found ? "Enter" : "Escape");
    if (found) return;
  }
  throw new Error(`The palette has no "${title}".`);
}

/** Waits until what `ask` answers is accepted; rejects with the last answer after 15 seconds. */
export async function until<T>(ask: () => Promise<T>, accept: (answer: T) => boolean, what: string): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const answer = await ask();
    if (accept(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: ${JSON.stringify(answer, undefined, 1)}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
