/**
 * Records which files dockerd takes: `npm run record:daemon`. `DOCKERD` names the program where it is not the one of the system. It validates alone, and
 * starts nothing.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CASES, PAIRS } from "./cases.ts";

const PROGRAM = process.env["DOCKERD"] ?? "/usr/sbin/dockerd";
const directory = mkdtempSync(path.join(tmpdir(), "dockerd-"));

function recorded(file: string, flags = ""): { readonly file: string; readonly status: number; readonly said: string } {
  const name = path.join(directory, "daemon.json");
  writeFileSync(name, file);
  const args = [
    "--validate",
    "--config-file",
    name,
    "--userland-proxy-path=/bin/true",
    ...flags.split(" ").filter((one) => one !== ""),
  ];
  const { status, stderr } = spawnSync(PROGRAM, args, { encoding: "utf8" });
  const said = /(?:unable to configure the Docker daemon with file [^:]+: )?(.*)\s*$/.exec(stderr.trim())?.[1] ?? "";
  return { file, status: status ?? -1, said: status === 0 ? "" : said };
}

const version = /\d+\.\d+\.\d+/.exec(execFileSync(PROGRAM, ["--version"], { encoding: "utf8" }))?.[0] ?? "";
const pairs = PAIRS.map(({ file, flags }) => `    ${JSON.stringify({ ...recorded(file, flags), flags })}`).join(",\n");
const lines = CASES.map((one) => `    ${JSON.stringify(recorded(one))}`).join(",\n");
const file = path.join(import.meta.dirname, "validated.json");
writeFileSync(
  file,
  `{\n  "version": ${JSON.stringify(version)},\n  "cases": [\n${lines}\n  ],\n  "pairs": [\n${pairs}\n  ]\n}\n`,
);
