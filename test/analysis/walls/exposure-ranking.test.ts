import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import { type Exposure, exposureOf, type Word } from "../../../server/analysis/walls/exposure.ts";

/** A service, its lines, and why it stands above the next one. */
type Ranked = readonly [name: string, lines: readonly string[], reason: string];

const SOCKET = "volumes: [/var/run/docker.sock:/var/run/docker.sock]";
const ROOT = "user: root";
const DROP = "cap_drop: [ALL]";
const BARRED = "security_opt: [no-new-privileges:true]";
const LIMITS = ["mem_limit: 64m", "pids_limit: 50"];
const PROXY = [
  "image: tecnativa/docker-socket-proxy:0.4",
  "environment: {CONTAINERS: 1}",
  "volumes: [/var/run/docker.sock:/var/run/docker.sock:ro]",
];

/**
 * Thirty services from the worst to the best, by band, ordered by hand before any number was looked at. The first weights disagreed on four pairs: the
 * host's processes got more weight than its network, and the second look at the reasons moved "sysadmin", "app" and "root without capabilities".
 */
const RANKING: Readonly<Record<Word, readonly Ranked[]>> = {
  open: [
    ["agent", ["privileged: true", "pid: host", "network_mode: host", SOCKET], "nothing isolates it, in any respect"],
    ["dind", ["privileged: true", ROOT], "no wall of the engine stands, but namespaces do"],
    ["backup", [ROOT, "volumes: [/:/host]"], "it writes to every file of the host"],
    [
      "sysadmin",
      [ROOT, "cap_add: [SYS_ADMIN]", "security_opt: [apparmor=unconfined, no-new-privileges:true]"],
      "two settings lead to the host together, and AppArmor is off for whatever else it tries",
    ],
    ["watchtower", [ROOT, SOCKET], "it has the engine do whatever it likes"],
    [
      "portainer",
      [SOCKET, DROP, BARRED, "read_only: true", "user: root", ...LIMITS],
      "the socket leads to the host whatever else is closed",
    ],
  ],
  fragile: [
    [
      "worker",
      [ROOT, "pid: host", "cap_add: [SYS_ADMIN]"],
      "AppArmor alone stands between it and the host's processes",
    ],
    [
      "debugger",
      [ROOT, "pid: host", "cap_add: [SYS_PTRACE]"],
      "it reads and changes every other container under the same profile",
    ],
    [
      "mounter",
      [ROOT, "cap_add: [SYS_ADMIN]"],
      "AppArmor alone keeps it from mounting, and it sees only its own processes",
    ],
    [
      "mounter as another user",
      ["user: '1000'", "cap_add: [SYS_ADMIN]", BARRED],
      "the same set, which its first process does not hold",
    ],
  ],
  weakened: [
    [
      "unconfined",
      [ROOT, "security_opt: [seccomp=unconfined, apparmor=unconfined]"],
      "both filters of the kernel are off",
    ],
    ["netdata", [ROOT, "pid: host"], "it sees and signals all processes of the host"],
    ["homeassistant", [ROOT, "network_mode: host"], "it reaches what listens on the host's loopback"],
    ["app", [ROOT, "cap_add: [NET_ADMIN, SYS_PTRACE]"], "two capabilities that open much of the kernel"],
    ["gluetun", [ROOT, "cap_add: [NET_ADMIN]"], "it reaches much of the kernel, in a network of its own"],
    ["plain proxy", PROXY, "the engine is behind a flaw of the proxy"],
    [
      "hardened monitor",
      ["pid: host", "user: '1000'", DROP, BARRED, ...LIMITS],
      "it sees the host's processes and may signal none of them",
    ],
    [
      "hardened proxy",
      [...PROXY, "user: '1000'", DROP, BARRED, "read_only: true", ...LIMITS],
      "the engine is behind a flaw of the proxy, and nothing else is open",
    ],
  ],
  default: [
    ["shared memory", [ROOT, "ipc: host", 'ports: ["80:80"]'], "it reaches shared memory of the host's programs"],
    ["web", [ROOT, 'ports: ["80:80"]'], "all as the engine leaves it, and on the network"],
    ["inner", [ROOT], "all as the engine leaves it, for the project alone"],
    ["inner, limited", [ROOT, ...LIMITS], "it cannot starve the host"],
    ["root without capabilities", [ROOT, DROP, ...LIMITS], "root that may do little, but owns every file in it"],
    ["user", ["user: '1000'"], "a flaw starts without the capabilities of root"],
  ],
  "partly hardened": [
    ["dropped", [ROOT, DROP, BARRED, ...LIMITS], "root without capabilities, which nobody else becomes"],
    ["user, barred", ["user: '1000'", BARRED], "another user who stays so"],
    ["user, dropped", ["user: '1000'", DROP, BARRED], "no capability is left to gain"],
    [
      "user, dropped, read-only",
      ["user: '1000'", DROP, BARRED, "read_only: true"],
      "what gets in cannot install itself",
    ],
  ],
  hardened: [
    [
      "all but CPU time",
      ["user: '1000'", DROP, BARRED, "read_only: true", ...LIMITS],
      "it may take CPU time from others",
    ],
    ["all", ["user: '1000'", DROP, BARRED, "read_only: true", ...LIMITS, "cpus: 1"], "every wall stands"],
  ],
};

const URI = "file:///work/compose.yaml";

function exposureWith(lines: readonly string[]): Exposure {
  const all = lines.some((line) => line.startsWith("image:")) ? lines : ["image: acme/web:1", ...lines];
  const text = `services:\n  web:\n${all.map((line) => `    ${line}\n`).join("")}`;
  const onRuleError = (rule: string, error: unknown) => {
    throw new Error(`${rule} threw`, { cause: error });
  };
  const { project } = analyze([URI], (file) => (file === URI ? text : null), configOf([]), {
    cache: new ParseCache(),
    onRuleError,
  });
  const found = project?.services[0] && exposureOf(project.services[0]);
  assert.ok(found);
  return found;
}

describe("the order of exposures", () => {
  const ranked = Object.entries(RANKING).flatMap(([word, services]) => services.map((one) => [word, ...one] as const));

  it("has thirty services with a reason each", () => {
    assert.equal(ranked.length, 30);
    assert.equal(new Set(ranked.map(([, , , reason]) => reason)).size, 30);
  });

  for (const [word, name, lines] of ranked) {
    it(`calls ${name} ${word}`, () => assert.equal(exposureWith(lines).word, word));
  }

  for (const [index, [, name, lines]] of ranked.entries()) {
    const [, above = "", more] = ranked[index - 1] ?? [];
    if (more === undefined) continue;
    it(`puts ${name} below ${above}`, () => {
      const [lower, higher] = [exposureWith(lines), exposureWith(more)];
      assert.ok(lower.exact < higher.exact, `${lower.exact.toFixed(2)} is not below ${higher.exact.toFixed(2)}`);
    });
  }
});
