import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "mocha";
import { MAP_STYLE, MAP_STYLE_HASH } from "../../../server/analysis/map/style.ts";
import { githubReport } from "../../../server/analysis/report/github.ts";
import { gitlabReport } from "../../../server/analysis/report/gitlab.ts";
import { htmlReport } from "../../../server/analysis/report/html.ts";
import { STYLE, STYLE_HASH } from "../../../server/analysis/report/html-style.ts";
import { jsonText, Streamed } from "../../../server/analysis/report/json-stream.ts";
import { markdownReport } from "../../../server/analysis/report/markdown.ts";
import type { Report, ReportedFinding } from "../../../server/analysis/report/report.ts";
import { ruleAddress } from "../../../server/analysis/report/rule-address.ts";
import { sarifReport } from "../../../server/analysis/report/sarif.ts";
import { RULES_BY_ID } from "../../../server/analysis/rules/index.ts";
import { sarifCheck } from "./sarif-schema.ts";

const checkSarif = sarifCheck();

const FINDING: ReportedFinding = {
  rule: "privileged",
  level: "error",
  message: 'Service "web" is privileged.',
  subject: { kind: "service", name: "web" },
  evidence: "",
  location: { file: "a dir/compose.yaml", start: { line: 4, column: 17 }, end: { line: 4, column: 21 } },
  related: [{ file: "base.yaml", start: { line: 2, column: 3 }, end: { line: 2, column: 6 }, message: "The service." }],
  fixes: [
    {
      title: "Remove privileged",
      safe: false,
      edits: [
        {
          file: "a dir/compose.yaml",
          start: { line: 4, column: 1 },
          end: { line: 5, column: 1 },
          newText: "",
        },
      ],
    },
  ],
  fingerprint: "0123456789abcdef",
  source: { text: "    privileged: true", start: 0 },
};

const HINT: ReportedFinding = {
  ...FINDING,
  rule: "inert-capability",
  level: "hint",
  evidence: "CHOWN",
  related: [],
  fixes: [],
};
const ALLOWED: ReportedFinding = { ...HINT, rule: "host-pid", allowed: "the agent sees processes" };
const GONE = { fingerprint: "00000000000000ff", rule: "host-ipc", file: "compose.yaml", subject: "db" };

const REPORT: Report = {
  findings: [FINDING, HINT],
  counts: { error: 1, warning: 0, info: 0, hint: 1 },
  fixable: { safe: 0, unsafe: 1 },
  allowed: [ALLOWED],
  problems: [{ file: "broken.yaml", line: 3, message: "could not be parsed" }],
  files: 2,
  looked: ["a dir/compose.yaml", "base.yaml"],
  skipped: [],
};

/** What a file may be called, and what it may hold. */
const HOSTILE = `</code><script>alert(1)</script>\n::error::%0A|[x](javascript:1) \u{1b}[31m"'&,:`;
const ATTACK: Report = {
  ...REPORT,
  findings: [
    {
      ...FINDING,
      message: HOSTILE,
      location: { ...FINDING.location, file: HOSTILE },
      source: { text: HOSTILE, start: 0 },
      related: [{ ...FINDING.location, message: HOSTILE }],
    },
  ],
  problems: [{ file: HOSTILE, line: 1, message: HOSTILE }],
};

function text(pieces: Iterable<string>): string {
  return [...pieces].join("");
}

describe("streamed JSON", () => {
  const values: readonly unknown[] = [
    {},
    { a: [1, { b: "x\ny" }], c: {} },
    { list: [] },
    { deep: { list: [1, [2]] } },
    "x",
  ];
  for (const value of values) {
    it(`prints ${JSON.stringify(value)} as JSON.stringify does`, () => {
      assert.equal(text(jsonText(streamed(value))), `${JSON.stringify(value, null, 2)}\n`);
    });
  }

  function streamed(value: unknown): unknown {
    if (Array.isArray(value)) return value.every((one) => typeof one === "number") ? new Streamed(value) : value;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, streamed(field)]));
  }
});

