import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Counts } from "../../scripts/counts.ts";
import { obeysAxe } from "./axe.ts";
import { fence } from "./chromium.ts";
import { type Bench, folderAddress, startPacked } from "./hosts.ts";
import { badgeSays, problemsSay, settled } from "./numbers.ts";
import { clearMessages, command, line, pictureForWalkthrough, type Step, takeSteps, until } from "./steps.ts";

/**
 * Reads the rows of the findings list as they are drawn, after the first scan of a folder and while files are compared and edits previewed. What a tree's
 * provider answers and what VS Code draws of it are two things.
 */
export async function throughFindings(bench: Bench, images: string): Promise<Counts> {
  await mkdir(images, { recursive: true });
  const folder = path.join(bench.directory, "media");
  await mkdir(folder);
  await writeFile(path.join(folder, FILE), STACK);
  commitAll(folder);
  const { server } = await startPacked(bench, SETTINGS);
  const page = await bench.context.newPage();
  const picture = async (name: string) => {
    await page.screenshot({ path: path.join(images, `${name}.png`) });
  };
  const file = path.join(folder, FILE);
  const steps: readonly Step[] = [
    ["the folder opens, and nothing else", () => openFolder(page, bench, folderAddress(server, folder, []))],
    ["after a first scan each service has its own findings, the worst first", () => seeOwnRows(page, images, picture)],
    ["it begins with files or with services, and the choice is remembered", () => group(page, folder, picture)],
    ["axe finds nothing in it", () => obeysAxe(page, LIST, OF_THE_EDITOR)],
    ["a comparison with what was committed counts nothing twice", () => compare(page, file, picture)],
    ["a key that closes a wall is completed while it is typed", () => completeKey(page, folder, picture)],
    ["typing a mount brings up no words of the file", () => typeMount(page, picture)],
    ["keys alone go from row to row, mend what stands there, and go on", () => walkByKeys(page, picture)],
  ];
  try {
    return await takeSteps(steps, () => picture("failed"));
  } finally {
    await server.stop();
  }
}

const FILE = "compose.yaml";

const SETTINGS = {
  "workbench.colorTheme": "Default Dark Modern",
  "window.commandCenter": false,
  "files.autoSave": "off",
  "git.openRepositoryInParentFolders": "never",
};

/** Each service is weak in a way of its own, and its findings name it. */
const SERVICES: readonly (readonly [name: string, line: string])[] = [
  ["sonarr", "ipc: host"],
  ["plex", "network_mode: host"],
  ["gluetun", "cap_add: [NET_ADMIN]"],
  ["watchtower", "volumes: [/var/run/docker.sock:/var/run/docker.sock]"],
  ["netdata", "pid: host"],
  ["portainer", "privileged: true"],
];

const STACK = `services:\n${SERVICES.map(([name, line]) => `  ${name}:\n    image: acme/${name}:1.2\n    ${line}\n`).join("")}`;

function commitAll(folder: string): void {
  const git = (...words: readonly string[]) => void execFileSync("git", ["-C", folder, ...words], { stdio: "ignore" });
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=test", "-c", "user.email=test@example.invalid", "commit", "--quiet", "--message", "test");
}

async function openFolder(page: Page, { context }: Bench, address: string): Promise<void> {
  await fence(context, [new URL(address).origin]);
  await page.goto(address);
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: FILE }).waitFor();
}

async function seeOwnRows(page: Page, images: string, picture: (name: string) => Promise<void>): Promise<void> {
  await command(page, "Bulkhead: Scan the Workspace");
  await rows(page).first().waitFor();
  await clearMessages(page);
  await until(
    async () => {
      const drawn = await allRows(page);
      return { complaint: complaintOf(drawn), drawn };
    },
    ({ complaint }) => complaint === undefined,
    "the rows",
  );
  await picture("findings-list");
  await pictureForWalkthrough(page, images, "scan", { x: 326, y: 444, width: 768, height: 222 });
}

/** What is wrong with the rows: a service that lacks, or stands before a worse one, or a finding that is another's. */
function complaintOf(drawn: readonly string[]): string | undefined {
  let service = "";
  const seen: string[] = [];
  for (const text of drawn) {
    const named = SERVICES.find(([name]) => text.startsWith(`${name}exposure`) || text.startsWith(`${name} exposure`));
    if (named) {
      [service] = named;
      seen.push(service);
    }
    if (SERVICES.some(([name]) => name !== service && text.includes(`"${name}"`)))
      return `Below ${service} stands: ${text}`;
  }
  const worst = ["portainer", "watchtower"];
  const isOrdered = seen.length === SERVICES.length && seen.slice(0, 2).every((name) => worst.includes(name));
  return isOrdered ? undefined : `The services stand in this order: ${seen.join(", ")}`;
}

