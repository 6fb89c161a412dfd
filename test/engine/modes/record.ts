/**
 * `npm run record:engines [CELL…]`: starts the services of `project/compose.yaml` on each engine of `cells.ts`, each in a machine of its own, and writes
 * what was seen to `observations`, which `npm test` compares with what is predicted. It needs Debian, root, and hours; a machine is built of Debian's
 * packages when it is first asked for, and kept in `.engine-test`. `--services NAME,…` tries some and writes nothing; `--next N` starts the first N
 * services that a recording lacks and adds them to it, so that a long recording is made in pieces.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { boot, servicesOf } from "./boot.ts";
import { CELLS, type Cell } from "./cells.ts";
import { recordingOf } from "./read.ts";
import { type Recording, together } from "./recording.ts";

const { values, positionals } = parseArgs({
  options: { services: { type: "string" }, next: { type: "string" } },
  allowPositionals: true,
});
const unknown = positionals.filter((id) => !CELLS.some((cell) => cell.id === id));
if (unknown.length > 0)
  throw new Error(`no such cell: ${unknown.join(", ")}; there are ${CELLS.map(({ id }) => id).join(", ")}`);
for (const cell of CELLS.filter(({ id }) => positionals.length === 0 || positionals.includes(id))) {
  if (values.services !== undefined) await tryOut(cell, values.services.split(","));
  else if (values.next === undefined) await write(cell, await seen(cell, await servicesOf(cell)));
  else await recordNext(cell, Number(values.next));
}

async function tryOut(cell: Cell, names: readonly string[]): Promise<void> {
  const { services } = await seen(cell, names);
  console.log(JSON.stringify(services, null, 1));
}

async function recordNext(cell: Cell, most: number): Promise<void> {
  const file = fileOf(cell);
  const before = existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Recording) : undefined;
  const held = new Set(before?.services.map(({ name }) => name));
  const wanted = (await servicesOf(cell)).filter((name) => !held.has(name)).slice(0, most);
  if (wanted.length === 0) console.log(`${cell.id}: has all`);
  else await write(cell, together(before, await seen(cell, wanted)));
}

async function seen(cell: Cell, names: readonly string[]): Promise<Recording> {
  console.log(`${cell.id}: started`);
  const recording = await recordingOf(cell, await boot(cell, names));
  const { machine, services } = recording;
  console.log(`${cell.id}: ${machine.release}, Linux ${machine.kernel}: ${services.length} services`);
  return recording;
}

async function write(cell: Cell, recording: Recording): Promise<void> {
  await writeFile(fileOf(cell), `${JSON.stringify(recording, null, 1)}\n`);
}

function fileOf({ id }: Cell): string {
  return path.join(import.meta.dirname, "observations", `${id}.json`);
}