describe("SARIF", () => {
  const options = { version: "1.2.3", rules: RULES_BY_ID.values() };
  const parsed = (report: Report): { runs: [{ tool: { driver: { rules: Rule[] } }; results: Result[] }] } => {
    const log = JSON.parse(text(sarifReport(report, { ...options, rules: RULES_BY_ID.values() })));
    checkSarif(log);
    return log;
  };

  interface Rule {
    readonly id: string;
    readonly help: { readonly markdown: string };
    readonly helpUri?: string;
    readonly defaultConfiguration: { readonly level: string; readonly enabled: boolean };
  }
  interface Result {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly baselineState?: string;
    readonly suppressions?: unknown;
    readonly [name: string]: unknown;
  }

  it("is what its schema says", () => {
    parsed(REPORT);
    parsed(ATTACK);
    parsed({ ...REPORT, findings: [], allowed: [], problems: [], looked: [], files: 0 });
  });

  it("is refused by the schema where it is wrong", () => {
    const log = parsed(REPORT);
    assert.throws(() => checkSarif({ ...log, runs: [{ ...log.runs[0], columnKind: "bytes" }] }));
    assert.throws(() => checkSarif({ ...log, version: "2.0.0" }));
  });

  it("describes every rule with its whole page", () => {
    const [{ tool }] = parsed(REPORT).runs;
    assert.deepEqual(
      tool.driver.rules.map(({ id }) => id),
      [...RULES_BY_ID.keys(), "max-exposure"],
    );
    const rule = tool.driver.rules.find(({ id }) => id === "privileged");
    assert.match(rule?.help.markdown ?? "", /^# Privileged container .*## Why it matters.*## Instead/s);
    assert.equal(rule?.helpUri, ruleAddress("privileged"));
    assert.deepEqual(rule?.defaultConfiguration, { level: "error", enabled: true });
    assert.equal(tool.driver.rules.find(({ id }) => id === "writable-rootfs")?.defaultConfiguration.enabled, false);
  });

  it("tells places, related places, fixes and the fingerprint of a finding", () => {
    const [{ results, tool }] = parsed(REPORT).runs;
    const [result] = results;
    assert.equal(tool.driver.rules[result?.ruleIndex ?? -1]?.id, "privileged");
    const artifactLocation = { uri: "a%20dir/compose.yaml" };
    assert.deepEqual(
      { ...result, ruleIndex: undefined },
      {
        ruleId: "privileged",
        ruleIndex: undefined,
        level: "error",
        message: { text: 'Service "web" is privileged.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation,
              region: { startLine: 4, startColumn: 17, endLine: 4, endColumn: 21 },
            },
            logicalLocations: [{ name: "web", kind: "service" }],
          },
        ],
        relatedLocations: [
          {
            id: 0,
            physicalLocation: {
              artifactLocation: { uri: "base.yaml" },
              region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 6 },
            },
            message: { text: "The service." },
          },
        ],
        fixes: [
          {
            description: { text: "Remove privileged" },
            artifactChanges: [
              {
                artifactLocation,
                replacements: [
                  {
                    deletedRegion: { startLine: 4, startColumn: 1, endLine: 5, endColumn: 1 },
                    insertedContent: { text: "" },
                  },
                ],
              },
            ],
            properties: { safe: false },
          },
        ],
        partialFingerprints: { "bulkheadFinding/v1": "0123456789abcdef" },
        properties: { level: "error" },
      },
    );
  });

  it("has findings that a comment allows as suppressed ones, with the reason", () => {
    const [{ results }] = parsed(REPORT).runs;
    assert.deepEqual(
      results.map(({ ruleId, suppressions }) => [ruleId, suppressions]),
      [
        ["privileged", undefined],
        ["inert-capability", undefined],
        ["host-pid", [{ kind: "inSource", justification: "the agent sees processes" }]],
      ],
    );
  });

  it("tells with a baseline what is new, what was known and what is gone", () => {
    const baseline = { known: [HINT], knownCount: 1, gone: [GONE] };
    const [{ results }] = parsed({ ...REPORT, findings: [FINDING], baseline }).runs;
    assert.deepEqual(
      results.map(({ ruleId, baselineState }) => `${ruleId} ${baselineState}`),
      ["privileged new", "inert-capability unchanged", "host-pid unchanged", "host-ipc absent"],
    );
  });
});

describe("annotations for GitHub", () => {
  it("are one command a line", () => {
    assert.equal(
      text(githubReport(REPORT)),
      [
        '::error file=a dir/compose.yaml,line=4,endLine=4,col=17,endColumn=21,title=privileged::Service "web" is privileged.',
        '::notice file=a dir/compose.yaml,line=4,endLine=4,col=17,endColumn=21,title=inert-capability::Service "web" is privileged.',
        "::warning file=broken.yaml,line=3,title=not checked::could not be parsed",
        "",
      ].join("\n"),
    );
  });

  it("leave no file a command of its own", () => {
    const lines = text(githubReport(ATTACK)).trimEnd().split("\n");
    assert.equal(lines.length, 2);
    for (const line of lines) assert.match(line, /^::(?:error|warning) file=[^,:]*,line=\d+,[^:]*::/);
  });
});

describe("code quality for GitLab", () => {
  it("has a fingerprint of its own for each finding", () => {
    const issues = JSON.parse(text(gitlabReport({ ...REPORT, findings: [FINDING, FINDING, HINT] })));
    assert.deepEqual(issues[0], {
      description: 'Service "web" is privileged.',
      check_name: "privileged",
      fingerprint: "0123456789abcdef",
      severity: "critical",
      location: { path: "a dir/compose.yaml", lines: { begin: 4 } },
    });
    assert.equal(new Set(issues.map((issue: { fingerprint: string }) => issue.fingerprint)).size, 3);
    assert.equal(issues[2].severity, "info");
  });
});