/** What axe finds in any tree: the editor draws a label and what stands behind it without a blank, and rows within elements that have no role. */
const OF_THE_EDITOR = ["label-content-name-mismatch", "aria-required-children"];

const LIST = ".tree-explorer-viewlet-tree-view";

/** The rows of the list that are drawn now. */
function rows(page: Page): Locator {
  return page.locator(`${LIST} .monaco-list-row`);
}

const OVERRIDE = "compose.override.yaml";

/** A finding in an override file stands below that file, and below its service once the list begins with services; that is so after a reload too. */
async function group(page: Page, folder: string, picture: (name: string) => Promise<void>): Promise<void> {
  await writeFile(path.join(folder, OVERRIDE), "services:\n  sonarr:\n    pid: host\n");
  const files = (drawn: readonly string[]) => drawn.filter((text) => /^compose\.(override\.)?yaml/.test(text)).length;
  await until(
    () => allRows(page),
    (drawn) => files(drawn) === 2 && files(drawn.slice(drawn.findIndex((text) => text.startsWith(OVERRIDE)))) > 0,
    "the rows by file",
  );
  await page.locator('.panel .action-label[aria-label^="List Findings by Service"]:visible').first().click();
  const isByService = (drawn: readonly string[]) =>
    files(drawn) === 0 &&
    complaintOf(drawn) === undefined &&
    servicePart(drawn, "sonarr").some((text) =>
      text.includes(`${OVERRIDE}: Service "sonarr" shares the host's processes`),
    );
  await until(() => allRows(page), isByService, "the rows by service");
  await picture("findings-by-service");
  await page.reload();
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: FILE }).first().waitFor();
  await command(page, "Bulkhead: Show Findings");
  await rows(page).first().waitFor();
  await until(() => allRows(page), isByService, "the rows by service after a reload");
}

/** The rows of a service, from its own to the next one's. */
function servicePart(drawn: readonly string[], service: string): readonly string[] {
  const isHead = (text: string) => SERVICES.some(([name]) => text.startsWith(`${name}exposure`));
  const start = drawn.findIndex((text) => text.startsWith(`${service}exposure`));
  const next = drawn.findIndex((text, index) => index > start && isHead(text));
  return drawn.slice(start, next < 0 ? undefined : next);
}

/** The texts of all rows, from the top to the end; only those in sight are drawn. */
async function allRows(page: Page): Promise<readonly string[]> {
  await page.locator(`${LIST} .monaco-list`).first().focus();
  await page.keyboard.press("Home");
  await rows(page).and(page.locator('[data-index="0"]')).waitFor();
  const texts = new Map<number, string>();
  for (let pages = 0; pages < 20; pages++) {
    const found = await rows(page).evaluateAll((elements) =>
      elements.map((element) => [Number(element.getAttribute("data-index")), element.textContent ?? ""] as const),
    );
    const known = texts.size;
    for (const [index, text] of found) texts.set(index, text);
    if (texts.size === known && pages > 0) break;
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageDown");
  }
  return [...texts].sort(([a], [b]) => a - b).map(([, text]) => text);
}

/**
 * A finding that is written while the comparison is open is counted once. The server answers in turn, so that by then it has judged the other side too if it
 * judges that at all.
 */
async function compare(page: Page, file: string, picture: (name: string) => Promise<void>): Promise<void> {
  const folder = path.dirname(file);
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: FILE }).dblclick();
  await page.locator(".monaco-editor .squiggly-error").first().waitFor();
  const before = await haveOneNumber(page, folder);
  await writeFile(file, `# edited\n${STACK}`);
  await page.locator('.editor-actions .action-label[aria-label^="Open Changes"]').click();
  await page.locator(".monaco-diff-editor .modified .squiggly-error").first().waitFor();
  await writeFile(file, `# edited\n${STACK.replace("network_mode: host", "network_mode: host\n    pid: host")}`);
  const after = await haveOneNumber(page, folder);
  if (after.join() === before.join()) throw new Error(`What was written changes none of ${before}.`);
  await picture("git-diff");
  const left = await page.locator(".monaco-diff-editor .original [class*=squiggly]").count();
  if (left > 0) throw new Error("What was committed has squiggles.");
}

