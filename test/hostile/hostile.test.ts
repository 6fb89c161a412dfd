import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { composeOf, dockerfileOf } from "../../scripts/bench/inputs.ts";
import { ROOT } from "../../scripts/build.ts";
import { DEFAULT_ENGINE } from "../../server/analysis/facts/engine.ts";
import { RULES_BY_ID } from "../../server/analysis/rules/index.ts";
import type { Analysis } from "../../server/analysis/run/analysis.ts";
import { analyze } from "../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import type { Config } from "../../server/analysis/settings/config.ts";
import { readSettings } from "../../server/analysis/settings/read.ts";
import { applyEdits } from "../../server/analysis/text/edit.ts";
import { Client, PULLING } from "../lsp/lsp-client.ts";
import type { Answered } from "./hostile-child.ts";
import { hostileInputs } from "./hostile-inputs.ts";
import { hostileProjects } from "./hostile-projects.ts";

const CONFIG: Config = { profile: "strict", engine: DEFAULT_ENGINE, rules: new Map() };
const FOLDER = "file:///hostile";
/** As many times what a harmless file takes per character may pass, since noise and unlucky texts take their share, but nothing quadratic. */
const PATIENCE = 30;
/** Shorter texts are not expected to take less than one of this length. */
const SHORT = 100_000;
/** The analysis reads no longer text, so a longer one takes no longer. */
const LONGEST = 2 ** 20;
const CHILD = path.join(import.meta.dirname, "hostile-child.ts");
/** As many times what a harmless file of 4,000 lines takes, which is some three seconds of the processor on a machine that does nothing else. */
const LONGEST_ANSWER = 30;
/** How many fixes of one file are tried. */
const MOST_FIXES = 20;

