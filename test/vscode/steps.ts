import path from "node:path";
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

/** A piece of the page, in CSS pixels. */
interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Takes a picture for a step of the walkthrough. It goes with the extension, so that it is small. */
export async function pictureForWalkthrough(page: Page, images: string, step: string, clip: Clip): Promise<void> {
  const file = path.join(images, `walkthrough-${step}.jpg`);
  await page.screenshot({ path: file, type: "jpeg", quality: 55, scale: "css", clip });
}

/** How often something is tried that the editor may put away again, or not take at all while it is busy. */
const TRIES = 8;

/** For one try, in milliseconds. */
const PATIENCE = 20_000;

/** Opens something until it is there: the editor closes a menu or a hover where findings change while it opens. */
export async function openedBy(page: Page, what: Locator, open: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    await open();
    if (await comes(what, PATIENCE)) return;
    await page.keyboard.press("Escape");
  }
  await what.waitFor();
}

/**
 * Goes somewhere by keys and presses Enter there, until what that brings is in sight: once it has drawn what was opened before, the editor may take the focus
 * back to that.
 */
export async function enteredByKeys(page: Page, what: Locator, go: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < TRIES && !(await what.isVisible()); tries++) {
    await go();
    await page.keyboard.press("Enter");
    if (await comes(what, PATIENCE)) return;
  }
  await what.waitFor();
}

/** Clicks a row of something that {@link openedBy} opens, and opens it again where it was closed before the click. `before` is done while the row is there. */
export async function chosenFrom(
  page: Page,
  row: Locator,
  open: () => Promise<void>,
  before: () => Promise<void> = async () => undefined,
): Promise<void> {
  await until(
    async () => {
      if (!(await row.isVisible())) await openedBy(page, row, open);
      return before()
        .then(() => row.click({ timeout: PATIENCE }))
        .then(() => "chosen", String);
    },
    (answer) => answer === "chosen",
    "the row is not to be clicked",
  );
}

/** Whether something is in sight within that many milliseconds. */
function comes(what: Locator, milliseconds: number): Promise<boolean> {
  return what.waitFor({ timeout: milliseconds }).then(
    () => true,
    () => false,
  );
}

/** A line of the editor that has a text. */
export function line(page: Page, text: string): Locator {
  return page.locator(".monaco-editor .view-line", { hasText: text }).first();
}

/** Runs a command by its title in the palette, which lists an extension's commands once that is known. */
export async function command(page: Page, title: string): Promise<void> {
  await pick(page, "F1", `>${title}`, title);
}

/** Opens a file of the workspace by its name. */
export async function openNamed(page: Page, name: string): Promise<void> {
  await pick(page, "Control+p", name, name);
}

/** Types into a list that a key opens, and takes the row with a text. */
async function pick(page: Page, key: string, typed: string, text: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    await page.keyboard.press(key);
    if (await take(page, typed, text, 2_000 * (tries + 1))) return;
    await page.keyboard.press("Escape");
  }
  throw new Error(`There is no "${text}" to choose.`);
}

/** Types into the list that is open, and takes the row with a text; false where there is no list, or none such in it. What is listed follows what is typed after a while. */
export async function take(page: Page, typed: string, text: string, milliseconds = PATIENCE): Promise<boolean> {
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
  const input = page.locator(".quick-input-widget input");
  if (!(await comes(input, milliseconds))) return false;
  await input.fill(typed);
  if (!(await comes(row, milliseconds))) return false;
  const focused = row.and(page.locator(".focused"));
  for (let rows = 0; rows < MOST_ROWS && !(await focused.isVisible()); rows++) await page.keyboard.press("ArrowDown");
  if (!(await focused.isVisible())) return false;
  await page.keyboard.press("Enter");
  return true;
}

/** Of a list, those that may stand above the one that is wanted. */
const MOST_ROWS = 10;

/** Puts the cursor behind the first occurrence of a text in the file that is edited, which holds `source`. */
export async function goTo(page: Page, source: string, text: string): Promise<void> {
  const lines = source.slice(0, source.indexOf(text) + text.length).split("\n");
  const column = (lines.at(-1)?.length ?? 0) + 1;
  await openedBy(page, page.getByText(`Ln ${lines.length}, Col ${column}`, { exact: true }), async () => {
    await page.keyboard.press("Control+g");
    await page.locator(".quick-input-widget input").fill(`:${lines.length}:${column}`);
    await page.keyboard.press("Enter");
  });
}

/** A message of VS Code, in the list that keeps them: what pops up goes after some seconds, and does not show at all where several come at once. */
export async function message(page: Page, text: string): Promise<Locator> {
  const found = page.locator(".notifications-center .notification-list-item", { hasText: text }).first();
  await openedBy(page, found, () => command(page, "Notifications: Show Notifications"));
  return found;
}

/** Puts all messages away. */
export async function clearMessages(page: Page): Promise<void> {
  await command(page, "Notifications: Clear All Notifications");
  await page.locator(".notification-list-item").first().waitFor({ state: "detached" });
}

/** Waits until what `ask` answers is accepted; rejects with the last answer after some minutes. */
export async function until<T>(ask: () => Promise<T>, accept: (answer: T) => boolean, what: string): Promise<T> {
  const deadline = Date.now() + TRIES * PATIENCE;
  for (;;) {
    const answer = await ask();
    if (accept(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: ${JSON.stringify(answer, undefined, 1)}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