/** Waits until status bar, list and Problems have what the command line finds in the folder. */
async function haveOneNumber(page: Page, folder: string): Promise<readonly number[]> {
  const numbers = await settled(page, folder);
  await badgeSays(page, "Bulkhead", numbers);
  await problemsSay(page, numbers);
  return numbers;
}

/** A new file in which a service is typed; what Enter takes is the first of the list. */
async function completeKey(page: Page, folder: string, picture: (name: string) => Promise<void>): Promise<void> {
  await writeFile(path.join(folder, "compose.typed.yaml"), "services:\n  db:\n    image: postgres:16\n");
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "compose.typed.yaml" }).dblclick();
  await line(page, "image: postgres").waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("    cap", { delay: 80 });
  const first = page.locator(".suggest-widget .monaco-list-row").first();
  await first.filter({ hasText: "cap_drop" }).waitFor();
  await picture("complete-key");
  await page.keyboard.press("Enter");
  await line(page, "      - SETUID").waitFor();
}

async function typeMount(page: Page, picture: (name: string) => Promise<void>): Promise<void> {
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+End");
  const seen: string[] = [];
  for (const text of ["    volumes:\n", "- /var/run/docker.sock:/s", "ock:ro"]) {
    for (const key of text) {
      if (key === "\n") await page.keyboard.press("Enter");
      else await page.keyboard.type(key);
      await page.waitForTimeout(80);
      const rows = await page.locator(".suggest-widget.visible .monaco-list-row").allTextContents();
      if (rows.length > 0) seen.push(`${text}: ${rows.join(", ")}`);
    }
  }
  await picture("typed-mount");
  const junk = seen.filter((one) => /postgres|services|SETUID/.test(one));
  if (junk.length > 0) throw new Error(junk.join("\n"));
  await line(page, "- /var/run/docker.sock:/sock:ro").waitFor();
}

/**
 * With the keyboard alone: down to a finding, Enter to its line, back to the list, its menu and the first fix. The row goes, and the next one has the focus,
 * from which the arrow keys go on.
 */
async function walkByKeys(page: Page, picture: (name: string) => Promise<void>): Promise<void> {
  await command(page, SHOW);
  const finding = await walkTo(page, '"netdata" shares the host\'s processes');
  await page.keyboard.press("Enter");
  await page.locator(".monaco-editor.focused .view-line", { hasText: "pid: host" }).first().waitFor();
  await command(page, SHOW);
  await focusIs(page, finding);
  const next = await pressed(page, "ArrowDown");
  const behind = await pressed(page, "ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await focusIs(page, finding);
  await picture("findings-by-keys-before");
  await page.keyboard.press("Shift+F10");
  await page.locator(".monaco-menu").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "pid" }).waitFor();
  await page.keyboard.press("Enter");
  await until(
    () => rows(page).filter({ hasText: finding }).count(),
    (count) => count === 0,
    "the row that was mended",
  );
  await focusIs(page, next);
  await picture("findings-by-keys");
  await page.keyboard.press("ArrowDown");
  await focusIs(page, behind);
}

const SHOW = "Bulkhead: Show Findings";

/** What the focused row of the list says; nothing where none has the focus, or the list itself has it not. */
async function focusedRow(page: Page): Promise<string> {
  const texts = await page.locator(`${LIST} .monaco-list:focus .monaco-list-row.focused`).allTextContents();
  return texts.join();
}

function focusIs(page: Page, text: string): Promise<string> {
  return until(
    () => focusedRow(page),
    (now) => now === text,
    `the focus on "${text}"`,
  );
}

/** What the row says that a key leads to. */
async function pressed(page: Page, key: string): Promise<string> {
  const before = await focusedRow(page);
  await page.keyboard.press(key);
  return until(
    () => focusedRow(page),
    (now) => now !== before && now !== "",
    `another row by ${key}`,
  );
}

/** Goes down from the top to the first row that holds a text. */
async function walkTo(page: Page, text: string): Promise<string> {
  let row = await until(
    async () => {
      await page.keyboard.press("Home");
      return focusedRow(page);
    },
    (now) => now !== "",
    "a row with the focus",
  );
  while (!row.includes(text)) row = await pressed(page, "ArrowDown");
  return row;
}
