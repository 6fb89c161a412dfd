import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, it } from "mocha";
import {
  assertInert,
  assertNoCommand,
  assertSayable,
  assertStrictJson,
  fileName,
  HOSTILE,
  walkTexts,
} from "../../scripts/fuzz/hostile-output.ts";
import { ruleAddress } from "../../server/analysis/report/rule-address.ts";
import { RULES_BY_ID } from "../../server/analysis/rules/index.ts";
import { load } from "../../server/analysis/run/load.ts";
import { sarifCheck } from "../analysis/report/sarif-schema.ts";
import { CliProject, type Outcome } from "../cli/cli-project.ts";
import { connect, PULLING, PUSHED } from "../lsp/lsp-client.ts";

const checkSarif = sarifCheck();

/** What a stranger chooses: a text for each kind of place in which one can stand. */
interface Names {
  readonly service: string;
  readonly image: string;
  readonly path: string;
  readonly variable: string;
  readonly comment: string;
  readonly directory: string;
  readonly dockerfile: string;
  readonly setting: string;
}

const NAMES: fc.Arbitrary<Names> = fc.record({
  service: HOSTILE,
  image: HOSTILE,
  path: HOSTILE,
  variable: HOSTILE,
  // A line of source text as it is; YAML itself refuses most control characters, and the rest of the file with them.
  comment: HOSTILE.map((text) => text.toWellFormed().replace(/[\n\r\u0085\u2028\u2029]/g, " ")),
  directory: HOSTILE.map(fileName),
  dockerfile: HOSTILE.map(fileName),
  setting: HOSTILE,
});

const quoted = (text: string): string => JSON.stringify(text);

function composeOf({ service, image, path, variable, comment, dockerfile }: Names): string {
  return [
    `# ${comment}`,
    "services:",
    `  ${quoted(service)}:`,
    `    image: ${quoted(image)}`,
    `    build: {context: ., dockerfile: ${quoted(dockerfile)}, args: {${quoted(variable)}: ${quoted(path)}}}`,
    `    privileged: true # ${comment}`,
    "    pid: host",
    `    ipc: ${quoted(`service:${variable}`)}`,
    `    ipc_: ${quoted(image)}`,
    `    # bulkhead: allow host-pid -- ${comment}`,
    `    userns_mode: host # bulkhead: allow host-userns -- ${comment}`,
    `    user: ${quoted(variable)}`,
    `    volumes: [${quoted(`/var/run/docker.sock:/${path}`)}, ${quoted(`/etc/${path}:/y`)}, "./data:/var/lib/data"]`,
    `    devices: [${quoted(`/dev/${path}:/dev/x`)}]`,
    `    networks: [${quoted(variable)}]`,
    `    sysctls: {${quoted(variable)}: ${quoted(image)}}`,
    `    ports: [${quoted(`\${${variable.replace(/\W/g, "_")}}:2375`)}, "8080:80"]`,
    `    environment: {${quoted(variable)}: ${quoted(path)}, PASSWORD: ${quoted(image)}}`,
    `    security_opt: [${quoted(`apparmor:${path}`)}, "seccomp:unconfined", ${quoted(variable)}]`,
    `    extends: {file: ${quoted(dockerfile)}, service: ${quoted(image)}}`,
    "  plain:",
    "    image: nginx:1.29",
    `    privileged: true # ${comment}`,
    `networks: {${quoted(variable)}: {name: ${quoted(image)}}}`,
    "",
  ].join("\n");
}

function dockerfileOf({ image, path, variable, comment }: Names): string {
  const line = (text: string): string => text.replace(/\s/g, " ");
  return [
    `# ${comment}`,
    `ARG ${line(variable)}=${line(image)}`,
    `FROM debian:12 AS ${line(image)}`,
    `ENV PASSWORD=${line(path)}`,
    `RUN sudo apt-get install ${line(path)}`,
    `RUN chmod 777 /${line(path)} # ${comment}`,
    `ADD https://example.org/${line(path)} /x`,
    "USER root",
    "",
  ].join("\n");
}

async function projectOf(names: Names): Promise<CliProject> {
  const settings = `rules: {${quoted(names.setting)}: "off", privileged: ${quoted(names.setting)}}\n${quoted(names.setting)}: 1\n`;
  return CliProject.with({
    [`${names.directory}/compose.yaml`]: composeOf(names),
    [`${names.directory}/${names.dockerfile}`]: dockerfileOf(names),
    "shop/compose.yaml": `services:\n  web: # ${names.comment}\n    image: nginx:1.29\n    privileged: true\n`,
    "shop/.bulkhead.yaml": settings,
    "shop/Dockerfile": dockerfileOf(names),
    "plain.yaml": "services: {}\n",
  });
}

