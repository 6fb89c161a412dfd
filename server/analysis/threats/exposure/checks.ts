import { capability, DOCKER_DEFAULT } from "../../facts/capabilities.ts";
import { hostDevice } from "../../facts/devices.ts";
import type { Engine } from "../../facts/engine.ts";
import { classifyHostPath, holdsControlSocket } from "../../facts/host-paths.ts";
import type { NamespaceName } from "../../facts/namespaces.ts";
import { controlSocket } from "../../facts/sockets.ts";
import type { Container } from "../../model/container.ts";
import type { Mount } from "../../model/mount.ts";
import type { Setting } from "../../model/setting.ts";
import { pathTo, standings } from "../attack-conditions.ts";

/**
 * One aspect of a container's isolation. `weight` says how much it counts beside the others, `open` and `closed` describe its two ends.
 * `assess` answers from 0 (closed) to 1 (open), 0.5 for what is unknown, and undefined where the aspect does not apply.
 * Where it reaches `takeover`, that leads to the host with no further flaw.
 */
export interface Check {
  readonly id: string;
  readonly weight: number;
  readonly open: string;
  readonly closed: string;
  readonly takeover?: number;
  assess(service: Container, engine: Engine): number | undefined;
}

const UNKNOWN = 0.5;

/** What the worst of several openings counts by itself; the others fill the rest, so that closing any of them is worth something. */
const WORST = 0.8;

/**
 * The aspects with their weights: what a common flaw turns into a takeover counts most, then what limits the damage. What takes the host by itself
 * weighs little here, since it puts the score near the end of the scale whatever its weight.
 */
export const CHECKS: readonly Check[] = [
  {
    id: "daemon",
    weight: 600,
    open: "The container controls the container engine",
    closed: "The container cannot reach the container engine",
    takeover: WORST,
    assess: ({ mounts }) => together(mounts.map(daemonBadness)),
  },
  {
    id: "privileged",
    weight: 600,
    open: "The container is privileged",
    closed: "The container is not privileged",
    takeover: 1,
    assess: ({ privileged }) => whether(privileged, (on) => on),
  },
  {
    id: "host-files",
    weight: 800,
    open: "The container reaches sensitive files of the host",
    closed: "The container reaches no sensitive file of the host",
    takeover: WORST,
    assess: ({ mounts }) => together(mounts.map(hostFileBadness)),
  },
  {
    id: "devices",
    weight: 500,
    open: "The container opens dangerous devices of the host",
    closed: "The container opens no dangerous device of the host",
    takeover: WORST,
    assess: ({ devices }) =>
      together(
        devices.map(({ value }) =>
          value.state === "unknown" ? UNKNOWN : graded(hostDevice(value.value.source)?.severity),
        ),
      ),
  },
  {
    id: "escape-path",
    // The settings that make the path have weights of their own; together they place the container.
    weight: 0,
    open: "Settings of the container together lead to root on the host",
    closed: "No known combination of settings leads to root on the host",
    takeover: 1,
    assess: (service, engine) => Number(surelyLeadsToHost(service, engine)),
  },
  {
    id: "user",
    weight: 1000,
    open: "The first process is root",
    closed: "The first process is not root",
    assess: ({ user }) =>
      user.state === "unknown" || user.value.root === undefined ? UNKNOWN : Number(user.value.root),
  },
  {
    id: "added-capabilities",
    weight: 1500,
    open: "Capabilities beyond the default set can be held",
    closed: "No capability beyond the default set can be held",
    assess: ({ capabilities: { bounding } }) =>
      bounding.state === "unknown"
        ? UNKNOWN
        : together(
            bounding.value
              .map((name) => capability(name))
              .map((facts) => (facts === undefined || facts.dockerDefault ? 0 : graded(facts.risk))),
          ),
  },
  {
    id: "default-capabilities",
    weight: 500,
    open: "All capabilities of the default set can be held",
    closed: "No capability of the default set can be held",
    assess: ({ capabilities: { bounding } }) =>
      bounding.state === "unknown"
        ? UNKNOWN
        : DOCKER_DEFAULT.filter((name) => bounding.value.includes(name)).length / DOCKER_DEFAULT.length,
  },
  {
    id: "new-privileges",
    weight: 1000,
    open: "Processes can gain privileges by set-user-ID programs",
    closed: "Processes cannot gain privileges",
    assess: ({ security }) => whether(security.noNewPrivileges, (on) => !on),
  },
  {
    id: "seccomp",
    weight: 1000,
    open: "System calls are not filtered",
    closed: "System calls are filtered",
    assess: ({ security }) => whether(security.seccomp, (profile) => profile === "unconfined"),
  },
  {
    id: "apparmor",
    weight: 700,
    open: "AppArmor does not confine the container",
    closed: "AppArmor confines the container",
    assess: ({ security }, { lsm }) =>
      lsm.includes("apparmor") ? whether(security.apparmor, (profile) => profile === "unconfined") : undefined,
  },
  {
    id: "selinux",
    weight: 700,
    open: "SELinux does not confine the container",
    closed: "SELinux confines the container",
    assess: ({ security }, { lsm }) =>
      lsm.includes("selinux") ? whether(security.selinux, (label) => label === "disabled") : undefined,
  },
  {
    id: "system-paths",
    weight: 700,
    open: "Sensitive paths of /proc and /sys are in reach",
    closed: "Sensitive paths of /proc and /sys are masked",
    assess: ({ security }) => whether(security.maskedPaths, (masked) => !masked),
  },
  shared("net", 1000, "network interfaces and loopback listeners"),
  shared("pid", 1000, "processes"),
  shared("ipc", 500, "shared memory and message queues"),
  shared("cgroup", 200, "control group tree"),
  shared("uts", 100, "host name"),
  {
    id: "root-file-system",
    weight: 400,
    open: "The root file system can be written",
    closed: "The root file system is read-only",
    assess: ({ rootfs }) => whether(rootfs, (mode) => mode === "writable"),
  },
  limit("memory", 300, "memory"),
  limit("pids", 300, "the number of processes"),
  limit("cpus", 100, "CPU time"),
  {
    id: "ports",
    weight: 300,
    open: "Ports are published on every address of the host",
    closed: "No port is published beyond the host's loopback",
    assess: ({ ports }) =>
      together(
        ports.map(({ effective, hostIp }) =>
          effective ? whether(hostIp, (address) => !/^(?:127\.|::1$|localhost$)/.test(address)) : 0,
        ),
      ),
  },
];

