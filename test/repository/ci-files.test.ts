import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { CLI, ROOT } from "../../scripts/build.ts";
import { run } from "../../scripts/process.ts";
import { isComposeName } from "../../server/analysis/compose/syntax/detect.ts";
import { isDockerfileName } from "../../server/analysis/dockerfile/syntax/detect.ts";
import { parseArguments } from "../../server/cli/options.ts";
import { run as runCommandLine } from "../../server/cli/run.ts";
import { sarifCheck } from "../analysis/report/sarif-schema.ts";
import { PRIVILEGED, Runner } from "../hostile/hostile-checkout.ts";

async function textOf(file: string): Promise<string> {
  return readFile(path.join(ROOT, file), "utf8");
}

/** The repository as somebody else gets it: its files, without what was installed or built. */
let source: string;
/** The registry that this machine uses, and what npm has of it already. */
let registry: Readonly<Record<string, string>>;

before(async () => {
  const npm_config_registry = (await run("npm", ["config", "get", "registry"], { cwd: ROOT })).trim();
  registry = { npm_config_registry, npm_config_prefer_offline: "true" };
  source = await mkdtemp(path.join(os.tmpdir(), "bulkhead-source-"));
  const files = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  const needed = files.split("\0").filter((file) => /^(?:client|server|scripts|[^/]*$)/.test(file) && file !== "");
  for (const file of needed.filter((one) => existsSync(path.join(ROOT, one)))) {
    await cp(path.join(ROOT, file), path.join(source, file));
  }
});
after(() => rm(source, { recursive: true, force: true, maxRetries: 5 }));

