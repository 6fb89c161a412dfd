import assert from "node:assert/strict";
import { DEFAULT_ENGINE, type Engine } from "../../../server/analysis/facts/engine.ts";
import type { Finding } from "../../../server/analysis/model/finding.ts";
import type { Project } from "../../../server/analysis/model/project.ts";
import { explained, explanationOf } from "../../../server/analysis/report/explain.ts";
import type { ContainerSubject, Subject } from "../../../server/analysis/report/explain-json.ts";
import { fingerprint } from "../../../server/analysis/report/fingerprint.ts";
import { jsonReport } from "../../../server/analysis/report/json.ts";
import { type Locate, locator } from "../../../server/analysis/report/location.ts";
import { type Report, reported } from "../../../server/analysis/report/report.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { load } from "../../../server/analysis/run/load.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import { schemaCheck } from "../facts/json-schema.ts";

const FOLDER = "file:///project/";
const checkSchema = schemaCheck("check");
const explainSchema = schemaCheck("explain");

const FINDING: Finding = {
  rule: "privileged",
  level: "error",
  message: 'Service "web" is privileged.',
  subject: { kind: "service", name: "web" },
  at: { file: `${FOLDER}compose.yaml`, start: 20, end: 24 },
  evidence: "",
  related: [],
  fixes: [],
  redundant: false,
};

function locateIn(files: Readonly<Record<string, string>>): Locate {
  return locator({ text: (uri) => files[uri.slice(FOLDER.length)], name: (uri) => uri.slice(FOLDER.length) });
}

describe("locations", () => {
  it("count lines and UTF-16 columns from 1", () => {
    const text = "a: 🐳\r\nb: x\n";
    const locate = locateIn({ "compose.yaml": text });
    const start = text.indexOf("x");
    assert.deepEqual(locate({ file: `${FOLDER}compose.yaml`, start: 3, end: start }), {
      file: "compose.yaml",
      start: { line: 1, column: 4 },
      end: { line: 2, column: 4 },
    });
    assert.equal(locate({ file: `${FOLDER}compose.yaml`, start: 5, end: 5 }).start.column, 6);
  });

  it("are the first character of a file that was not read", () => {
    const { start } = locateIn({})({ file: `${FOLDER}gone.yaml`, start: 7, end: 9 });
    assert.deepEqual(start, { line: 1, column: 1 });
  });
});

describe("fingerprints", () => {
  it("survive rewording and moving", () => {
    const moved = { ...FINDING, message: "Said otherwise.", at: { ...FINDING.at, start: 90, end: 94 } };
    assert.equal(fingerprint(moved, "compose.yaml"), fingerprint(FINDING, "compose.yaml"));
  });

  it("differ by rule, file, subject and evidence", () => {
    const others: readonly Finding[] = [
      FINDING,
      { ...FINDING, rule: "host-pid" },
      { ...FINDING, subject: { kind: "service", name: "db" } },
      { ...FINDING, subject: { kind: "hook", name: "web" } },
      { ...FINDING, evidence: "SYS_ADMIN" },
    ];
    const prints = [...others.map((one) => fingerprint(one, "compose.yaml")), fingerprint(FINDING, "other.yaml")];
    assert.equal(new Set(prints).size, prints.length);
  });

  it("are the same on every machine and in every version", () => {
    assert.equal(fingerprint(FINDING, "compose.yaml"), "b61e0a48fc7e20c8");
  });
});

/** A report of nothing. */
const EMPTY: Report = {
  findings: [],
  counts: { error: 0, warning: 0, info: 0, hint: 0 },
  fixable: { safe: 0, unsafe: 0 },
  allowed: [],
  problems: [],
  files: 0,
  looked: [],
  skipped: [],
};

