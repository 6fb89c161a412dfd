import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Circumstances, CliProject, type Outcome } from "./cli-project.ts";

const run = promisify(execFile);

const WEB = "services:\n  web:\n    image: acme/web:1\n    user: '1000'\n";
const PRIVILEGED = `${WEB}    privileged: true\n`;

/** A repository of its own for each test of a suite, with one commit of the files on the branch `main`. */
class Repository {
  readonly project: CliProject;

  private constructor(project: CliProject) {
    this.project = project;
  }

  static async with(files: Readonly<Record<string, string>>): Promise<Repository> {
    const repository = new Repository(await CliProject.with(files));
    await repository.git("init", "-q", "-b", "main");
    await repository.commit();
    return repository;
  }

  async git(...args: readonly string[]): Promise<string> {
    const author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    return (await run("git", [...author, ...args], { cwd: this.project.directory })).stdout.trim();
  }

  async commit(): Promise<void> {
    await this.git("add", "-A");
    await this.git("commit", "-q", "-m", "Change", "--allow-empty");
  }

  since(...args: readonly string[]): Promise<Outcome> {
    return this.project.run(["check", "--since", "main", "--format", "json", "--no-fixes", ...args]);
  }

  /** The files with findings. */
  async found(circumstances: Circumstances = {}): Promise<readonly string[]> {
    const { status, out, err } = await this.project.run(
      ["check", "--since", "main", "--format", "json", "--no-fixes"],
      circumstances,
    );
    assert.notEqual(status, 2, err);
    const { findings } = JSON.parse(out) as { readonly findings: readonly { location: { file: string } }[] };
    return [...new Set(findings.map(({ location }) => location.file))];
  }
}

describe("--since, on a repository that is set up to run programs", () => {
  let repository: Repository;
  let marker = "";
  /** What git runs in place of whatever it is asked to run. */
  let evil = "";

  beforeEach(async () => {
    repository = await Repository.with({ "compose.yaml": WEB, "other/compose.yaml": PRIVILEGED });
    marker = repository.project.path("marker");
    evil = repository.project.path(".git/evil");
    await writeFile(evil, `#!/bin/sh\ntouch ${marker}\nexit 1\n`);
    await chmod(evil, 0o755);
    await repository.project.write("compose.yaml", PRIVILEGED);
  });

  afterEach(() => repository.project.remove());

  const runsNothing = async (circumstances?: Circumstances): Promise<void> => {
    assert.deepEqual(await repository.found(circumstances), ["compose.yaml"]);
    await assert.rejects(repository.project.read("marker"), { code: "ENOENT" });
  };

  const SETTINGS: readonly (readonly [name: string, value: string])[] = [
    ...["clean", "smudge", "process"].map((one) => [`filter.evil.${one}`, "EVIL"] as const),
    ["filter.evil.required", "true"],
    ...["command", "textconv"].map((one) => [`diff.evil.${one}`, "EVIL"] as const),
    ["diff.external", "EVIL"],
    ["merge.evil.driver", "EVIL"],
    ...["fsmonitor", "pager", "editor", "askPass", "sshCommand", "gitProxy", "alternateRefsCommand"].map(
      (one) => [`core.${one}`, "EVIL"] as const,
    ),
    ...["rev-parse", "ls-tree", "ls-files", "merge-base", "cat-file", "diff"].flatMap((one) => [
      [`pager.${one}`, "EVIL"] as const,
      [`alias.${one}`, "!EVIL"] as const,
    ]),
    ["credential.helper", "EVIL"],
    ["gpg.program", "EVIL"],
    ["log.showSignature", "true"],
    ["uploadpack.packObjectsHook", "EVIL"],
    ["core.untrackedCache", "true"],
    ["status.submoduleSummary", "true"],
  ];

  it("runs none, whatever the settings name and however they come", async () => {
    const lines = SETTINGS.map(([name, value]) => `${name}=${value.replace("EVIL", evil)}`);
    for (const line of lines) {
      const at = line.indexOf("=");
      await repository.git("config", "--file", ".git/included", line.slice(0, at), line.slice(at + 1));
    }
    await repository.git("config", "include.path", "included");
    await mkdir(repository.project.path(".git/evil-hooks"));
    for (const directory of ["hooks", "evil-hooks"])
      for (const hook of ["post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"])
        await symlink(evil, repository.project.path(`.git/${directory}/${hook}`));
    await repository.git("config", "core.hooksPath", repository.project.path(".git/evil-hooks"));
    await repository.project.write(".git/info/attributes", "* filter=evil diff=evil merge=evil\n");
    await repository.project.write(".gitattributes", "* filter=evil diff=evil merge=evil\n");
    await rm(marker, { force: true });
    // The trap works: whoever lets git look at the files falls into it.
    spawnSync("git", ["status"], { cwd: repository.project.directory });
    await repository.project.read("marker");
    await rm(marker);
    await runsNothing();
  });

  it("fetches nothing that a partial clone lacks", async () => {
    const tree = await repository.git("rev-parse", "HEAD^{tree}");
    await rm(repository.project.path(`.git/objects/${tree.slice(0, 2)}/${tree.slice(2)}`));
    const settings = ["extensions.partialClone=x", "remote.x.promisor=true", "protocol.ext.allow=always"];
    for (const one of ["core.repositoryFormatVersion=1", `remote.x.url=ext::${evil}`, ...settings])
      await repository.git("config", ...one.split("="));
    await run("git", ["ls-tree", "HEAD"], { cwd: repository.project.directory }).catch(() => {});
    await repository.project.read("marker");
    await rm(marker);
    const { status, err } = await repository.since();
    assert.deepEqual({ status, err }, { status: 2, err: "bulkhead: --since: git could not list the files\n" });
    await assert.rejects(repository.project.read("marker"), { code: "ENOENT" });
  });

  it("takes neither git's variables nor a git that lies in the repository", async () => {
    const elsewhere = await Repository.with({ a: "" });
    const bin = repository.project.path("node_modules/.bin");
    await mkdir(bin, { recursive: true });
    await symlink(evil, path.join(bin, "git"));
    const before = { ...process.env };
    Object.assign(process.env, {
      PATH: ["", ".", "node_modules/.bin", bin, before["PATH"]].join(path.delimiter),
      GIT_DIR: elsewhere.project.path(".git"),
      GIT_INDEX_FILE: elsewhere.project.path(".git/index"),
      GIT_WORK_TREE: elsewhere.project.directory,
      GIT_EXTERNAL_DIFF: evil,
      GIT_PAGER: evil,
      GIT_SSH_COMMAND: evil,
      GIT_EXEC_PATH: bin,
      GIT_TRACE: marker,
      GIT_TRACE2: marker,
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "core.fsmonitor",
      GIT_CONFIG_VALUE_0: evil,
    });
    try {
      await runsNothing();
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      process.env["PATH"] = before["PATH"];
      await elsewhere.project.remove();
    }
  });

  it("takes no directory of files for a repository", async () => {
    await run("git", ["init", "-q", "--bare", repository.project.path("bare")]);
    await run("git", ["config", "--file", repository.project.path("bare/config"), "core.fsmonitor", evil]);
    await run("git", ["config", "--file", repository.project.path("bare/config"), "core.bare", "false"]);
    await run("git", ["config", "--file", repository.project.path("bare/config"), "core.worktree", ".."]);
    const { status, err } = await repository.project.run(["check", "--since", "main"], { cwd: "bare" });
    assert.deepEqual({ status, err }, { status: 2, err: "bulkhead: --since needs a git repository\n" });
    await assert.rejects(repository.project.read("marker"), { code: "ENOENT" });
  });
});

