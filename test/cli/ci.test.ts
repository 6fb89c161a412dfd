import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, chown, glob, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { ownCacheDirectory } from "../../server/cli/check/cache-directory.ts";
import { schemaCheck } from "../analysis/facts/json-schema.ts";
import { sarifCheck } from "../analysis/report/sarif-schema.ts";
import { type Circumstances, CliProject, type Outcome } from "./cli-project.ts";

const run = promisify(execFile);
const checkSchema = schemaCheck("check");
const checkSarif = sarifCheck();

const WEB = "services:\n  web:\n    image: acme/web:1\n    user: '1000'\n";
const PRIVILEGED = `${WEB}    privileged: true\n`;

interface Json {
  readonly findings: readonly {
    readonly rule: string;
    readonly location: { readonly file: string };
    readonly fixes: readonly unknown[];
    readonly evidence?: string;
  }[];
  readonly problems: readonly unknown[];
  readonly files: number;
  readonly baseline?: { readonly known: number; readonly gone: readonly { readonly rule: string }[] };
}

function json(text: string): Json {
  const value: unknown = JSON.parse(text);
  checkSchema(value);
  return value as Json;
}

/** The findings as `file rule`. */
function found({ out }: Outcome): readonly string[] {
  return json(out).findings.map(({ rule, location }) => `${location.file} ${rule}`);
}

/** A project in a directory of its own for each test of a suite. */
function eachWith(files: Readonly<Record<string, string>>): () => CliProject {
  let project: CliProject;
  beforeEach(async () => {
    project = await CliProject.with(files);
  });
  afterEach(() => project.remove());
  return () => project;
}