/** Our own colours. One of a file's would be left where the report without colours has none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences.
const COLOURS = /\u001B\[\d+m/g;

const ROUNDS = 8;
const LONG = 600_000;

/** Runs `prove` on a project that a stranger named everything in. */
async function forHostile(prove: (project: CliProject, names: Names) => Promise<void>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(NAMES, async (names) => {
      const project = await projectOf(names);
      try {
        await prove(project, names);
      } finally {
        await project.remove();
      }
    }),
    { numRuns: ROUNDS, endOnFailure: true },
  );
}

function assertBoth({ out, err }: Outcome, what: string): void {
  assertInert(out, `${what}, standard output`);
  assertInert(err, `${what}, standard error`);
}

describe("what files hold does nothing where it is printed", function () {
  this.timeout(LONG);

  it("as text, in whatever detail, with and without colours", () =>
    forHostile(async (project) => {
      for (const args of [["check"], ["check", "-v"], ["check", "-q"], ["check", "--profile", "strict"]]) {
        const plain = await project.run([...args, "--no-color"]);
        assertBoth(plain, args.join(" "));
        const painted = await project.run([...args, "--color"]);
        assert.equal(painted.out.replace(COLOURS, ""), plain.out);
        assert.notEqual(painted.out, plain.out);
        assert.equal(painted.err, plain.err);
      }
    }));

  it("in a difference, which can be applied unless it says otherwise", () =>
    forHostile(async (project) => {
      assertBoth(await project.run(["check", "--fix-unsafe", "--diff"]), "--diff");
      assertBoth(await project.run(["check", "--fix-unsafe"]), "--fix-unsafe");
    }));

  it("in a difference that is applied: to git it is what --fix-unsafe does, whatever the names are", async () => {
    const project = await CliProject.with({});
    try {
      // Within a repository git passes over what lies outside of it; the directory is to be none's.
      const git = (...args: string[]) =>
        execFileSync("git", args, { cwd: project.directory, env: { ...process.env, GIT_DIR: "none" }, stdio: "pipe" });
      const bait = "services:\n  web: # \u{202E}\n    image: nginx:1.29\n    privileged: true\n";
      const names = fc.sample(HOSTILE.map(fileName), { numRuns: 30, seed: 7 });
      for (const [index, name] of names.entries())
        await project.write(`${index}${name}/compose.yaml`, bait.replace(/ #.*/, ""));
      await project.write("bait/compose.yaml", bait);
      const { out } = await project.run(["check", "--fix-unsafe", "--diff"]);
      await project.write("patch", out);
      git("apply", "patch");
      assert.equal(await project.read("bait/compose.yaml"), bait);
      const applied = await Promise.all(names.map((name, index) => project.read(`${index}${name}/compose.yaml`)));
      assert.ok(applied.every((text) => !text.includes("privileged")));
      const again = await project.run(["check", "--fix-unsafe", "--diff"]);
      assert.match(again.err, /^1 file would change\.$/m);
      await project.write("patch", again.out);
      assert.throws(() => git("apply", "patch"), /No valid patches|unrecognized input/);
      await project.run(["check", "--fix-unsafe"]);
      assert.ok(!(await project.read("bait/compose.yaml")).includes("privileged"));
    } finally {
      await project.remove();
    }
  });

  it("in what explain says", () =>
    forHostile(async (project, { directory, service }) => {
      const file = `${directory}/compose.yaml`;
      const plain = await project.run(["explain", file]);
      assertBoth(plain, "explain");
      const painted = (await project.run(["explain", file, "--color"])).out.replace(COLOURS, "");
      // Behind the last colour of a line its padding is left.
      assert.equal(painted.replace(/ +$/gm, ""), plain.out);
      assertBoth(await project.run(["explain", `${directory}/Dockerfile`]), "explain of what is not there");
      assertBoth(await project.run(["explain", "shop/Dockerfile"]), "explain of a Dockerfile");
      assertBoth(await project.run(["explain", file, "--service", service]), "explain --service");
      assertBoth(await project.run(["explain", file, "--service", "none"]), "explain --service none");
      assertBoth(await project.run(["explain", "--diff", file, "shop/compose.yaml"]), "explain --diff");
      for (const args of [[file], ["--diff", file, "shop/compose.yaml"], ["shop/Dockerfile"]]) {
        const { status, out, err } = await project.run(["explain", ...args, "--format", "json"]);
        assertInert(err, "explain of JSON, standard error");
        if (status === 0) assertStrictJson(out, "explain as JSON");
      }
    }));

  it("in JSON, SARIF and the report for GitLab, which every reader takes", () =>
    forHostile(async (project) => {
      for (const format of ["json", "sarif", "gitlab"]) {
        const { out, err } = await project.run(["check", "--format", format]);
        assertInert(err, `${format}, standard error`);
        const report = assertStrictJson(out, format);
        assertSaid(report, format);
        if (format === "sarif") checkSarif(report);
      }
      await project.run(["check", "--baseline", "known.json", "--write-baseline"]);
      assertStrictJson(await project.read("known.json"), "baseline");
    }));

  it("as annotations for GitHub: one a line and no command of a file's", () =>
    forHostile(async (project) => {
      const { findings, problems } = JSON.parse((await project.run(["check", "--format", "json"])).out) as Counted;
      const { out, err } = await project.run(["check", "--format", "github"]);
      assertInert(err, "github, standard error");
      assertAnnotations(out, findings.length + problems.length);
    }));

  it("as Markdown and HTML: no mark-up, link or mention of a file's", () =>
    forHostile(async (project) => {
      assertMarkdown((await project.run(["check", "--format", "markdown"])).out);
      assertPage((await project.run(["check", "--format", "html"])).out);
    }));

  it("in what is wrong with arguments", async () => {
    await fc.assert(
      fc.asyncProperty(HOSTILE, async (text) => {
        const project = await CliProject.with({});
        try {
          for (const args of [
            [text],
            ["check", `--${text}`],
            ["check", `missing ${text}`],
            ["check", "--format", text],
            ["check", "--config", text],
            ["check", "--since", text],
            ["check", "--baseline", `missing ${text}`],
            ["check", "-f", `missing ${text}`],
            ["explain", `missing ${text}`],
            ["rule", text],
            ["merge", `missing ${text}`],
          ]) {
            assertBoth(await project.run(args.map((one) => one.replaceAll("\0", ""))), args.join(" "));
          }
        } finally {
          await project.remove();
        }
      }),
      { numRuns: ROUNDS, endOnFailure: true },
    );
  });
});

interface Counted {
  readonly findings: readonly unknown[];
  readonly problems: readonly unknown[];
}

/** The fields of reports that people read; the others are names and texts that programs need as they are. */
const SAID = ["message", "text", "title", "description", "justification"];

function assertSaid(report: unknown, what: string): void {
  walkTexts(report, (text, path) => {
    const [, parent = "", field = ""] = ["", ...path.slice(-2)];
    // Rules describe themselves in several lines, and edits insert what they insert.
    if (path.includes("tool") || parent === "insertedContent" || !SAID.includes(field)) return;
    assertSayable(text, `${what}: ${path.join(".")}`);
    if (field === "text") assert.ok(!text.includes("]("), `a link in ${text}`);
  });
}

function assertAnnotations(out: string, count: number): void {
  const lines = out.split("\n").slice(0, -1);
  assert.equal(lines.length, count);
  for (const line of lines) {
    const match = /^::(?:error|warning|notice) [a-zA-Z]+=[^:,]*(?:,[a-zA-Z]+=[^:,]*)*::(.*)$/.exec(line);
    assert.ok(match, line);
    assertInert(match[1] ?? "", "an annotation");
    assertInert(line.slice(2), "an annotation");
    // The runner decodes a message and puts each of its lines into the log.
    const decoded = (match[1] ?? "").replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
    assertInert(decoded, "a decoded annotation");
  }
}

function assertMarkdown(out: string): void {
  assertInert(out, "markdown");
  const text = [...RULE_PAGES].reduce((rest, page) => rest.replaceAll(`](${page})`, "]"), out);
  // A backslash takes its meaning from what follows it, but not in code.
  const bare = text.replace(/`[^`\n]*`|\\[!-/:-@[-`{-~]/g, (found) => (found.startsWith("`") ? "CODE" : "ESCAPED"));
  assert.ok(!bare.includes("`") && !bare.includes("<") && !/[*_]\w/.test(bare.replace(/\*\*\d+\*\*/g, "")), bare);
  assert.ok(!/\]\(|!\[/.test(bare), bare);
  for (const row of bare.match(/^\|.*$/gm) ?? []) assert.equal(row.split("|").length, 6, row);
  // What GitHub and GitLab look at, behind Markdown.
  const shown = text
    .replace(/`[^`\n]*`|\\([!-/:-@[-`{-~])/g, (_, escaped: string = "CODE") => escaped)
    .replaceAll("&#8203;", "\u{200B}");
  assert.ok(!/[@!~$%^#]\w|:\/\/|\bwww\.|\bGH-\d/i.test(shown), shown);
}

/** Every element of the page is one of those that the report writes, and only rules' pages are linked. */
function assertPage(out: string): void {
  assertInert(out, "html");
  const own =
    /^(?:!doctype|html|head|meta|title|style|body|main|h[123]|p|ul|li|strong|span|code|div|table|caption|thead|tbody|tr|th|td|a|pre|mark|details|summary|svg|desc|g|rect|path|text|tspan|defs|circle|line)$/;
  for (const [tag, name = "", attributes = ""] of out.matchAll(/<([^\s>]+)((?:\s[\w-]+="[^"]*")*)[^>]*>/g)) {
    assert.match(name.replace(/^\//, ""), own);
    assert.ok(name === "!doctype" || tag === `<${name}${attributes}>` || tag === `<${name}${attributes}/>`, tag);
    for (const [, field = "", value = ""] of attributes.matchAll(/\s([\w-]+)="([^"]*)"/g)) {
      assert.ok(!/^(?:on|src|action|style$)/.test(field), tag);
      if (field === "href") assert.ok(RULE_PAGES.has(value), tag);
    }
  }
  assert.ok(!/<[^>]*</.test(out));
}

/** The pages that may be linked: none as long as there is no address of ours. */
const RULE_PAGES: ReadonlySet<string> = new Set([...RULES_BY_ID.keys()].flatMap((id) => ruleAddress(id) ?? []));

describe("what read reports hold does nothing where it is printed", function () {
  this.timeout(LONG);

  const REPORT = fc.record({ message: HOSTILE, file: HOSTILE, title: HOSTILE, subject: HOSTILE, problem: HOSTILE });
  type Texts = { readonly [Field in "message" | "file" | "title" | "subject" | "problem"]: string };

  const at = (file: string) => ({ file, start: { line: 4, column: 17 }, end: { line: 4, column: 21 } });
  const reportOf = (texts: Texts, change: object = {}): string =>
    JSON.stringify({
      version: 2,
      findings: [
        {
          rule: "privileged",
          level: "error",
          message: texts.message,
          subject: { kind: "service", name: texts.subject },
          location: at(texts.file),
          related: [{ ...at(texts.file), message: texts.message }],
          fixes: [{ title: texts.title, safe: true, edits: [{ ...at(texts.file), newText: texts.message }] }],
          fingerprint: "0123456789abcdef",
          ...change,
        },
      ],
      problems: [{ file: texts.file, line: 3, message: texts.problem }],
      files: 1,
      baseline: {
        known: 1,
        gone: [{ fingerprint: "0123456789abcdef", rule: "host-pid", file: texts.file, subject: texts.subject }],
      },
    });

  it("in every format", async () => {
    await fc.assert(
      fc.asyncProperty(REPORT, async (texts) => {
        const project = await CliProject.with({ "one.json": reportOf(texts) });
        try {
          const merged = async (format: string): Promise<string> => {
            const { out, err, status } = await project.run(["merge", "one.json", "--format", format]);
            assertInert(err, `${format}, standard error`);
            assert.equal(status, 1, err);
            return out;
          };
          assertInert(await merged("text"), "text");
          for (const format of ["json", "sarif", "gitlab"]) {
            const report = assertStrictJson(await merged(format), format);
            assertSaid(report, format);
            if (format === "sarif") checkSarif(report);
          }
          assertAnnotations(await merged("github"), 2);
          assertMarkdown(await merged("markdown"));
          assertPage(await merged("html"));
          await project.write("one.sarif", hostileSarif(await merged("sarif"), texts));
          const { out, err } = await project.run(["merge", "one.sarif", "--format", "sarif"]);
          assert.equal(err, "");
          const report = assertStrictJson(out, "sarif");
          assertSaid(report, "sarif");
        } finally {
          await project.remove();
        }
      }),
      { numRuns: 3 * ROUNDS, endOnFailure: true },
    );
  });

  /** A log as somebody might change it: its messages, and what describes the tool. */
  function hostileSarif(sarif: string, { message }: Texts): string {
    const log = JSON.parse(sarif);
    const [run] = log.runs;
    log.$schema = message;
    run.tool.driver.informationUri = message;
    run.tool.driver.rules[0].helpUri = message;
    run.extra = message;
    for (const result of run.results) Object.assign(result, { message: { text: message }, extra: message });
    return JSON.stringify(log);
  }

  it("nor are ids, hashes and numbers taken that are none", async () => {
    const texts = { message: "m", file: "f", title: "t", subject: "s", problem: "p" };
    const wrong = [
      { rule: "privileged](https://evil.example)" },
      { rule: "\u{1B}[31m" },
      { level: "fatal" },
      { fingerprint: "\u{1B}[31m" },
      { location: { ...at("f"), start: { line: 0, column: 1 } } },
      { location: { ...at("f"), start: { line: 1.5, column: 1 } } },
      { location: { ...at("f"), start: { line: 1e300, column: 1 } } },
    ];
    const project = await CliProject.with({ "right.json": reportOf(texts) });
    try {
      assert.equal((await project.run(["merge", "right.json"])).status, 1);
      for (const change of wrong) {
        await project.write("wrong.json", reportOf(texts, change));
        const { status, err } = await project.run(["merge", "wrong.json"]);
        assert.equal(status, 2, JSON.stringify(change));
        assert.match(err, /^bulkhead: wrong\.json is no report that check wrote/);
      }
      const sarif = JSON.parse((await project.run(["merge", "right.json", "--format", "sarif"])).out);
      sarif.runs[0].results[0].ruleId = "a](https://evil.example)";
      await project.write("wrong.sarif", JSON.stringify(sarif));
      assert.match((await project.run(["merge", "wrong.sarif", "--format", "sarif"])).err, /a result names no rule/);
      await project.write("deep.sarif", `{"version":"2.1.0","runs":[${"[".repeat(20_000)}${"]".repeat(20_000)}]}`);
      assert.match((await project.run(["merge", "deep.sarif", "--format", "sarif"])).err, /nested too deep/);
    } finally {
      await project.remove();
    }
  });
});

describe("what files hold does nothing in an editor", function () {
  this.timeout(LONG);
  const uri = "file:///work/compose.yaml";

  it("in messages, titles, hovers and hints", async () => {
    await fc.assert(
      fc.asyncProperty(NAMES, async (names) => {
        const text = composeOf(names);
        const client = await connect({ read: async () => null, load }, { capabilities: PULLING });
        await client.open(uri, text, "dockercompose");
        const diagnostics = await client.diagnostics(uri);
        assert.ok(diagnostics.length > 0);
        const range = { start: { line: 0, character: 0 }, end: { line: text.split("\n").length, character: 0 } };
        const actions = await client.codeActions(uri, range, { diagnostics: [] });
        const hints = await client.connection.sendRequest("textDocument/inlayHint", { textDocument: { uri }, range });
        const overview = await client.connection.sendRequest("bulkhead/findings", {});
        for (const [what, answer] of Object.entries({ diagnostics, actions, hints, overview })) {
          walkTexts(answer, (one, path) => {
            if (path.includes("newText") || path.includes("snippet") || path.includes("changes")) return;
            if (["message", "title", "label"].includes(path.at(-1) ?? ""))
              assertSayable(one, `${what} ${path.join(".")}`);
            if (path.at(-1) === "value") assertInert(one, `${what} ${path.join(".")}`);
          });
        }
        for (let line = 2; line < 20; line++) {
          const hover = await client.hover(uri, { line, character: 5 });
          walkTexts(hover, (one, path) => assertInert(one, `hover ${path.join(".")}`));
        }
      }),
      { numRuns: ROUNDS, endOnFailure: true },
    );
  });

  it("in the log", async () => {
    await fc.assert(
      fc.asyncProperty(HOSTILE, async (text) => {
        const failing: typeof load = async () => {
          throw new Error(text);
        };
        for (const capabilities of [PULLING, PUSHED]) {
          const client = await connect({ read: async () => null, load: failing }, { capabilities });
          await client.open(uri, "services: {}\n", "dockercompose");
          await client.hover(uri, { line: 0, character: 0 });
          await client.until(() => client.log.length > 0);
          for (const line of client.log) {
            assertInert(line, "log");
            assertNoCommand(line, "log");
          }
        }
      }),
      { numRuns: ROUNDS, endOnFailure: true },
    );
  });
});
