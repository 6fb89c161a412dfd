import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, symlink, truncate } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { CLI, ROOT } from "../../scripts/build.ts";
import { FORMATS } from "../../server/cli/options.ts";
import { CliProject, type Outcome } from "./cli-project.ts";

const execute = promisify(execFile);

const COMPOSE = "services:\n  web:\n    image: acme/web:1\n    privileged: true\n";
const DOCKERFILE = "FROM debian:13\nUSER root\n";

interface CheckJson {
  readonly findings: readonly {
    readonly rule: string;
    readonly level: string;
    readonly message: string;
    readonly location: { readonly file: string; readonly start: { readonly line: number } };
  }[];
  readonly problems: readonly { readonly file: string; readonly line: number; readonly message: string }[];
  readonly files: number;
}

function json({ out }: Outcome): CheckJson {
  return JSON.parse(out) as CheckJson;
}

/** The files with findings, in order. */
function filesIn(outcome: Outcome): string[] {
  return [...new Set(json(outcome).findings.map(({ location }) => location.file))];
}

describe("files that are none to check", () => {
  let project: CliProject;
  afterEach(() => project.remove());

  const WORKFLOW = "on: push\njobs:\n  a:\n    runs-on: x\n    steps: []\n";
  const JOBS = "jobs:\n  backup: {image: acme/backup:1}\n";

  it("are counted in the summary and named with a reason", async () => {
    project = await CliProject.with({
      "compose.yaml": `${COMPOSE}${JOBS}`,
      "a/docker-compose.yml": WORKFLOW,
      "b/compose.yml": "",
      "c/dockerfile-utils": "#!/bin/sh\necho\n",
      "d/lines.dockerfile": "one two\nthree\n",
      "e/values.yaml": "a: 1\n",
    });
    const { out, err } = await project.run(["check", ".", "--verbose"]);
    assert.match(out, /: 1 file checked, 5 skipped\./);
    for (const line of [
      "a/docker-compose.yml: it is a file of another tool",
      "b/compose.yml: it is empty",
      "c/dockerfile-utils: it is a program",
      "d/lines.dockerfile: it holds no instruction of a Dockerfile",
      "e/values.yaml: it is no Compose file by name or content",
    ])
      assert.ok(err.includes(`skipped ${line}`), line);
    const report = JSON.parse((await project.run(["check", ".", "--format", "json"])).out) as {
      readonly skipped: readonly { readonly file: string }[];
    };
    assert.deepEqual(report.skipped.map(({ file }) => file).slice(0, 2), ["a/docker-compose.yml", "b/compose.yml"]);
  });

  it("end the run with 2 where they are all that was named", async () => {
    project = await CliProject.with({ "docker-compose.yml": WORKFLOW, "x.yaml": "a: 1\n", Dockerfile: DOCKERFILE });
    const alone = await project.run(["check", "docker-compose.yml", "x.yaml"]);
    assert.equal(alone.status, 2);
    assert.match(alone.err, /^bulkhead: none of the 2 named files holds anything to check: /m);
    assert.equal((await project.run(["check", "-f", "x.yaml"])).status, 2);
    assert.equal((await project.run(["check", "x.yaml", "--pass-with-no-files"])).status, 0);
    assert.equal((await project.run(["check", "x.yaml", "Dockerfile"])).status, 0);
    assert.equal((await project.run(["check", ".", "--fail-on", "never"])).status, 0);
  });

  it("are Compose files where they are named like one and have services, jobs, or services at the top", async () => {
    project = await CliProject.with({
      "compose.a.yaml": `on: push\nhosts: []\n${COMPOSE}`,
      "compose.b.yaml": JOBS,
      "compose.c.yaml": "web: {image: acme/web:1, privileged: true}\n",
      "compose.d.yaml": "networks: {front: }\n",
    });
    assert.equal(json(await project.run(["check", ".", "--format", "json"])).files, 4);
  });
});

