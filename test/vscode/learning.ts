import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { CodeServer } from "../../scripts/code-server.ts";
import type { Counts } from "../../scripts/counts.ts";
import { readEvidence } from "../../server/analysis/learned/file.ts";
import { type Asked, type FakeEngine, fakeEngine } from "../engine/fake-engine.ts";
import { EngineOfJobs } from "../learn/engine-of-jobs.ts";
import { fence } from "./chromium.ts";
import { type Bench, folderAddress, startPacked } from "./hosts.ts";
import { processesOf } from "./processes.ts";
import { clearMessages, line, message, type Step, takeSteps, until } from "./steps.ts";

const COMPOSE = `name: shop

services:
  db:
    image: acme/db:3
    environment:
      DB_PASSWORD: correct-horse
  agent:
    image: acme/agent:1
    privileged: true
`;
const EVIDENCE = ".bulkhead/evidence/compose.yaml.json";
const OFFER = "Learn What This Service Needs…";

/** In milliseconds: for what a machine does that has much else to do. */
const PATIENCE = 120_000;

/** What the steps work on. */
interface Desk {
  readonly page: Page;
  readonly folder: string;
  readonly engine: EngineOfJobs;
  readonly fake: FakeEngine;
  readonly gate: Gate;
  readonly profile: string;
  picture(name: string): Promise<void>;
}

/** Keeps the engine waiting for whatever `holds` says, so that what is done meanwhile is there to be seen. */
class Gate {
  holds: (asked: Asked) => boolean = () => false;
  #waiting: (() => void)[] = [];

  wait(act: () => void): void {
    this.#waiting.push(act);
  }