describe("reports of bulkhead check", () => {
  const project = eachWith({ "compose.yaml": PRIVILEGED });

  it("go to a file, and a line tells what was found", async () => {
    const { status, out, err } = await project().run(["check", "--format", "json", "--output", "report.json"]);
    assert.deepEqual({ status, out }, { status: 1, out: "" });
    assert.match(err, /^\d findings \(1 error, .*\): 1 file checked\./);
    assert.ok(json(await project().read("report.json")).findings.length > 0);
  });

  it("are several where several are asked for", async () => {
    const reports = ["--report", "sarif=a.sarif", "--report", "markdown=b.md", "--report", "html=c.html"];
    const { status, out } = await project().run(["check", "--format", "github", ...reports]);
    assert.equal(status, 1);
    assert.match(out, /^::error file=compose\.yaml,line=5,/m);
    checkSarif(JSON.parse(await project().read("a.sarif")));
    assert.match(await project().read("b.md"), /^## Bulkhead\n/);
    const page = await project().read("c.html");
    assert.match(page, /^<!doctype html>/);
    assert.match(page, /<h3><code>compose\.yaml<\/code><\/h3>\n<div[^>]*>\n<svg [^>]*role="img"/);
    assert.match(page, /<td><code>compose\.yaml:5<\/code><\/td>/);
    assert.ok(!/data-at="|<button|file:\/\/|\sstyle=/.test(page));
  });

  it("name no fixes with --no-fixes", async () => {
    const fixes = async (...flags: readonly string[]): Promise<number> => {
      const { out } = await project().run(["check", "--format", "json", ...flags]);
      return json(out).findings.reduce((sum, finding) => sum + finding.fixes.length, 0);
    };
    assert.ok((await fixes()) > 0);
    assert.equal(await fixes("--no-fixes"), 0);
  });

  it("hold in SARIF what comments allow, with the reason", async () => {
    await project().write(
      "compose.yaml",
      PRIVILEGED.replace("true", "true # bulkhead: allow privileged -- it is a probe"),
    );
    const { status, out } = await project().run(["check", "--format", "sarif"]);
    assert.equal(status, 0);
    const log = JSON.parse(out);
    checkSarif(log);
    const { results } = log.runs[0];
    const allowed = results.filter((result: { suppressions?: unknown }) => result.suppressions !== undefined);
    assert.deepEqual(
      allowed.map((result: { ruleId: string; suppressions: unknown }) => [result.ruleId, result.suppressions]),
      [["privileged", [{ kind: "inSource", justification: "it is a probe" }]]],
    );
  });

  const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [["--report", "xml=a"], /argument 'xml=a' is invalid\. It is a format and a file/],
    [["--output", "no/such/dir/a"], /^bulkhead: no\/such\/dir\/a cannot be written: /],
    [["--max-exposure", "11"], /argument '11' is invalid\. It is a number from 0 to 10\./],
    [["--jobs", "0"], /argument '0' is invalid/],
    [["--shard", "3/2"], /argument '3\/2' is invalid\. It is a part and the number of parts/],
    [["--write-baseline"], /^bulkhead: --write-baseline needs --baseline FILE/],
    [["--baseline", "b.json"], /^bulkhead: b\.json does not exist; --write-baseline creates it/],
    [["--baseline", "compose.yaml"], /^bulkhead: compose\.yaml is not a baseline that --write-baseline wrote/],
    [["--since", "HEAD"], /^bulkhead: --since needs a git repository/],
    [["--fix", "--since", "HEAD"], /^bulkhead: --since does not narrow what --fix changes/],
    [["--shard", "1/2", "-f", "compose.yaml"], /^bulkhead: --shard parts what is found under directories/],
  ];
  for (const [args, message] of refused) {
    it(`cannot be had with ${args.join(" ")}, and it says why`, async () => {
      const { status, out, err } = await project().run(["check", ...args]);
      assert.deepEqual({ status, out }, { status: 2, out: "" });
      assert.match(err, message);
    });
  }
});

describe("what is hidden", () => {
  const SETTINGS = [
    "rules: {host-pid: off}",
    "paths: {ignore: [left/**]}",
    "exceptions:",
    "  - {rule: host-ipc, reason: It is shared.}",
  ].join("\n");
  const project = eachWith({
    "compose.yaml": `${PRIVILEGED.replace("true", "true # bulkhead: allow privileged -- it is a probe")}    pid: host\n    ipc: host\n`,
    "left/compose.yaml": PRIVILEGED,
    ".bulkhead.yaml": SETTINGS,
  });
  const hiddenWith = async (...args: readonly string[]): Promise<unknown> =>
    (JSON.parse((await project().run(["check", "--format", "json", ...args])).out) as { hidden?: unknown }).hidden;

  it("is told in a sentence of every summary, and counted in JSON, from a cache too", async () => {
    const left = json((await project().run(["check", "left", "--no-config", "--format", "json"])).out).findings.length;
    const hidden = { settings: left + 2, comments: 1 };
    const sentence = `Hidden: ${left + 2} by settings, 1 by comments.`;
    const { out, err } = await project().run(["check", "--report", "markdown=a.md", "--report", "html=a.html"]);
    assert.ok(out.endsWith(` ${sentence}\n`) || out.includes(`. ${sentence} `), out + err);
    for (const file of ["a.md", "a.html"]) assert.ok((await project().read(file)).includes(sentence), file);
    assert.ok((await project().run(["check", "--output", "a.txt"])).err.includes(sentence));
    assert.deepEqual(await hiddenWith(), hidden);
    const home = await CliProject.with({});
    try {
      for (let time = 0; time < 2; time++)
        assert.deepEqual(await hiddenWith("--cache-location", home.path("kept")), hidden);
    } finally {
      await home.remove();
    }
  });

  it("is added up over shards", async () => {
    const whole = await hiddenWith();
    for (const part of ["1", "2"])
      await project().run(["check", "--shard", `${part}/2`, "--format", "json", "--output", `${part}.json`]);
    const { out } = await project().run(["merge", "1.json", "2.json", "--format", "json"]);
    json(out);
    assert.deepEqual((JSON.parse(out) as { hidden?: unknown }).hidden, whole);
  });

  it("is not spoken of where nothing is", async () => {
    await project().write("compose.yaml", WEB);
    await project().write(".bulkhead.yaml", "rules: {host-pid: off}\npaths: {ignore: [none/**]}\n");
    await rm(project().path("left"), { recursive: true });
    assert.equal(await hiddenWith(), undefined);
    assert.doesNotMatch((await project().run(["check"])).out, /Hidden/);
  });
});

describe("--max-exposure", () => {
  const project = eachWith({ "compose.yaml": PRIVILEGED });

  it("reports each container above it, whatever --fail-on says", async () => {
    const { status, out } = await project().run(["check", "--max-exposure", "8.9", "--fail-on", "never"]);
    assert.equal(status, 1);
    assert.match(out, /error\[max-exposure\]: Service "web" has an exposure of 9(?:\.\d)? \(open\), above 8\.9\./);
    assert.match(out, /^ *--> compose\.yaml:2:3$/m);
  });

  it("says nothing of containers at or below it", async () => {
    const { status, out } = await project().run(["check", "--max-exposure", "10", "--fail-on", "never"]);
    assert.equal(status, 0);
    assert.ok(!out.includes("max-exposure"));
  });
});

describe("a baseline", () => {
  const project = eachWith({ "compose.yaml": PRIVILEGED });
  const compared = ["check", "--baseline", "baseline.json"];

  beforeEach(async () => {
    const { status, err } = await project().run([...compared, "--write-baseline"]);
    assert.equal(status, 0);
    assert.match(err, /^Wrote \d findings to baseline\.json\.$/m);
  });

  it("accepts what it knows", async () => {
    const { status, out } = await project().run(compared);
    assert.equal(status, 0);
    assert.match(out, /^No new findings: 1 file checked\. The baseline has \d more\.\n$/);
  });

  it("does not accept what is new, and says what is gone", async () => {
    await project().write("compose.yaml", `# a line that moves all\n${WEB}    pid: host\n`);
    const { status, out } = await project().run([...compared, "--format", "json", "--fail-on", "warning"]);
    assert.equal(status, 1);
    const { findings, baseline } = json(out);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["host-pid"],
    );
    assert.deepEqual(
      baseline?.gone.map(({ rule }) => rule),
      ["privileged"],
    );
  });

  it("counts findings that are told the same way", async () => {
    const lines = JSON.parse(await project().read("baseline.json"));
    await project().write(
      "baseline.json",
      JSON.stringify({ ...lines, findings: [...lines.findings, ...lines.findings] }),
    );
    const { out } = await project().run([...compared, "--format", "json"]);
    assert.equal(json(out).baseline?.gone.length, lines.findings.length);
  });

  it("tells findings of files that are no longer there as gone", async () => {
    await rm(project().path("compose.yaml"));
    const { status, out } = await project().run([...compared, "--format", "json"]);
    assert.equal(status, 0);
    assert.ok(json(out).baseline?.gone.some(({ rule }) => rule === "privileged"));
  });

  it("does not tell of files that were not looked at", async () => {
    await project().write("other/compose.yaml", WEB);
    const { out } = await project().run([...compared, "other", "--format", "json"]);
    assert.deepEqual(json(out).baseline?.gone, []);
  });

  it("does not take for gone what a part of the project does not tell", async () => {
    await project().write("api/Dockerfile", "FROM node:24\nRUN curl https://example.com/install.sh | sh\n");
    await project().write("compose.yaml", "services:\n  api:\n    build: ./api\n");
    await project().run([...compared, "--write-baseline"]);
    const { out } = await project().run([...compared, "compose.yaml", "--format", "json"]);
    assert.deepEqual(json(out).baseline?.gone, []);
  });

  it("keeps what it has of files that were not checked, where paths are named", async () => {
    const files = async (): Promise<readonly string[]> => {
      const { findings } = JSON.parse(await project().read("baseline.json")) as { findings: { file: string }[] };
      return [...new Set(findings.map(({ file }) => file))];
    };
    await project().write("other/compose.yaml", PRIVILEGED);
    await project().write("gone/compose.yaml", PRIVILEGED);
    await project().write("api/Dockerfile", "FROM node:24\nRUN curl https://example.com/install.sh | sh\n");
    await project().write("api/compose.yaml", "services:\n  api:\n    build: .\n    pid: host\n");
    await project().run([...compared, "--write-baseline"]);
    const whole = await project().read("baseline.json");
    await rm(project().path("gone"), { recursive: true });
    await project().write("other/compose.yaml", "services: {}\n");
    const { err } = await project().run([...compared, "other", "--write-baseline"]);
    assert.match(err, /^Wrote \d+ findings to baseline\.json, \d+ of them of files that were not checked\.$/m);
    assert.deepEqual(await files(), ["api/Dockerfile", "api/compose.yaml", "compose.yaml"]);
    await project().run([...compared, "-f", "api/compose.yaml", "--write-baseline"]);
    // What was looked at for a service alone keeps what its own check finds.
    const ofDockerfile = (text: string) => text.split("\n").filter((line) => line.includes('"api/Dockerfile"'));
    assert.deepEqual(ofDockerfile(await project().read("baseline.json")), ofDockerfile(whole));
    assert.deepEqual(await files(), ["api/Dockerfile", "api/compose.yaml", "compose.yaml"]);
    await project().run([...compared, "--write-baseline"]);
    const { status, out } = await project().run(compared);
    assert.equal(status, 0, out);
  });

  it("is not replaced by a part where it is none", async () => {
    await project().write("baseline.json", "{}");
    const part = await project().run([...compared, "compose.yaml", "--write-baseline"]);
    assert.deepEqual([part.status, await project().read("baseline.json")], [2, "{}"]);
    assert.match(part.err, /baseline\.json is not a baseline that --write-baseline wrote/);
    assert.equal((await project().run([...compared, "--write-baseline"])).status, 0);
  });

  it("is not waited for", async () => {
    await rm(project().path("baseline.json"));
    await run("mkfifo", [project().path("baseline.json")]);
    const said = (await project().run(compared)).err;
    assert.equal(said, "bulkhead: baseline.json is not a regular file\n");
    assert.equal((await project().run(["merge", "baseline.json"])).err, said);
    assert.equal((await project().run(["check", "--config", "baseline.json"])).err, said);
  });

  it("is the same file for the same findings", async () => {
    const before = await project().read("baseline.json");
    await project().run([...compared, "--write-baseline", "--jobs", "1"]);
    assert.equal(await project().read("baseline.json"), before);
  });
});