describe("what --since counts as changed", () => {
  let repository: Repository;
  afterEach(() => repository.project.remove());

  it("is neither an ignored file, unless it is tracked, nor line ends alone", async () => {
    repository = await Repository.with({
      ".gitignore": "compose.override.yaml\n",
      "a/compose.yaml": PRIVILEGED,
      "b/compose.yaml": PRIVILEGED,
      "c/compose.yaml": PRIVILEGED,
    });
    const override = "services:\n  web:\n    pid: host\n";
    await repository.project.write("a/compose.override.yaml", override);
    await repository.project.write("b/compose.override.yaml", override);
    await repository.project.write("c/compose.yaml", PRIVILEGED.replaceAll("\n", "\r\n"));
    assert.deepEqual(await repository.found(), []);
    await repository.git("add", "--force", "b/compose.override.yaml");
    assert.deepEqual(await repository.found(), ["b/compose.override.yaml", "b/compose.yaml"]);
  });

  it("is told with what keeps its ignore files from being read", async () => {
    repository = await Repository.with({ "compose.yaml": PRIVILEGED });
    await repository.project.write("new/compose.yaml", "services: {web: {image: acme/web:1, privileged: true}}\n");
    await mkdir(repository.project.path("new/.ignore"));
    const args = ["check", "new/compose.yaml", "--since", "HEAD", "--format", "json", "--fail-on", "never"];
    const { out } = await repository.project.run(args);
    assert.deepEqual(JSON.parse(out).problems, [{ file: "new/.ignore", line: 1, message: "is a directory" }]);
  });

  it("is a symbolic link that leads elsewhere, comes or goes, and what lies behind one", async () => {
    repository = await Repository.with({
      "a/web.yaml": PRIVILEGED,
      "b/web.yaml": WEB,
      "x/compose.yaml": "services:\n  web:\n    extends: {file: ../to/web.yaml, service: web}\n    pid: host\n",
    });
    await symlink("a", repository.project.path("to"));
    await repository.commit();
    const isCounted = async (): Promise<boolean> => (await repository.found()).includes("x/compose.yaml");
    await repository.git("branch", "-f", "start");
    assert.ok(!(await isCounted()));
    await repository.project.write("a/web.yaml", WEB);
    assert.ok(await isCounted(), "a changed file behind a link");
    await repository.git("checkout", "-q", ".");
    await rm(repository.project.path("to"));
    assert.ok(await isCounted(), "no link");
    await symlink("b", repository.project.path("to"));
    assert.ok(await isCounted(), "another link");
    await rm(repository.project.path("to"));
    await mkdir(repository.project.path("to"));
    await repository.project.write("to/web.yaml", PRIVILEGED);
    assert.ok(await isCounted(), "a directory in the place of a link");
  });

  it("is a submodule of another commit, and nothing that a sparse checkout leaves out", async () => {
    const inner = await Repository.with({ "compose.yaml": PRIVILEGED });
    repository = await Repository.with({ "a/compose.yaml": PRIVILEGED, "a/Dockerfile": "FROM debian:13\nUSER 1\n" });
    try {
      const add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.project.directory, "sub"];
      await repository.git(...add);
      await repository.commit();
      assert.deepEqual(await repository.found(), []);
      await repository.git("-C", "sub", "commit", "-q", "--allow-empty", "-m", "Next");
      assert.deepEqual(await repository.found(), []);
      await repository.git("add", "sub");
      assert.deepEqual(await repository.found(), ["sub/compose.yaml"]);
      await repository.git("reset", "-q", "--hard");
      await repository.git("sparse-checkout", "set", "--no-cone", "/*", "!a/Dockerfile");
      assert.deepEqual(await repository.found(), []);
    } finally {
      await inner.project.remove();
    }
  });

  it("is told by settings that changed", async () => {
    repository = await Repository.with({ "compose.yaml": PRIVILEGED });
    await repository.project.write(".bulkhead.yaml", "rules: {privileged: off}\n");
    await repository.project.write("compose.yaml", WEB);
    const { err } = await repository.since();
    assert.match(err, /^bulkhead: \.bulkhead\.yaml changed since main: look at what it hides$/m);
    assert.doesNotMatch((await repository.since("--no-config")).err, /look at/);
    assert.match(
      (await repository.since("--config", ".bulkhead.yaml")).err,
      /^bulkhead: \.bulkhead\.yaml changed since main/,
    );
    await repository.commit();
    assert.doesNotMatch((await repository.since()).err, /look at/);
  });
});

