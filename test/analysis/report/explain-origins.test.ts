import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import type { ContainerSubject, Explanation } from "../../../server/analysis/report/explain-json.ts";
import { predict } from "../../engine/predict.ts";

const PROJECTS = path.join(import.meta.dirname, "../../engine/projects");

describe("origins", () => {
  it("name the file and the line of every value, over base, override, extends, include, .env and stages", async () => {
    const { subjects } = await predict(path.join(PROJECTS, "merged"), DEFAULT_ENGINE);
    const told = subjects.flatMap(({ name, origins }) =>
      Object.entries(origins).map(([value, { how, file, line }]) => `${name} ${value}: ${how} ${file}:${line}`),
    );
    assert.deepEqual(told, MERGED);
  });

  for (const project of readdirSync(PROJECTS)) {
    it(`leave nothing of ${project} out, and point into its files`, async () => {
      const directory = path.join(PROJECTS, project);
      const explanation = await predict(directory, DEFAULT_ENGINE);
      for (const { name, origins } of explanation.subjects) {
        for (const [value, { file, line }] of Object.entries(origins)) {
          const lines = readFileSync(path.join(directory, file), "utf8").split("\n");
          assert.ok((lines[line - 1] ?? "").trim() !== "", `${name} ${value} points at nothing, ${file}:${line}`);
        }
      }
      assert.deepEqual(unexplained(explanation), []);
    });
  }
});

/** The values that no container has by default, and that nothing tells the origin of. */
function unexplained({ subjects }: Explanation): readonly string[] {
  const containers = subjects.filter((subject): subject is ContainerSubject => subject.kind === "service");
  return containers.flatMap((subject) => {
    const told = Object.keys(subject.origins);
    const isTold = (value: string): boolean => told.some((one) => one === value || one.startsWith(`${value}.`));
    return Object.entries(valuesOf(subject))
      .filter(([value, shown]) => shown !== DEFAULTS[value] && !isTold(value))
      .map(([value, shown]) => `${subject.name} ${value}: ${shown}`);
  });
}

/** Each value as a text, with those of a list and of a record by themselves. */
function valuesOf(subject: ContainerSubject): Readonly<Record<string, string>> {
  const { capabilities, namespaces, limits, mounts, devices, groups, deviceRules, sysctls, ulimits, user } = subject;
  const single = ["privileged", "noNewPrivileges", "seccomp", "apparmor", "selinux", "rootfs", "maskedPaths"] as const;
  const listed = { mounts, devices, groups, deviceRules, ports: subject.ports };
  const named = { namespaces, limits, sysctls, ulimits };
  return Object.fromEntries([
    ["user", user.state === "known" ? "known" : "unknown"],
    ["capabilities", capabilities.state === "known" ? capabilities.boundingMask : "unknown"],
    ...single.map((name) => [name, JSON.stringify(subject[name])]),
    ...Object.entries(listed).flatMap(([name, all]) => all.map((_, index) => [`${name}[${index}]`, "there"])),
    ...Object.entries(named).flatMap(([name, all]) =>
      Object.entries(all).map(([key, value]) => [`${name}.${key}`, JSON.stringify(value)]),
    ),
  ]);
}

const DEFAULTS: Readonly<Record<string, string>> = {
  user: "nobody has none",
  capabilities: "00000000a80425fb",
  privileged: '{"state":"known","value":false}',
  noNewPrivileges: '{"state":"known","value":false}',
  seccomp: '{"state":"known","value":"default"}',
  apparmor: '{"state":"known","value":"docker-default"}',
  selinux: '{"state":"known","value":"default"}',
  rootfs: '"writable"',
  maskedPaths: "true",
  ...Object.fromEntries(
    ["pid", "net", "ipc", "uts", "cgroup", "mnt", "time"].map((kind) => [`namespaces.${kind}`, '"private"']),
  ),
  "namespaces.user": '"host"',
  "limits.memory": "null",
  "limits.cpus": "null",
  "limits.pids": "null",
};

const MERGED = [
  "base user: written compose.yaml:12",
  "base privileged: inherited compose.override.yaml:2",
  "base capabilities: inherited compose.override.yaml:2",
  "base seccomp: inherited compose.override.yaml:2",
  "base apparmor: inherited compose.override.yaml:2",
  "base selinux: inherited compose.override.yaml:2",
  "base namespaces.pid: written compose.yaml:13",
  "base maskedPaths: inherited compose.override.yaml:2",
  "base readonlyPaths: inherited compose.override.yaml:2",
  "base mounts[0]: written compose.yaml:15",
  "child user: inherited compose.yaml:12",
  "child capabilities: written compose.yaml:18",
  "child selinux: inherited compose.yaml:13",
  "child namespaces.pid: inherited compose.yaml:13",
  "child mounts[0]: written compose.yaml:19",
  "other-file user: inherited compose.yaml:8",
  "other-file capabilities: inherited common/services.yaml:6",
  "other-file selinux: inherited common/services.yaml:6",
  "other-file namespaces.ipc: inherited common/services.yaml:6",
  "other-file mounts[0]: inherited common/services.yaml:4",
  "other-file mounts[1]: inherited common/services.yaml:5",
  "anchored user: inherited compose.yaml:52",
  "anchored capabilities: inherited compose.yaml:5",
  "anchored noNewPrivileges: inherited compose.yaml:7",
  "anchored rootfs: inherited compose.yaml:6",
  "merged-list user: inherited compose.yaml:28",
  "merged-list capabilities: inherited compose.yaml:5",
  "merged-list noNewPrivileges: inherited compose.yaml:7",
  "merged-list rootfs: written compose.yaml:30",
  "interpolated user: written compose.yaml:33",
  "interpolated privileged: written compose.yaml:34",
  "interpolated namespaces.net: written compose.yaml:36",
  "interpolated limits.memory: written compose.yaml:35",
  "reset user: image compose.yaml:37",
  "reset capabilities: inherited compose.override.yaml:3",
  "profiled user: written compose.yaml:46",
  "built user: dockerfile app/Dockerfile:3",
  "built capabilities: inherited compose.override.yaml:4",
  "built mounts[0]: dockerfile app/Dockerfile:6",
  "built ports[0]: written compose.yaml:49",
  "included user: written included/compose.yaml:4",
  "included seccomp: written included/compose.yaml:6",
  "included mounts[0]: written included/compose.yaml:5",
];
