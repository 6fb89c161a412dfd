import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { ROOT } from "../../scripts/build.ts";
import { LAYERS, layerOf, mayImport } from "../../scripts/layers.ts";
import { type Import, importsOf, sourceFiles } from "./source-code.ts";

/** What may be had of Node's file system outside of `server/disk`: nothing that reads, writes or opens a file. */
const READS: ReadonlySet<string> = new Set([
  "Dirent",
  "Stats",
  "accessSync",
  "constants",
  "existsSync",
  "lstat",
  "readdir",
  "realpath",
  "realpathSync",
  "stat",
  "statSync",
]);

/** The cache keeps what can be found again: losing it costs time. */
const WRITERS: ReadonlySet<string> = new Set([
  "server/cli/check/check-cache.ts",
  "server/cli/check/cache-directory.ts",
]);

/** What of Node's reaches other machines or starts programs, and the only files that may have it. */
const REACHES: Readonly<Record<string, readonly string[]>> = {
  "node:child_process": ["client/learning-process.ts", "server/cli/check/git.ts", "server/engine/ssh.ts"],
  "node:cluster": [],
  "node:dgram": [],
  "node:dns": [],
  "node:dns/promises": [],
  "node:http": ["server/engine/transport.ts"],
  "node:http2": [],
  "node:https": ["server/engine/transport.ts"],
  "node:inspector": [],
  "node:net": [],
  "node:tls": [],
};

describe("architecture", () => {
  const files = sourceFiles("server", "client");
  const imports = files.flatMap(importsOf);
  const inside = imports.filter(({ target }) => isOurs(target));
  const outside = imports.filter(({ target }) => !isOurs(target));

  it("gives every file a layer, and every layer files", () => {
    assert.deepEqual(
      files.filter((file) => layerOf(file) === undefined),
      [],
    );
    const used = new Set(files.map(layerOf));
    assert.deepEqual(
      LAYERS.filter((layer) => !used.has(layer)),
      [],
    );
  });

  it("names each layer after those that it imports", () => {
    const parts = LAYERS.map(({ part }) => part);
    const wrong = LAYERS.filter(({ imports: named }, index) =>
      named.some((name) => parts.some((part, other) => other >= index && part.startsWith(name))),
    );
    assert.deepEqual(wrong, []);
  });

  it("lets each part import only what the layers allow", () => {
    const wrong = inside.filter(({ from, target }) => {
      const layer = layerOf(from);
      return layer !== undefined && !mayImport(layer, target);
    });
    assert.deepEqual(wrong, []);
  });

  it("has no circle of files, types included", () => {
    const all = [...imports, ...sourceFiles("scripts", "test").flatMap(importsOf)];
    assert.deepEqual(circles(all), []);
  });

  it("keeps Node, the DOM and the protocol out of the analysis", () => {
    const wrong = outside.filter(
      ({ from, target }) => from.startsWith("server/analysis/") && !isOwnPackage(from, target),
    );
    assert.deepEqual(wrong, []);
  });

  it("lets the shells use only their own packages", () => {
    const wrong = outside.filter(
      ({ from, target }) =>
        !from.startsWith("server/analysis/") &&
        !target.startsWith("node:") &&
        target !== "package.json" &&
        !isOwnPackage(from, target),
    );
    assert.deepEqual(wrong, []);
  });

  it("lets only the functions that escape texts say that these are printable", () => {
    const cast = /\bas (?:\w+(?:\[\])? as )?(?:readonly )?Printable\b|\bas unknown as Colors\b/;
    const casting = sourceFiles("server").filter((file) => cast.test(readFileSync(path.join(ROOT, file), "utf8")));
    assert.deepEqual(casting, [
      "server/analysis/text/json.ts",
      "server/analysis/text/printable.ts",
      "server/cli/output/terminal.ts",
    ]);
  });

  it("lets files be read and written in one place only, which waits for no pipe", () => {
    const wrong = files.flatMap((from) => {
      if (from.startsWith("server/disk/") || WRITERS.has(from)) return [];
      return fileSystemNames(readFileSync(path.join(ROOT, from), "utf8")).flatMap((name) =>
        READS.has(name) ? [] : `${from}: ${name}`,
      );
    });
    assert.deepEqual(wrong, []);
    assert.deepEqual(fileSystemNames('import {\n  rm, type Stats as S,\n} from "node:fs/promises";'), ["rm", "Stats"]);
    assert.deepEqual(fileSystemNames('const { rm } = await import("node:fs"); import * as fs from "fs";'), [
      "everything",
      "everything",
    ]);
  });

  it("lets only the engine's client talk to others, and only it and git's caller start programs", () => {
    const reaching = outside.filter(
      ({ target }) => (target.startsWith("node:") ? target : `node:${target}`) in REACHES,
    );
    const found = Object.keys(REACHES).map((name) => [name, filesThat(reaching, name)] as const);
    assert.deepEqual(Object.fromEntries(found), REACHES);
  });

  it("finds circles", () => {
    const line = [
      { from: "a", target: "b" },
      { from: "b", target: "c" },
    ];
    assert.deepEqual(circles(line), []);
    assert.deepEqual(circles([...line, { from: "c", target: "b" }]), [["b", "c"]]);
  });
});