  open(): void {
    this.holds = () => false;
    for (const act of this.#waiting.splice(0)) act();
  }
}

/**
 * Finds out what a service needs as a user does, with mouse and keyboard and the packed extension, on an engine that only pretends to run something; takes pictures.
 * Nothing may be made before it is agreed to, nothing may stay, and nothing may be written that was not confirmed.
 */
export async function throughLearning(bench: Bench, images: string): Promise<Counts> {
  await mkdir(images, { recursive: true });
  const folder = path.join(bench.directory, "shop");
  await mkdir(folder);
  await writeFile(path.join(folder, "compose.yaml"), COMPOSE);
  const engine = new EngineOfJobs("FOWNER");
  const gate = new Gate();
  const fake = await fakeEngine((asked) => {
    if (!gate.holds(asked)) return engine.answer(asked);
    return (response) =>
      gate.wait(() => {
        engine.answer(asked);
        response.writeHead(204).end();
      });
  });
  const variables = { DOCKER_HOST: `unix://${fake.socket}` };
  const { server, profile } = await startPacked(bench, SETTINGS, variables);
  const page = await bench.context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const picture = async (name: string): Promise<void> => {
    await page.screenshot({ path: path.join(images, `${name}.png`) });
  };
  const desk: Desk = { page, folder, engine, fake, gate, profile, picture };
  const steps: readonly Step[] = [
    ["the file opens, and each service has the offer above it", () => openFile(desk, bench, server)],
    ["one question says what would be run, and nothing is run where it is not agreed to", () => decline(desk)],
    ["what would be created can be seen first", () => seeBodies(desk)],
    ["progress says what is tried, and cancelling removes everything", () => cancel(desk)],
    ["a service that must not be copied is refused with the reason", () => refuse(desk)],
    ["the evidence and what follows from it are previewed, and written once they are confirmed", () => finish(desk)],
    ["where no engine answers, one sentence says so", () => withoutEngine(desk)],
    ["a repository's settings forbid it", () => forbid(desk)],
  ];
  try {
    return await takeSteps(steps, () => picture("failed"));
  } finally {
    await server.stop();
    await fake.close();
  }
}

const SETTINGS = {
  "editor.fontSize": 14,
  "editor.minimap.enabled": false,
  "editor.cursorBlinking": "solid",
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.activityBar.location": "hidden",
  "window.commandCenter": false,
  "window.dialogStyle": "custom",
  "files.autoSave": "off",
};

async function openFile({ page, folder, picture }: Desk, bench: Bench, server: CodeServer): Promise<void> {
  await fence(bench.context, [server.address]);
  const payload = [["openFile", `vscode-remote://${server.authority}${path.join(folder, "compose.yaml")}`]];
  await page.goto(folderAddress(server, folder, payload));
  await line(page, "name: shop").waitFor();
  await page.keyboard.press("Control+b");
  await offers(page).nth(1).waitFor();
  await until(
    () => offers(page).count(),
    (count) => count === 2,
    "one offer for each service",
  );
  await picture("learn-lens");
}

function offers(page: Page): Locator {
  return page.locator(".codelens-decoration a", { hasText: OFFER });
}

/** Clicks the offer of a service until the question is there: it is refused until the run before is at its end. */
async function ask(page: Page): Promise<Locator> {
  const question = page.locator(".monaco-dialog-box", { hasText: "Run copies of db to find out what it needs?" });
  const busy = page.locator(".notification-list-item", { hasText: "are being run already" });
  await until(
    async () => {
      await offers(page).first().click();
      await question.or(busy).first().waitFor();
      const isThere = await question.isVisible();
      if (!isThere) await clearMessages(page);
      return isThere;
    },
    (isThere) => isThere,
    "the question",
  );
  return question;
}

async function decline({ page, fake, picture }: Desk): Promise<void> {
  const question = await ask(page);
  const detail = (await question.textContent()) ?? "";
  for (const part of [
    "Docker 28.5.2, on this machine: unix:",
    "image acme/db:3 (sha256:",
    "DB_PASSWORD",
    "copies of db",
  ])
    if (!detail.includes(part)) throw new Error(`The question does not say "${part}":\n${detail}`);
  if (detail.includes("correct-horse")) throw new Error("The question tells a value.");
  await picture("learn-question");
  await question.getByRole("button", { name: "Cancel" }).click();
  await progressEnds(page);
  nothingMade(fake);
}

async function seeBodies({ page, fake }: Desk): Promise<void> {
  await (await ask(page)).getByRole("button", { name: "Show What Will Be Created" }).click();
  await line(page, '"CapDrop"').waitFor();
  nothingMade(fake);
  await progress(page).getByRole("button", { name: "Cancel" }).click();
  await progressEnds(page);
  nothingMade(fake);
  await page.locator(".tab", { hasText: "compose.yaml" }).click();
  await offers(page).first().waitFor();
}

function nothingMade({ asked }: FakeEngine): void {
  const made = asked.filter(({ method }) => method !== "GET");
  if (made.length > 0) throw new Error(`The engine was asked for ${made[0]?.method} ${made[0]?.path}.`);
}

async function run(page: Page): Promise<void> {
  await (await ask(page)).getByRole("button", { name: "Run Copies" }).click();
}

function progress(page: Page): Locator {
  return page.locator(".notification-list-item", { hasText: "Bulkhead finds out what a service needs" });
}

async function progressEnds(page: Page): Promise<void> {
  await progress(page).waitFor({ state: "detached" });
}

/** The engine waits before it starts the copy without any capability, and before it removes something. */
async function cancel({ page, engine, gate, profile, picture }: Desk): Promise<void> {
  gate.holds = ({ path: asked }) => asked.endsWith("/start") && engine.isBare(asked.split("/")[2] ?? "");
  await run(page);
  await progress(page).getByText("3: without any capability").waitFor();
  await picture("learn-progress");
  gate.holds = ({ method }) => method === "DELETE";
  await progress(page).getByRole("button", { name: "Cancel" }).click();
  const removal = page.locator(".notification-list-item", { hasText: "removing what was made" });
  await removal.waitFor();
  if (engine.there.size === 0) throw new Error("There was nothing to remove.");
  gate.open();
  await until(
    async () => ({ process: (await processesOf(profile)).learning?.id, there: [...engine.there.keys()] }),
    (left) => left.process === undefined && left.there.length === 0,
    "what is left of it",
  );
  await removal.waitFor({ state: "detached" });
}

async function refuse({ page }: Desk): Promise<void> {
  await offers(page).nth(1).click();
  await message(page, "agent is privileged: no copy is run of it");
  await clearMessages(page);
}

async function finish({ page, folder, engine, picture }: Desk): Promise<void> {
  await run(page);
  const preview = page.locator(".bulk-edit-panel");
  await preview.waitFor({ timeout: 3 * PATIENCE });
  await preview.locator(".monaco-list-row", { hasText: "compose.yaml.json" }).first().waitFor();
  if (engine.there.size > 0) throw new Error(`The engine still has ${[...engine.there.keys()].join(", ")}.`);
  if (await exists(path.join(folder, EVIDENCE))) throw new Error("The evidence was written before it was confirmed.");
  await page.getByRole("button", { name: "Group Changes By Type" }).click();
  const part = preview.locator(".monaco-list-row", { hasText: "cap_drop" }).last();
  await part.locator(".monaco-checkbox, [aria-checked]").first().click();
  await part.locator('[aria-checked="true"]').waitFor();
  await picture("learn-preview");
  await preview.getByRole("button", { name: "Apply" }).click();
  const written = await until(
    () => readFile(path.join(folder, EVIDENCE), "utf8").catch(() => ""),
    (text) => text !== "",
    "the evidence",
  );
  const { enough } = readEvidence(written)?.get("db")?.capabilities ?? {};
  if (enough?.join() !== "FOWNER") throw new Error(`The evidence holds other things:\n${written}`);
  await page.locator(".codelens-decoration a", { hasText: "tried here on" }).first().waitFor();
  await line(page, "tried here on").waitFor();
  await picture("learn-evidence");
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function withoutEngine({ page, fake }: Desk): Promise<void> {
  await fake.close();
  await page.keyboard.press("Control+1");
  await page.keyboard.press("Control+s");
  await page.locator('.tab.dirty[data-resource-name="compose.yaml"]').waitFor({ state: "detached" });
  await offers(page).first().click();
  await message(page, "no container engine answers at unix:");
}

async function forbid({ page, folder }: Desk): Promise<void> {
  await mkdir(path.join(folder, ".vscode"));
  await writeFile(path.join(folder, ".vscode", "settings.json"), '{ "bulkhead.learn.enable": false }\n');
  await offers(page).first().waitFor({ state: "detached" });
}