describe("the files that check finds", () => {
  let project: CliProject;
  afterEach(() => project.remove());

  const check = (...paths: readonly string[]): Promise<Outcome> => project.run(["check", ...paths, "--format", "json"]);

  it("are known by their names, or by what is in them", async () => {
    project = await CliProject.with({
      "compose.yaml": COMPOSE,
      "docker-compose.prod.yml": COMPOSE,
      "deploy/shop.yaml": COMPOSE,
      Dockerfile: DOCKERFILE,
      "Dockerfile.dev": DOCKERFILE,
      "api.dockerfile": DOCKERFILE,
      Containerfile: DOCKERFILE,
      ".devcontainer/Dockerfile": DOCKERFILE,
      "Dockerfile.dockerignore": "USER root\n",
      "k8s.yaml": "apiVersion: v1\nkind: Pod\nservices:\n  web: {image: a, privileged: true}\n",
      ".github/workflows/ci.yml": "on: push\njobs:\n  a:\n    services:\n      db: {image: postgres}\n",
      "values.yaml": "services:\n  web: {class: App}\n",
      "notes.md": COMPOSE,
    });
    const found = await check();
    assert.deepEqual(filesIn(found), [
      ".devcontainer/Dockerfile",
      "Containerfile",
      "Dockerfile",
      "Dockerfile.dev",
      "api.dockerfile",
      "compose.yaml",
      "deploy/shop.yaml",
      "docker-compose.prod.yml",
    ]);
    assert.equal(json(found).files, 8);
    assert.deepEqual(json(found).problems, []);
  });

  it("are not those that ignore files leave out, nor those of other people", async () => {
    project = await CliProject.with({
      ".git/HEAD": "",
      ".gitignore": "build/\n*.gen.yaml\n!keep.gen.yaml\n",
      ".ignore": "old.Dockerfile\n",
      "sub/.gitignore": "/compose.yaml\n",
      "compose.yaml": COMPOSE,
      "build/compose.yaml": COMPOSE,
      "a.gen.yaml": COMPOSE,
      "keep.gen.yaml": COMPOSE,
      "old.Dockerfile": DOCKERFILE,
      "sub/compose.yaml": COMPOSE,
      "sub/deep/compose.yaml": COMPOSE,
      "node_modules/a/Dockerfile": DOCKERFILE,
      "vendor/a/Dockerfile": DOCKERFILE,
    });
    assert.deepEqual(filesIn(await check()), ["compose.yaml", "keep.gen.yaml", "sub/deep/compose.yaml"]);
    assert.deepEqual(filesIn(await check("sub")), ["sub/deep/compose.yaml"]);
  });

  it("are those that the command line names, whatever ignore files say", async () => {
    project = await CliProject.with({
      ".git/HEAD": "",
      ".gitignore": "build/\n",
      "build/compose.yaml": COMPOSE,
      "build/sub/compose.yaml": COMPOSE,
    });
    assert.deepEqual(filesIn(await check("build/compose.yaml")), ["build/compose.yaml"]);
    assert.deepEqual(filesIn(await check("build")), ["build/compose.yaml", "build/sub/compose.yaml"]);
  });

  it("are each found once, and links do not lead in circles", async () => {
    project = await CliProject.with({ "compose.yaml": COMPOSE, "a/Dockerfile": DOCKERFILE });
    await symlink("..", project.path("a/loop"));
    await symlink("compose.yaml", project.path("stack.yml"));
    await symlink("gone.yaml", project.path("broken.yaml"));
    await symlink("self.yaml", project.path("self.yaml"));
    const found = await check(".", "compose.yaml", "a");
    assert.deepEqual(filesIn(found), ["a/Dockerfile", "compose.yaml"]);
    assert.equal(json(found).files, 2);
  });

  it("may be matched by a pattern", async () => {
    project = await CliProject.with({
      "a/compose.yaml": COMPOSE,
      "b/compose.yaml": COMPOSE,
      "b/notes.yaml": "a: b\n",
      "node_modules/c/compose.yaml": COMPOSE,
    });
    const matched = async (pattern: string): Promise<readonly string[]> =>
      filesIn(await project.run(["check", "--format", "json", pattern]));
    assert.deepEqual(await matched("**/*.yaml"), ["a/compose.yaml", "b/compose.yaml"]);
    assert.deepEqual(await matched("{a,c}/compose.y?ml"), ["a/compose.yaml"]);
    const { status, err } = await project.run(["check", "none/*.yaml"]);
    assert.deepEqual({ status, err }, { status: 2, err: "bulkhead: no file matches none/*.yaml\n" });
  });

  it("may have any name that a file system takes", async () => {
    const name = "a %20 #?é日\"'/compose.yaml";
    project = await CliProject.with({ [name]: COMPOSE });
    assert.deepEqual(filesIn(await check()), [name]);
  });
});