function whether<T>(setting: Setting<T>, open: (value: T) => boolean): number {
  return setting.state === "unknown" ? UNKNOWN : Number(open(setting.value));
}

/** Several openings of one wall as one: each one more is worse, and none counts as much as the worst. */
function together(values: readonly number[]): number {
  const [worst = 0, ...others] = [...values].sort((a, b) => b - a);
  const closed = others.reduce((product, value) => product * (1 - value / 2), 1);
  return WORST * worst + (1 - WORST) * worst * (1 - closed);
}

const GRADES = { critical: 1, high: 0.7, medium: 0.4, low: 0.1, none: 0 } as const;

function graded(severity: keyof typeof GRADES | undefined): number {
  return severity === undefined ? 0 : GRADES[severity];
}

function daemonBadness({ type, source }: Mount): number {
  if ((type !== "bind" && type !== "npipe") || source.state === "unknown" || source.value === null) return 0;
  const socket = controlSocket(source.value);
  if (socket !== undefined) return socket.kind === "engine" ? 1 : GRADES.medium;
  return holdsControlSocket(source.value) ? 1 : 0;
}

function hostFileBadness({ type, source, readOnly }: Mount): number {
  if (type !== "bind" || source.state === "unknown" || source.value === null) return 0;
  const path = classifyHostPath(source.value);
  if (path === undefined || (readOnly && path.harmlessReadOnly)) return 0;
  return readOnly && !path.readOnlyStillDangerous ? graded(path.severity) / 2 : graded(path.severity);
}

function shared(namespace: NamespaceName, weight: number, what: string): Check {
  return {
    id: `${namespace}-namespace`,
    weight,
    open: `The container shares the host's ${what}`,
    closed: `The container has its own ${what}`,
    assess: ({ namespaces }) => {
      const setting = namespaces[namespace];
      if (setting.state === "unknown") return UNKNOWN;
      return setting.value === "host" ? 1 : setting.value === "private" ? 0 : GRADES.medium;
    },
  };
}

function limit(kind: "memory" | "cpus" | "pids", weight: number, what: string): Check {
  return {
    id: `${kind}-limit`,
    weight,
    open: `Nothing limits ${what}`,
    closed: `A limit is set on ${what}`,
    assess: ({ limits }) => whether(limits[kind], (value) => value === null),
  };
}

function surelyLeadsToHost(service: Container, engine: Engine): boolean {
  const held = standings(service, engine);
  return pathTo("host", held)?.held.every((one) => held.get(one)?.sure) ?? false;
}
