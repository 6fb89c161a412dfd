import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Engine } from "../../../server/analysis/facts/engine.ts";
import type { Container } from "../../../server/analysis/model/container.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import { standings } from "../../../server/analysis/threats/attack-conditions.ts";
import { ATTACK_STEPS, type Goal, type Held } from "../../../server/analysis/threats/attack-steps.ts";

/**
 * Every pair and triple of what an attack needs and somebody can choose, as services, for each mode of the engine and each security module. What the
 * rule says of each is held to an exhaustive search of the table of steps, and what the model holds to what the setting is known to give.
 */

/** A setting as keys of a service, by what it gives an attacker. */
const CHOICES: readonly { readonly gives: Held; readonly keys: Readonly<Record<string, string>> }[] = [
  { gives: "SYS_PTRACE", keys: { cap_add: "SYS_PTRACE" } },
  { gives: "SYS_ADMIN", keys: { cap_add: "SYS_ADMIN" } },
  { gives: "SYS_MODULE", keys: { cap_add: "SYS_MODULE" } },
  { gives: "SYS_RAWIO", keys: { cap_add: "SYS_RAWIO" } },
  { gives: "DAC_READ_SEARCH", keys: { cap_add: "DAC_READ_SEARCH" } },
  { gives: "NET_ADMIN", keys: { cap_add: "NET_ADMIN" } },
  { gives: "host processes", keys: { pid: "host" } },
  { gives: "neighbour's processes", keys: { pid: "service:vault" } },
  { gives: "host network", keys: { network_mode: "host" } },
  { gives: "no confinement", keys: { security_opt: "apparmor=unconfined" } },
  { gives: "no confinement", keys: { security_opt: "label=disable" } },
  { gives: "unmasked kernel files", keys: { security_opt: "systempaths=unconfined" } },
  { gives: "engine socket", keys: { volumes: "/var/run/docker.sock:/d.sock" } },
  { gives: "socket group", keys: { group_add: "docker" } },
  { gives: "disk device", keys: { devices: "/dev/sda" } },
  { gives: "disk group", keys: { group_add: "disk" } },
  { gives: "disk rule", keys: { device_cgroup_rules: "b 8:* rwm" } },
  { gives: "writable host path", keys: { volumes: "/etc/cron.d:/c" } },
  { gives: "privileged", keys: { privileged: "true" } },
  { gives: "open mount call", keys: { security_opt: "seccomp=unconfined" } },
  { gives: "root", keys: { userns_mode: "host" } },
];

const SINGLE: ReadonlySet<string> = new Set(["pid", "network_mode", "privileged", "userns_mode"]);

/** The index of every pair and triple of choices that one service can make. */
const SETS: readonly (readonly number[])[] = CHOICES.flatMap((_, a) =>
  CHOICES.slice(a + 1).flatMap((_, b) => {
    const second = a + 1 + b;
    const thirds = CHOICES.slice(second + 1).map((_, c) => [a, second, second + 1 + c]);
    return [[a, second], ...thirds];
  }),
).filter((set) => {
  const keys = set.flatMap((index) => Object.keys(CHOICES[index]?.keys ?? {})).filter((key) => SINGLE.has(key));
  return new Set(keys).size === keys.length;
});

const USERS = ["0", "1000"] as const;

describe("escape paths of every pair and triple of settings", () => {
  for (const mode of ["rootful", "swarm", "podman", "userns-remap", "rootless"] as const) {
    for (const lsm of [[], ["apparmor"], ["selinux"], ["apparmor", "selinux"]] as const) {
      for (const user of USERS) {
        it(`with ${mode} and ${lsm.join(" and ") || "nothing that confines"}, as user ${user}`, () => {
          check({ mode, lsm, version: mode === "podman" ? "5.8" : "29.5", cgroup: 2, compose: "5.7" }, user);
        });
      }
    }
  }
});

/** The conditions that held of a service of any of the sets, under any engine. */
const MET = new Set<Held>();

describe("the conditions of all steps", () => {
  it("are each met by one of the pairs and triples, or lead on from another step", () => {
    const gained = new Set<string>(ATTACK_STEPS.map(({ gains }) => gains));
    const needed = new Set(ATTACK_STEPS.flatMap(({ needs }) => needs).filter((one) => !gained.has(one)));
    assert.deepEqual(
      [...needed].filter((one) => !(MET as ReadonlySet<string>).has(one)),
      [],
    );
  });
});

function check(engine: Engine, user: string): void {
  const file = "file:///project/compose.yaml";
  const text = `services:\n  vault:\n    image: alpine:3.22\n    user: "10001"\n    secrets: [token]\n${SETS.map((set) => service(set, user)).join("")}secrets:\n  token:\n    file: ./token\n`;
  const analysis = analyze([file], (uri) => (uri === file ? text : null), configOf([{ engine }]), {
    cache: new ParseCache(),
    onRuleError: (_, error) => {
      throw error;
    },
  });
  const byName = new Map(analysis.project?.services.map((one) => [one.name, one]) ?? []);
  const said = new Map<string, string[]>();
  for (const { rule, subject, level, message } of analysis.findings) {
    if (rule !== "escape-path") continue;
    const goal = GOALS.find(([, words]) => message.includes(` leads to ${words} through `))?.[0];
    said.set(subject.name, [...(said.get(subject.name) ?? []), `${level} ${goal}`]);
  }
  for (const set of SETS) {
    const name = nameOf(set);
    const container = byName.get(name);
    assert.ok(container, name);
    const what = set.map((index) => JSON.stringify(CHOICES[index]?.keys)).join(" ");
    held(container, engine, set, what);
    assert.deepEqual((said.get(name) ?? []).sort(), [...expected(container, engine)].sort(), what);
  }
}

