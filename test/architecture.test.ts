import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";

const root = path.resolve(import.meta.dirname, "..");

/**
 * What each part may import, beside itself. A part is a folder of `server/analysis`, one of its files, or one of the shells.
 * Rules and parsers meet in the model and nowhere else.
 */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "analysis/facts": [],
  "analysis/text": [],
  "analysis/model": ["analysis/facts", "analysis/text", "analysis/shell/script"],
  "analysis/shell": ["analysis/model", "analysis/facts", "analysis/text"],
  "analysis/rules": ["analysis/model", "analysis/facts", "analysis/text", "analysis/fixes", "analysis/shell"],
  "analysis/fixes": ["analysis/model", "analysis/facts", "analysis/text", "analysis/shell"],
  "analysis/compose": ["analysis/model", "analysis/facts", "analysis/text", "analysis/shell", "analysis/allow-comment"],
  "analysis/dockerfile": [
    "analysis/model",
    "analysis/facts",
    "analysis/text",
    "analysis/shell",
    "analysis/allow-comment",
  ],
  "analysis/report": ["analysis"],
  "analysis/hover": ["analysis"],
  "analysis/map": [
    "analysis/model",
    "analysis/facts",
    "analysis/text",
    "analysis/exposure",
    "analysis/rules/shared/published",
  ],
  analysis: ["analysis"],
  disk: [],
  limits: ["analysis"],
  lsp: ["analysis", "disk", "limits"],
  cli: ["analysis", "disk", "limits", "lsp/stdio"],
};

/** The packages that each part may use; a parser stands behind one folder, and the protocol behind one shell. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "analysis/compose": ["yaml"],
  "analysis/dockerfile": ["dockerfile-ast"],
  "analysis/shell": ["unbash"],
  lsp: ["vscode-languageserver", "vscode-languageserver-textdocument", "vscode-uri"],
  cli: ["commander", "picocolors", "tinyglobby"],
};

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
const WRITERS: ReadonlySet<string> = new Set(["server/cli/check-cache.ts", "server/cli/cache-directory.ts"]);

interface Import {
  readonly from: string;
  readonly target: string;
}

describe("architecture", () => {
  const imports = sources(path.join(root, "server")).flatMap(importsOf);

  it("finds the imports that it judges", () => {
    assert.ok(imports.length > 100, `only ${imports.length} imports were found`);
  });

  it("lets each part import only what the layers allow", () => {
    const wrong = imports.filter(({ target }) => target.startsWith("server/")).filter((one) => !isAllowed(one));
    assert.deepEqual(wrong, []);
  });

  it("keeps Node, the DOM and the protocol out of the analysis", () => {
    const outside = imports.filter(
      ({ from, target }) => from.startsWith("server/analysis/") && !target.startsWith("server/"),
    );
    const wrong = outside.filter(({ from, target }) => !(PACKAGES[partOf(from)] ?? []).includes(packageOf(target)));
    assert.deepEqual(wrong, []);
  });

  it("lets the shells use only their own packages", () => {
    const outside = imports.filter(
      ({ from, target }) => /^server\/(?:disk|limits|lsp|cli)\//.test(from) && !target.startsWith("server/"),
    );
    const wrong = outside.filter(
      ({ from, target }) =>
        !target.startsWith("node:") &&
        target !== "package.json" &&
        !(PACKAGES[partOf(from)] ?? []).includes(packageOf(target)),
    );
    assert.deepEqual(wrong, []);
  });

  it("lets only the functions that escape texts say that these are printable", () => {
    const cast = /\bas (?:\w+(?:\[\])? as )?(?:readonly )?Printable\b|\bas unknown as Colors\b/;
    const casting = sources(path.join(root, "server")).filter((file) => cast.test(readFileSync(file, "utf8")));
    const names = casting.map((file) => path.relative(root, file).split(path.sep).join("/")).sort();
    assert.deepEqual(names, [
      "server/analysis/text/json.ts",
      "server/analysis/text/printable.ts",
      "server/cli/terminal.ts",
    ]);
  });

  it("lets files be read and written in one place only, which waits for no pipe", () => {
    const wrong = [...sources(path.join(root, "server")), ...sources(path.join(root, "client"))].flatMap((file) => {
      const from = path.relative(root, file).split(path.sep).join("/");
      if (from.startsWith("server/disk/") || WRITERS.has(from)) return [];
      return fileSystemNames(readFileSync(file, "utf8")).flatMap((name) => (READS.has(name) ? [] : `${from}: ${name}`));
    });
    assert.deepEqual(wrong, []);
    assert.deepEqual(fileSystemNames('import {\n  rm, type Stats as S,\n} from "node:fs/promises";'), ["rm", "Stats"]);
    assert.deepEqual(fileSystemNames('const { rm } = await import("node:fs"); import * as fs from "fs";'), [
      "everything",
      "everything",
    ]);
  });

  it("keeps syntax trees out of the rules", () => {
    const wrong = imports.filter(
      ({ from, target }) => from.startsWith("server/analysis/rules/") && /\/(?:compose|dockerfile)\//.test(target),
    );
    assert.deepEqual(wrong, []);
  });
});

function isAllowed({ from, target }: Import): boolean {
  const own = partOf(from);
  const allowed = [own, ...(ARROWS[own] ?? [])];
  const file = target.slice("server/".length).replace(/\.ts$/, "");
  return allowed.some((part) => file === part || file.startsWith(`${part}/`));
}

/** The most specific part of ARROWS that a file belongs to. */
function partOf(file: string): string {
  const inside = file.slice("server/".length);
  const parts = Object.keys(ARROWS).filter((part) => inside.startsWith(`${part}/`));
  return parts.sort((a, b) => b.length - a.length)[0] ?? "";
}

function packageOf(target: string): string {
  const [scope = "", name = ""] = target.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

function sources(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.join(directory, name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  const from = path.relative(root, file).split(path.sep).join("/");
  return [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"/gm)].map((match) => {
    const target = match[1] ?? match[2] ?? "";
    const resolved = target.startsWith(".")
      ? path.posix.normalize(path.posix.join(path.posix.dirname(from), target))
      : target;
    return { from, target: resolved };
  });
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
