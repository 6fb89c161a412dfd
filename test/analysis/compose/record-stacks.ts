/**
 * Records what `docker stack config` makes of files: `npm run record:stacks`. `DOCKER` names the program, which needs no engine for that.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { STACK_CASES } from "./stack-cases.ts";

const PROGRAM = process.env["DOCKER"] ?? "docker";
const directory = mkdtempSync(path.join(tmpdir(), "stacks-"));
const file = path.join(directory, "compose.yaml");
const env = { HOME: directory, PATH: "/usr/bin:/bin" };

function refusalOf(text: string): string | undefined {
  writeFileSync(file, text);
  const { status, stderr } = spawnSync(PROGRAM, ["stack", "config", "-c", file], { env, encoding: "utf8" });
  const said = stderr.split("\n").filter((line) => line !== "" && !line.includes("level="));
  return status === 0 ? undefined : said.join(" ").replaceAll(directory, "DIR");
}

const version = /version ([\d.]+)/.exec(execFileSync(PROGRAM, ["--version"], { encoding: "utf8" }))?.[1] ?? "";
const lines = STACK_CASES.map(({ name, text }) => JSON.stringify({ name, refused: refusalOf(text) }));
writeFileSync(
  path.join(import.meta.dirname, "stacks.json"),
  `{\n  "version": ${JSON.stringify(version)},\n  "cases": [\n    ${lines.join(",\n    ")}\n  ]\n}\n`,
);
rmSync(directory, { recursive: true });