describe("the GitHub Action", () => {
  let runner: Runner;
  let script: string;
  /** The Action as it is once it has built itself. */
  let built: string;
  /** The variables of the script with what the inputs are by default. */
  let defaults: Readonly<Record<string, string>>;

  before(async () => {
    const { runs, inputs } = parse(await textOf("action.yml"));
    const [step] = runs.steps;
    script = step.run;
    const given = Object.entries<string>(step.env).map(([name, value]) => {
      const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(value)?.[1];
      assert.ok(input === undefined ? value === "" : Object.hasOwn(inputs, input), `${name} is no input`);
      return [name, input === undefined ? value : String(inputs[input].default)];
    });
    built = await mkdtemp(path.join(os.tmpdir(), "bulkhead-action-"));
    await Promise.all(["scripts", "dist"].map((directory) => mkdir(path.join(built, directory))));
    await writeFile(path.join(built, "scripts", "prepare.mjs"), "");
    await symlink(path.dirname(CLI), path.join(built, "dist", "cli"));
    defaults = { ...Object.fromEntries(given), GITHUB_ACTION_PATH: built };
    assert.ok(!script.includes("${{"), "an input is a part of the script");
  });
  after(() => rm(built, { recursive: true, force: true }));
  beforeEach(async () => {
    runner = await Runner.start();
  });
  afterEach(() => runner.end());

  it("builds itself outside of a hostile checkout, annotates, writes SARIF and a summary, and fails", async () => {
    assert.ok(!existsSync(path.join(source, "node_modules")));
    const summary = runner.checkout.path("temp/summary.md");
    const variables = {
      ...defaults,
      ...registry,
      // npm says so to the npm that prepares a package from git, which then would not install what the build needs.
      npm_config_global: "true",
      GITHUB_ACTION_PATH: source,
      GITHUB_STEP_SUMMARY: summary,
    };
    const { status, out, err } = await runner.bash(script, variables);
    assert.equal(status, 1, err);
    assert.match(out, /^::error file=a\/compose\.yaml,line=4,/m);
    assert.match(out, /^::error file=my app\/compose\.yaml,line=4,/m);
    const [, sarif = ""] = /^sarif=(.*)$/m.exec(await runner.checkout.read("output")) ?? [];
    assert.equal(path.dirname(path.dirname(sarif)), runner.checkout.path("temp"));
    const log = JSON.parse(await readFile(sarif, "utf8"));
    sarifCheck()(log);
    assert.ok(log.runs[0].results.length > 0);
    assert.match(await readFile(summary, "utf8"), /^## Bulkhead\n/);
  });

  it("takes paths and arguments as they are", async () => {
    const inputs = {
      BULKHEAD_PATHS: "my app\n",
      BULKHEAD_ARGS: "--quiet\n",
      BULKHEAD_FAIL_ON: "never",
      BULKHEAD_PROFILE: "strict",
    };
    const { status, out } = await runner.bash(script, { ...defaults, ...inputs });
    assert.equal(status, 0);
    assert.ok(!out.includes("a/compose.yaml"));
    assert.match(out, /title=no-memory-limit::/);
  });

  it("runs nothing that an input holds, and takes no path for an option", async () => {
    const inputs = { BULKHEAD_PATHS: "$(touch marker)\n--fix\n", BULKHEAD_ARGS: '`touch "$RAN"`' };
    const { status } = await runner.bash(script, { ...defaults, ...inputs });
    assert.equal(status, 2);
    assert.equal(await runner.checkout.read("work/a/compose.yaml"), PRIVILEGED);
  });

  it("leaves the settings to the workflow where it says so", async () => {
    const silent = "rules: { privileged: off }\n";
    await runner.checkout.write("settings.yaml", silent);
    await runner.checkout.write("work/.bulkhead.yaml", silent);
    const found = async (config: string): Promise<boolean> =>
      /title=privileged/.test((await runner.bash(script, { ...defaults, BULKHEAD_CONFIG: config })).out);
    assert.equal(await found(""), false);
    assert.equal(await found("none"), true);
    await runner.checkout.write("work/.bulkhead.yaml", "rules: {}\n");
    assert.equal(await found(runner.checkout.path("settings.yaml")), false);
    await rm(runner.checkout.path("work/.bulkhead.yaml"));
  });
});

describe("the hook for pre-commit", () => {
  it("is installed of the repository, apart from a hostile checkout, and checks what it is given", async () => {
    const [hook] = parse(await textOf(".pre-commit-hooks.yaml"));
    assert.equal(hook.language, "node");
    const runner = await Runner.start();
    try {
      const prefix = runner.checkout.path("environment");
      const programs = `PATH=${prefix}/bin:${process.env["PATH"]}`;
      const variables = { ...registry, npm_config_prefix: prefix, BASH_ENV: "", NODE_OPTIONS: "" };
      // As pre-commit 4.7 installs a hook whose language is node, but for the clone, which would take all packages again.
      const install = `${programs}; cd "${source}" && npm install --install-links --global "${source}"`;
      const installed = await runner.bash(install, variables);
      assert.equal(installed.status, 0, installed.err);
      const { status, out } = await runner.bash(`${programs}; ${hook.entry} a/compose.yaml`, variables);
      assert.equal(status, 1);
      assert.match(out, /error\[privileged\]/);
    } finally {
      await runner.end();
    }
  });

  it("is given the files that are known by their names, and no others", async () => {
    const [hook] = parse(await textOf(".pre-commit-hooks.yaml"));
    const pattern = (text: string): RegExp => new RegExp(text.replace("(?i)", ""), "i");
    const isGiven = (name: string): boolean => pattern(hook.files).test(name) && !pattern(hook.exclude).test(name);
    for (const name of [
      "compose.yaml",
      "docker-compose.yml",
      "a/docker-compose.prod.yaml",
      "prod.compose.yml",
      "podman-compose.yaml",
      "stack.yml",
      "docker-stack.yml",
      "Dockerfile",
      "b/Containerfile",
      "Dockerfile.dev",
      "web.Dockerfile",
      "dockerfile",
      "Dockerfile.dockerignore",
      "values.yaml",
      "docker-composer-notes.yml",
      "Dockerfile.md",
      "composer.json",
      "src/stacks.yaml",
    ]) {
      assert.equal(isGiven(name), isComposeName(name) || isDockerfileName(name), name);
    }
  });
});

describe("the image of the command line tool", () => {
  it("passes the strict profile", async () => {
    let out = "";
    const status = await runCommandLine(["check", "Dockerfile", "--profile", "strict", "--fail-on", "hint"], "0", {
      cwd: ROOT,
      env: {},
      columns: undefined,
      stdin: (async function* () {})(),
      threads: undefined,
      status: undefined,
      write: (text) => {
        out += text;
      },
      warn: (line) => assert.fail(line),
    });
    assert.deepEqual({ status, out }, { status: 0, out: "No findings: 1 file checked.\n" });
  });

  it("copies what is there, and what the build makes", async () => {
    const text = await textOf("Dockerfile");
    for (const [, file = ""] of text.matchAll(/^COPY ([^-\n]\S+)(?: \S+)? \S+$/gm)) {
      if (file !== ".") await textOf(file);
    }
    assert.match(text, /^COPY --from=build .*\/dist\/cli /m);
    for (const line of (await textOf(".dockerignore")).split("\n").filter((one) => /^![^*]+$/.test(one))) {
      await assert.doesNotReject(
        import("node:fs/promises").then(({ stat }) => stat(path.join(ROOT, line.slice(1)))),
        line,
      );
    }
  });
});

describe("what the documentation tells to type", () => {
  for (const file of ["README.md", "SECURITY.md", "docs/ci.md", "docs/exposure.md"]) {
    it(`is understood: ${file}`, async () => {
      const lines = (await textOf(file)).matchAll(
        /(?:^|[\s`'])(?:node \/opt\/bulkhead\/main\.mjs|(?:registry\.example\.com\/)?bulkhead) ((?:check|explain|rule|merge)\b[^\n`']*)/gm,
      );
      let count = 0;
      for (const [, line = ""] of lines) {
        const args = line
          .replace(/\s+#.*$/, "")
          .replaceAll("$SHARD", "1")
          .replaceAll('"', "")
          .trim()
          .split(/\s+/);
        const request = parseArguments(args, "0");
        assert.ok(request.do !== "print", `${line}: ${request.do === "print" ? request.error : ""}`);
        count++;
      }
      assert.ok(count > 0 || !["README.md", "docs/ci.md"].includes(file), "there is nothing to try");
    });
  }

  it("names files that are there", async () => {
    for (const file of ["docs/ci.md", "SECURITY.md"]) {
      for (const [, link = ""] of (await textOf(file)).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)) {
        await textOf(path.join(path.dirname(file), link));
      }
    }
  });

  it("names the packages of this version", async () => {
    const { version } = JSON.parse(await textOf("package.json"));
    for (const file of ["README.md", "docs/ci.md"]) {
      const named = [...(await textOf(file)).matchAll(/\bbulkhead-([\w.-]+)\.(?:tgz|vsix)\b/g)].map(([, one]) => one);
      assert.ok(named.length > 0, file);
      for (const one of named) assert.equal(one, version, file);
    }
  });
});
