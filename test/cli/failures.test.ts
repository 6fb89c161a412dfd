import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { CLI_THREADS } from "../../scripts/build.ts";
import { DEFAULT_ENGINE } from "../../server/analysis/facts/engine.ts";
import { analyze } from "../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import { EntryFixes } from "../../server/cli/check/entry-fixes.ts";
import { CliProject, type Outcome } from "./cli-project.ts";

const GOOD = "services:\n  web:\n    image: nginx:1.29\n    privileged: true\n";
const THROWS = `# it throws\n${GOOD}`;
const LOOPS = `# it loops\n${GOOD}`;
const FILES = { "a/compose.yaml": GOOD, "b/compose.yaml": THROWS, "c/compose.yaml": GOOD };

/** What the analysis of this process does with a text: it throws over one, and does not end over another. */
function spoilt(text: string): void {
  if (text.includes("# it throws")) throw new TypeError("out of order\nand more");
  for (; text.includes("# it loops"); );
}

/** The same for threads, whose program is bundled: every reader looks at the characters of its text. */
const PROGRAM = `
  const read = String.prototype.charCodeAt;
  String.prototype.charCodeAt = function (index) {
    if (this.length < 500 && this.startsWith("# it throws")) throw new TypeError("out of order\\nand more");
    return read.call(this, index);
  };
  await import(${JSON.stringify(pathToFileURL(CLI_THREADS).href)});
`;

describe("a file over which the analysis fails", () => {
  const compose = ParseCache.prototype.compose;
  let project: CliProject;

  before(() => {
    ParseCache.prototype.compose = function (file, text) {
      spoilt(text);
      return compose.call(this, file, text);
    };
  });
  after(() => {
    ParseCache.prototype.compose = compose;
  });
  afterEach(() => project.remove());

  const problem = { file: "b/compose.yaml", line: 1, message: "could not be checked: out of order", unchecked: true };

  function assertRest({ out, err, status }: Outcome, count: number): void {
    const { findings, problems, files } = JSON.parse(out);
    assert.deepEqual(problems, [problem]);
    assert.equal(files, count);
    const found = new Set(findings.map(({ location }: { location: { file: string } }) => location.file));
    assert.equal(found.size, count);
    assert.deepEqual([status, err], [1, ""]);
  }

  it("costs its own findings and no others, among few and among many", async () => {
    project = await CliProject.with({ ...FILES, "program.mjs": PROGRAM });
    assertRest(await project.run(["check", "--format", "json"]), 2);
    for (let index = 0; index < 250; index++) await project.write(`many/${index}/compose.yaml`, GOOD);
    const threads = project.path("program.mjs");
    assertRest(await project.run(["check", "--format", "json", "--no-fixes", "--jobs", "2"], { threads }), 252);
  });

  it("fails the job, and is told in every format, first of all", async () => {
    project = await CliProject.with(FILES);
    const only = ["check", "b"];
    const text = await project.run(only);
    assert.match(
      text.out,
      /^problem: b\/compose\.yaml:1: could not be checked: out of order\n\n1 file could not be fully checked\.\n$/,
    );
    assert.equal(text.status, 1);
    const all = await project.run(["check", "a", "b"]);
    assert.match(all.out, /\n1 file could not be fully checked\. 2 findings .*: 1 file checked, 1 problem\./);
    const allowed = await project.run([...only, "--fail-on", "never"]);
    assert.equal(allowed.status, 0);
    const sarif = JSON.parse((await project.run([...only, "--format", "sarif"])).out);
    const [notification] = sarif.runs[0].invocations[0].toolExecutionNotifications;
    assert.deepEqual([notification.level, notification.message.text], ["error", problem.message]);
    assert.equal(
      (await project.run([...only, "--format", "github"])).out,
      "::error file=b/compose.yaml,line=1,title=not checked::could not be checked: out of order\n",
    );
    const [issue] = JSON.parse((await project.run([...only, "--format", "gitlab"])).out);
    assert.deepEqual([issue.check_name, issue.location.path], ["unchecked", "b/compose.yaml"]);
    for (const format of ["markdown", "html"]) {
      const { out, status } = await project.run([...only, "--format", format]);
      assert.match(out, /1 file could not be fully checked\./);
      assert.equal(status, 1);
    }
  });

  it("fails a merge as well, of JSON and of SARIF", async () => {
    project = await CliProject.with(FILES);
    for (const format of ["json", "sarif"]) {
      await project.run(["check", "b", "--format", format, "--output", "report"]);
      const merge = ["merge", "report", "--format", format];
      assert.equal((await project.run(merge)).status, 1, format);
      assert.equal((await project.run([...merge, "--fail-on", "never"])).status, 0, format);
    }
  });

  it("has its stack on standard error, where it is asked for", async () => {
    project = await CliProject.with(FILES);
    const { err } = await project.run(["check", "b", "--verbose"]);
    assert.match(err, /^b\/compose\.yaml: TypeError: out of order\nand more\n {4}at /);
    assert.doesNotMatch((await project.run(["check", "b"])).err, /TypeError/);
  });

  it("is not kept in the cache", async () => {
    project = await CliProject.with(FILES);
    await project.run(["check", "b", "--cache"]);
    ParseCache.prototype.compose = compose;
    try {
      assert.match((await project.run(["check", "b", "--cache"])).out, /privileged/);
    } finally {
      ParseCache.prototype.compose = function (file, text) {
        spoilt(text);
        return compose.call(this, file, text);
      };
    }
  });

  it("is left as it is by --fix and --diff, and the others are fixed", async () => {
    project = await CliProject.with(FILES);
    const diff = await project.run(["check", "--fix-unsafe", "--diff"]);
    assert.match(diff.out, /a\/compose\.yaml/);
    assert.match(diff.out, /c\/compose\.yaml/);
    assert.match(diff.err, /b\/compose\.yaml could not be checked, so that nothing in it was fixed: out of order/);
    const { status, err } = await project.run(["check", "--fix-unsafe"]);
    assert.equal(status, 2);
    assert.match(err, /b\/compose\.yaml could not be checked, so that nothing in it was fixed: out of order/);
    assert.equal(await project.read("b/compose.yaml"), THROWS);
    for (const name of ["a", "c"]) assert.doesNotMatch(await project.read(`${name}/compose.yaml`), /privileged/);
  });

  it("is not explained, and the reason is one line", async () => {
    project = await CliProject.with(FILES);
    const { status, out, err } = await project.run(["explain", "b/compose.yaml"]);
    assert.deepEqual([status, out], [2, ""]);
    assert.equal(err, "bulkhead: b/compose.yaml could not be explained: out of order\n");
  });

  it("is given to a thread of its own where it takes long", async () => {
    project = await CliProject.with({ "a/compose.yaml": GOOD, "b/compose.yaml": LOOPS });
    const { out, status } = await project.run(["check", "--format", "json"]);
    const { findings, problems } = JSON.parse(out);
    assert.deepEqual(problems, []);
    assert.ok(findings.some(({ location }: { location: { file: string } }) => location.file === "b/compose.yaml"));
    assert.equal(status, 1);
  });
});

