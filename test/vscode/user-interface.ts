import { cp, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import texts from "../../package.nls.json" with { type: "json" };
import { ROOT } from "../../scripts/build.ts";
import type { CodeServer } from "../../scripts/code-server.ts";
import type { Counts } from "../../scripts/counts.ts";
import { obeysAxe } from "./axe.ts";
import { fence } from "./chromium.ts";
import { type Bench, folderAddress, startPacked } from "./hosts.ts";
import {
  chosenFrom,
  command,
  enteredByKeys,
  goTo,
  line,
  openedBy,
  pictureForWalkthrough,
  type Step,
  take,
  takeSteps,
  until,
} from "./steps.ts";

/**
 * Fixes the example as a user does, with mouse and keyboard and the packed extension, and takes a picture of each step in `images`.
 * Each step counts; after one that fails the rest is not tried.
 */
export async function throughUserInterface(bench: Bench, images: string): Promise<Counts> {
  await mkdir(images, { recursive: true });
  const folder = path.join(bench.directory, "shop");
  await cp(path.join(ROOT, "examples", "shop"), folder, { recursive: true });
  const { server } = await startPacked(bench, SETTINGS);
  const page = await bench.context.newPage();
  const picture = async (name: string) => {
    await page.screenshot({ path: path.join(images, `${name}.png`) });
    const [, step, clip] = FOR_WALKTHROUGH.find(([one]) => one === name) ?? [];
    if (step !== undefined && clip !== undefined) await pictureForWalkthrough(page, images, step, clip);
  };
  const steps: readonly Step[] = [
    ["the file opens", () => openFile(page, bench, server, folder)],
    ["squiggles stand under the hazards", () => seeSquiggles(page, () => picture("squiggle"))],
    ["they stand out in light and high-contrast colours", () => seeThemes(page, picture)],
    ["the mouse over one explains it", () => seeHover(page, () => picture("hover"))],
    ["its rule's page opens offline", () => openRulePage(page, () => picture("rule-page"))],
    [
      "the isolation map opens beside it, and a click goes to the line",
      () => seeMap(page, () => picture("isolation-map-editor")),
    ],
    ["Harden shows each part before it is done", () => seeHardening(page, () => picture("harden-preview"))],
    ["the bulb offers the fix, and it is applied", () => applyQuickFix(page, () => picture("quick-fix"))],
    ["the saved file is right", () => save(page, path.join(folder, FILE))],
    [
      "the keyboard alone leads through the walkthrough to its last button, and axe finds nothing of ours in it",
      () => walkThrough(page, () => picture("walkthrough-by-keys")),
    ],
  ];
  try {
    return await takeSteps(steps, () => picture("failed"));
  } finally {
    await server.stop();
  }
}

const FILE = "compose.yaml";

/** What of these pictures the walkthrough shows, too. */
const FOR_WALKTHROUGH = [
  ["squiggle", "sample", { x: 0, y: 66, width: 800, height: 460 }],
  ["hover", "hover", { x: 0, y: 100, width: 900, height: 560 }],
  ["quick-fix", "fix", { x: 0, y: 105, width: 700, height: 480 }],
] as const;

const SETTINGS = {
  "editor.fontSize": 14,
  "editor.minimap.enabled": false,
  "editor.cursorBlinking": "solid",
  "editor.hover.delay": 100,
  "editor.hover.above": false,
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.activityBar.location": "hidden",
  "window.commandCenter": false,
  "files.autoSave": "off",
};

async function openFile(page: Page, bench: Bench, server: CodeServer, folder: string): Promise<void> {
  await fence(bench.context, [server.address]);
  const payload = [["openFile", `vscode-remote://${server.authority}${path.join(folder, FILE)}`]];
  await page.goto(folderAddress(server, folder, payload));
  await line(page, "name: shop").waitFor();
  await page.keyboard.press("Control+b");
}

async function seeSquiggles(page: Page, picture: () => Promise<void>): Promise<void> {
  await placeOf(page, "- /var/run/docker.sock");
  await page.locator(".monaco-editor .squiggly-error").first().waitFor();
  const problem = page.locator(".markers-panel .monaco-list-row", { hasText: "docker-socket" }).first();
  await openedBy(page, problem, () => page.keyboard.press("Control+Shift+m"));
  await picture();
  await command(page, "View: Hide Panel");
  await problem.waitFor({ state: "hidden" });
}

/** Takes the picture of squiggles in colours other than the dark ones. */
async function seeThemes(page: Page, picture: (name: string) => Promise<void>): Promise<void> {
  await seeTheme(page, "Light Modern", "vs", () => picture("squiggle-light"));
  await seeTheme(page, "Dark High Contrast", "hc-black", () => picture("squiggle-high-contrast"));
  await seeTheme(page, "Dark Modern", "vs-dark", async () => undefined);
}

async function seeTheme(page: Page, name: string, kind: string, picture: () => Promise<void>): Promise<void> {
  const theme = page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).first();
  await openedBy(page, theme, async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Control+t");
    await page.locator(".quick-input-widget input").fill(name);
  });
  await page.keyboard.press("Enter");
  await page.locator(`.monaco-workbench.${kind}`).waitFor();
  await seeSquiggles(page, picture);
}

