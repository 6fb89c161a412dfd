/**
 * Records what Podman's own generator makes of units: `npm run record:quadlet`. `QUADLET` names the program where it is not the one of the system, and
 * `QUADLET_VERSION` its release. Nothing is run but the generator, which prints services and starts none.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CASES, type Units } from "./cases.ts";
import type { Recorded, Recording } from "./recording.ts";

const PROGRAM = process.env["QUADLET"] ?? "/usr/libexec/podman/quadlet";

function recorded(units: Units): Recorded {
  const directory = mkdtempSync(path.join(tmpdir(), "quadlet-"));
  for (const [name, text] of Object.entries(units)) {
    const file = path.join(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const env = { PATH: process.env["PATH"] ?? "", QUADLET_UNIT_DIRS: directory };
  const { stdout, stderr } = spawnSync(PROGRAM, ["-dryrun"], { env, encoding: "utf8" });
  rmSync(directory, { recursive: true });
  const here = (text: string): string => text.replaceAll(directory, "DIR");
  const services: Record<string, readonly string[]> = {};
  for (const [, name = "", body = ""] of stdout.matchAll(/^---(.+)\.service---\n([\s\S]*?)(?=^---|(?![\s\S]))/gm)) {
    const start = /^ExecStart=(.*)$/m.exec(body)?.[1] ?? "";
    services[name] = wordsIn(here(start));
  }
  const refused = [...here(stderr).matchAll(/converting "([^"]+)": (.*)$|error loading "([^"]+)", (.*)$/gm)].map(
    ([, unit, why, loaded, reason]) => `${path.basename(unit ?? loaded ?? "")}: ${why ?? reason ?? ""}`,
  );
  return { units, services, refused };
}

/** The generator writes words in double quotes where they need some, with escapes as C has them. */
function wordsIn(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain = ""]) =>
    (quoted ?? plain).replace(/\\x([0-9a-f]{2})|\\(.)/g, (_, code?: string, sign = "") =>
      code === undefined ? (SIGNS.get(sign) ?? sign) : String.fromCharCode(Number.parseInt(code, 16)),
    ),
  );
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
]);

function version(): string {
  const named = process.env["QUADLET_VERSION"];
  return named ?? execFileSync(PROGRAM, ["-version"], { encoding: "utf8" }).trim();
}

const recording: Recording = { version: version(), cases: CASES.map(recorded) };
const lines = recording.cases.map((one) => `    ${JSON.stringify(one)}`).join(",\n");
const file = path.join(import.meta.dirname, "services.json");
writeFileSync(file, `{\n  "version": ${JSON.stringify(recording.version)},\n  "cases": [\n${lines}\n  ]\n}\n`);
