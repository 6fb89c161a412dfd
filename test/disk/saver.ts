/**
 * A program that saves a file while somebody else replaces it, as an editor may: `node saver.ts FILE`. For each line of standard input, a JSON array of
 * `[how, moment, delay, text]`, it answers `ready`, waits for the moment, and then for some microseconds, saves the text, and answers `saved`.
 * The moments are the begin, at once; the first and the second temporary file beside the file; and the end, when the file itself is another one.
 */
import { closeSync, openSync, readdirSync, renameSync, statSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

/** `slowly` leaves the file empty for a while, and then writes it in two parts. */
export type Save = readonly [
  how: "in place" | "slowly" | "by rename",
  moment: "begin" | 1 | 2 | "end",
  delay: number,
  text: string,
];

/** In milliseconds: a moment that does not come is not waited for longer. */
const PATIENCE = 5_000;

function saveOne(file: string, [how, moment, delay, text]: Save): void {
  const directory = path.dirname(file);
  const { ino } = statSync(file);
  const count = moment === "begin" ? 0 : moment === "end" ? Number.POSITIVE_INFINITY : moment;
  const give = Date.now() + PATIENCE;
  const isDue = (): boolean =>
    readdirSync(directory).filter((name) => name.endsWith(".tmp")).length >= count || statSync(file).ino !== ino;
  while (!isDue() && Date.now() < give);
  pause(delay);
  if (how === "in place") writeFileSync(file, text);
  if (how === "slowly") {
    const descriptor = openSync(file, "w");
    pause(3_000);
    writeSync(descriptor, text.slice(0, 10));
    pause(3_000);
    writeSync(descriptor, text.slice(10));
    closeSync(descriptor);
  }
  if (how === "by rename") {
    writeFileSync(`${file}.saved`, text);
    renameSync(`${file}.saved`, file);
  }
}

function pause(microseconds: number): void {
  const end = process.hrtime.bigint() + BigInt(Math.round(microseconds * 1000));
  while (process.hrtime.bigint() < end);
}

if (import.meta.main) {
  const [, , file = ""] = process.argv;
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write("ready\n");
    saveOne(file, JSON.parse(line) as Save);
    process.stdout.write("saved\n");
  }
}