describe("the JSON of check", () => {
  it("is what its schema says, field by field", () => {
    const text = "services:\n  web:\n    privileged: true\n";
    const start = text.indexOf("true");
    const at = { file: `${FOLDER}compose.yaml`, start, end: start + 4 };
    const line = { file: at.file, start: text.indexOf("    privileged"), end: text.length };
    const fix = { title: "Remove privileged", safe: false, changes: [] };
    const finding = { ...FINDING, at, related: [{ at: { ...at, start: 12, end: 15 }, message: "The service." }] };
    const locate = locateIn({ "compose.yaml": text });
    const report: Report = {
      ...EMPTY,
      findings: [reported(finding, [{ fix, edits: [{ ...line, newText: "" }] }], locate, () => "")],
      counts: { ...EMPTY.counts, error: 1 },
      problems: [{ file: "broken.yaml", line: 3, message: "could not be parsed" }],
      files: 2,
    };
    const json: unknown = JSON.parse([...jsonReport(report)].join(""));
    checkSchema(json);
    assert.deepEqual(json, {
      version: 2,
      findings: [
        {
          rule: "privileged",
          level: "error",
          message: 'Service "web" is privileged.',
          subject: { kind: "service", name: "web" },
          location: { file: "compose.yaml", start: { line: 3, column: 17 }, end: { line: 3, column: 21 } },
          related: [
            {
              file: "compose.yaml",
              start: { line: 2, column: 3 },
              end: { line: 2, column: 6 },
              message: "The service.",
            },
          ],
          fixes: [
            {
              title: "Remove privileged",
              safe: false,
              edits: [
                { file: "compose.yaml", start: { line: 3, column: 1 }, end: { line: 4, column: 1 }, newText: "" },
              ],
            },
          ],
          fingerprint: fingerprint(FINDING, "compose.yaml"),
        },
      ],
      problems: [{ file: "broken.yaml", line: 3, message: "could not be parsed" }],
      files: 2,
    });
  });

  it("says how little was found too", () => {
    const json: unknown = JSON.parse([...jsonReport(EMPTY)].join(""));
    checkSchema(json);
    assert.deepEqual(json, { version: 2, findings: [], problems: [], files: 0 });
  });
});

/** The subjects of a project whose entry is the first file, checked against the schema. */
async function subjectsOf(
  files: Readonly<Record<string, string>>,
  engine = DEFAULT_ENGINE,
): Promise<readonly Subject[]> {
  const project = await projectOf(files, engine);
  const explanation = explanationOf(explained(project.services, { ...project, engine }, locateIn(files)), engine);
  explainSchema(JSON.parse(JSON.stringify(explanation)));
  assert.deepEqual(explanation.engine, engine);
  return explanation.subjects;
}

async function projectOf(files: Readonly<Record<string, string>>, engine: Engine): Promise<Project> {
  const [entry = ""] = Object.keys(files);
  const read = async (uri: string): Promise<string | null> => files[uri.slice(FOLDER.length)] ?? null;
  const { project } = await load([FOLDER + entry], read, configOf([{ engine }]), {
    cache: new ParseCache(),
    onRuleError: (_rule, error) => assert.fail(String(error)),
  });
  assert.ok(project);
  return project;
}

/** The one service of a Compose file. */
async function service(body: string, engine = DEFAULT_ENGINE): Promise<ContainerSubject> {
  const [subject] = await subjectsOf({ "compose.yaml": `services:\n  web:\n    image: nginx\n${body}` }, engine);
  assert.ok(subject !== undefined && subject.kind !== "hook");
  return subject;
}