describe("files that are no Dockerfiles", () => {
  let project: CliProject;
  afterEach(() => project.remove());

  it("are told once where they are templates, and not at all where they are programs", async () => {
    project = await CliProject.with({
      "Dockerfile.template": `FROM a\n${"%%NEXT%% x\n".repeat(200)}`,
      "bin/dockerfile-utils": "#!/bin/sh\nset -e\ndocker run x\n",
      // A shebang is a comment to BuildKit, so that it hides nothing.
      "Dockerfile.prod": "#!/bin/sh\nFROM nginx:1.29\nRUN curl https://example.com/x.sh | sh\n",
    });
    const { problems, files, findings } = json(await project.run(["check", "--format", "json"]));
    assert.deepEqual(
      problems.map(({ file }) => file),
      ["Dockerfile.template"],
    );
    assert.equal(files, 2);
    assert.ok(findings.some(({ location }) => location.file === "Dockerfile.prod"));
  });
});

describe("input that is no good", () => {
  let project: CliProject;
  afterEach(() => project.remove());

  it("is a problem where a walk meets it, and refused where it is named", async () => {
    project = await CliProject.with({ "ok/compose.yaml": COMPOSE, "big/compose.yaml": "" });
    await mkdir(project.path("dir/compose.yaml"), { recursive: true });
    await truncate(project.path("big/compose.yaml"), 10 * 1024 * 1024);
    await mkdir(project.path("pipe"));
    await execute("mkfifo", [project.path("pipe/Dockerfile")]);
    await mkdir(project.path("kernel"));
    await symlink("/proc/self/status", project.path("kernel/compose.yaml"));
    await mkdir(project.path("links/stack.yml"), { recursive: true });
    await symlink("gone.yaml", project.path("links/compose.yaml"));
    await symlink("Dockerfile", project.path("links/Dockerfile"));
    await symlink("nowhere", project.path("links/other.yaml"));
    await symlink("..", project.path("links/docker-compose.yml"));
    await mkdir(project.path("links/values.yaml"));
    await execute("mkfifo", [project.path("pipe/values.yaml")]);
    await project.write("big/data.yaml", "");
    await truncate(project.path("big/data.yaml"), 10 * 1024 * 1024);
    const walked = json(await project.run(["check", "--format", "json"]));
    assert.deepEqual(walked.problems, [
      { file: "big/compose.yaml", line: 1, message: "is larger than 2 MiB", unchecked: true },
      { file: "dir/compose.yaml", line: 1, message: "is a directory" },
      { file: "kernel/compose.yaml", line: 1, message: "is not a regular file" },
      { file: "links/Dockerfile", line: 1, message: "is a symbolic link that leads to itself" },
      { file: "links/compose.yaml", line: 1, message: "is a symbolic link that leads nowhere" },
      { file: "links/docker-compose.yml", line: 1, message: "is a directory" },
      { file: "links/other.yaml", line: 1, message: "is a symbolic link that leads nowhere" },
      { file: "pipe/Dockerfile", line: 1, message: "is not a regular file" },
      { file: "pipe/values.yaml", line: 1, message: "is not a regular file" },
    ]);
    assert.equal(walked.files, 1);
    const refused = [
      ["check", "big/compose.yaml", "bulkhead: big/compose.yaml is larger than 2 MiB\n"],
      ["check", "pipe/Dockerfile", "bulkhead: pipe/Dockerfile is not a regular file\n"],
      ["check", "/dev/zero", "is not a regular file\n"],
      ["check", "/proc/self/status", "is not a regular file\n"],
      ["check", "kernel/compose.yaml", "bulkhead: kernel/compose.yaml is not a regular file\n"],
      ["explain", "dir/compose.yaml", "bulkhead: dir/compose.yaml is a directory\n"],
    ] as const;
    for (const [command, name, message] of refused) {
      const { status, out, err } = await project.run([command, name]);
      assert.deepEqual({ status, out }, { status: 2, out: "" }, name);
      assert.ok(err.endsWith(message), err);
    }
  });

  it("is told of settings behind links that lead nowhere", async () => {
    project = await CliProject.with({ "sub/compose.yaml": COMPOSE, "loop/compose.yaml": COMPOSE });
    await project.write(".bulkhead.yaml", "profile: strict\n");
    await symlink("../shared/bulkhead.yaml", project.path("sub/.bulkhead.yaml"));
    await symlink(".bulkhead.yml", project.path("loop/.bulkhead.yml"));
    const walked = json(await project.run(["check", "--format", "json"]));
    assert.deepEqual(walked.problems, [
      { file: "loop/.bulkhead.yml", line: 1, message: "is a symbolic link that leads to itself" },
      { file: "sub/.bulkhead.yaml", line: 1, message: "is a symbolic link that leads nowhere" },
    ]);
    const { status, err } = await project.run(["check", "--config", "sub/.bulkhead.yaml"]);
    assert.deepEqual(
      { status, err },
      { status: 2, err: "bulkhead: sub/.bulkhead.yaml is a symbolic link that leads nowhere\n" },
    );
  });

  it("gives what can be read of it, and the reason for the rest", async () => {
    project = await CliProject.with({
      "compose.yaml": "services:\n  web:\n    image: acme/web:1\n    privileged: true\n  db:\n    image: [\n",
      "sub/compose.yaml": "services:\n\tweb:\n",
    });
    const run = await project.run(["check", "--format", "json"]);
    const { findings, problems } = json(run);
    assert.ok(findings.some(({ rule }) => rule === "privileged"));
    const refused = findings.filter(({ rule }) => rule === "invalid-option");
    assert.deepEqual(
      refused.map(({ location: { file, start }, level, message }) => [file, start.line, level, message]),
      [
        ["compose.yaml", 6, "error", "Compose refuses the project: this [ is never closed."],
        ["sub/compose.yaml", 2, "error", "Compose refuses the project: a tab cannot indent YAML: use spaces."],
      ],
    );
    assert.deepEqual(problems, []);
  });

  it("says that it leaves out templates of Compose files, once each, found or named", async () => {
    const why = "it is a template that another program makes a Compose file of";
    project = await CliProject.with({
      "compose.yaml": COMPOSE,
      "docker-compose.yml.j2": `{% if all %}\n${COMPOSE}{% endif %}\n`,
      "deploy/compose.prod.yaml.tmpl": COMPOSE,
      "deploy/values.yaml.tmpl": COMPOSE,
    });
    const found = await project.run(["check", "--verbose"]);
    assert.match(found.out, /: 1 file checked, 2 skipped/);
    assert.ok(found.err.includes(`skipped docker-compose.yml.j2: ${why}`), found.err);
    assert.ok(found.err.includes(`skipped deploy/compose.prod.yaml.tmpl: ${why}`), found.err);
    assert.ok(!found.err.includes("values.yaml"), found.err);
    const named = await project.run(["check", "docker-compose.yml.j2"]);
    assert.equal(named.status, 2);
    assert.ok(named.err.includes(why.slice("it ".length)), named.err);
  });

  it("fails over a file that is refused for its YAML alone, and tells SARIF of it", async () => {
    project = await CliProject.with({
      "compose.yaml": "networks:\n  a: {}\n  a: {}\n",
    });
    const run = await project.run(["check", "--format", "sarif"]);
    assert.equal(run.status, 1);
    const { runs } = JSON.parse(run.out) as {
      readonly runs: readonly { readonly results: readonly { readonly ruleId: string; readonly level: string }[] }[];
    };
    assert.deepEqual(
      runs[0]?.results.map(({ ruleId, level }) => [ruleId, level]),
      [["invalid-option", "error"]],
    );
  });

  const texts: Readonly<Record<string, string>> = {
    "empty file": "",
    "byte order mark": `\u{FEFF}${COMPOSE}`,
    NUL: "services:\n  web:\n    image: a\0b\n",
    "lone carriage returns": COMPOSE.replaceAll("\n", "\r"),
    "alias bomb": `a: &a [x]\n${Array.from({ length: 40 }, (_, n) => `k${n}: &k${n} [*${n ? `k${n - 1}` : "a"}, *${n ? `k${n - 1}` : "a"}]`).join("\n")}\nservices:\n  web: {image: a, cap_add: *k39}\n`,
    "wall of brackets": `services: ${"[".repeat(50_000)}`,
    "line of two million": `services: {web: {image: "${"a".repeat(2_000_000)}", privileged: true}}`,
    binary: String.fromCharCode(...Array.from({ length: 5_000 }, (_, n) => (n * 7) % 256)),
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`does no harm: ${name}`, async () => {
      project = await CliProject.with({ "compose.yaml": text, Dockerfile: text });
      const { status, err } = await project.run(["check"]);
      assert.notEqual(status, 2, err);
      assert.equal(err, "");
    });
  }
});

