import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { CAPABILITIES } from "../../../server/analysis/facts/capabilities.ts";
import { COMPOSE_KEYS } from "../../../server/analysis/facts/compose-key-table.ts";
import { composeKey } from "../../../server/analysis/facts/compose-keys.ts";
import { hostDevice } from "../../../server/analysis/facts/devices.ts";
import { DOCKERFILE_KEYS } from "../../../server/analysis/facts/dockerfile-key-table.ts";
import { classifyHostPath } from "../../../server/analysis/facts/host-paths.ts";
import { NAMESPACES } from "../../../server/analysis/facts/namespaces.ts";
import {
  MASKED_PATHS,
  NEVER_UNLOCKABLE,
  READONLY_PATHS,
  SECCOMP_NUMBERS,
} from "../../../server/analysis/facts/security-options.ts";
import { controlSocket } from "../../../server/analysis/facts/sockets.ts";
import { beside } from "../../beside.ts";

interface CapabilityFacts {
  readonly capabilities: readonly {
    readonly short: string;
    readonly number: number;
    readonly since_kernel: string;
    readonly risk: string;
    readonly docker_default: boolean;
    readonly podman_default: boolean;
    readonly seccomp_unlocks: readonly string[];
    readonly cves: readonly string[];
  }[];
}

interface NamespaceFacts {
  readonly namespaces: readonly {
    readonly id: string;
    readonly clone_flag: string;
    readonly man: string;
    readonly cves: readonly string[];
  }[];
}

interface HardeningFacts {
  readonly topics: {
    readonly dangerous_host_paths: readonly {
      readonly path: string;
      readonly severity: string;
      readonly read_only_still_dangerous: boolean;
    }[];
    readonly device_nodes: readonly { readonly path: string; readonly severity: string }[];
    readonly runtime_sockets: { readonly sockets: readonly { readonly path: string }[] };
    readonly masked_paths: { readonly paths: readonly string[] };
    readonly readonly_paths: { readonly paths: readonly string[] };
    readonly seccomp: {
      readonly never_unlockable_x86_64: readonly string[];
      readonly numbers: Readonly<Record<SeccompCount, number>>;
    };
  };
}

type SeccompCount =
  | "unconditional_names"
  | "total_distinct_names"
  | "x86_64_known"
  | "x86_64_allowed_without_extra_caps"
  | "x86_64_not_allowed"
  | "x86_64_unlockable_by_cap"
  | "x86_64_never_unlockable";

interface ComposeFacts {
  readonly keys: readonly { readonly path: string; readonly risk: string | null }[];
}

interface DockerfileFacts {
  readonly keys: readonly { readonly key: string }[];
}

const checks: Readonly<Record<string, (json: string) => void>> = {
  "capabilities.json": agreeOnCapabilities,
  "namespaces.json": agreeOnNamespaces,
  "hardening.json": agreeOnHardening,
  "compose-keys.json": agreeOnComposeKeys,
  "dockerfile-keys.json": agreeOnDockerfileKeys,
};

describe("facts agree with the research that the tables were written from", () => {
  for (const [file, check] of Object.entries(checks)) {
    const research = beside(`facts/${file}`);
    if (research !== undefined) it(file, () => check(readFileSync(research, "utf8")));
  }
});

/** Capabilities that the research calls harmless and that were seen to bother the host since. */
const GRADED_ANEW: ReadonlyMap<string, { readonly risk: string; readonly seen: string }> = new Map([
  ["LEASE", { risk: "low", seen: "a lease on a read-only bind mount held up the host's open() for 21.9 seconds" }],
  ["WAKE_ALARM", { risk: "low", seen: "alarms are the machine's, not the container's" }],
  ["BLOCK_SUSPEND", { risk: "low", seen: "wake locks are the machine's, not the container's" }],
]);

function agreeOnCapabilities(json: string): void {
  const facts: CapabilityFacts = JSON.parse(json);
  assert.deepEqual(
    CAPABILITIES.map((c) => [
      c.name,
      c.number,
      c.sinceKernel,
      c.risk,
      c.dockerDefault,
      c.podmanDefault,
      c.unlocks,
      c.cves,
    ]),
    facts.capabilities.map((c) => [
      c.short,
      c.number,
      c.since_kernel,
      GRADED_ANEW.get(c.short)?.risk ?? c.risk,
      c.docker_default,
      c.podman_default,
      c.seccomp_unlocks,
      c.cves,
    ]),
  );
}

function agreeOnNamespaces(json: string): void {
  const facts: NamespaceFacts = JSON.parse(json);
  assert.deepEqual(
    NAMESPACES.map((n) => [n.name, n.cloneFlag, n.manPage, n.cves]).sort(),
    facts.namespaces.map((n) => [n.id, n.clone_flag, n.man, n.cves]).sort(),
  );
}