describe("--since", () => {
  const project = eachWith({
    "a/compose.yaml": PRIVILEGED,
    "b/compose.yaml": PRIVILEGED,
    "b/base.yaml": WEB,
    "c/compose.yaml": "services:\n  app:\n    build: .\n    privileged: true\n",
    "c/Dockerfile": "FROM debian:13\nUSER 1000\n",
    "d/compose.yaml": "services:\n  web:\n    extends: {file: ../b/base.yaml, service: web}\n    privileged: true\n",
  });
  const git = async (...args: readonly string[]): Promise<string> => {
    const author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    return (await run("git", [...author, ...args], { cwd: project().directory })).stdout;
  };
  const commit = async (): Promise<void> => {
    await git("add", "-A");
    await git("commit", "-q", "-m", "Change", "--allow-empty");
  };
  const since = (ref: string, circumstances?: Circumstances): Promise<Outcome> =>
    project().run(["check", "--since", ref, "--format", "json", "--no-fixes"], circumstances);
  const directories = (outcome: Outcome): readonly string[] => [
    ...new Set(json(outcome.out).findings.map(({ location }) => location.file)),
  ];

  beforeEach(async () => {
    await git("init", "-q", "-b", "main");
    await commit();
  });

  it("finds nothing where nothing changed", async () => {
    const outcome = await since("HEAD");
    assert.deepEqual([outcome.status, directories(outcome), json(outcome.out).files], [0, [], 0]);
  });

  it("looks at files that were changed, committed or not", async () => {
    await project().write("a/compose.yaml", `${PRIVILEGED}    cpus: 1\n`);
    assert.deepEqual(directories(await since("HEAD")), ["a/compose.yaml"]);
    await commit();
    assert.deepEqual(directories(await since("HEAD")), []);
    assert.deepEqual(directories(await since("HEAD~1")), ["a/compose.yaml"]);
  });

  it("looks at projects that a change affects: a Dockerfile, an extended file, an override that comes or goes", async () => {
    await project().write("c/Dockerfile", "FROM debian:13\nUSER 1001\n");
    assert.deepEqual(directories(await since("HEAD")), ["c/compose.yaml"]);
    await project().write("b/base.yaml", `${WEB}    cpus: 1\n`);
    assert.deepEqual(directories(await since("HEAD")), ["b/base.yaml", "c/compose.yaml", "d/compose.yaml"]);
    await commit();
    await project().write("a/compose.override.yaml", "services:\n  web:\n    pid: host\n");
    assert.deepEqual(directories(await since("HEAD")), ["a/compose.override.yaml", "a/compose.yaml"]);
    await commit();
    await rm(project().path("a/compose.override.yaml"));
    assert.deepEqual(directories(await since("HEAD")), ["a/compose.yaml"]);
  });

  it("looks at all that changed settings rule", async () => {
    await project().write("b/.bulkhead.yaml", "profile: strict\n");
    assert.deepEqual(directories(await since("HEAD")), ["b/base.yaml", "b/compose.yaml"]);
  });

  it("starts where the branches parted", async () => {
    await git("checkout", "-q", "-b", "topic");
    await project().write("a/compose.yaml", `${PRIVILEGED}    cpus: 1\n`);
    await commit();
    await git("checkout", "-q", "main");
    await project().write("b/compose.yaml", `${PRIVILEGED}    cpus: 1\n`);
    await commit();
    await git("checkout", "-q", "topic");
    assert.deepEqual(directories(await since("main")), ["a/compose.yaml"]);
  });

  it("works below the repository's root, with names of there", async () => {
    await project().write("a/compose.yaml", `${PRIVILEGED}    cpus: 1\n`);
    assert.deepEqual(directories(await since("HEAD", { cwd: "a" })), ["compose.yaml"]);
    assert.deepEqual(directories(await since("HEAD", { cwd: "b" })), []);
  });

  it("takes no option for a commit, and runs no program that the repository names", async () => {
    const marker = project().path("marker");
    await git("config", "core.fsmonitor", `touch ${marker} #`);
    await git("config", "diff.external", `touch ${marker} #`);
    await project().write("a/compose.yaml", `${PRIVILEGED}    cpus: 1\n`);
    assert.deepEqual(directories(await since("HEAD")), ["a/compose.yaml"]);
    await assert.rejects(project().read("marker"));
    const { status, err } = await since("--output=marker");
    assert.equal(status, 2);
    assert.match(err, /^bulkhead: --since: git knows no commit "--output=marker"$/m);
    await assert.rejects(project().read("marker"));
  });

  it("says so where there is no such commit, and where the histories have nothing in common", async () => {
    assert.match((await since("gone")).err, /git knows no commit "gone"/);
    await git("checkout", "-q", "--orphan", "other");
    await project().write("a/compose.yaml", WEB);
    await commit();
    assert.match((await since("main")).err, /"main" has no history in common with HEAD; fetch more of it/);
  });
});

