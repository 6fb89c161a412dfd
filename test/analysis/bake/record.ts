/**
 * Records what bake makes of files: `npm run record:bake`. `BUILDX` names the program. It prints alone, and needs no builder; the environment that it is given
 * sets nothing but what it looks up.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CASES } from "./cases.ts";
import type { Recorded } from "./recording.ts";

const PROGRAM = process.env["BUILDX"] ?? "docker-buildx";
const directory = mkdtempSync(path.join(tmpdir(), "bake-"));
mkdirSync(path.join(directory, "sub"));
const env = { HOME: directory, PATH: "/usr/bin:/bin", NPM_TOKEN: "n", PIP: "p" };

function recorded({ name, text }: (typeof CASES)[number]): Recorded {
  const file = path.join(directory, name);
  writeFileSync(file, text);
  const listed = spawnSync(PROGRAM, ["bake", "-f", file, "--list", "type=targets,format=json"], {
    cwd: directory,
    env,
    encoding: "utf8",
  });
  const names =
    listed.status === 0 ? (JSON.parse(listed.stdout) as { readonly name: string }[]).map((one) => one.name) : [];
  const { status, stdout, stderr } = spawnSync(PROGRAM, ["bake", "-f", file, "--print", ...names], {
    cwd: directory,
    env,
    encoding: "utf8",
  });
  if (status !== 0) return { name, text, refused: `${listed.stderr}${stderr}`.trim().replaceAll(directory, "DIR") };
  return { name, text, targets: (JSON.parse(stdout) as { readonly target: Recorded["targets"] }).target ?? {} };
}

// A program that was built from its sources does not know its release.
const version =
  process.env["BUILDX_VERSION"] ??
  /v(\d+\.\d+\.\d+)/.exec(execFileSync(PROGRAM, ["version"], { encoding: "utf8" }))?.[1] ??
  "";
const lines = CASES.map((one) => `    ${JSON.stringify(recorded(one))}`).join(",\n");
writeFileSync(
  path.join(import.meta.dirname, "printed.json"),
  `{\n  "version": ${JSON.stringify(version)},\n  "cases": [\n${lines}\n  ]\n}\n`,
);