describe("ignore files that are no good", () => {
  let project: CliProject;
  afterEach(() => project.remove());

  const problemsWith = async (place: () => Promise<unknown>): Promise<readonly object[]> => {
    project = await CliProject.with({
      ".git/HEAD": "",
      "sub/compose.yaml": COMPOSE,
      "sub/other/compose.yaml": COMPOSE,
    });
    await place();
    const walked = await project.run(["check", "sub", "--format", "json"]);
    assert.deepEqual(filesIn(walked), ["sub/compose.yaml", "sub/other/compose.yaml"]);
    return json(walked).problems;
  };

  const places: Readonly<Record<string, readonly [file: string, place: () => Promise<unknown>, message: string]>> = {
    "a pipe": [".gitignore", () => execute("mkfifo", [project.path(".gitignore")]), "is not a regular file"],
    "a pipe below": ["sub/.ignore", () => execute("mkfifo", [project.path("sub/.ignore")]), "is not a regular file"],
    "a device": [".ignore", () => symlink("/dev/zero", project.path(".ignore")), "is not a regular file"],
    "standard input": [
      "sub/.gitignore",
      () => symlink("/dev/stdin", project.path("sub/.gitignore")),
      "is not a regular file",
    ],
    "a directory": ["sub/.ignore", () => mkdir(project.path("sub/.ignore")), "is a directory"],
    "a link that leads nowhere": [
      ".ignore",
      () => symlink("gone", project.path(".ignore")),
      "is a symbolic link that leads nowhere",
    ],
    "too large": [".gitignore", () => project.write(".gitignore", "sub\n".repeat(100_000)), "is larger than 256 KiB"],
    "too slow": [
      ".gitignore",
      () => project.write(".gitignore", `sub\n${"x\n".repeat(100_000)}`),
      "has patterns that take too long to compare with a path: some paths are looked at that they may leave out",
    ],
  };
  for (const [name, [file, place, message]] of Object.entries(places)) {
    it(`are a problem and no more: ${name}`, async () => {
      assert.deepEqual(await problemsWith(place), [{ file, line: 1, message }]);
    });
  }
});