const GOALS: readonly (readonly [Goal, string])[] = [
  ["host", "root on the host"],
  ["secrets", "another service's secrets"],
  ["containers", "the processes of all other containers"],
  ["network", "control of the host's network"],
];

function nameOf(set: readonly number[]): string {
  return `s${set.join("-")}`;
}

function service(set: readonly number[], user: string): string {
  const lists = new Map<string, string[]>();
  for (const index of set) {
    for (const [key, value] of Object.entries(CHOICES[index]?.keys ?? {})) {
      lists.set(key, [...(lists.get(key) ?? []), value]);
    }
  }
  const keys = [...lists].map(([key, values]) =>
    SINGLE.has(key)
      ? `    ${key}: ${values[0]}\n`
      : `    ${key}: [${values.map((one) => JSON.stringify(one)).join(", ")}]\n`,
  );
  return `  ${nameOf(set)}:\n    image: alpine:3.22\n    user: "${user}"\n${keys.join("")}`;
}

describe("tracing the host's processes", () => {
  const level = (lsm: Engine["lsm"]): string | undefined => {
    const file = "file:///project/compose.yaml";
    const text =
      'services:\n  probe:\n    image: alpine:3.22\n    user: "0"\n    pid: host\n    cap_add: [SYS_PTRACE]\n';
    const settings = configOf([{ engine: { mode: "rootful", lsm, version: "29.5", cgroup: 2 } }]);
    const { findings } = analyze([file], (uri) => (uri === file ? text : null), settings, {
      cache: new ParseCache(),
      onRuleError: (_, error) => {
        throw error;
      },
    });
    return findings.find(({ rule }) => rule === "escape-path")?.level;
  };

  it("is an error where nothing confines, and a warning where AppArmor does", () => {
    assert.deepEqual([level([]), level(["selinux"]), level(["apparmor"])], ["error", "error", "warning"]);
  });
});

/** What must hold of a container whatever the tables say: root on the host's own ids is an attacker's, and no module confines what has none. */
function held(container: Container, engine: Engine, set: readonly number[], what: string): void {
  const found = standings(container, engine);
  for (const one of found.keys()) MET.add(one);
  const isHosts = container.namespaces.user.state === "known" && container.namespaces.user.value === "host";
  assert.equal(
    found.has("root"),
    isHosts && container.user.state === "known" && container.user.value.root === true,
    what,
  );
  if (engine.lsm.length === 0) assert.ok(found.has("no confinement"), what);
  const chose = (text: string): boolean => set.some((index) => JSON.stringify(CHOICES[index]?.keys).includes(text));
  if (engine.mode !== "rootful" || chose("privileged")) return;
  const open = {
    apparmor: chose("apparmor=unconfined"),
    selinux: chose("label=disable"),
  };
  // The engine labels nothing that shares the host's processes.
  if (!chose("host"))
    assert.equal(
      found.has("no confinement"),
      engine.lsm.every((module) => open[module]),
      what,
    );
  for (const index of set) {
    const gives = CHOICES[index]?.gives;
    if (gives === undefined || gives === "no confinement" || gives === "neighbour's processes" || gives === "root")
      continue;
    assert.ok(found.has(gives), `${gives}: ${what}`);
  }
}

/** All that the steps lead to, found by trying every set of choices from the smallest up. */
function* expected(container: Container, engine: Engine): Generator<string> {
  const found = standings(container, engine);
  const chosen = [...found].filter(([, { chosen: isChosen }]) => isChosen).map(([one]) => one);
  const given = [...found].filter(([, { chosen: isChosen }]) => !isChosen).map(([one]) => one);
  const fewest = (goal: Goal): number | undefined => {
    for (let size = 0; size <= chosen.length; size++) {
      if (subsets(chosen, size).some((some) => reaches(goal, [...given, ...some]))) return size;
    }
    return undefined;
  };
  const host = fewest("host");
  if (host !== undefined) {
    if (host >= 2) yield "error host";
    return;
  }
  for (const goal of ["secrets", "containers", "network"] as const)
    if ((fewest(goal) ?? 0) >= 2) yield `warning ${goal}`;
}

function reaches(goal: Goal, start: readonly Held[]): boolean {
  const have = new Set<string>(start);
  for (let size = -1; size !== have.size; ) {
    size = have.size;
    for (const { needs, gains } of ATTACK_STEPS) if (needs.every((need) => have.has(need))) have.add(gains);
  }
  return have.has(goal);
}

function subsets<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}