describe("a baseline with --since", () => {
  let repository: Repository;
  beforeEach(async () => {
    repository = await Repository.with({ "compose.yaml": WEB });
  });
  afterEach(() => repository.project.remove());

  const status = async (...args: readonly string[]): Promise<readonly [number, string]> => {
    const { status, err } = await repository.since(...args);
    return [status, err];
  };

  it("is that of the commit, so that a change cannot accept what it brings", async () => {
    const compared = ["--baseline", "baseline.json"];
    await repository.project.run(["check", "--write-baseline", ...compared]);
    await repository.commit();
    assert.deepEqual(await status(...compared), [0, ""]);
    await repository.git("checkout", "-q", "-b", "topic");
    await repository.project.write("compose.yaml", PRIVILEGED);
    await repository.project.run(["check", "--write-baseline", ...compared]);
    assert.deepEqual(await status(...compared), [1, ""]);
    await repository.commit();
    assert.deepEqual(await status(...compared), [1, ""]);
  });

  it("is empty where the commit has none, and read as it is outside of the repository", async () => {
    await repository.project.write("compose.yaml", PRIVILEGED);
    await repository.project.run(["check", "--baseline", "own.json", "--write-baseline"]);
    const said = "bulkhead: own.json is not in what main and this have in common: every finding is new\n";
    assert.deepEqual(await status("--baseline", "own.json"), [1, said]);
    const outside = await CliProject.with({ "baseline.json": await repository.project.read("own.json") });
    try {
      assert.deepEqual(await status("--baseline", outside.path("baseline.json")), [0, ""]);
      await symlink(outside.directory, repository.project.path("way"));
      assert.equal((await repository.since("--baseline", "way/baseline.json")).status, 1);
    } finally {
      await outside.remove();
    }
  });

  it("is refused where it was a symbolic link", async () => {
    await symlink("compose.yaml", repository.project.path("baseline.json"));
    await repository.commit();
    const message = "bulkhead: baseline.json is a symbolic link at main: name the file itself\n";
    assert.deepEqual(await status("--baseline", "baseline.json"), [2, message]);
  });
});
