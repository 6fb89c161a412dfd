import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { listFiles, PackageManager } from "@vscode/vsce";
import { type BuildOptions, build } from "esbuild";
import { glob } from "tinyglobby";
import { BUNDLES, CLI, COMMAND_LINE, COMMON, MATERIALS, ROOT } from "../../scripts/build.ts";
import { packCommandLine } from "../../scripts/package.ts";
import { APART } from "../../scripts/packages-apart.ts";
import { run } from "../../scripts/process.ts";
import { packedReadme } from "../../scripts/readme.ts";
import { check } from "../../server/mcp/check.ts";
import { explain } from "../../server/mcp/explain.ts";
import { fix } from "../../server/mcp/fix.ts";
import { rule } from "../../server/mcp/rule.ts";
import { LANGUAGES } from "./languages.ts";
import { sourceFiles } from "./source-code.ts";

/** What the extension consists of besides the pages of its rules. */
const EXTENSION = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "dist/THIRD-PARTY-NOTICES.txt",
  "dist/client/main.browser.js",
  "dist/client/main.node.js",
  "dist/client/map-page.js",
  "dist/sbom.cdx.json",
  "dist/server/main.browser.js",
  "docs/images/walkthrough-fix.jpg",
  "docs/images/walkthrough-hover.jpg",
  "docs/images/walkthrough-map.jpg",
  "docs/images/walkthrough-sample.jpg",
  "docs/images/walkthrough-scan.jpg",
  "docs/walkthrough/compose.yaml",
  "docs/walkthrough/settings.svg",
  "icon.png",
  ...LANGUAGES.map((language) => `l10n/bundle.l10n.${language}.json`),
  "package.json",
  "package.nls.json",
  ...LANGUAGES.map((language) => `package.nls.${language}.json`),
  "syntaxes/allow.dockerfile.tmLanguage.json",
  "syntaxes/allow.yaml.tmLanguage.json",
  "syntaxes/capabilities.yaml.tmLanguage.json",
];

