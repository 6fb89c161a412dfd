import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { AxeResults } from "axe-core";
import type { BrowserContext, Page } from "playwright-core";
import type { FromPage, ToPage } from "../../client/map-messages.ts";
import { mapPage } from "../../client/map-page.ts";
import { ROOT } from "../../scripts/build.ts";
import type { Counts } from "../../scripts/counts.ts";
import { columnsFor } from "../../server/analysis/map/layout.ts";
import { MAP_STYLE } from "../../server/analysis/map/style.ts";
import { mapSvg } from "../../server/analysis/map/svg.ts";
import { mapTable } from "../../server/analysis/map/table.ts";
import { exampleMap } from "../analysis/map/model.ts";
import { fence } from "./chromium.ts";
import type { Bench } from "./hosts.ts";
import { type StaticServer, serveStatic } from "./static-server.ts";
import { THEMES, type Theme } from "./themes.ts";

/**
 * The isolation map's page by itself in Chromium, under its own policy and the colours of each kind of theme: axe finds nothing, the keyboard alone
 * reaches everything, and a drawing that follows leaves the focus where it was. Pictures of the map go to `images`.
 */
export async function throughMapPage({ context }: Bench, images: string): Promise<Counts> {
  await mkdir(images, { recursive: true });
  const words = {
    title: "Isolation Map",
    picture: "Picture",
    table: "Table",
    save: "Save as SVG…",
    hint: "Arrow keys",
  };
  const server = await serveStatic(
    new Map([["client", path.join(ROOT, "dist", "client")]]),
    new Map([["/", mapPage("/client/map-page.js", "nonce", words)]]),
  );
  await fence(context, [server.address]);
  const steps: readonly (readonly [string, () => Promise<void>])[] = [
    ...THEMES.map((theme) => [`axe finds nothing: ${theme.name}`, () => obeysAxe(context, server, theme)] as const),
    ["the keyboard reaches every part", () => isReachedByKeys(context, server)],
    ["the table is reached by keys too", () => tableIsReachedByKeys(context, server)],
    ["a drawing that follows keeps the focus", () => keepsFocus(context, server)],
    ["pictures are taken", () => takePictures(context, server, images)],
  ];
  try {
    return await count(steps);
  } finally {
    server.stop();
  }
}

async function count(steps: readonly (readonly [string, () => Promise<void>])[]): Promise<Counts> {
  let failed = 0;
  for (const [name, take] of steps) {
    try {
      await take();
      console.log(`  ok     ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`  FAILED ${name}\n`, error);
    }
  }
  return { passed: steps.length - failed, failed };
}

const MODEL = exampleMap("shop");
const PARTS = MODEL.containers.length;

function drawing(map: number, width: number): ToPage {
  const links = {
    key: ({ start }: { readonly start: number }) => String(start),
    name: ({ start }: { readonly start: number }) => `compose.yaml:${start}`,
  };
  const svg = mapSvg(MODEL, { columns: columnsFor(width), styled: false, links });
  return { type: "map", map, svg, table: mapTable(MODEL, links), style: MAP_STYLE };
}

/** The page as VS Code would show it, with the map of the example. What it complains of on the console is an error. */
async function open(context: BrowserContext, { address }: StaticServer, { colours, dark }: Theme): Promise<Page> {
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") throw new Error(message.text());
  });
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  await page.addInitScript(() => {
    const sent: FromPage[] = [];
    const api = { postMessage: (message: FromPage) => sent.push(message), getState: () => undefined, setState() {} };
    Object.assign(window, { acquireVsCodeApi: () => api, sent });
  });
  await page.goto(address);
  await page.evaluate((values) => {
    for (const [name, value] of Object.entries(values)) document.documentElement.style.setProperty(name, value);
  }, colours);
  await draw(page, 1);
  return page;
}

async function draw(page: Page, map: number): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.clientWidth);
  await page.evaluate((message) => window.postMessage(message, "*"), drawing(map, width));
  await page.locator("#picture svg").waitFor({ state: "attached" });
}

async function sentBy(page: Page): Promise<readonly FromPage[]> {
  return page.evaluate(() => Reflect.get(window, "sent"));
}

async function obeysAxe(context: BrowserContext, server: StaticServer, theme: Theme): Promise<void> {
  const page = await open(context, server, theme);
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  for (const view of ["Picture", "Table"]) {
    await page.getByRole("button", { name: view, exact: true }).click();
    const { violations, passes } = await page.evaluate<AxeResults>("axe.run(document)");
    if (passes.length < 10) throw new Error(`axe looked at next to nothing: ${passes.length} rules passed`);
    const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes[0]?.html.slice(0, 300)}`);
    if (told.length > 0) throw new Error(`${view}: ${told.join("\n")}`);
  }
  await page.close();
}

async function isReachedByKeys(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute("data-part") ?? document.activeElement?.id);
  for (const button of ["show-picture", "show-table", "export"]) {
    await page.keyboard.press("Tab");
    equal(await focused(), button);
  }
  for (let container = 0; container < PARTS; container++) {
    await page.keyboard.press("Tab");
    equal(await focused(), `${container}/container`);
  }
  await page.keyboard.press("Home");
  const all = await page.$$eval("g[data-part]", (parts) => parts.map((part) => part.getAttribute("data-part")));
  for (const part of all) {
    equal(await focused(), part);
    await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.press("ArrowUp");
  equal(await focused(), `${PARTS - 2}/container`);
  await page.keyboard.press("Enter");
  const at = await page.evaluate(() => Number(document.activeElement?.getAttribute("data-at")));
  equal(JSON.stringify((await sentBy(page)).at(-1)), JSON.stringify({ type: "reveal", map: 1, at }));
  equal(await page.locator("#explanation").textContent(), await page.evaluate(() => document.activeElement?.ariaLabel));
  await page.close();
}

async function tableIsReachedByKeys(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const [last] = (await sentBy(page)).slice(-1);
  equal(last?.type, "reveal");
  equal(await page.locator("#picture").isHidden(), true);
  await page.close();
}

async function keepsFocus(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  await page.locator('g[data-part="2/capabilities.SYS_ADMIN"]').focus();
  await page.evaluate(() => document.querySelector('g[data-part="2/user"]')?.setAttribute("aria-label", "as before"));
  await draw(page, 2);
  await page.locator('g[data-part="2/user"].changed').waitFor();
  equal(await page.locator(".changed").count(), 1);
  equal(await page.evaluate(() => document.activeElement?.getAttribute("data-part")), "2/capabilities.SYS_ADMIN");
  await page.locator('g[data-part="2/user"]').click();
  const last = (await sentBy(page)).at(-1);
  equal(last?.type === "reveal" ? last.map : undefined, 2);
  await page.close();
}

async function takePictures(context: BrowserContext, server: StaticServer, images: string): Promise<void> {
  for (const theme of THEMES) {
    if (theme.picture === undefined) continue;
    const page = await open(context, server, theme);
    // High enough for the whole of it, so that the page's head and foot do not lie over it.
    await page.setViewportSize({ width: 1300, height: 2400 });
    await draw(page, 2);
    await page.locator("#picture svg").screenshot({ path: path.join(images, `${theme.picture}.png`), scale: "css" });
    await page.close();
  }
}

function equal(actual: unknown, expected: unknown): void {
  if (!Object.is(actual, expected)) throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}