describe("the bundle", () => {
  let project: CliProject;
  let home: CliProject;
  before(async () => {
    home = await CliProject.with({});
    project = await CliProject.with({
      ".git/HEAD": "",
      ".gitignore": "ignored\n",
      "compose.yaml": COMPOSE,
      "ignored/compose.yaml": COMPOSE,
      "x/Dockerfile": DOCKERFILE,
    });
  });
  after(() => Promise.all([project.remove(), home.remove()]));

  const check = async (...args: readonly string[]): Promise<string> => {
    const options = { cwd: project.directory, env: { ...process.env, XDG_CACHE_HOME: home.directory } };
    const all = [CLI, "check", ...args, "--fail-on", "never"];
    const { stdout, stderr } = await execute(process.execPath, all, options);
    assert.equal(stderr, "");
    return stdout;
  };

  // What most runs do without is loaded late, from files of its own.
  const RUNS: readonly (readonly string[])[] = [
    [],
    ["comp*.yaml", "x/*"],
    ["--jobs", "2"],
    ["--cache"],
    ["--cache"],
    ["--shard", "1/1"],
  ];
  for (const args of RUNS) {
    it(`finds the same: check ${args.join(" ")}`, async () => {
      const { findings } = JSON.parse(await check(...args, "--format", "json")) as CheckJson;
      const files = new Set(findings.map(({ location }) => location.file));
      assert.deepEqual([...files], ["compose.yaml", "x/Dockerfile"]);
    });
  }

  it("writes every format", async () => {
    for (const format of FORMATS) assert.match(await check("--format", format), /privileged/, format);
  });

  it("asks git what changed", async () => {
    await assert.rejects(check("--since", "HEAD"), { code: 2, stdout: "", stderr: /^bulkhead: --since needs a git/ });
  });
});