async function seeHover(page: Page, picture: () => Promise<void>): Promise<void> {
  await showHover(page);
  await picture();
}

/** Holds the mouse over SYS_ADMIN until its hover shows whole. */
async function showHover(page: Page): Promise<void> {
  // The hover grows when the second of its two sources answers.
  const whole = page
    .locator(".monaco-hover:visible", { has: page.locator("a.code-link") })
    .filter({ hasText: "CAP_SYS_ADMIN" })
    .first();
  // Code lenses that arrive move the lines below them, and the word away from under the mouse.
  for (let tries = 8; !(await whole.isVisible()); tries -= 1) {
    if (tries === 0) throw new Error("No hover shows at SYS_ADMIN.");
    const { x, y } = await placeOf(page, "SYS_ADMIN");
    await page.mouse.move(0, 0);
    await page.mouse.move(x, y, { steps: 5 });
    await whole.waitFor({ timeout: 10_000 }).catch(() => undefined);
  }
}

async function openRulePage(page: Page, picture: () => Promise<void>): Promise<void> {
  const rule = await clickRule(page);
  const tab = page.locator(".tab", { hasText: `${rule}.md` });
  await tab.waitFor();
  const preview = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  await preview.getByRole("heading", { level: 1, name: rule }).waitFor();
  await picture();
  await tab.locator(".tab-actions .action-label").click();
  await tab.waitFor({ state: "detached" });
}

/** Clicks the rule in the hover, which may close before the click, and answers its name. */
async function clickRule(page: Page): Promise<string> {
  const link = page.locator(".monaco-hover:visible a.code-link").first();
  for (let tries = 5; ; tries -= 1) {
    await showHover(page);
    try {
      const rule = await link.textContent({ timeout: 10_000 });
      await link.click({ timeout: 10_000 });
      return rule ?? "";
    } catch (error) {
      if (tries === 1) throw error;
    }
  }
}

async function seeMap(page: Page, picture: () => Promise<void>): Promise<void> {
  await page.locator('.editor-actions .action-label[aria-label*="Isolation Map"]').first().click();
  const frame = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  const segment = frame.locator('g[data-part="5/namespaces.pid"]');
  await segment.waitFor();
  await picture();
  const source = await original();
  const lineNumber = source.slice(0, source.indexOf("pid: host")).split("\n").length;
  const place = page.getByText(new RegExp(`^Ln ${lineNumber}, Col \\d+ \\(4 selected\\)$`));
  // A click on a map that is just being drawn anew leads nowhere.
  await openedBy(page, place, () => segment.click());
  const tab = page.locator(".tab", { hasText: "Isolation Map" });
  await tab.locator(".tab-actions .action-label").click();
  await tab.waitFor({ state: "detached" });
}

/** The lens asks for a preview, in which only those parts are ticked that are sure, and of Traefik nothing is; nothing is written before somebody applies it. */
async function seeHardening(page: Page, picture: () => Promise<void>): Promise<void> {
  await placeOf(page, "\n  proxy");
  const preview = page.locator(".bulk-edit-panel");
  // Until VS Code has resolved it, a lens is a text without a link.
  const lens = page.locator('.codelens-decoration a[title^="Harden service \\"proxy\\""]');
  await openedBy(page, preview.locator(".monaco-list-row").first(), () => lens.click());
  await page.getByRole("button", { name: "Group Changes By Type" }).click();
  await growPanel(page, 90);
  for (const text of ["cap_drop:", "read_only: true", "security_opt:"]) {
    const row = preview.locator(".monaco-list-row", { hasText: text }).last();
    await row.locator('[aria-checked="false"]').waitFor();
  }
  await picture();
  await preview.getByRole("button", { name: "Discard" }).click();
  await preview.waitFor({ state: "hidden" });
  // The editor that showed the preview goes after it.
  await line(page, "cap_drop:").waitFor({ state: "detached" });
}