describe("the JSON of explain", () => {
  it("tells the engine's defaults, and decides nothing", async () => {
    const [subject] = await subjectsOf({ "compose.yaml": "services:\n  web:\n    image: acme/unknown\n" });
    assert.ok(subject?.kind === "service");
    const { exposure = -1, ...walls } = subject;
    assert.ok(exposure > 0 && exposure < 10);
    assert.deepEqual(walls, {
      kind: "service",
      name: "web",
      user: { state: "unknown", because: "image acme/unknown" },
      privileged: { state: "known", value: false },
      capabilities: {
        state: "known",
        bounding: [
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "SETGID",
          "SETUID",
          "SETPCAP",
          "NET_BIND_SERVICE",
          "NET_RAW",
          "SYS_CHROOT",
          "MKNOD",
          "AUDIT_WRITE",
          "SETFCAP",
        ],
        boundingMask: "00000000a80425fb",
        effectiveMask: { state: "unknown", because: "image acme/unknown" },
      },
      noNewPrivileges: { state: "known", value: false },
      seccomp: { state: "known", value: "default" },
      apparmor: { state: "known", value: "docker-default" },
      selinux: { state: "known", value: "default" },
      namespaces: {
        pid: "private",
        net: "private",
        ipc: "private",
        uts: "private",
        user: "host",
        cgroup: "private",
        mnt: "private",
        time: "private",
      },
      rootfs: "writable",
      maskedPaths: true,
      readonlyPaths: true,
      mounts: [],
      devices: [],
      ports: [],
      limits: { memory: null, cpus: null, pids: null },
      sysctls: {},
      groups: [],
      deviceRules: [],
      ulimits: {},
      networks: ["default"],
      origins: {},
    });
  });

  it("names the file and line of every value that somebody decided", async () => {
    const subject = await service(`    user: "1000:1000"
    cap_drop: [ALL]
    read_only: true
    pid: host
    volumes: ["/etc:/host/etc:ro"]
    devices: ["/dev/kvm"]
    ports: ["127.0.0.1:8080:80"]
    mem_limit: 64m
    sysctls: {net.core.somaxconn: "1024"}
    group_add: ["44"]
    ulimits: {nproc: 100}
`);
    const lines = Object.entries(subject.origins).map(
      ([name, { how, file, line }]) => `${name} ${how} ${file}:${line}`,
    );
    for (const expected of [
      "user written compose.yaml:4",
      "capabilities written compose.yaml:5",
      "rootfs written compose.yaml:6",
      "namespaces.pid written compose.yaml:7",
      "mounts[0] written compose.yaml:8",
      "devices[0] written compose.yaml:9",
      "ports[0] written compose.yaml:10",
      "limits.memory written compose.yaml:11",
      "sysctls.net.core.somaxconn written compose.yaml:12",
      "groups[0] written compose.yaml:13",
      "ulimits.nproc written compose.yaml:14",
    ]) {
      assert.ok(lines.includes(expected), `${expected} is not among\n${lines.join("\n")}`);
    }
    assert.deepEqual(subject.mounts, [{ type: "bind", source: "/etc", target: "/host/etc", readOnly: true }]);
    assert.deepEqual(subject.devices, [{ source: "/dev/kvm", target: "/dev/kvm", permissions: "rwm" }]);
    assert.deepEqual(subject.ports, [{ hostIp: "127.0.0.1", published: "8080", target: 80, protocol: "tcp" }]);
    assert.deepEqual(subject.limits, { memory: 64 * 1024 * 1024, cpus: null, pids: null });
    assert.deepEqual(subject.sysctls, { "net.core.somaxconn": "1024" });
    assert.deepEqual(subject.groups, ["44"]);
    assert.deepEqual(subject.ulimits, { nproc: { soft: 100, hard: 100 } });
  });

  it("gives another user than root nothing of the bounding set, and root all of it", async () => {
    const plain = await service('    user: "1000"\n    cap_drop: [ALL]\n    cap_add: [CHOWN]\n');
    const root = await service("    user: root\n    cap_drop: [ALL]\n    cap_add: [CHOWN, SYS_ADMIN]\n");
    const known = { state: "known", bounding: ["CHOWN"], boundingMask: "0000000000000001" };
    assert.deepEqual(plain.capabilities, { ...known, effectiveMask: "0000000000000000" });
    assert.deepEqual(root.capabilities, {
      state: "known",
      bounding: ["CHOWN", "SYS_ADMIN"],
      boundingMask: "0000000000200001",
      effectiveMask: "0000000000200001",
    });
  });

  it("leaves out what is not known of a user with a name", async () => {
    const { user, capabilities } = await service("    user: deploy\n");
    assert.deepEqual(user, { state: "known", text: "deploy" });
    assert.ok(capabilities.state === "known");
    assert.deepEqual(capabilities.effectiveMask, { state: "unknown", because: "uid of user deploy" });
  });

  it("names the variable wherever a value hangs on one", async () => {
    const subject = await service("    privileged: ${PRIVILEGED}\n    pid: ${PID_MODE}\n    read_only: ${RO}\n");
    assert.deepEqual(subject.privileged, { state: "unknown", because: "${PRIVILEGED}" });
    assert.deepEqual(subject.rootfs, { state: "unknown", because: "${RO}" });
    assert.equal(subject.namespaces.pid, "unknown");
    assert.equal(subject.origins["privileged"]?.line, 4);
  });

  it("publishes no port under the host's network", async () => {
    const subject = await service('    network_mode: host\n    ports: ["80:80"]\n');
    assert.deepEqual(subject.ports, []);
    assert.equal(subject.namespaces.net, "host");
    assert.deepEqual(subject.networks, []);
  });

  it("follows joined namespaces to the host", async () => {
    const [web, vpn] = await subjectsOf({
      "compose.yaml":
        "services:\n  web: {image: a, network_mode: 'service:vpn', pid: 'service:vpn'}\n  vpn: {image: b, network_mode: host}\n",
    });
    assert.ok(web?.kind === "service" && vpn?.kind === "service");
    assert.deepEqual([web.namespaces.net, web.namespaces.pid, vpn.namespaces.net], ["host", "service:vpn", "host"]);
  });

  it("names the Dockerfile that decides the user", async () => {
    const [web] = await subjectsOf({
      "compose.yaml": "services:\n  web:\n    build: .\n",
      Dockerfile: "FROM debian:13\nRUN true\nUSER 1000:1000\n",
    });
    assert.deepEqual(web?.user, { state: "known", uid: 1000, gid: 1000, text: "1000:1000", root: false });
    assert.deepEqual(web?.origins["user"], { how: "dockerfile", file: "Dockerfile", line: 3 });
  });

  it("tells what an override and an anchor brought in", async () => {
    const [web] = await subjectsOf({
      "compose.yaml": "x-base: &base\n  read_only: true\nservices:\n  web:\n    <<: *base\n    image: a\n",
      "compose.override.yaml": "services:\n  web:\n    privileged: true\n",
    });
    assert.deepEqual(web?.origins["rootfs"], { how: "inherited", file: "compose.yaml", line: 2 });
    assert.deepEqual(web?.origins["privileged"], { how: "inherited", file: "compose.override.yaml", line: 3 });
  });

  it("has hooks and pre_start containers as subjects of their own, behind their service", async () => {
    const subjects = await subjectsOf({
      "compose.yaml": `services:
  web:
    image: nginx
    cap_drop: [ALL]
    post_start:
      - command: [id]
        user: root
        privileged: true
    pre_start:
      - image: busybox
        command: [id]
  db: {image: postgres}
`,
    });
    assert.deepEqual(
      subjects.map(({ kind, name }) => `${kind} ${name}`),
      ["service web", "pre_start web/pre_start[0]", "hook web/post_start[0]", "service db"],
    );
    const hook = subjects[2];
    assert.deepEqual(Object.keys(hook ?? {}), ["kind", "name", "user", "privileged", "capabilities", "origins"]);
    assert.deepEqual(hook?.privileged, { state: "known", value: true });
    assert.ok(hook?.capabilities.state === "known");
    assert.equal(hook.capabilities.effectiveMask, "000001ffffffffff");
  });

  it("carries the engine that was assumed", async () => {
    const engine: Engine = { mode: "podman", version: "5.6", cgroup: 2, lsm: ["selinux"], compose: "5.7" };
    const { capabilities } = await service("", engine);
    assert.ok(capabilities.state === "known");
    assert.equal(capabilities.boundingMask, "00000000800405fb");
  });
});