describe("the Markdown summary", () => {
  it("counts and lists", () => {
    const summary = text(markdownReport(REPORT));
    assert.match(summary, /^## Bulkhead\n\n\*\*1\*\* error, \*\*1\*\* hint in 2 files\.\n/);
    assert.match(
      summary,
      /\n\| error \| `a dir\/compose\.yaml:4` \| (?:privileged|\[privileged\]\(https:.*\)) \| Service "web" is privileged\. \|\n/,
    );
    assert.match(summary, /\n### Not checked\n\n- `broken\.yaml:3`: could not be parsed\n$/);
  });

  it("is no longer than somebody reads", () => {
    const findings = Array.from({ length: 500 }, () => FINDING);
    const summary = text(markdownReport({ ...REPORT, findings, counts: { ...REPORT.counts, error: 500, hint: 0 } }));
    assert.equal(summary.match(/^\| error/gm)?.length, 200);
    assert.match(summary, /\n300 more are not listed here\.\n/);
  });

  it("says so where nothing was found", () => {
    const counts = { error: 0, warning: 0, info: 0, hint: 0 };
    assert.equal(
      text(markdownReport({ ...REPORT, findings: [], counts, problems: [], files: 1 })),
      "## Bulkhead\n\nNo findings in 1 file.\n",
    );
  });

  it("leaves no file a mark-up of its own", () => {
    const summary = text(markdownReport(ATTACK));
    const outsideCode = summary.replace(/`[^`]*`/g, "");
    assert.ok(!/(?<!\\)</.test(outsideCode));
    assert.ok(!/(?<!\\)\]\(javascript/.test(outsideCode));
    for (const row of summary.match(/^\| error.*$/gm) ?? []) assert.equal(row.split(/(?<!\\)\|/).length, 6);
  });
});

describe("the HTML page", () => {
  it("allows its own style sheet and nothing else", () => {
    assert.equal(STYLE_HASH, `sha256-${createHash("sha256").update(STYLE).digest("base64")}`);
    const page = text(htmlReport(REPORT));
    assert.ok(
      page.includes(`content="default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'"`),
    );
    assert.ok(page.includes(`<style>${STYLE}</style>`));
    assert.ok(!/<(?:script|link|img|iframe|object|base)\b|\sstyle=|\son\w+=|@import|url\(/i.test(page));
  });

  it("shows findings, their lines, fixes, what is allowed and what was not checked", () => {
    const page = text(htmlReport({ ...REPORT, baseline: { known: [], knownCount: 3, gone: [GONE] } }));
    for (const part of [
      '<th scope="row"><code>a dir/compose.yaml:4</code></th>',
      "<pre><code>    privileged: <mark>true</mark></code></pre>",
      "Fix (unsafe): Remove privileged",
      "See <code>base.yaml:2</code>: The service.",
      "Allowed: the agent sees processes",
      "It knows 3 more findings",
      "<code>host-ipc</code> in <code>compose.yaml</code> (db)",
      "<code>broken.yaml:3</code>: could not be parsed",
    ]) {
      assert.ok(page.includes(part), part);
    }
  });

  it("has headers and captions that screen readers tell", () => {
    const page = text(htmlReport(REPORT));
    assert.match(page, /^<!doctype html>\n<html lang="en">/);
    assert.equal(page.match(/<table>\n<caption>/g)?.length, 2);
    assert.equal(page.match(/<th scope="col">/g)?.length, 8);
    assert.match(STYLE, /prefers-color-scheme: dark/);
  });

  it("shows isolation maps under a policy that allows their style sheet too, and none where there are none", () => {
    const maps = [{ file: "a/<b>.yaml", svg: "<svg></svg>", table: "<table></table>" }];
    const page = text(htmlReport({ ...REPORT, maps }));
    assert.ok(page.includes(`style-src '${STYLE_HASH}' '${MAP_STYLE_HASH}'; base-uri`));
    assert.ok(page.includes(`<style>${MAP_STYLE}</style>`));
    assert.match(
      page,
      /<h2>Isolation maps<\/h2>\n<h3><code>a\/&#60;b&#62;\.yaml<\/code><\/h3>\n<div[^>]*>\n<svg><\/svg>/,
    );
    assert.ok(!text(htmlReport(REPORT)).includes("Isolation map"));
  });

  it("shows what files hold as text", () => {
    const page = text(htmlReport(ATTACK));
    assert.ok(!page.includes("<script"));
    assert.ok(page.includes("&#60;script&#62;"));
  });
});
