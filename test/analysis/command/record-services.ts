/**
 * Records which of the Compose files that commands become Docker Compose takes: `npm run record:services` puts each to `config` and writes `accepted.json`.
 * `COMPOSE` names a program where it is not the one of this machine or of Debian's packages. Nothing is started.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { capture } from "../../../scripts/capture.ts";
import { type ComposeProgram, composeProgram } from "../../compose/config.ts";
import { LINES, PUT } from "./turned.ts";

/** The files that were put to a release of Compose, and why it refused one. */
export interface Accepted {
  readonly version: string;
  readonly services: readonly { readonly text: string; readonly refused?: string }[];
}

/** What variables hold: a path where the name says so. */
function givenTo(variable: string): string {
  return /HOME|DIR|PATH|PWD|SOCK/.test(variable) ? "/srv/x" : "1";
}

async function asked(compose: ComposeProgram, directory: string, text: string): Promise<Accepted["services"][number]> {
  writeFileSync(path.join(directory, "compose.yaml"), text);
  const variables = Object.fromEntries(
    [...text.matchAll(/(?<!\$)\$\{(\w+):\?\}/g)].map(([, name = ""]) => [name, givenTo(name)]),
  );
  const { status, stderr } = await capture(compose.command, [...compose.args, "config", "--quiet"], {
    cwd: directory,
    env: { ...variables, PATH: compose.path, HOME: directory },
  });
  const refused = stderr.split("\n").filter((line) => line !== "" && !line.includes("level=warning"));
  return status === 0 ? { text } : { text, refused: refused.join(" ").replaceAll(directory, "DIR") };
}

async function main(): Promise<void> {
  const compose = await composeProgram(process.env["COMPOSE"]);
  if (typeof compose === "string") throw new Error(compose);
  const directory = mkdtempSync(path.join(tmpdir(), "services-"));
  for (const name of [".env", "labels", "x"]) writeFileSync(path.join(directory, name), "A=b\n");
  const texts = new Set([...LINES, ...PUT].flatMap(({ made }) => ("refused" in made ? [] : [made.text])));
  const services: Accepted["services"][number][] = [];
  for (const text of texts) services.push(await asked(compose, directory, text));
  rmSync(directory, { recursive: true });
  const recorded: Accepted = { version: compose.version, services };
  writeFileSync(path.join(import.meta.dirname, "accepted.json"), `${JSON.stringify(recorded, undefined, 2)}\n`);
}

if (process.argv[1] === import.meta.filename) await main();
