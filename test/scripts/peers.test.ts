import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { EQUIVALENTS, type Ids, LEFT_OUT } from "../../scripts/peers/equivalents.ts";
import { POSITIVES } from "../../scripts/peers/reasons.ts";
import { analyze } from "../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import { configOf } from "../../server/analysis/settings/read.ts";
import { beside } from "../beside.ts";

/** The research that the table was written from; a clone of the project alone does not have it. */
const research = beside("research/peer-rules.json");

/** The research's names of tools that are called otherwise in the table. */
const NAMES: ReadonlyMap<string, keyof Ids> = new Map([
  ["kics", "kics"],
  ["composeLint", "composeLint"],
  ["hadolint", "hadolint"],
  ["trivy", "trivy"],
  ["checkov", "checkov"],
  ["cis", "cis"],
  ["sonar", "sonar"],
]);

interface Topic {
  readonly topic: string;
  readonly isolation_relevant: boolean;
  readonly peers: Readonly<Record<string, readonly string[]>>;
}

describe("equivalents of other tools", () => {
  it("are named once in each cell", () => {
    for (const [rule, ids] of Object.entries(EQUIVALENTS))
      for (const [peer, list] of Object.entries(ids)) assert.equal(new Set(list).size, list.length, `${rule} ${peer}`);
  });

  if (research !== undefined)
    it("leave nothing about isolation out", () => {
      const told = new Set([...Object.values(EQUIVALENTS), ...LEFT_OUT.map(({ ids }) => ids)].flatMap(idsOf));
      assert.ok(told.size > 100, String(told.size));
      const topics: readonly Topic[] = JSON.parse(readFileSync(research, "utf8"));
      const untold = topics
        .filter((topic) => topic.isolation_relevant)
        .flatMap(({ topic, peers }) =>
          [...NAMES].flatMap(([theirs, ours]) =>
            (peers[theirs] ?? []).flatMap(idsIn).map((id) => ({ topic, id: `${ours} ${id}` })),
          ),
        )
        .filter(({ id }) => !told.has(id));
      assert.deepEqual(untold, []);
    });
});

describe("the smallest files that other tools report", () => {
  for (const { tool, id, rule, text } of POSITIVES) {
    it(`${tool} ${id} is ${rule} here, and a row of the table`, () => {
      const file = `file:///${text.startsWith("services:") ? "compose.yaml" : "Dockerfile"}`;
      const { findings } = analyze([file], (uri) => (uri === file ? text : null), configOf([{ today: "2026-11-30" }]), {
        cache: new ParseCache(),
        onRuleError: (_, error) => {
          throw error;
        },
      });
      assert.ok(findings.some((finding) => finding.rule === rule));
      assert.ok(EQUIVALENTS[rule]?.[tool]?.includes(id.replace(/^tally\//, "")), `${rule} ${tool}`);
    });
  }
});

function idsOf(ids: Ids): readonly string[] {
  return Object.entries(ids).flatMap(([peer, list]) => list.map((id) => `${peer} ${id}`));
}

/** `CL-0001/CL-0013 (resolves driver_opts)` names two ids, `5.6, 5.32` too, and `privileged_containers_enabled / ae5b6871 / HIGH` one. */
function idsIn(text: string): readonly string[] {
  const plain = text.replace(/\(.*$/, "");
  const known = plain.match(/\b(?:CL-\d{4}|DL\d{4}|DS-\d{4}|CKV2?_DOCKER_\d+|S\d{4}|[45]\.\d+)\b/g);
  if (known) return known;
  const [name = ""] = plain.split(/[ /]+/);
  return name === "common" ? ["passwords_and_secrets"] : [name];
}