/** Rows of the research that the tables deliberately split or leave out, each with the reason. */
const APART: ReadonlyMap<string, string> = new Map([
  ["/var/run/docker.sock and other engine sockets", "sockets have a table of their own"],
  ["C:\\ and \\\\.\\pipe\\docker_engine", "the pipe is a socket"],
  ["/etc/passwd", "harmless read-only, unlike shadow in the same row"],
  ["/etc/group", "harmless read-only, unlike shadow in the same row"],
  ["/etc/localtime", "harmless read-only; written, the host's clock shows another zone"],
  ["/etc/timezone", "harmless read-only; written, the host's clock shows another zone"],
  ["/etc/ssl/certs", "harmless read-only; written, the host trusts other authorities"],
  ["/usr/share/ca-certificates", "harmless read-only; written, the host trusts other authorities"],
  ["/etc/cron*", "a pattern; its directories are listed one by one"],
  ["/proc", "root without SYS_PTRACE reads no other process's memory or files through it: one level less read-only"],
  ["/sys", "every container sees nearly the same in its own /sys: read-only it is information"],
  ["/run/dbus", "as grave as the socket in it, which is a warning: what it gives hangs on uid 0 and on AppArmor"],
  [".. or project parent / .git", "the project's own directories are known to the project only"],
]);

function agreeOnHardening(json: string): void {
  const { topics }: HardeningFacts = JSON.parse(json);
  for (const row of topics.dangerous_host_paths) {
    const paths: readonly string[] = APART.has(row.path) ? [] : row.path.split(", ");
    for (const path of paths.filter((one) => !APART.has(one))) {
      const known = classifyHostPath(path.replace("<uid>", "1000"));
      assert.equal(known?.severity ?? "none", row.severity, path);
      if (known) assert.equal(known.readOnlyStillDangerous, row.read_only_still_dangerous, path);
    }
  }
  for (const row of topics.device_nodes.filter((node) => node.severity !== "none")) {
    for (const path of row.path.split(", ").filter((one) => one.startsWith("/"))) {
      const node = path === "/dev/tty*" ? "/dev/tty1" : path === "/dev/console" ? undefined : path.replaceAll("*", "0");
      if (node !== undefined) assert.equal(hostDevice(node)?.severity, row.severity, node);
    }
  }
  for (const { path } of topics.runtime_sockets.sockets) {
    const [first = ""] = path.split(/, | \(/);
    if (first.startsWith("/run/docker/plugins") || first.startsWith("/var/lib/kubelet")) continue;
    assert.ok(controlSocket(first.replace("<uid>", "1000")), first);
  }
  assert.deepEqual(MASKED_PATHS, topics.masked_paths.paths);
  assert.deepEqual(READONLY_PATHS, topics.readonly_paths.paths);
  assert.deepEqual([...NEVER_UNLOCKABLE].sort(), topics.seccomp.never_unlockable_x86_64.toSorted());
  const { numbers } = topics.seccomp;
  assert.deepEqual(SECCOMP_NUMBERS, {
    unconditionalNames: numbers.unconditional_names,
    names: numbers.total_distinct_names,
    x86Known: numbers.x86_64_known,
    x86Allowed: numbers.x86_64_allowed_without_extra_caps,
    x86Denied: numbers.x86_64_not_allowed,
    x86Unlockable: numbers.x86_64_unlockable_by_cap,
    x86NeverUnlockable: numbers.x86_64_never_unlockable,
  });
}

function agreeOnComposeKeys(json: string): void {
  const facts: ComposeFacts = JSON.parse(json);
  const researched = new Map(facts.keys.map((key) => [key.path, key]));
  for (const row of COMPOSE_KEYS) {
    // A key that a later Compose brought is none of the research's.
    assert.ok(researched.has(row.path) || row.since !== undefined, row.path);
    assert.equal(composeKey(row.path.split("."))?.path, row.path);
  }
  for (const [path, key] of researched) {
    if (key.risk !== null && key.risk !== "low (impersonation)") {
      assert.ok(
        COMPOSE_KEYS.some((row) => row.path === path),
        `${path} carries a risk and has no row`,
      );
    }
  }
}

function agreeOnDockerfileKeys(json: string): void {
  const facts: DockerfileFacts = JSON.parse(json);
  const named = new Set(DOCKERFILE_KEYS.flatMap((row) => row.names));
  for (const { key } of facts.keys) {
    if (/^[A-Z]+( --[a-z-]+(=type=[a-z]+)?)?$/.test(key)) assert.ok(named.has(key), key);
  }
}