function filesThat(imports: readonly Import[], module: string): readonly string[] {
  const from = imports.filter(({ target }) => `node:${target.replace(/^node:/, "")}` === module);
  return [...new Set(from.map((one) => one.from))].sort();
}

function isOurs(target: string): boolean {
  return target.startsWith("server/") || target.startsWith("client/");
}

function isOwnPackage(from: string, target: string): boolean {
  return (layerOf(from)?.packages ?? []).includes(packageOf(target));
}

function packageOf(target: string): string {
  const [scope = "", name = ""] = target.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

/** The names that a file imports of Node's file system; `everything` where it takes all of it. */
function fileSystemNames(text: string): string[] {
  const named = /\bimport\s+(?:type\s+)?\{([^}]*)\}\s+from\s+"(?:node:)?fs(?:\/promises)?"/g;
  const names = [...text.matchAll(named)].flatMap(([, list = ""]) => list.split(","));
  const whole = text.replace(named, "").match(/"(?:node:)?fs(?:\/promises)?"/g) ?? [];
  const own = names.map((name) =>
    name
      .trim()
      .replace(/^type\s+/, "")
      .replace(/\s+as\s.*$/, ""),
  );
  return [...own.filter((name) => name !== ""), ...whole.map(() => "everything")];
}

/** The sets of files of which each imports itself by way of the others. Source: https://en.wikipedia.org/wiki/Kosaraju%27s_algorithm */
function circles(imports: readonly Import[]): readonly (readonly string[])[] {
  const forward = new Map<string, string[]>();
  const backward = new Map<string, string[]>();
  for (const { from, target } of imports) {
    forward.set(from, [...(forward.get(from) ?? []), target]);
    backward.set(target, [...(backward.get(target) ?? []), from]);
  }
  const order: string[] = [];
  const seen = new Set<string>();
  for (const file of forward.keys()) visit(file, forward, seen, order);
  const found: string[][] = [];
  const placed = new Set<string>();
  for (const file of order.reverse()) {
    const together: string[] = [];
    visit(file, backward, placed, together);
    if (together.length > 1) found.push(together.sort());
  }
  return found;
}

/** Adds to `done` whatever is reached from a file and was not seen before, the farthest first. */
function visit(file: string, arrows: ReadonlyMap<string, string[]>, seen: Set<string>, done: string[]): void {
  if (seen.has(file)) return;
  seen.add(file);
  for (const next of arrows.get(file) ?? []) visit(next, arrows, seen, done);
  done.push(file);
}
