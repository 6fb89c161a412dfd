import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import { CLI, ROOT } from "../scripts/build.ts";
import { isComposeName } from "../server/analysis/compose/detect.ts";
import { isDockerfileName } from "../server/analysis/dockerfile/detect.ts";
import { parseArguments } from "../server/cli/options.ts";
import { run } from "../server/cli/run.ts";
import { CliProject } from "./cli-project.ts";
import { sarifCheck } from "./sarif-schema.ts";

const PRIVILEGED = "services:\n  web:\n    image: acme/web:1\n    privileged: true\n";

async function textOf(file: string): Promise<string> {
  return readFile(path.join(ROOT, file), "utf8");
}

async function version(): Promise<string> {
  return JSON.parse(await textOf("package.json")).version;
}

/** A directory with files and an `npx` that runs our bundle in the place of the package of this version. */
async function withNpx(files: Readonly<Record<string, string>>): Promise<CliProject> {
  const script = `#!/bin/sh\n[ "$1 $2" = "--yes bulkhead@${await version()}" ] || exit 9\nshift 2\nexec "${process.execPath}" "${CLI}" "$@"\n`;
  const project = await CliProject.with({ "bin/npx": script, ...files });
  await chmod(project.path("bin/npx"), 0o755);
  return project;
}

/** Runs a script as a runner would. */
function bash(
  script: string,
  project: CliProject,
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const env = { PATH: `${project.path("bin")}:${process.env["PATH"]}`, ...variables };
  return new Promise((resolve) => {
    const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
    execFile("bash", args, { cwd: project.directory, env }, (error, out, err) => {
      resolve({ status: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

describe("the GitHub Action", () => {
  let project: CliProject;
  let script: string;
  /** The variables of the script with what the inputs are by default. */
  let defaults: Readonly<Record<string, string>>;

  before(async () => {
    const { runs, inputs } = parse(await textOf("action.yml"));
    const [step] = runs.steps;
    script = step.run;
    defaults = Object.fromEntries(
      Object.entries<string>(step.env).map(([name, value]) => {
        const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(value)?.[1] ?? "";
        assert.ok(Object.hasOwn(inputs, input), `${name} is no input`);
        return [name, String(inputs[input].default)];
      }),
    );
    assert.equal(inputs.version.default, await version());
    assert.ok(!script.includes("${{"), "an input is a part of the script");
  });
  beforeEach(async () => {
    project = await withNpx({ "a/compose.yaml": PRIVILEGED, "my app/compose.yaml": PRIVILEGED });
  });
  afterEach(() => project.remove());

  it("annotates, writes SARIF and a summary, and fails", async () => {
    const summary = project.path("summary.md");
    const { status, out } = await bash(script, project, { ...defaults, GITHUB_STEP_SUMMARY: summary });
    assert.equal(status, 1);
    assert.match(out, /^::error file=a\/compose\.yaml,line=4,/m);
    assert.match(out, /^::error file=my app\/compose\.yaml,line=4,/m);
    const log = JSON.parse(await project.read("bulkhead.sarif"));
    sarifCheck()(log);
    assert.ok(log.runs[0].results.length > 0);
    assert.match(await project.read("summary.md"), /^## Bulkhead\n/);
  });

  it("takes paths and arguments as they are", async () => {
    const inputs = {
      BULKHEAD_PATHS: "my app\n",
      BULKHEAD_ARGS: "--quiet\n",
      BULKHEAD_FAIL_ON: "never",
      BULKHEAD_PROFILE: "strict",
    };
    const { status, out, err } = await bash(script, project, { ...defaults, ...inputs });
    assert.deepEqual({ status, err }, { status: 0, err: "" });
    assert.ok(!out.includes("a/compose.yaml"));
    assert.match(out, /title=no-memory-limit::/);
  });

  it("runs nothing that an input holds, and takes no path for an option", async () => {
    const inputs = { BULKHEAD_PATHS: "$(touch marker)\n--fix\n", BULKHEAD_ARGS: "`touch marker`" };
    const { status } = await bash(script, project, { ...defaults, ...inputs });
    assert.equal(status, 2);
    await assert.rejects(project.read("marker"));
    assert.equal(await project.read("a/compose.yaml"), PRIVILEGED);
  });
});

describe("the hook for pre-commit", () => {
  it("checks what it is given", async () => {
    const [hook] = parse(await textOf(".pre-commit-hooks.yaml"));
    const project = await withNpx({ "compose.yaml": PRIVILEGED });
    try {
      const { status, out } = await bash(`${hook.entry} compose.yaml`, project, {});
      assert.equal(status, 1);
      assert.match(out, /error\[privileged\]/);
    } finally {
      await project.remove();
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
    const status = await run(["check", "Dockerfile", "--profile", "strict", "--fail-on", "hint"], "0", {
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
        /(?:^|[\s`'])(?:npx --yes bulkhead@(\S+)|bulkhead) ((?:check|explain|rule|merge)\b[^\n`']*)/gm,
      );
      let count = 0;
      for (const [, named, line = ""] of lines) {
        if (named !== undefined) assert.equal(named, await version(), line);
        const args = line
          .replace(/\s+#.*$/, "")
          .replaceAll(/\$\{\{[^}]*\}\}/g, "1")
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

  it("names scripts of the manifest in the workflow of releases", async () => {
    const { scripts } = JSON.parse(await textOf("package.json"));
    const workflow = await textOf(".github/workflows/release.yml");
    assert.ok(Array.isArray(parse(workflow).jobs.release.steps));
    for (const [, name = ""] of workflow.matchAll(/npm run (\S+)/g)) assert.ok(Object.hasOwn(scripts, name), name);
  });
});
