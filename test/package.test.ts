import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { listFiles, PackageManager } from "@vscode/vsce";
import { glob } from "tinyglobby";
import { CLI, ROOT } from "../scripts/build.ts";
import { run } from "../scripts/process.ts";

/** What the extension consists of besides the pages of its rules. */
const EXTENSION = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "dist/client/main.browser.js",
  "dist/client/main.node.js",
  "dist/client/map-page.js",
  "dist/server/main.browser.js",
  "dist/server/main.node.js",
  "docs/walkthrough/compose.yaml",
  "docs/walkthrough/fix.md",
  "docs/walkthrough/hover.md",
  "docs/walkthrough/sample.md",
  "docs/walkthrough/scan.md",
  "docs/walkthrough/settings.md",
  "icon.png",
  "l10n/bundle.l10n.json",
  "package.json",
  "package.nls.json",
  "syntaxes/allow.dockerfile.tmLanguage.json",
  "syntaxes/allow.yaml.tmLanguage.json",
  "syntaxes/capabilities.yaml.tmLanguage.json",
];

describe("Packages", () => {
  it("the extension holds its bundles, its pages, and nothing else", async () => {
    const pages = await glob("docs/rules/*.md", { cwd: ROOT });
    assert.ok(pages.length > 0);
    assert.deepEqual(
      (await listFiles({ cwd: ROOT, packageManager: PackageManager.None })).sort(),
      [...EXTENSION, ...pages].sort(),
    );
    // The list is made by walking everything that lies in the directory, editors and engines for the tests too.
  }).timeout(120_000);

  it("the command line tool holds its bundles and needs no other package", async () => {
    const [{ files }] = JSON.parse(
      await run("npm", ["pack", "--dry-run", "--json", "--loglevel=error"], { cwd: ROOT }),
    );
    const names: string[] = files.map(({ path }: { path: string }) => path);
    const parts = await glob("dist/cli/*.mjs", { cwd: ROOT });
    assert.deepEqual(names.sort(), ["LICENSE", "README.md", ...parts, "package.json"].sort());
    assert.equal((await manifest()).dependencies, undefined);
    assert.match(await readFile(CLI, "utf8"), /^#!\/usr\/bin\/env node\n/);
  });

  it("no bundle carries a source map or a file of this machine", async () => {
    const bundles = await glob(["dist/cli/*.mjs", "dist/{client,server}/*.js"], { cwd: ROOT, absolute: true });
    assert.ok(bundles.includes(CLI));
    for (const bundle of bundles) {
      const text = await readFile(bundle, "utf8");
      assert.ok(!text.includes("sourceMappingURL="), bundle);
      assert.ok(!text.includes(ROOT), bundle);
    }
  });
});

describe("Manifest", () => {
  it("starts the extension for Dockerfiles and Compose files, not for all YAML", async () => {
    const { activationEvents } = await manifest();
    assert.ok(activationEvents.includes("onLanguage:dockerfile"));
    assert.ok(activationEvents.includes("onLanguage:dockercompose"));
    assert.ok(!activationEvents.includes("onLanguage:yaml"));
    assert.ok(!activationEvents.includes("*"));
  });

  it("offers the map above the files that are Compose files by their names, and above no other YAML", async () => {
    const [map] = (await manifest()).contributes.menus["editor/title"];
    const pattern = new RegExp(/=~ \/(.+)\/\)/.exec(map?.when ?? "")?.[1] ?? "^$");
    for (const name of ["compose-prod.yml", "podman-compose.yaml", "docker-stack.yml", "stack.yaml"]) {
      assert.ok(pattern.test(name), name);
    }
    for (const name of ["pod.yaml", "haystack.yml", "values.yaml"]) assert.ok(!pattern.test(name), name);
  });

  it("works in Restricted Mode and on virtual file systems", async () => {
    assert.deepEqual((await manifest()).capabilities, {
      untrustedWorkspaces: { supported: true },
      virtualWorkspaces: true,
    });
  });

  it("is of no module type, since VS Code's web host refuses modules", async () => {
    assert.equal((await manifest()).type, undefined);
  });

  it("asks for types of the oldest VS Code that it supports", async () => {
    const { engines, devDependencies } = await manifest();
    assert.equal(engines.vscode, `^${devDependencies["@types/vscode"]}`);
  });
});

describe("Lock file", () => {
  it("holds an entry for every platform, without which npm ci refuses it", async () => {
    const { packages }: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
      await readFile(path.join(ROOT, "package-lock.json"), "utf8"),
    );
    const missing = Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${at}/node_modules/${name}` in packages),
      ),
    );
    assert.deepEqual(missing, []);
  });
});

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly type?: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: unknown;
  readonly contributes: { readonly menus: { readonly "editor/title": readonly { readonly when: string }[] } };
  readonly engines: { readonly vscode: string };
  readonly dependencies?: unknown;
  readonly devDependencies: Readonly<Record<string, string>>;
}

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
}