describe("shards", () => {
  const files: Record<string, string> = {};
  for (let index = 0; index < 12; index++) {
    files[`app${index}/compose.yaml`] =
      index % 2 === 0 ? PRIVILEGED : "services:\n  web: {build: ../shared, pid: host}\n";
    files[`app${index}/compose.override.yaml`] = "services:\n  web:\n    cap_add: [SYS_ADMIN, NET_ADMIN]\n";
  }
  files["shared/Dockerfile"] = "FROM debian:13\nRUN apt-get update\nCMD [sleep]\n";
  files["broken/compose.yaml"] = "services: [\n";
  const project = eachWith(files);

  const reports = async (format: string): Promise<readonly string[]> => {
    const names = [1, 2, 3].map((index) => `part${index}.${format}`);
    for (const [index, name] of names.entries()) {
      const { status } = await project().run([
        "check",
        "--shard",
        `${index + 1}/3`,
        "--format",
        format,
        "--output",
        name,
      ]);
      assert.ok(status < 2);
    }
    return names;
  };

  it("come to what one run finds", async () => {
    const whole = json((await project().run(["check", "--format", "json"])).out);
    const parts = await reports("json");
    const shares = await Promise.all(parts.map(async (name) => json(await project().read(name)).findings.length));
    assert.ok(shares.filter((count) => count > 0).length > 1, "one shard found everything");
    const { status, out } = await project().run(["merge", ...parts, "--format", "json"]);
    assert.equal(status, 1);
    assert.deepEqual(json(out), whole);
    assert.match((await project().run(["merge", ...parts, "--format", "sarif"])).out, /"ruleId": "host-pid"/);
  });

  it("come to what one run finds in SARIF too", async () => {
    const key = (result: { ruleId: string; locations: unknown; partialFingerprints: unknown }): string =>
      JSON.stringify([result.ruleId, result.locations, result.partialFingerprints]);
    const whole = JSON.parse((await project().run(["check", "--format", "sarif"])).out);
    const { status, out } = await project().run(["merge", ...(await reports("sarif")), "--format", "sarif"]);
    assert.equal(status, 1);
    const merged = JSON.parse(out);
    checkSarif(merged);
    assert.deepEqual(merged.runs[0].results.map(key).sort(), whole.runs[0].results.map(key).sort());
    assert.deepEqual(merged.runs[0].tool, whole.runs[0].tool);
    assert.deepEqual(merged.runs[0].artifacts, whole.runs[0].artifacts);
    assert.deepEqual(merged.runs[0].invocations, whole.runs[0].invocations);
  });

  it("are not merged where one is missing, or where a file is no report", async () => {
    const [first = "", second = ""] = await reports("json");
    const messages = async (...names: readonly string[]): Promise<string> =>
      (await project().run(["merge", ...names])).err;
    assert.equal(await messages(first, second), "bulkhead: the report of shard 3/3 is missing\n");
    assert.equal(await messages("check.json"), "bulkhead: check.json does not exist\n");
    assert.equal(await messages("broken/compose.yaml"), "bulkhead: broken/compose.yaml is not JSON\n");
    await project().write("other.json", '{"version":1,"findings":[{"rule":1}],"problems":[],"files":0}');
    assert.match(await messages("other.json"), /^bulkhead: other\.json is no report that check wrote/);
    await project().write("other.sarif", '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}}}]}');
    assert.match((await project().run(["merge", "other.sarif", "--format", "sarif"])).err, /that Bulkhead wrote/);
    assert.match(await messages("other.sarif", first), /JSON reports or SARIF reports, not both/);
  });
});

