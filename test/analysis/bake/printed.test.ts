import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import type { Container } from "../../../server/analysis/model/container.ts";
import type { Setting } from "../../../server/analysis/model/setting.ts";
import { analysisOf } from "./analysed.ts";
import { CASES, MENDED } from "./cases.ts";
import type { PrintedTarget, Recording } from "./recording.ts";

const RECORDING = JSON.parse(readFileSync(path.join(import.meta.dirname, "printed.json"), "utf8")) as Recording;

describe(`bake files as buildx ${RECORDING.version} takes them`, () => {
  it("were recorded for every case", () => {
    assert.deepEqual(
      RECORDING.cases.map(({ name, text }) => ({ name, text })),
      CASES,
    );
  });

  it("are taken before and after each fix, and are others then", () => {
    for (const { name, before, after } of MENDED) {
      const [said, left] = [before, after].map((one) =>
        RECORDING.cases.find((recorded) => recorded.name === name && recorded.text === one),
      );
      assert.ok(said?.targets && left?.targets, before);
      assert.notDeepEqual(said.targets, left.targets, before);
    }
  });

  for (const { name, text, targets, refused } of RECORDING.cases) {
    it(`${refused === undefined ? "agree on" : "are read though refused:"} ${text.replace(/\s+/g, " ").slice(0, 100)}`, () => {
      const { project, inputErrors } = analysisOf(text, name);
      assert.deepEqual(inputErrors, []);
      if (targets === undefined) return;
      const ours = new Map((project?.services ?? []).map((one) => [one.name, one] as const));
      assert.deepEqual([...ours.keys()].sort(), Object.keys(targets).sort());
      for (const [target, printed] of Object.entries(targets)) compare(target, ours.get(target), printed);
    });
  }
});

/** What is known has to be what bake prints; what is unknown has to name why. */
function compare(name: string, container: Container | undefined, printed: PrintedTarget): void {
  const build = container?.build;
  assert.ok(build, `${name} is no build`);
  same(build.context, (printed.context ?? ".").replace("cwd://", ""), `context of ${name}`);
  same(build.target, printed.target ?? null, `target of ${name}`);
  same(build.network, printed.network ?? null, `network of ${name}`);
  const args = Object.entries(printed.args ?? {});
  const known = [...build.args].filter(([, value]) => value.state === "known").map(([arg]) => arg);
  assert.deepEqual(
    known.filter((arg) => !(arg in (printed.args ?? {}))),
    [],
    `arguments of ${name}`,
  );
  for (const [arg, value] of args)
    same(build.args.get(arg), value?.replaceAll(/([$%])\1\{/g, "$1{"), `argument ${arg} of ${name}`);
  const contexts = build.additionalContexts.map((one) => [one.name, one.source] as const);
  assert.deepEqual(contexts.map(([one]) => one).sort(), Object.keys(printed.contexts ?? {}).sort());
  for (const [one, source] of contexts) same(source, printed.contexts?.[one], `context ${one} of ${name}`);
  assert.deepEqual(
    // Bake adds what the network needs.
    build.entitlements.map(({ text }) => text).filter((one) => one !== "network.host" || printed.network !== "host"),
    (printed.entitlements ?? []).filter((one) => one !== "network.host" || printed.network !== "host"),
    `entitlements of ${name}`,
  );
  const secrets = (printed.secret ?? []).map((one) => (typeof one === "string" ? /id=([^,]+)/.exec(one)?.[1] : one.id));
  assert.deepEqual(
    build.secrets.map(({ text }) => text),
    secrets,
  );
  assert.deepEqual(
    (build.outputs ?? []).map(({ text }) => text),
    (printed.output ?? []).flatMap(destination),
    `outputs of ${name}`,
  );
  const inline = printed["dockerfile-inline"];
  assert.equal(build.inline !== undefined, inline !== undefined && build.inline !== undefined);
  if (inline !== undefined && build.inline !== undefined)
    assert.equal(build.inline.stages.at(-1)?.user.state, "known", `the user of ${inline}`);
}

/** Where an output lands on the machine that calls bake. */
function destination(output: NonNullable<PrintedTarget["output"]>[number]): readonly string[] {
  const { type, dest } = typeof output === "string" ? fieldsOf(output) : output;
  const isFile = ["local", "tar", "oci", "docker"].includes(type ?? "");
  return isFile && dest !== undefined && dest !== "-" && dest !== "" ? [dest] : [];
}

function fieldsOf(output: string): { readonly type?: string; readonly dest?: string } {
  return Object.fromEntries(output.split(",").map((field) => field.split("=")));
}

function same<T>(ours: Setting<T> | undefined, theirs: unknown, what: string): void {
  if (ours?.state === "unknown") assert.ok(ours.because !== "", what);
  else assert.equal(ours?.value ?? null, theirs ?? null, what);
}
