import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Counts } from "../../scripts/counts.ts";
import { fence } from "./chromium.ts";
import { type Bench, folderAddress, startPacked } from "./hosts.ts";
import { badgeSays, counted, settled, status } from "./numbers.ts";
import { processesOf } from "./processes.ts";
import {
  chosenFrom,
  clearMessages,
  command,
  goTo,
  line,
  message,
  openedBy,
  openNamed,
  type Step,
  takeSteps,
  until,
} from "./steps.ts";

/**
 * What somebody meets who has the editor open all day, as it is drawn: the numbers, the menu of fixes, the hover, the preview of what hardens, a base of
 * another file, the item in the status bar, and the way back after crashes. Each was once wrong, and nothing but a real window shows it.
 */
export async function throughDailyUse(bench: Bench, images: string): Promise<Counts> {
  await mkdir(images, { recursive: true });
  const folder = path.join(bench.directory, "shop");
  await mkdir(path.join(folder, "base"), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) await writeFile(path.join(folder, name), text);
  const { server, profile } = await startPacked(bench, SETTINGS);
  const page = await bench.context.newPage();
  const picture = async (name: string) => {
    await page.screenshot({ path: path.join(images, `${name}.png`) });
  };
  const payload = [["openFile", `vscode-remote://${server.authority}${path.join(folder, FILE)}`]];
  const steps: readonly Step[] = [
    [
      "the folder is scanned without being asked",
      () => openFolder(page, bench, folderAddress(server, folder, payload)),
    ],
    ["status bar, badge, Problems and command line have one number", () => agree(page, folder)],
    ["the menu of fixes has seven lines at most", () => openMenu(page, () => picture("menu"))],
    ["a file of settings that a fix makes is shown, and is taken back", () => turnRuleOff(page, folder)],
    ["Quick Fix is in sight in the hover of a finding", () => seeQuickFix(page, () => picture("hover-of-finding"))],
    ["a preview counts nothing twice", () => preview(page, folder, () => picture("preview"))],
    ["what is offered first opens nothing", () => completeValue(page, folder, () => picture("complete-value"))],
    ["a base of another name is alive, saved or not", () => editBase(page, folder, () => picture("base"))],
    ["off is said to be off, and is taken back", () => turnOff(page, folder, () => picture("off"))],
    ["after crashes the way back is offered", () => crash(page, folder, profile, () => picture("crashes"))],
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
  "editor.hover.delay": 100,
};

const SOURCE = `services:
  web:
    extends: {file: base/common.yml, service: base}
    image: nginx:1.27.3
    privileged: true
    volumes: [/var/run/docker.sock:/var/run/docker.sock]
  cache:
    image: redis:8.2
    
`;

const FILES: Readonly<Record<string, string>> = {
  [FILE]: SOURCE,
  "compose.override.yaml": "services:\n  cache:\n    cap_add: [SYS_ADMIN]\n",
  "base/common.yml": "services:\n  base:\n    image: acme/base:1\n    pid: host\n",
  "start.sh": "#!/bin/sh\ndocker run -d --pid=host acme/tool:1\n",
  Dockerfile: "FROM node:22-bookworm-slim\nRUN chmod 777 /app\n",
};

async function openFolder(page: Page, { context }: Bench, address: string): Promise<void> {
  await fence(context, [new URL(address).origin]);
  await page.goto(address);
  await line(page, "privileged").waitFor();
  await page.locator(".monaco-editor .squiggly-error").first().waitFor();
  await status(page).filter({ hasText: /[1-9]/ }).waitFor();
}

async function agree(page: Page, folder: string): Promise<void> {
  const numbers = await settled(page, folder);
  await command(page, "Bulkhead: Show Findings");
  await badgeSays(page, "Bulkhead", numbers);
  await page.locator('[id="status.problems"]').click();
  await badgeSays(page, "Problems", numbers);
  await command(page, "View: Hide Panel");
}

/** The lines of the menu of fixes. */
function menuRows(page: Page): Locator {
  return page.locator(".action-widget .monaco-list-row.action");
}

async function openMenu(page: Page, picture: () => Promise<void>): Promise<void> {
  await goTo(page, SOURCE, "    privileged");
  const rows = menuRows(page);
  const wanted = rows.filter({ hasText: "Remove privileged" }).first();
  const isThere = (texts: readonly string[], start: string) => texts.some((text) => text.startsWith(start));
  const texts = await until(
    async () => {
      if (!(await wanted.isVisible())) await openedBy(page, wanted, () => page.keyboard.press("Control+."));
      return rows.allTextContents();
    },
    (found) => isThere(found, "Allow…") && isThere(found, "More…"),
    "the menu",
  );
  await picture();
  await page.keyboard.press("Escape");
  if (texts.length > 7) throw new Error(`The menu has ${texts.length} lines: ${texts.join(" | ")}`);
}

async function turnRuleOff(page: Page, folder: string): Promise<void> {
  const before = await settled(page, folder);
  await goTo(page, SOURCE, "    privileged");
  const allow = menuRows(page).filter({ hasText: "Allow…" }).first();
  const off = page.locator(".quick-input-list .monaco-list-row", {
    hasText: "Turn privileged off in a new .bulkhead.yaml",
  });
  await openedBy(page, off, () => chosenFrom(page, allow, () => page.keyboard.press("Control+.")));
  await off.click();
  await page.locator(".tab.active", { hasText: ".bulkhead.yaml" }).waitFor();
  await line(page, "privileged: off").waitFor();
  const during = await settled(page, folder);
  if (during.join() === before.join()) throw new Error(`The rule that is off changes none of ${before}.`);
  await page.keyboard.press("Control+z");
  await until(
    () => readdir(folder),
    (names) => !names.includes(".bulkhead.yaml"),
    "the file is taken back",
  );
  await settled(page, folder);
  await openNamed(page, FILE);
}

/** The finding comes first in the hover, and what the key means below it, some time later. */
async function seeQuickFix(page: Page, picture: () => Promise<void>): Promise<void> {
  await goTo(page, SOURCE, "    privileged: t");
  const hover = page.locator(".monaco-hover:visible", { hasText: "privileged" }).first();
  const action = hover.locator("a, .action", { hasText: "Quick Fix" }).first();
  const link = hover.locator('a[data-href^="command:bulkhead"]').first();
  await until(
    async () => {
      if (!(await action.isVisible()) || !(await link.isVisible()))
        await openedBy(page, link, () => command(page, "Show or Focus Hover"));
      const boxes = [action, hover].map((one) => one.boundingBox({ timeout: 1_000 }).catch(() => null));
      return Promise.all(boxes);
    },
    ([box, whole]) => !!box && !!whole && box.y >= whole.y && box.y + box.height <= whole.y + whole.height + 1,
    "where Quick Fix is, and the hover",
  );
  await picture();
  await page.keyboard.press("Escape");
}

/** What is found in a file that is written meanwhile is counted, and nothing of the preview: the server answers in turn. */
async function preview(page: Page, folder: string, picture: () => Promise<void>): Promise<void> {
  const before = await settled(page, folder);
  await goTo(page, SOURCE, "  cache");
  await command(page, "Bulkhead: Harden This Service…");
  const panel = page.locator(".bulk-edit-panel");
  await panel.locator(".monaco-list-row", { hasText: "cap_drop" }).first().waitFor();
  const added = path.join(folder, "added.sh");
  await writeFile(added, FILES["start.sh"] ?? "");
  const during = await settled(page, folder);
  await picture();
  if (during.join() === before.join()) throw new Error(`The file that was added changes none of ${before}.`);
  await panel.getByRole("button", { name: "Discard" }).click();
  await panel.waitFor({ state: "hidden" });
  await rm(added);
  await settled(page, folder);
}

/** Enter takes what is on top, and that closes a wall or opens none. */
async function completeValue(page: Page, folder: string, picture: () => Promise<void>): Promise<void> {
  await goTo(page, SOURCE, "    image: redis:8.2\n    ");
  await page.keyboard.type("network_mode: ", { delay: 80 });
  const values = page.locator(".suggest-widget.visible .monaco-list-row");
  const list = await until(
    () => values.evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label") ?? "")),
    (labels) => labels.some((label) => label.startsWith("host")),
    "the values",
  );
  await picture();
  await page.keyboard.press("Escape");
  if (list[0]?.startsWith("host")) throw new Error(`On top is ${list[0]}.`);
  await revert(page, folder);
}

async function revert(page: Page, folder: string): Promise<void> {
  await command(page, "File: Revert File");
  await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
  await settled(page, folder);
}

async function editBase(page: Page, folder: string, picture: () => Promise<void>): Promise<void> {
  await openNamed(page, "common.yml");
  await line(page, "pid").waitFor();
  await page.locator(".monaco-editor .squiggly-warning").first().waitFor();
  const [errors = 0] = await settled(page, folder);
  await picture();
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("    privileged: true");
  await until(
    () => counted(page),
    ([more = 0]) => more > errors,
    `there were ${errors} errors`,
  );
  await revert(page, folder);
}

async function turnOff(page: Page, folder: string, picture: () => Promise<void>): Promise<void> {
  await status(page).click();
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Turn Off in This Folder" }).click();
  await status(page).filter({ hasText: "off" }).waitFor();
  await picture();
  await page.locator(".monaco-editor [class*=squiggly]").first().waitFor({ state: "detached" });
  await (await message(page, ".vscode/settings.json")).getByRole("button", { name: "Undo" }).click();
  await settled(page, folder);
  await clearMessages(page);
}

/** Ends the server as often as it is started again by itself, and once more. */
async function crash(page: Page, folder: string, profile: string, picture: () => Promise<void>): Promise<void> {
  let ended = 0;
  for (let crashes = 0; crashes < 5; crashes++) {
    const id = await until(
      async () => (await processesOf(profile)).server?.id,
      (found) => found !== undefined && found !== ended,
      "the server is not started again",
    );
    ended = id ?? 0;
    process.kill(ended, "SIGKILL");
  }
  const offer = await message(page, "has ended five times");
  await picture();
  await offer.getByRole("button", { name: "Restart" }).click();
  // The numbers stay while no server runs, and the squiggles go.
  await page.locator(".monaco-editor .squiggly-warning").first().waitFor();
  await settled(page, folder);
}
