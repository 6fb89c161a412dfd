import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { installExtension, startCodeServer } from "../../scripts/code-server.ts";
import type { Counts } from "../../scripts/counts.ts";
import { fence } from "./chromium.ts";
import { type Bench, folderAddress, profileOf } from "./hosts.ts";
import { command, line, type Step, takeSteps, until } from "./steps.ts";

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
  const profile = await profileOf(bench);
  await installExtension(bench.vsix, profile);
  const server = await startCodeServer({ profile, settings: SETTINGS, testDriver: false, trust: true });
  const page = await bench.context.newPage();
  const picture = async (name: string) => {
    await page.screenshot({ path: path.join(images, `${name}.png`) });
  };
  const file = path.join(folder, FILE);
  const steps: readonly Step[] = [
    ["the folder opens, and nothing else", () => openFolder(page, bench, folderAddress(server, folder, []))],
    ["after a first scan each service has its own findings, the worst first", () => seeOwnRows(page, picture)],
    ["a comparison with what was committed counts nothing twice", () => compare(page, file, picture)],
    ["a key that closes a wall is completed while it is typed", () => completeKey(page, folder, picture)],
    ["typing a mount brings up no words of the file", () => typeMount(page, picture)],
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

async function seeOwnRows(page: Page, picture: (name: string) => Promise<void>): Promise<void> {
  await command(page, "Bulkhead: Scan the Workspace");
  const row = page.locator(
    '[id="bulkhead.findings"] .monaco-list-row, .pane-body .tree-explorer-viewlet-tree-view .monaco-list-row',
  );
  await row.first().waitFor();
  await command(page, "Notifications: Clear All Notifications");
  await until(
    () => row.count(),
    (count) => count > SERVICES.length,
    "rows",
  );
  const drawn = await allRows(page);
  await picture("findings-list");
  let service = "";
  const seen: string[] = [];
  for (const text of drawn) {
    const named = SERVICES.find(([name]) => text.startsWith(`${name}exposure`) || text.startsWith(`${name} exposure`));
    if (named) {
      [service] = named;
      seen.push(service);
    }
    const other = SERVICES.find(([name]) => name !== service && text.includes(`"${name}"`));
    if (other) throw new Error(`Below ${service} stands: ${text}`);
  }
  const expected = ["portainer", "watchtower"];
  if (seen.length !== SERVICES.length || !expected.includes(seen[0] ?? "") || !expected.includes(seen[1] ?? "")) {
    throw new Error(`The services stand in this order: ${seen.join(", ")}\n${drawn.join("\n")}`);
  }
}

/** The texts of all rows, from the top to the end; only those in sight are drawn. */
async function allRows(page: Page): Promise<readonly string[]> {
  const rows = page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row");
  await rows.first().click();
  await page.keyboard.press("Home");
  const texts = new Map<number, string>();
  for (let pages = 0; pages < 20; pages++) {
    const found = await rows.evaluateAll((elements) =>
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

async function compare(page: Page, file: string, picture: (name: string) => Promise<void>): Promise<void> {
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: FILE }).dblclick();
  await page.locator(".monaco-editor .squiggly-error").first().waitFor();
  const before = await counts(page);
  await writeFile(file, `# edited\n${await readFile(file, "utf8")}`);
  await page.locator('.editor-actions .action-label[aria-label^="Open Changes"]').click();
  await page.locator(".monaco-diff-editor .modified .squiggly-error").first().waitFor();
  // Whatever would be counted for the other side comes within the second.
  await page.waitForTimeout(2_000);
  await picture("git-diff");
  const after = await counts(page);
  if (after !== before) throw new Error(`Before the comparison ${before}, in it ${after}.`);
  const left = await page.locator(".monaco-diff-editor .original [class*=squiggly]").count();
  if (left > 0) throw new Error("What was committed has squiggles.");
}

/** The problems by level in the status bar, and the badge of the list. */
async function counts(page: Page): Promise<string> {
  const problems = await page.locator('[id="status.problems"]').textContent();
  const badge = await page
    .locator(".panel .action-item", { hasText: "Bulkhead" })
    .locator(".badge-content")
    .textContent();
  const own = (await page.locator('[id="bulkhead.bulkhead.bulkhead.findings"]').textContent())?.match(/\d+/g) ?? [];
  const sum = own.reduce((total, one) => total + Number(one), 0);
  if (String(sum) !== badge) throw new Error(`The status bar counts ${own}, the badge ${badge}.`);
  return `${problems} · ${badge}`;
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