describe("--cache", () => {
  const project = eachWith({
    "compose.yaml": "services:\n  web:\n    build: .\n    privileged: true\n",
    Dockerfile: "FROM debian:13\nUSER 1000\n",
  });
  const home = eachWith({});
  const cachedIn = (directory: string, ...flags: readonly string[]): Promise<Outcome> =>
    project().run(["check", "--format", "json", "--cache-location", directory, ...flags]);
  const cached = (...flags: readonly string[]): Promise<Outcome> => cachedIn(home().path("kept"), ...flags);
  /** Changes every kept result; `change` is given its text and the key that it is kept under. */
  const changeKept = async (
    change: (text: string, key: string, file: string) => string | Promise<void>,
  ): Promise<void> => {
    let count = 0;
    for await (const name of glob("**/*.json", { cwd: home().path("kept") })) {
      const file = home().path(`kept/${name}`);
      const changed = await change(await readFile(file, "utf8"), path.basename(name, ".json"), file);
      if (changed !== undefined) await writeFile(file, changed);
      count++;
    }
    assert.ok(count > 0, "nothing is kept");
  };
  const sealed = (text: string, key: string): string =>
    `${createHash("sha256").update(`${key}\n${text}`).digest("hex")}\n${text}`;
  const resultIn = (kept: string): string => kept.slice(kept.indexOf("\n") + 1);
  /** Makes a mark in every kept result, so that one that is used again shows. */
  const mark = (): Promise<void> =>
    changeKept((kept, key) => sealed(resultIn(kept).replaceAll("is privileged", "is MARKED"), key));

  it("gives the same report, from what was kept", async () => {
    const first = await cached();
    assert.deepEqual(await cached(), first);
    await mark();
    const { out } = await cached();
    assert.match(out, /is MARKED/);
    assert.deepEqual(found({ ...first, out }), found(first));
  });

  it("is not used once a file that counted changes, comes or goes", async () => {
    const changes: readonly (() => Promise<void>)[] = [
      () => project().write("Dockerfile", "FROM debian:13\nUSER 1001\n"),
      () => project().write("compose.override.yaml", "services:\n  web:\n    pid: host\n"),
      () => rm(project().path("compose.override.yaml")),
      () => project().write(".env", "A=b\n"),
    ];
    for (const [index, change] of changes.entries()) {
      await cached();
      await mark();
      assert.match((await cached()).out, /is MARKED/);
      await change();
      assert.ok(!(await cached()).out.includes("MARKED"), `change ${index} was not seen`);
    }
  });

  it("is not used for other options or settings", async () => {
    await cached();
    await mark();
    assert.ok(!(await cached("--profile", "strict")).out.includes("MARKED"));
    assert.ok(!(await cached("--no-fixes")).out.includes("MARKED"));
    assert.ok(!(await cached("--max-exposure", "1")).out.includes("MARKED"));
    await project().write(".bulkhead.yaml", "rules: {exposed-port: off}\n");
    assert.ok(!(await cached()).out.includes("MARKED"));
  });

  it("does no harm where results are damaged, changed, exchanged, or no files at all", async () => {
    const first = await cached();
    const others: string[] = [];
    await changeKept(async (kept) => void others.push(kept));
    const damages: readonly ((kept: string, key: string, file: string) => string | Promise<void>)[] = [
      () => "",
      () => "{",
      (kept) => kept.slice(0, -20),
      (kept) => kept.replace("is privileged", "is MARKED"),
      (kept) => resultIn(kept),
      (kept) => `${kept}\n`,
      () => '{"reads":[null],"outcome":{}}',
      () => '{"reads":[],"outcome":{}}',
      (_, key) => sealed('{"reads":[],"outcome":{}}', `${key}0`),
      (kept) => others.find((other) => other !== kept) ?? "",
      async (_, __, file) => {
        await rm(file);
        await mkdir(file);
      },
      async (_, __, file) => {
        await rm(file, { recursive: true });
        await run("mkfifo", [file]);
      },
      async (_, __, file) => {
        await rm(file);
        await symlink("/dev/zero", file);
      },
    ];
    for (const damage of damages) {
      await rm(home().path("kept"), { recursive: true });
      await cached();
      await changeKept(damage);
      assert.deepEqual(await cached(), first, String(damage));
    }
  });

  it("lies among the user's own files, for no one else to read", async () => {
    const env = { HOME: home().directory, XDG_CACHE_HOME: home().path("xdg"), LOCALAPPDATA: home().path("local") };
    await project().run(["check", "--cache"], { env });
    const directory = ownCacheDirectory(env, process.platform);
    assert.ok((await readdir(directory)).length > 0);
    if (process.platform !== "win32") assert.equal((await stat(directory)).mode & 0o777, 0o700);
    assert.deepEqual((await readdir(project().directory)).sort(), ["Dockerfile", "compose.yaml"]);
    const places = (["linux", "darwin", "win32"] as const).map((one) => ownCacheDirectory({ HOME: "/h" }, one));
    assert.deepEqual(places, ["/h/.cache/bulkhead", "/h/Library/Caches/bulkhead", "/h/AppData/Local/bulkhead"]);
    assert.equal(ownCacheDirectory({ HOME: "/h", XDG_CACHE_HOME: "relative" }, "linux"), "/h/.cache/bulkhead");
  });

  it("is not read, nor made, in what is checked", async () => {
    await mkdir(home().path("sub"));
    await symlink(project().directory, home().path("way"));
    await symlink(home().directory, project().path("out"));
    await mkdir(home().path("repository/.git"), { recursive: true });
    const refused = [
      ["kept"],
      ["."],
      [project().path("a/b")],
      [home().path("way/kept")],
      ["out/kept"],
      [home().path("sub/kept"), home().path("sub")],
      [home().path("sub/kept"), home().path("sub/*.yaml")],
      [home().path("repository/kept"), home().path("repository/sub")],
    ] as const;
    await mkdir(home().path("repository/sub"));
    for (const [directory, ...paths] of refused) {
      const { status, out, err } = await cachedIn(directory, ...paths);
      assert.deepEqual({ status, out }, { status: 2, out: "" }, directory);
      assert.match(err, /^bulkhead: the cache \S+ lies in what is checked, which could forge it: /);
    }
    const inTree = { HOME: project().path("home"), XDG_CACHE_HOME: project().path("xdg") };
    const { err } = await project().run(["check", "--cache"], { env: inTree });
    assert.match(err, /lies in what is checked, which could forge it: --cache-location puts it elsewhere\n$/);
    await rm(project().path("out"));
    assert.deepEqual((await readdir(project().directory)).sort(), ["Dockerfile", "compose.yaml"]);
    assert.deepEqual((await readdir(home().directory)).sort(), ["repository", "sub", "way"]);
  });

  if (process.platform !== "win32") {
    it("is not shared with users who could forge it", async () => {
      await mkdir(home().path("kept"));
      await chmod(home().path("kept"), 0o777);
      assert.match(
        (await cached()).err,
        /^bulkhead: the cache \S+ may be written by other users, who could forge it$/m,
      );
      if (process.getuid?.() !== 0) return;
      await chmod(home().path("kept"), 0o755);
      await chown(home().path("kept"), 65534, 65534);
      assert.match((await cached()).err, /^bulkhead: the cache \S+ belongs to another user, who could forge it$/m);
    });
  }

  it("is done without where it cannot be made", async () => {
    const first = await project().run(["check", "--format", "json"]);
    await home().write("file", "");
    assert.deepEqual(await cachedIn(home().path("file/kept")), first);
  });
});

describe("progress", () => {
  it("is shown on a terminal, and leaves nothing behind", async () => {
    const project = await CliProject.with({ "compose.yaml": PRIVILEGED });
    const shown: string[] = [];
    const status = (text: string): void => void shown.push(text);
    try {
      await project.run(["check"], { status });
      assert.equal(shown[0], `\r\u{1b}[K[${"=".repeat(24)}] 1 of 1 files`);
      assert.equal(shown.at(-1), "\r\u{1b}[K");
      shown.length = 0;
      await project.run(["check", "--quiet"], { status });
      assert.deepEqual(shown, []);
      const { err } = await project.run(["check"]);
      assert.equal(err, "");
    } finally {
      await project.remove();
    }
  });
});