describe("hostile files", function () {
  this.timeout(1_200_000);
  const inputs = hostileInputs();
  const harmless = { "compose.yaml": composeOf(4_000), Dockerfile: dockerfileOf(4_000) };

  describe("are analysed", () => {
    /** Milliseconds of the processor for one character of a harmless file. */
    let unit = { "compose.yaml": 0, Dockerfile: 0 };

    before(() => {
      const of = (name: "compose.yaml" | "Dockerfile"): number => {
        const times = [1, 2, 3].map(() => cpuTime(() => analysisOf(name, harmless[name])).milliseconds);
        return Math.max(...times) / harmless[name].length;
      };
      unit = { "compose.yaml": of("compose.yaml"), Dockerfile: of("Dockerfile") };
    });

    for (const { what, name, text } of inputs) {
      it(`${name}: ${what}`, () => {
        const { milliseconds, result } = cpuTime(() => analysisOf(name, text));
        const allowed = PATIENCE * unit[name] * Math.min(LONGEST, Math.max(SHORT, text.length));
        assert.ok(milliseconds < allowed, `took ${Math.round(milliseconds)} ms of ${Math.round(allowed)} ms`);
        assertInside(result, text);
        assertFixable(result, text);
        assert.ok(
          result.findings.length + result.suppressed.length + result.inputErrors.length > 0 || isFine(what),
          "nothing is said",
        );
      });
    }
  });

  it("that multiply are answered in little time and 512 MB, each view of them by itself", () => {
    const child = spawnSync(process.execPath, ["--max-old-space-size=512", CHILD], {
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    const rows = child.stdout
      .split("\n")
      .flatMap((line): readonly Partial<Answered & { unit: number }>[] => (line ? [JSON.parse(line)] : []));
    const unit = Math.max(...rows.flatMap(({ unit = [] }) => unit));
    assert.ok(unit > 0, "nothing says what the machine can do");
    assert.equal(child.status, 0, `died at ${rows.at(-1)?.what}:\n${child.stderr}`);
    const answered = rows.filter(({ milliseconds }) => milliseconds !== undefined);
    assert.equal(answered.length, hostileProjects().length);
    const slow = answered.filter(({ milliseconds = 0 }) => milliseconds > LONGEST_ANSWER * unit);
    assert.deepEqual(slow, [], `a harmless file takes ${unit} ms`);
  });

  describe("leave the language server alive", () => {
    let server: ChildProcess | undefined;
    let client: Client;

    before(async () => {
      const program = path.join(ROOT, "dist/server/main.node.mjs");
      server = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
      const { stdin, stdout } = server;
      assert.ok(stdin && stdout);
      const options = { capabilities: PULLING, folder: FOLDER };
      const connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
      client = new Client(connection, options);
      await client.initialize(options);
    });

    after(() => server?.kill("SIGKILL"));

    for (const { what, name, text } of inputs) {
      it(`${name}: ${what}`, async () => {
        const uri = `${FOLDER}/${name}`;
        await client.open(uri, text, name === "Dockerfile" ? "dockerfile" : "dockercompose");
        const found = await client.diagnostics(uri);
        const middle = { line: 2, character: 8 };
        const range = found[0]?.range ?? { start: middle, end: middle };
        await client.hover(uri, range.start);
        await client.completions(uri, middle);
        await client.codeActions(uri, range, { diagnostics: [] });
        await client.close(uri);
      });
    }

    it("which then answers as ever", async () => {
      const uri = `${FOLDER}/compose.yaml`;
      await client.open(uri, "services:\n  web:\n    image: nginx:1.29\n    pid: host\n", "dockercompose");
      assert.ok((await client.diagnostics(uri)).some(({ code }) => code === "host-pid"));
      // The server ends what takes seconds of the day, which a busy machine makes of little work; the tests above judge by the processor's time.
      assert.deepEqual(
        client.log.filter((line) => !line.includes("/readFile") && !line.includes("TookTooLong")),
        [],
      );
    });
  });

  describe("change nothing that all objects share", () => {
    it("as settings", () => {
      const text =
        "__proto__: {polluted: true}\nrules: {__proto__: {polluted: true}, constructor: off}\nengine: {__proto__: {polluted: true}}\n";
      readSettings(`${FOLDER}/.bulkhead.yaml`, text, new Set(RULES_BY_ID.keys()));
      assertUnpolluted();
    });

    it("as Compose files with what they name", () => {
      const files = new Map([
        [`${FOLDER}/compose.yaml`, "services:\n  __proto__: {image: a, env_file: .env, polluted: true}\n"],
        [
          `${FOLDER}/compose.override.yaml`,
          "__proto__: {polluted: true}\nservices: {constructor: {prototype: {polluted: true}}}\n",
        ],
        [`${FOLDER}/.env`, "__proto__=polluted\nconstructor=polluted\n"],
      ]);
      analyze([`${FOLDER}/compose.yaml`], (uri) => files.get(uri) ?? null, CONFIG, options());
      assertUnpolluted();
    });

    it("as any of the files above", () => {
      for (const { name, text } of inputs) if (text.includes("__proto__")) analysisOf(name, text);
      assertUnpolluted();
    });
  });

  it("may name what every object has where a key of a service stands", () => {
    const text = "services:\n  web:\n    image: acme/web:1.2\n    constructor: x\n    toString: [y]\n";
    assert.deepEqual(analysisOf("compose.yaml", text).inputErrors, []);
  });
});

/** These files are odd, and nothing is wrong with them. */
function isFine(what: string): boolean {
  return what === "a template" || what.endsWith("binary");
}

function analysisOf(name: string, text: string): Analysis {
  const uri = `${FOLDER}/${name}`;
  return analyze([uri], (asked) => (asked === uri ? text : null), CONFIG, options());
}

function options(): Parameters<typeof analyze>[3] {
  const onRuleError = (rule: string, error: unknown): void => {
    throw new Error(`the rule ${rule} failed`, { cause: error });
  };
  return { cache: new ParseCache(), onRuleError };
}

/** Time of the processor, which others on the machine do not add to. */
function cpuTime<T>(work: () => T): { readonly milliseconds: number; readonly result: T } {
  const started = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(started);
  return { milliseconds: (user + system) / 1000, result };
}

function assertInside({ findings, inputErrors }: Analysis, text: string): void {
  for (const { at } of [...findings, ...inputErrors]) {
    assert.ok(0 <= at.start && at.start <= at.end && at.end <= text.length, `[${at.start}, ${at.end}) lies outside`);
  }
}

function assertFixable(analysis: Analysis, text: string): void {
  let tried = 0;
  for (const finding of analysis.findings) {
    if (tried >= MOST_FIXES) return;
    for (const { fix, edits } of analysis.fixes(finding)) {
      tried += 1;
      assert.ok(applyEdits(text, edits) !== undefined, `${finding.rule}: the edits of "${fix.title}" overlap`);
    }
    if (finding.fixes.length > 0) tried += 1;
  }
}

function assertUnpolluted(): void {
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).includes("polluted"), false);
  assert.equal(Reflect.get({}, "polluted"), undefined);
  assert.equal(Reflect.get([], "polluted"), undefined);
  assert.equal(
    Reflect.get(() => undefined, "polluted"),
    undefined,
  );
}
