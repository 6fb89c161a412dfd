import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { EQUIVALENTS, type Ids, LEFT_OUT } from "../scripts/peers/equivalents.ts";

/** The research that the table was written from; a clone of the project alone does not have it. */
const RESEARCH = new URL("../../shared/research/peer-rules.json", import.meta.url);

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

  it(`leave nothing about isolation out${existsSync(RESEARCH) ? "" : " (the research is not here)"}`, () => {
    const told = new Set([...Object.values(EQUIVALENTS), ...LEFT_OUT.map(({ ids }) => ids)].flatMap(idsOf));
    assert.ok(told.size > 100, String(told.size));
    const topics: readonly Topic[] = existsSync(RESEARCH) ? JSON.parse(readFileSync(RESEARCH, "utf8")) : [];
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
