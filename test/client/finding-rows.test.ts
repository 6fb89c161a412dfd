import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { childrenOf, followerOf, type Grouping, type Row, rootsOf, withAllBelow } from "../../client/finding-rows.ts";
import type { FileOverview, FindingOverview, SubjectOverview } from "../../server/lsp/extension-protocol.ts";

const COMPOSE = "file:///w/compose.yaml";
const BASE = "file:///w/base/common.yml";
const OVERRIDE = "file:///w/compose.override.yaml";

function finding(rule: string, level: FindingOverview["level"]): FindingOverview {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
  return { rule, title: rule, group: "namespaces", level, message: `${rule}.`, range, evidence: "" };
}

function service(name: string, home: string, score: number | undefined, ...found: FindingOverview[]): SubjectOverview {
  return {
    kind: "service",
    name,
    home,
    ...(score === undefined ? {} : { score, exposure: `${score}` }),
    findings: found,
  };
}

/** `web of a project in three files, beside a base of its own`. */
const FILES: readonly FileOverview[] = [
  {
    uri: BASE,
    subjects: [
      service("base", BASE, 5.7, finding("host-pid", "warning")),
      service("web", COMPOSE, undefined, finding("host-ipc", "error")),
    ],
  },
  { uri: OVERRIDE, subjects: [service("web", COMPOSE, 7, finding("host-uts", "hint"))] },
  {
    uri: COMPOSE,
    subjects: [
      service("cache", COMPOSE, 2),
      service("web", COMPOSE, 9.8, finding("privileged", "error"), finding("unhardened", "info")),
    ],
  },
];

/** Each row on a line, with what stands below it: the name of a file, a container or a rule. */
function drawn(files: readonly FileOverview[], grouping: Grouping): string[] {
  const name = (row: Row) => {
    const file = row.uri.slice(row.uri.lastIndexOf("/") + 1);
    if (row.kind === "file") return file;
    if (row.kind === "subject") return `${row.subject.name} ${row.subject.exposure ?? "-"} ${file}`;
    return row.kind === "group" ? row.group : `${row.finding.rule} ${file}`;
  };
  const lines = (row: Row, depth: number): string[] =>
    row.kind === "group"
      ? childrenOf(row).flatMap((one) => lines(one, depth))
      : [`${" ".repeat(depth)}${name(row)}`, ...childrenOf(row).flatMap((one) => lines(one, depth + 1))];
  return rootsOf(files, grouping).flatMap((row) => lines(row, 0));
}

describe("the rows of the list of findings", () => {
  it("are files with their containers, the file of the worst container first", () => {
    assert.deepEqual(drawn(FILES, "file"), [
      "common.yml",
      " base 5.7 common.yml",
      "  host-pid common.yml",
      " web - common.yml",
      "  host-ipc common.yml",
      "compose.override.yaml",
      " web 7 compose.override.yaml",
      "  host-uts compose.override.yaml",
      "compose.yaml",
      " cache 2 compose.yaml",
      " web 9.8 compose.yaml",
      "  privileged compose.yaml",
      "  unhardened compose.yaml",
    ]);
  });

  it("are containers with what was found of them in all files, worst first, as their own file has them", () => {
    assert.deepEqual(drawn(FILES, "service"), [
      "web 9.8 compose.yaml",
      " host-ipc common.yml",
      " privileged compose.yaml",
      " unhardened compose.yaml",
      " host-uts compose.override.yaml",
      "base 5.7 common.yml",
      " host-pid common.yml",
      "cache 2 compose.yaml",
    ]);
  });

  it("keep containers of one name in two projects apart, and files from each other", () => {
    const other = "file:///w/other/compose.yaml";
    const file = (uri: string) => ({ kind: "file", name: "", home: uri, findings: [finding("flat", "info")] }) as const;
    const files = [
      { uri: COMPOSE, subjects: [service("web", COMPOSE, 1), file(COMPOSE)] },
      { uri: other, subjects: [service("web", other, 2), file(other)] },
    ];
    const names = rootsOf(files, "service").map((row) => (row.kind === "subject" ? [row.subject.name, row.uri] : []));
    assert.deepEqual(names, [
      ["web", other],
      ["web", COMPOSE],
      ["", COMPOSE],
      ["", other],
    ]);
  });

  it("leave out a file that stands alone", () => {
    assert.deepEqual(drawn(FILES.slice(2), "file"), [
      "cache 2 compose.yaml",
      "web 9.8 compose.yaml",
      " privileged compose.yaml",
      " unhardened compose.yaml",
    ]);
    assert.deepEqual(rootsOf([], "file"), []);
    assert.deepEqual(rootsOf([], "service"), []);
  });

  it("have names of their own, which they keep whatever else is found", () => {
    for (const grouping of ["file", "service"] as const) {
      const twice = [finding("host-pid", "warning"), finding("host-pid", "warning")];
      const files = [
        ...FILES,
        { uri: "file:///w/run.sh", subjects: [service("", "", 1, ...twice), service("", "", 2)] },
      ];
      const ids = withAllBelow(rootsOf(files, grouping)).map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      const more = [...files, { uri: "file:///w/a.yaml", subjects: [service("a", "file:///w/a.yaml", 9.9, ...twice)] }];
      const now = new Set(withAllBelow(rootsOf(more, grouping)).map(({ id }) => id));
      assert.deepEqual(
        ids.filter((id) => !now.has(id)),
        [],
      );
    }
  });

  const rules = (rows: readonly Row[]) => rows.flatMap((row) => (row.kind === "finding" ? [row.finding.rule] : []));
  const left = (...gone: readonly string[]) => [
    {
      uri: COMPOSE,
      subjects: [
        service(
          "web",
          COMPOSE,
          5,
          ...["a", "b", "c"].filter((one) => !gone.includes(one)).map((one) => finding(one, "info")),
        ),
      ],
    },
  ];
  const all = withAllBelow(rootsOf(left(), "service"));
  for (const [gone, at, next] of [
    [[], "b", "b"],
    [["b"], "b", "c"],
    [["b", "c"], "b", "a"],
    [["c"], "c", "b"],
    [["a"], "a", "b"],
  ] as const)
    it(`lead from ${at} to ${next} where ${gone.join(" and ") || "nothing"} is mended`, () => {
      const row = all.find((one) => one.kind === "finding" && one.finding.rule === at);
      assert.ok(row);
      const follower = followerOf(row, all, withAllBelow(rootsOf(left(...gone), "service")));
      assert.deepEqual(rules(follower ? [follower] : []), [next]);
    });

  it("lead to a container of which nothing is left", () => {
    const row = all.find((one) => one.kind === "finding");
    assert.ok(row);
    const follower = followerOf(row, all, withAllBelow(rootsOf(left("a", "b", "c"), "service")));
    assert.equal(follower?.kind, "subject");
    assert.equal(followerOf(row, all, []), undefined);
  });
});
