import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import type { CodeServer } from "../../../scripts/code-server.ts";
import type { Counts } from "../../../scripts/counts.ts";
import { fence } from "../chromium.ts";
import { type Bench, folderAddress, startPacked } from "../hosts.ts";
import { until } from "../steps.ts";
import { PLACES, type Place } from "./places.ts";

/** How many keys are typed at each place, and how many milliseconds apart they are pressed. */
const KEYS = 500;
const PAUSE = 80;

/** So that whatever is in the file and was not typed came from a list that popped up, ours or another's. */
const PLAIN = {
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingQuotes": "never",
  "editor.autoIndent": "none",
  "editor.trimAutoWhitespace": false,
};

const SETTINGS = {
  ...PLAIN,
  // Extensions of VS Code's own have defaults for these, which go before what holds for all.
  "[dockercompose]": PLAIN,
  "[dockerfile]": PLAIN,
  "[yaml]": PLAIN,
  "files.autoSave": "off",
  "window.commandCenter": false,
};

/**
 * Types as people do, Enter at the end of each line, at each place of each kind of file. Afterwards the file holds what was typed and nothing else, and
 * whatever list popped up meanwhile had one of our items on top. Only every `step`-th place is gone to.
 */
export async function typeEverywhere(bench: Bench, step: number): Promise<Counts> {
  const { server } = await startPacked(bench, SETTINGS);
  const counts = { passed: 0, failed: 0 };
  try {
    await fence(bench.context, [server.address]);
    for (const [index, place] of PLACES.entries()) {
      if (index % step !== 0) continue;
      const { faults, lists, waited } = await typeAt(bench, server, place, index);
      if (faults.length === 0) counts.passed += 1;
      else counts.failed += 1;
      const what = `${place.file}, ${place.name}: ${KEYS} keys, ${lists} lists, the slowest key ${waited} ms late`;
      console.log(`  ${faults.length === 0 ? "ok    " : "FAILED"} ${what}`);
      for (const fault of faults) console.log(`         ${fault}`);
    }
    return counts;
  } finally {
    await server.stop();
  }
}

async function typeAt({ context, directory }: Bench, server: CodeServer, place: Place, index: number) {
  const folder = path.join(directory, `place-${index}`);
  const file = path.join(folder, place.file);
  await mkdir(folder);
  // Something is found in every folder, which shows that the server has looked at it.
  await writeFile(path.join(folder, "compose.other.yaml"), "services: {a: {image: acme/a:1, privileged: true}}\n");
  await writeFile(file, place.before + place.behind);
  const page = await context.newPage();
  try {
    await page.goto(folderAddress(server, folder, [["openFile", `vscode-remote://${server.authority}${file}`]]));
    await page.locator('[id="bulkhead.bulkhead.bulkhead.findings"]', { hasText: /\d/ }).waitFor();
    await goToEndOf(page, place.before);
    await watchLists(page);
    const typed = place.typed.repeat(Math.ceil(KEYS / place.typed.length)).slice(0, KEYS);
    const waited = await type(page, typed);
    await page.keyboard.press("Escape");
    const expected = place.before + typed + place.behind;
    const saved = await savedFile(page, file, place.before + place.behind);
    const lists = await seenLists(page);
    const strangers = lists.filter(({ own }) => !own).map(({ top }) => `A list popped up with "${top}" on top.`);
    const faults = saved === expected ? strangers : [difference(expected, saved), ...strangers];
    return { faults, lists: lists.length, waited };
  } finally {
    await page.close();
  }
}

async function goToEndOf(page: Page, text: string): Promise<void> {
  const lines = text.split("\n");
  const column = (lines.at(-1)?.length ?? 0) + 1;
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-widget input").fill(`:${lines.length}:${column}`);
  await page.keyboard.press("Enter");
  await page.getByText(`Ln ${lines.length}, Col ${column}`, { exact: true }).waitFor();
}

/** Presses the keys at their times, and answers by how many milliseconds the slowest of them was late. */
async function type(page: Page, text: string): Promise<number> {
  let latest = 0;
  let due = performance.now();
  for (const key of text) {
    await page.waitForTimeout(Math.max(0, due - performance.now()));
    latest = Math.max(latest, performance.now() - due);
    await page.keyboard.press(key === "\n" ? "Enter" : key === " " ? "Space" : key);
    // A key that was late is not made up for by faster ones.
    due = Math.max(due, performance.now() - PAUSE) + PAUSE;
  }
  return Math.round(latest);
}

interface List {
  readonly top: string;
  readonly own: boolean;
}

/** Notes what is on top of each list of suggestions that shows, at every frame of the page. */
async function watchLists(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Record<string, boolean> = {};
    Object.assign(window, { bulkheadLists: seen });
    const look = () => {
      requestAnimationFrame(look);
      const top = document.querySelector(".suggest-widget.visible .monaco-list-row[data-index='0']");
      // Words and snippets of others have icons of their own; ours are the keys and values of an enumeration.
      const own = top?.querySelector(".codicon-symbol-property, .codicon-symbol-enum-member") !== null;
      if (top) seen[top.getAttribute("aria-label") ?? top.textContent ?? ""] = own;
    };
    look();
  });
}

async function seenLists(page: Page): Promise<readonly List[]> {
  const seen: Record<string, boolean> = await page.evaluate(() => Reflect.get(window, "bulkheadLists"));
  return Object.entries(seen).map(([top, own]) => ({ top, own }));
}

async function savedFile(page: Page, file: string, before: string): Promise<string> {
  await page.keyboard.press("Control+s");
  return until(
    () => readFile(file, "utf8"),
    (text) => text !== before,
    `${file} was not saved`,
  );
}

function difference(expected: string, actual: string): string {
  const at = [...expected].findIndex((letter, index) => letter !== actual[index]);
  const start = Math.max(0, (at < 0 ? expected.length : at) - 40);
  const around = (text: string) => JSON.stringify(text.slice(start, start + 80));
  return `Typed was ${around(expected)}, there stands ${around(actual)}.`;
}