/** Drags the edge between the editor and the panel upwards. */
async function growPanel(page: Page, pixels: number): Promise<void> {
  const edge = await page.locator(".monaco-sash.horizontal:not(.disabled)").first().boundingBox();
  if (edge === null) throw new Error("There is no edge to drag.");
  const [x, y] = [edge.x + edge.width / 2, edge.y + edge.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - pixels, { steps: 5 });
  await page.mouse.up();
  // The edge is coloured while the mouse is over it.
  await page.mouse.move(0, 0);
  await page.locator(".monaco-sash.hover").waitFor({ state: "detached" });
}

async function applyQuickFix(page: Page, picture: () => Promise<void>): Promise<void> {
  const { x, y } = await placeOf(page, "\n  cache");
  await page.mouse.click(x, y);
  const fix = page.locator(".action-widget .monaco-list-row", { hasText: /Drop .*capabilities/ }).first();
  await chosenFrom(
    page,
    fix,
    () => page.keyboard.press("Control+."),
    async () => {
      await fix.hover();
      await picture();
    },
  );
  await line(page, "cap_drop:").waitFor();
}

/** What axe finds in any walkthrough: the roles that the editor gives its steps, and the page in which it shows a drawing. */
const OF_THE_EDITOR = [
  "aria-allowed-attr",
  "aria-required-children",
  "frame-title",
  "label-content-name-mismatch",
  "nested-interactive",
];

/** From step to step, and in the last one to its button, which makes a file of settings. */
async function walkThrough(page: Page, picture: () => Promise<void>): Promise<void> {
  const parts = page.locator(".getting-started-step");
  await openedBy(page, parts.first(), async () => {
    await command(page, "Welcome: Open Walkthrough...");
    await take(page, texts["walkthrough.title"], texts["walkthrough.title"]);
  });
  for (const id of ["sample", "hover", "fix", "map", "scan", "settings"] as const) {
    const part = page.locator(`.getting-started-step[data-step-id$="#${id}"]`);
    await enteredByKeys(page, part.and(page.locator('[aria-expanded="true"]')), () => tabTo(page, part));
    // The last picture is drawn in a page of its own.
    if (id !== "settings") await page.getByAltText(texts[`walkthrough.${id}.alt`]).waitFor();
    await obeysAxe(page, ".gettingStartedDetailsContent", OF_THE_EDITOR);
  }
  await enteredByKeys(page, page.locator(".tab.active", { hasText: ".bulkhead.yaml" }), async () => {
    await tabTo(page, page.locator('.getting-started-step[data-step-id$="#settings"] .monaco-button').first());
    await picture();
  });
}

/** Presses the tabulator until something has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let tries = 0; tries < 40; tries++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The tabulator does not lead to ${wanted}.`);
}

async function save(page: Page, file: string): Promise<void> {
  await page.keyboard.press("Control+s");
  const saved = await until(
    () => readFile(file, "utf8"),
    (text) => text.includes("cap_drop:"),
    "the file",
  );
  compare(await original(), saved);
}

/** The fix adds lines and touches none. */
function compare(original: string, fixed: string): void {
  const lines = fixed.split("\n");
  const kept = original.split("\n").every((one) => {
    const at = lines.indexOf(one);
    lines.splice(0, at + 1);
    return at >= 0;
  });
  if (!kept) throw new Error(`A line of the file was changed:\n${fixed}`);
}

/** Puts the cursor into the end of the first occurrence of a text in the file, and returns where on the page that is. */
async function placeOf(page: Page, text: string): Promise<{ readonly x: number; readonly y: number }> {
  await goTo(page, await original(), text.slice(0, -1));
  const cursor = await page.locator(".monaco-editor .cursor").first().boundingBox();
  if (cursor === null) throw new Error(`The cursor does not show at "${text}".`);
  return { x: cursor.x, y: cursor.y + cursor.height / 2 };
}

function original(): Promise<string> {
  return readFile(path.join(ROOT, "examples", "shop", FILE), "utf8");
}