describe("the program", () => {
  const MAIN = path.join(ROOT, "server", "cli", "main.ts");
  let project: CliProject;
  afterEach(() => project.remove());

  /** A project whose reports are longer than a pipe holds. */
  const long = (): Promise<CliProject> => {
    const services = Array.from({ length: 200 }, (_, n) => `  s${n}: {image: acme/web:1, privileged: true}\n`).join("");
    return CliProject.with({ "compose.yaml": `services:\n${services}` });
  };

  it("ends with the status", async () => {
    project = await CliProject.with({ "compose.yaml": COMPOSE });
    const run = execute(process.execPath, [MAIN, "check"], { cwd: project.directory });
    await assert.rejects(run, { code: 1, stderr: "" });
    await assert.rejects(execute(process.execPath, [MAIN, "check", "--fx"]), { code: 2, stdout: "" });
  });

  it("writes all of a long report into a pipe", async () => {
    project = await long();
    const { stdout } = await execute(
      "sh",
      ["-c", '"$0" "$1" explain compose.yaml --format json | cat', process.execPath, MAIN],
      {
        cwd: project.directory,
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    const { subjects } = JSON.parse(stdout) as { readonly subjects: readonly object[] };
    assert.equal(subjects.length, 200);
  });

  it("says nothing when its reader has seen enough", async () => {
    project = await long();
    const command = '"$0" "$1" explain compose.yaml | head -n 1';
    const { stdout, stderr } = await execute("sh", ["-c", command, process.execPath, MAIN], { cwd: project.directory });
    assert.match(stdout, /^Engine: rootful/);
    assert.equal(stderr, "");
  });

  it("reads standard input", async () => {
    project = await CliProject.with({ in: COMPOSE });
    const command = '"$0" "$1" check - --stdin-filename compose.yaml --fail-on never < in';
    const { stdout } = await execute("sh", ["-c", command, process.execPath, MAIN], { cwd: project.directory });
    assert.match(stdout, /compose\.yaml:4:17/);
  });
});

describe("the examples", () => {
  const run = async (folder: string): Promise<CheckJson & { readonly rules: readonly string[] }> => {
    const nowhere = await CliProject.with({});
    try {
      const report = json(await nowhere.run(["check", path.join(ROOT, "examples", folder), "--format", "json"]));
      return { ...report, rules: report.findings.map((one) => (one as unknown as { rule: string }).rule) };
    } finally {
      await nowhere.remove();
    }
  };

  it("show in the shop what a real one gets wrong", async () => {
    const { rules, problems } = await run("shop");
    assert.deepEqual(problems, []);
    for (const rule of ["docker-socket", "privileged", "host-pid", "host-network", "root-user", "piped-installer"]) {
      assert.ok(rules.includes(rule), `${rule} is not among ${rules.join(", ")}`);
    }
  });

  it("show nothing at all in its hardened twin", async () => {
    const { findings, problems, files } = await run("shop-hardened");
    assert.deepEqual(findings, []);
    assert.deepEqual(problems, []);
    assert.equal(files, 2);
  });
});
