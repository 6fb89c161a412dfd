import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { ROOT } from "../../../scripts/build.ts";
import type { Counts } from "../../../scripts/counts.ts";
import { fence } from "../chromium.ts";
import { type Bench, folderAddress, startPacked } from "../hosts.ts";
import { processesOf } from "../processes.ts";
import { line } from "../steps.ts";

/** After how many edits the memory is looked at, and how much more it may be at the end than at the first look. */
const FIRST = 1_000;
const LAST = 10_000;
const MOST = 1.1;

/**
 * Types and takes back in a file with findings, and looks at the resident memory of VS Code's extension host and of our server after the first edits and
 * after the last. Of a machine that has no /proc nothing is known, which is said.
 */
export async function holdMemory(bench: Bench): Promise<Counts> {
  const folder = path.join(bench.directory, "shop");
  await mkdir(folder);
  const file = path.join(folder, "compose.yaml");
  const source = await readFile(path.join(ROOT, "examples", "shop", "compose.yaml"), "utf8");
  await writeFile(file, `${source.trimEnd()}\n${SERVICE}`);
  const { server, profile } = await startPacked(bench, {});
  try {
    await fence(bench.context, [server.address]);
    const page = await bench.context.newPage();
    await page.goto(folderAddress(server, folder, [["openFile", `vscode-remote://${server.authority}${file}`]]));
    await line(page, "services").waitFor();
    await page.locator(".monaco-editor [class*=squiggly-]").first().waitFor();
    await page.locator(".monaco-editor .view-lines").click();
    await page.keyboard.press("Control+End");
    await edit(page, FIRST);
    const first = await resident(profile);
    console.log(`  after ${FIRST} edits: ${words(first)}`);
    for (let edits = FIRST; edits < LAST; edits += FIRST) {
      await edit(page, FIRST);
      console.log(`  after ${edits + FIRST} edits: ${words(await resident(profile))}`);
    }
    return judge(first, await resident(profile));
  } finally {
    await server.stop();
  }
}

const SERVICE = "  last:\n    image: acme/last:1\n    privileged: ";

/** Words that each change what is found, and are taken back key by key. */
const TYPED = ["true", "false", "true # why"];

async function edit(page: Page, edits: number): Promise<void> {
  let made = 0;
  for (let turn = 0; made < edits; turn++) {
    const keys = [...(TYPED[turn % TYPED.length] ?? "")];
    for (const key of keys) await page.keyboard.press(key === " " ? "Space" : key);
    await page.keyboard.press("Escape");
    for (const _ of keys) await page.keyboard.press("Backspace");
    made += 2 * keys.length;
    // So that the server keeps up, as with a user, and does not only ever see the last of many.
    await page.waitForTimeout(20);
  }
}

interface Memory {
  /** In bytes. */
  readonly host: number;
  readonly server: number;
}

/** The median of some looks after the last edit, since a collection of garbage may be about to come. */
async function resident(profile: string): Promise<Memory> {
  const looks: Memory[] = [];
  for (let look = 0; look < LOOKS; look++) {
    await new Promise((done) => setTimeout(done, 1_000));
    looks.push(await lookOnce(profile));
  }
  const median = (of: keyof Memory) => looks.map((one) => one[of]).sort((a, b) => a - b)[LOOKS >> 1] ?? 0;
  return { host: median("host"), server: median("server") };
}

const LOOKS = 9;

async function lookOnce(profile: string): Promise<Memory> {
  const { host, server } = await processesOf(profile);
  if (!host || !server) throw new Error("The processes are not found in /proc.");
  return { host: host.resident, server: server.resident };
}

function judge(first: Memory, last: Memory): Counts {
  const counts = { passed: 0, failed: 0 };
  for (const [of, title] of [
    ["host", "extension host"],
    ["server", "language server"],
  ] as const) {
    const ratio = last[of] / first[of];
    if (ratio <= MOST) counts.passed += 1;
    else counts.failed += 1;
    const what = `${title}: ${ratio.toFixed(2)} of what it was after ${FIRST} edits, at most ${MOST}`;
    console.log(`  ${ratio <= MOST ? "ok    " : "FAILED"} ${what}`);
  }
  return counts;
}

function words({ host, server }: Memory): string {
  return `extension host ${megabytes(host)} MB, language server ${megabytes(server)} MB`;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(0);
}
