import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { ENGINE_MODES } from "../../../server/analysis/facts/engine-modes.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { load } from "../../../server/analysis/run/load.ts";
import { STACK_CASES } from "./stack-cases.ts";

interface Recording {
  /** The release of the Docker CLI that was asked. */
  readonly version: string;
  readonly cases: readonly { readonly name: string; readonly refused?: string }[];
}

const RECORDING = JSON.parse(readFileSync(path.join(import.meta.dirname, "stacks.json"), "utf8")) as Recording;

/** What is refused and we say nothing of, with the reason. */
const UNSAID: ReadonlyMap<string, string> = new Map([
  ["build: {a: null}", "a key of a build, which a stack does not make"],
  ["build: {a: {b: c}}", "the same"],
  ["networks: {a: {b: c}}", "a key of a network of a service's, which decides nothing"],
  ["extra_hosts: {a: {b: c}}", "a name of a host that is a mapping"],
  ['env_file: ""', "the directory is no file"],
  ['stop_grace_period: ""', "a time that is none"],
  ["empty", "nothing is looked for in a file without services"],
  ["volume {type: tmpfs, target: /t, tmpfs: {size: x}}", "a size that is none"],
  ["version 3.99", "which releases of the format there are"],
]);

describe(`files of stacks as the Docker CLI ${RECORDING.version} takes them`, () => {
  it("were recorded for every form", () => {
    assert.deepEqual(
      RECORDING.cases.map(({ name }) => name),
      STACK_CASES.map(({ name }) => name),
    );
  });

  it("are refused where that refuses them, and nowhere else", async () => {
    const wrong: string[] = [];
    for (const [index, { name, text }] of STACK_CASES.entries()) {
      const theirs = RECORDING.cases[index]?.refused;
      const ours = await refusalsOf(text);
      if (UNSAID.has(name)) assert.ok(theirs !== undefined && ours.length === 0, `${name} is said`);
      else if ((theirs === undefined) !== (ours.length === 0)) wrong.push(`${name}: ${theirs} / ${ours.join("; ")}`);
    }
    assert.deepEqual(wrong, []);
  });
});

async function refusalsOf(text: string): Promise<readonly string[]> {
  const file = "file:///stack/compose.yaml";
  const engine = { ...DEFAULT_ENGINE, mode: "swarm", version: ENGINE_MODES.swarm.version } as const;
  const config = { profile: "default", engine, rules: new Map() } as const;
  const { refusals } = await load([file], async (uri) => (uri === file ? text : null), config, {
    cache: new ParseCache(),
    rules: [],
    onRuleError: (_rule, error) => {
      throw error;
    },
  });
  return refusals.map(({ because }) => because);
}
