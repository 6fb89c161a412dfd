/**
 * `npm run record:engines [CELL…]`: starts the services of `project/compose.yaml` on each engine of `cells.ts`, each in a machine of its own, and writes
 * what was seen to `observations`, which `npm test` compares with what is predicted. It needs Debian, root, and hours; a machine is built of Debian's
 * packages when it is first asked for, and kept in `.engine-test`. `--services NAME,…` tries some and writes nothing.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { boot } from "./boot.ts";
import { CELLS } from "./cells.ts";
import { recordingOf } from "./read.ts";

const { values, positionals } = parseArgs({ options: { services: { type: "string" } }, allowPositionals: true });
const wanted = values.services?.split(",") ?? [];
const unknown = positionals.filter((id) => !CELLS.some((cell) => cell.id === id));
if (unknown.length > 0)
  throw new Error(`no such cell: ${unknown.join(", ")}; there are ${CELLS.map(({ id }) => id).join(", ")}`);
for (const cell of CELLS.filter(({ id }) => positionals.length === 0 || positionals.includes(id))) {
  console.log(`${cell.id}: started`);
  const recording = await recordingOf(cell, await boot(cell, wanted));
  const { machine, services } = recording;
  console.log(`${cell.id}: ${machine.release}, Linux ${machine.kernel}: ${services.length} services`);
  if (wanted.length > 0) console.log(JSON.stringify(services, null, 1));
  else
    await writeFile(
      path.join(import.meta.dirname, "observations", `${cell.id}.json`),
      `${JSON.stringify(recording, null, 1)}\n`,
    );
}