describe("Packages", () => {
  it("the extension holds its bundles, its pages, and nothing else", async () => {
    const pages = await glob("docs/rules/*.md", { cwd: ROOT });
    assert.ok(pages.length > 0);
    const parts = await glob("dist/server/*.{mjs,cjs}", { cwd: ROOT });
    assert.deepEqual(
      (await listFiles({ cwd: ROOT, packageManager: PackageManager.None })).sort(),
      [...EXTENSION, ...pages, ...parts].sort(),
    );
    // The list is made by walking everything that lies in the directory, editors and engines for the tests too.
  });

  it("what is installed of the repository itself, as pre-commit does, is the command line tool", async () => {
    // Without scripts, or it would build the bundles anew while other tests run them.
    const packed = await run("npm", ["pack", "--ignore-scripts", "--dry-run", "--json", "--loglevel=error"], {
      cwd: ROOT,
    });
    const [{ files }] = JSON.parse(packed);
    const names: string[] = files.map(({ path }: { path: string }) => path);
    const parts = [
      ...(await glob("dist/cli/*.{mjs,cjs}", { cwd: ROOT })),
      ...MATERIALS.map((name) => `dist/cli/${name}`),
    ];
    assert.deepEqual(names.sort(), ["LICENSE", "README.md", ...parts, "package.json"].sort());
    assert.equal((await manifest()).dependencies, undefined);
    assert.match(await readFile(CLI, "utf8"), /^#!\/usr\/bin\/env -S node --\n/);
  });

  it("the command line tool is installed of its package alone, without a network, and runs", async () => {
    const directory = await mkdtemp(path.join(os.tmpdir(), "bulkhead-install-"));
    try {
      const file = await packCommandLine(directory);
      await writeFile(path.join(directory, "package.json"), "{}");
      const output = await run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${file}`], {
        cwd: directory,
      });
      assert.doesNotMatch(output, /warn/i);
      const installed = path.join(directory, "node_modules", "bulkhead");
      const parts = [
        ...(await glob("dist/cli/*.{mjs,cjs}", { cwd: ROOT })),
        ...MATERIALS.map((name) => `dist/cli/${name}`),
      ];
      assert.deepEqual(
        (await glob("**", { cwd: installed })).sort(),
        ["LICENSE", "README.md", "package.json", ...parts].sort(),
      );
      assert.doesNotMatch(await readFile(path.join(installed, "README.md"), "utf8"), /\]\(docs\/|srcset="docs\//);
      const { version, scripts, devDependencies } = JSON.parse(
        await readFile(path.join(installed, "package.json"), "utf8"),
      );
      assert.deepEqual({ scripts, devDependencies }, { scripts: undefined, devDependencies: undefined });
      for (const program of ["node_modules/bulkhead/dist/cli/main.mjs", "node_modules/.bin/bulkhead"]) {
        assert.equal(await run(process.execPath, [program, "--version"], { cwd: directory }), `${version}\n`);
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });

  it("no bundle carries a source map or a file of this machine", async () => {
    const bundles = await glob(["dist/cli/*.{mjs,cjs}", "dist/{client,server}/*.{js,mjs,cjs}"], {
      cwd: ROOT,
      absolute: true,
    });
    assert.ok(bundles.includes(CLI));
    for (const bundle of bundles) {
      const text = await readFile(bundle, "utf8");
      assert.ok(!text.includes("sourceMappingURL="), bundle);
      assert.ok(!text.includes(ROOT), bundle);
    }
  });
});

describe("What the bundles are made of", () => {
  /** Every package of which the bundler read a file for these bundles, and took something, by its directory. */
  async function taken(bundles: readonly BuildOptions[]): Promise<readonly string[]> {
    const built = await Promise.all(
      bundles.map((options) => build({ ...COMMON, ...options, metafile: true, write: false })),
    );
    const inputs = built.flatMap(({ metafile }) => Object.values(metafile.outputs).map((output) => output.inputs));
    const files = inputs.flatMap((all) => Object.keys(all).filter((file) => (all[file]?.bytesInOutput ?? 0) > 0));
    const directories = files.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
    return [...new Set(directories)];
  }

  for (const [product, at, bundles] of [
    ["the extension", "dist", BUNDLES],
    ["the command line tool", "dist/cli", COMMAND_LINE],
  ] as const) {
    it(`is named with licences and hashes beside those of ${product}`, async () => {
      const [notices = "", bill = ""] = await Promise.all(
        MATERIALS.map((file) => readFile(path.join(ROOT, at, file), "utf8")),
      );
      const { components }: { components: readonly Component[] } = JSON.parse(bill);
      const directories = await taken(bundles);
      assert.ok(directories.includes("node_modules/yaml"));
      assert.equal(components.length, directories.length);
      for (const directory of directories) {
        const { name, version, license } = JSON.parse(
          await readFile(path.join(ROOT, directory, "package.json"), "utf8"),
        );
        const [licence = ""] = await glob(["licen[cs]e*", "LICEN[CS]E*", "Licen[cs]e*"], {
          cwd: path.join(ROOT, directory),
          absolute: true,
        });
        assert.ok(notices.includes(`\n${name} ${version} (${license})\n`), `${name} ${version}`);
        assert.ok(notices.includes((await readFile(licence, "utf8")).replaceAll("\r\n", "\n").trim()), name);
        const component = components.find((one) => one.name === name && one.version === version);
        assert.match(component?.hashes[0]?.content ?? "", /^[0-9a-f]{128}$/, name);
      }
    });
  }
});

describe("Packages that lie in files of their own", () => {
  it("give what is used of them, and are read by no module of the first load", async () => {
    for (const [name, { names }] of Object.entries(APART)) {
      const used = sourceFiles("server").flatMap((file) =>
        namesFrom(name, readFileSync(path.join(ROOT, file), "utf8")),
      );
      assert.deepEqual([...new Set(used)].sort(), [...names].sort(), name);
      const { inputs } = await builtProgram();
      assert.deepEqual(
        inputs.filter((file) => file.startsWith(`node_modules/${name}/`)),
        [],
      );
    }
  });
});

/** The values, not the types, that a file takes of a package. */
function namesFrom(name: string, text: string): readonly string[] {
  const [, list = ""] = new RegExp(`^import \\{([^}]*)\\} from "${name}";`, "m").exec(text) ?? [];
  return list.split(",").flatMap((one) => (/^\s*(?:type\s.*)?$/.test(one) ? [] : [one.trim()]));
}

async function builtProgram(): Promise<{ readonly inputs: readonly string[] }> {
  const [program] = COMMAND_LINE;
  const { metafile } = await build({ ...COMMON, ...program, metafile: true, write: false });
  return { inputs: Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) => Object.keys(inputs)) };
}

interface Component {
  readonly name: string;
  readonly version: string;
  readonly hashes: readonly { readonly content: string }[];
}

describe("The README of a package", () => {
  const readme = "a [b](docs/b.md) [c](docs/rules/c.md) [d](https://example.com) [e](#e)\n\n";
  const picture = '<picture>\n  <source srcset="x.png">\n  <img alt="x" src="y.png">\n</picture>\n\n';
  const files = new Set(["docs/rules/c.md"]);

  it("leads to what is packed too and to nothing else, as long as there is no address", () => {
    assert.equal(
      packedReadme(`${picture}${readme}`, files, { repository: undefined }),
      "a b [c](docs/rules/c.md) [d](https://example.com) [e](#e)\n\n",
    );
  });

  it("leads to the repository where there is one", () => {
    assert.equal(
      packedReadme(`${picture}${readme}`, files, { repository: "https://example.com/r" }),
      '<picture>\n  <source srcset="https://example.com/r/raw/main/x.png">\n  <img alt="x" src="https://example.com/r/raw/main/y.png">\n</picture>\n\n' +
        "a [b](https://example.com/r/blob/main/docs/b.md) [c](https://example.com/r/blob/main/docs/rules/c.md) [d](https://example.com) [e](#e)\n\n",
    );
  });

  it("keeps no picture of the repository's own", async () => {
    const packed = packedReadme(await readFile(path.join(ROOT, "README.md"), "utf8"), files, { repository: undefined });
    assert.doesNotMatch(packed, /<(?:img|picture|source)\b|!\[/);
    assert.match(packed, /\n## What it does\n/);
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

  it("offers language models the tools that agents have, with the same words for what they take", async () => {
    const tools = (await manifest()).contributes.languageModelTools;
    const agents = [check, explain, fix, rule];
    assert.deepEqual(
      tools.map(({ name }) => name),
      agents.map(({ name }) => `bulkhead_${name}`),
    );
    for (const [index, { input }] of agents.entries()) {
      // The profile is a setting of the editor.
      const taken = Object.keys(input.shape).filter((name) => name !== "profile");
      assert.deepEqual(Object.keys(tools[index]?.inputSchema.properties ?? {}).sort(), taken.sort());
    }
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

  it("holds the hash of every package, and no place to take it from but the registry that npm is set to", async () => {
    const { packages }: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
      await readFile(path.join(ROOT, "package-lock.json"), "utf8"),
    );
    const installed = Object.entries(packages).filter(
      ([at, { link }]) => at.includes("node_modules/") && link !== true,
    );
    assert.ok(installed.length > 250);
    for (const [at, { integrity, resolved = "https://registry.npmjs.org/" }] of installed) {
      assert.match(integrity ?? "", /^sha512-[A-Za-z0-9+/]{86}==$/, at);
      assert.ok(resolved.startsWith("https://registry.npmjs.org/"), `${at} comes from ${resolved}`);
    }
  });
});

interface LockedPackage {
  readonly link?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly type?: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: unknown;
  readonly contributes: {
    readonly menus: { readonly "editor/title": readonly { readonly when: string }[] };
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly inputSchema: { readonly properties: object };
    }[];
  };
  readonly engines: { readonly vscode: string };
  readonly dependencies?: unknown;
  readonly devDependencies: Readonly<Record<string, string>>;
}

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
}
