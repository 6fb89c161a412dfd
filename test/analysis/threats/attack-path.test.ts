import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import { shortestPath } from "../../../server/analysis/threats/attack-path.ts";
import { ATTACK_STEPS, type Goal, type Held } from "../../../server/analysis/threats/attack-steps.ts";

const DEBUG = `services:
  debug:
    image: alpine:3.22
    pid: host # bulkhead: allow host-pid -- looks at the host
    cap_add: [SYS_PTRACE, NET_ADMIN]
    security_opt: [apparmor=unconfined]
`;

/** Where a path may end short of the host. */
const LESSER: readonly Goal[] = ["secrets", "containers", "network"];

describe("attack paths", () => {
  const everything = new Set(ATTACK_STEPS.flatMap(({ needs }) => needs)) as ReadonlySet<Held>;

  it("end on the host or at secrets whatever is held, and every step leads there", () => {
    for (const step of ATTACK_STEPS) {
      const held = new Set(step.needs.filter((need): need is Held => !isGained(need)));
      const goal = LESSER.find((one) => one === step.gains) ?? "host";
      const path = held.size === step.needs.length ? shortestPath(goal, held, () => true) : undefined;
      if (held.size === step.needs.length) assert.ok(path?.steps.includes(step), step.does);
    }
    assert.equal(shortestPath("host", everything, () => true)?.held.length, 1);
  });

  it("take the fewest choices, not the fewest steps", () => {
    const held = new Set<Held>(["root", "SYS_MODULE", "engine socket"]);
    const path = shortestPath("host", held, (one) => one === "SYS_MODULE");
    assert.deepEqual(path?.held, ["root", "engine socket"]);
  });

  it("are none where a link is missing", () => {
    assert.equal(
      shortestPath("host", new Set<Held>(["root", "SYS_PTRACE", "host processes"]), () => true),
      undefined,
    );
    assert.equal(
      shortestPath("host", new Set<Held>(), () => true),
      undefined,
    );
  });
});

describe("a finding that is made of others", () => {
  it("stands in for them and for nothing else", () => {
    const rules = findingsOf(DEBUG).map(({ rule, evidence }) => `${rule} ${evidence}`.trim());
    assert.deepEqual(rules.filter((rule) => rule !== "unhardened").sort(), [
      "dangerous-capability NET_ADMIN",
      "escape-path",
    ]);
  });

  it("keeps comments that allow one of them from being idle", () => {
    assert.deepEqual(
      findingsOf(DEBUG).filter(({ rule }) => rule === "unused-allow"),
      [],
    );
  });

  it("leaves them alone where it is switched off", () => {
    const rules = findingsOf(`${DEBUG}`, { rules: new Map([["escape-path", "off" as const]]) }).map(({ rule }) => rule);
    assert.ok(rules.includes("apparmor-unconfined"));
    assert.ok(!rules.includes("escape-path"));
  });
});

function isGained(need: string): boolean {
  return ATTACK_STEPS.some(({ gains }) => gains === need);
}

function findingsOf(text: string, settings: Parameters<typeof configOf>[0][number] = {}): Analysis["findings"] {
  const file = "file:///project/compose.yaml";
  return analyze([file], (uri) => (uri === file ? text : null), configOf([settings]), {
    cache: new ParseCache(),
    onRuleError: (_, error) => {
      throw error;
    },
  }).findings;
}