describe("fixes of a report", () => {
  const config = { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() } as const;
  const options = { cache: new ParseCache(), onRuleError: assert.fail };
  const analysis = analyze(
    ["file:///compose.yaml"],
    (uri) => (uri.endsWith("compose.yaml") ? GOOD : null),
    config,
    options,
  );
  const finding = analysis.findings.find(({ rule }) => rule === "privileged");

  it("that come too late are left out, and the report says so", () => {
    assert.ok(finding);
    const inTime = new EntryFixes(analysis, "all");
    assert.ok(inTime.of(finding).length > 0);
    assert.deepEqual(inTime.missing(), []);
    const late = new EntryFixes(analysis, "all", -1);
    assert.deepEqual(late.of(finding), []);
    assert.match(late.missing().join(), /: 1 finding without any /);
  });

  it("that fail cost themselves", () => {
    assert.ok(finding);
    const fixes = (): never => {
      throw new Error("out of order");
    };
    const failing = new EntryFixes({ ...analysis, fixes }, "all");
    assert.deepEqual(failing.of(finding), []);
    assert.deepEqual(failing.missing(), ["the fixes of 1 finding could not be made: out of order"]);
  });
});

describe("what lies beyond a bound", () => {
  let project: CliProject;
  afterEach(() => project.remove());

  const HIDDEN = "services:\n  web:\n    image: nginx:1.29\n    privileged: true\n";
  const padding = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));
  const many = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => line(index)).join("");
  const SMALL = "services:\n  web:\n    image: nginx:1.29\n";

  /** Each hides a privileged service from the analysis, which an engine would run. */
  const CASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "a file of more than 2 MiB": { "compose.yaml": `${padding("# padding\n", 2 * 1024 * 1024 + 1)}${HIDDEN}` },
    "a file of more than 1 MiB": { "compose.yaml": `${padding("# padding\n", 1024 * 1024 + 1)}${HIDDEN}` },
    "an included file of more than 2 MiB": {
      "compose.yaml": `include: [other.yaml]\n${SMALL.replace("web", "app")}`,
      "other.yaml": `${padding("# padding\n", 2 * 1024 * 1024 + 1)}${HIDDEN}`,
    },
    "more tokens than are read": { "compose.yaml": `x-a:\n${many(90_000, (index) => `  - [${index}]\n`)}${HIDDEN}` },
    "more documents than are read": { "compose.yaml": `${many(1_100, () => "---\n")}${HIDDEN}` },
    "values nested too deeply": { "compose.yaml": `x-a: ${"[".repeat(150)}${"]".repeat(150)}\n${HIDDEN}` },
    "a variable that grows": {
      "compose.yaml": `${SMALL}    privileged: \${A}\n`,
      ".env": `A=${"x".repeat(70_000)}\n`,
    },
    "an instruction that is too long": {
      Dockerfile: `FROM nginx:1.29\nRUN true ${padding("a ", 300_000)} && sudo su\n`,
    },
    "a Dockerfile of more than 1 MiB": { Dockerfile: `${padding("# padding\n", 1024 * 1024 + 1)}FROM nginx:1.29\n` },
    "more files than are read": {
      "compose.yaml": `${SMALL}${many(1_100, (index) => `  s${index}:\n    build: {context: d${index}}\n`)}`,
    },
    "mistakes enough to hide that more is left out": {
      "compose.yaml": `${many(300, () => "a: ]\n")}x-a: [${padding("0,", 300_000)}]\n${HIDDEN}`,
    },
    "problems enough to hide that more is left out": {
      Dockerfile: `FROM nginx:1.29\n${many(300, () => "NOTHING x\n")}RUN true ${padding("a ", 300_000)}\n`,
    },
  };

  for (const [what, files] of Object.entries(CASES)) {
    it(`does not pass for checked: ${what}`, async () => {
      project = await CliProject.with(files);
      const { out, status } = await project.run(["check", "--format", "json", "--no-fixes"]);
      const { problems } = JSON.parse(out);
      assert.equal(problems.filter(({ unchecked }: { unchecked?: true }) => unchecked).length, 1, out.slice(0, 2_000));
      assert.equal(status, 1);
      assert.match((await project.run(["check", "--no-fixes"])).out, /1 file could not be fully checked\./);
    });
  }
});
