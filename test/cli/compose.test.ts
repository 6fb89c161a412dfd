import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, it } from "mocha";
import { captured } from "../../scripts/capture.ts";
import { CliProject } from "./cli-project.ts";

const MAIN = path.join(import.meta.dirname, "../../server/cli/main.ts");

const WEB = "services:\n  web:\n    image: acme/web:1\n";

/** The rules that find something, beside the one about missing hardening, each with its file. */
async function found(project: CliProject, args: readonly string[], cwd?: string): Promise<readonly string[]> {
  const { out, err } = await project.run(["check", ...args, "--format", "json"], cwd === undefined ? {} : { cwd });
  assert.equal(err, "");
  const { findings } = JSON.parse(out) as {
    readonly findings: readonly { readonly rule: string; readonly location: { readonly file: string } }[];
  };
  return findings.filter(({ rule }) => rule !== "unhardened").map(({ rule, location }) => `${rule} ${location.file}`);
}

describe("the command line as Compose's", () => {
  let project: CliProject;
  afterEach(() => project.remove());

  it("takes the files of COMPOSE_FILE, whichever of them is named", async () => {
    project = await CliProject.with({
      ".env": "COMPOSE_FILE=compose.yaml:deploy/pid.yaml\n",
      "compose.yaml": `${WEB}    privileged: true\n`,
      "deploy/pid.yaml": "services:\n  web:\n    privileged: !reset\n    pid: host\n",
      "compose.override.yaml": "services:\n  web:\n    ipc: host\n",
    });
    assert.deepEqual(await found(project, ["compose.yaml"]), ["host-pid deploy/pid.yaml"]);
    assert.deepEqual(await found(project, ["-f", "compose.yaml"]), ["privileged compose.yaml"]);
  });

  it("takes the files that COMPOSE_FILE of a directory above names, up to the repository or the working directory", async () => {
    project = await CliProject.with({
      ".env": "COMPOSE_FILE=../outside.yaml:app/deploy/one.yaml\nPID=host\n",
      "app/.env": "COMPOSE_FILE=deploy/one.yaml:deploy/two.yaml\nIPC=host\nUTS=host\n",
      "app/deploy/.env": "UTS=private\nCGROUP=host\n",
      "app/deploy/one.yaml": `${WEB}    privileged: true\n    volumes: [../../etc:/host]\n`,
      "app/deploy/two.yaml": [
        "services:\n  web:\n    privileged: !reset",
        ...["pid: ${PID:-}", "ipc: ${IPC:-private}", "uts: ${UTS}", "cgroup: ${CGROUP:-private}\n"],
      ].join("\n    "),
    });
    const right = ["host-ipc", "host-uts", "host-cgroup"].map((rule) => `${rule} app/deploy/two.yaml`);
    assert.deepEqual(await found(project, ["app/deploy/one.yaml"]), right);
    assert.deepEqual(await found(project, ["."]), right);
    // Called below, nobody looks above the working directory where there is no repository.
    assert.deepEqual(await found(project, ["one.yaml"], "app/deploy"), ["privileged one.yaml"]);
    await project.write("app/.git/HEAD", "ref: refs/heads/main\n");
    assert.deepEqual(
      await found(project, ["one.yaml"], "app/deploy"),
      right.map((one) => one.replace("app/deploy/", "")),
    );
  });

  it("takes a file of a usual name where COMPOSE_FILE names none that is there, and says so", async () => {
    project = await CliProject.with({
      ".env": "COMPOSE_FILE=gone.yaml:gone/too.yaml\n",
      "compose.yaml": `${WEB}    privileged: true\n`,
      "compose.override.yaml": "services: {web: {pid: host}}\n",
    });
    const right = ["host-pid compose.override.yaml", "privileged compose.yaml"];
    assert.deepEqual(await found(project, ["."]), right);
    assert.deepEqual(await found(project, ["compose.yaml"]), right);
    const { out } = await project.run(["check", "."]);
    assert.match(out, /problem: \.env:1: COMPOSE_FILE names gone\.yaml, which cannot be read/);
  });

  it("passes by a file of a usual name that COMPOSE_FILE leaves out, unless it is named", async () => {
    project = await CliProject.with({
      ".env": "COMPOSE_FILE=compose.yaml\n",
      "compose.yaml": WEB,
      "compose.override.yaml": "services: {web: {privileged: true}}\n",
      "other/compose.yaml": `${WEB}    pid: host\n`,
    });
    assert.deepEqual(await found(project, ["."]), ["host-pid other/compose.yaml"]);
    const { err } = await project.run(["check", "--verbose", "--fail-on", "never"]);
    assert.match(
      err,
      /skipped compose\.override\.yaml: it is not read by itself: COMPOSE_FILE in \.env names other files/,
    );
    assert.deepEqual(await found(project, ["compose.override.yaml"]), ["privileged compose.override.yaml"]);
  });

  it("tells which file of COMPOSE_FILE cannot be read", async () => {
    project = await CliProject.with({ ".env": "COMPOSE_FILE=compose.yaml:gone.yaml:\n", "compose.yaml": WEB });
    const { out } = await project.run(["check", "compose.yaml", "--format", "json"]);
    assert.match(out, /COMPOSE_FILE names gone\.yaml, which cannot be read/);
    assert.match(out, /COMPOSE_FILE names a directory/);
  });

  it("splits COMPOSE_FILE by its own separator, and by that of Windows", async () => {
    for (const variables of [
      "COMPOSE_PATH_SEPARATOR=,\nCOMPOSE_FILE=a.yaml,b.yaml\n",
      "COMPOSE_FILE=a.yaml;b.yaml\n",
    ]) {
      project = await CliProject.with({ ".env": variables, "a.yaml": WEB, "b.yaml": "services: {web: {pid: host}}\n" });
      assert.deepEqual(await found(project, ["a.yaml"]), ["host-pid b.yaml"]);
      await project.remove();
    }
  });

  it("reads variables from --env-file, in order, and not from .env", async () => {
    project = await CliProject.with({
      ".env": "PID=private\nIPC=host\n",
      "one.env": "PID=private\n",
      "two.env": "PID=host\n",
      "compose.yaml": `${WEB}    pid: \${PID}\n    ipc: \${IPC:-private}\n`,
    });
    const args = ["--env-file", "one.env", "--env-file", "two.env", "compose.yaml"];
    assert.deepEqual(await found(project, args), ["host-pid compose.yaml"]);
    const { status, err } = await project.run(["check", "--env-file", "gone.env", "compose.yaml"]);
    assert.equal(status, 2);
    assert.match(err, /gone\.env/);
  });

  it("leaves --env-file to nobody but itself, whatever Node.js would do with it", async () => {
    project = await CliProject.with({
      "evil.cjs": "console.log('run by Node.js')",
      "compose.yaml": `${WEB}    pid: \${PID}\n`,
    });
    await project.write(
      "one.env",
      `PID=host\nNODE_OPTIONS="--require=${project.path("evil.cjs").replaceAll("\\", "/")}"\n`,
    );
    const [first = ""] = (await readFile(MAIN, "utf8")).split("\n");
    const [node, ...words] = first.replace("#!/usr/bin/env -S ", "").split(" ");
    assert.equal(node, "node");
    const args = ["check", "--env-file", "one.env", "--fail-on", "never", "compose.yaml"];
    const said = await captured(process.execPath, [...words, MAIN, ...args], { cwd: project.directory });
    assert.doesNotMatch(said, /run by Node/);
    assert.match(said, /host-pid/);
  });

  it("takes --project-directory for one project alone", async () => {
    project = await CliProject.with({ "app/compose.yaml": `${WEB}    privileged: true\n` });
    for (const paths of [[], ["."], ["app"]]) {
      const { status, err } = await project.run(["check", "--project-directory", "app", ...paths]);
      assert.equal(status, 2);
      assert.match(err, /--project-directory is that of one project: name its files, with -f/);
    }
  });

  it("counts relative paths from --project-directory, where .env lies too", async () => {
    project = await CliProject.with({
      "app/.env": "PID=host\n",
      "deploy/compose.yaml": `${WEB}    pid: \${PID}\n    volumes: [.:/app]\n`,
    });
    const { out } = await project.run([
      ...["explain", "deploy/compose.yaml", "--project-directory", "app", "--format", "json"],
    ]);
    const { subjects } = JSON.parse(out) as {
      readonly subjects: readonly { readonly mounts: readonly { readonly source: string }[] }[];
    };
    assert.equal(subjects[0]?.mounts[0]?.source, project.path("app"));
    const args = ["-f", "deploy/compose.yaml", "--project-directory", "app/"];
    assert.deepEqual(await found(project, args), ["host-pid deploy/compose.yaml"]);
  });

  it("explains jobs and containers before a service under the Compose of the settings", async () => {
    const service = `${WEB}    user: "1000"\n    pre_start: [{command: [x]}]\n`;
    project = await CliProject.with({
      "compose.yaml": `${service}jobs:\n  backup: {image: acme/backup:1, triggers: {manual: true}}\n`,
    });
    const users = async (): Promise<readonly (readonly [string, string | undefined])[]> => {
      const { out } = await project.run(["explain", "compose.yaml", "--format", "json"]);
      const { subjects } = JSON.parse(out) as {
        readonly subjects: readonly { kind: string; name: string; user: { text?: string } }[];
      };
      return subjects.map(({ kind, name, user }) => [`${kind} ${name}`, user.text] as const);
    };
    assert.deepEqual(await users(), [
      ["service web", "1000"],
      ["pre_start web/pre_start[0]", "1000"],
      ["job backup", undefined],
    ]);
    await project.write(".bulkhead.yaml", 'engine: {compose: "5.4"}\n');
    assert.deepEqual((await users())[1], ["pre_start web/pre_start[0]", undefined]);
  });

  it("takes a project of jobs, hooks, COMPOSE_FILE and a merged include as one", async () => {
    project = await CliProject.with({
      ".env": "COMPOSE_FILE=compose.yaml:deploy/prod.yaml\nTOOLS=acme/tools:1\n",
      "compose.yaml": [
        "include: [base.yaml]",
        "services:\n  web:\n    read_only: true",
        "    pre_start: [{command: [migrate], cap_add: [SYS_ADMIN]}]",
        "    post_start: [{command: [warm], privileged: true}]",
        "jobs:\n  backup:\n    image: ${TOOLS}\n    triggers: {manual: true}\n    user: 1000\n    pid: host\n",
      ].join("\n"),
      "base.yaml": `${WEB}    privileged: true\n`,
      "deploy/prod.yaml": "services:\n  web:\n    privileged: !reset null\n    ipc: host\n",
    });
    const right = [
      "dangerous-capability compose.yaml",
      "host-ipc deploy/prod.yaml",
      "host-pid compose.yaml",
      "invalid-option compose.yaml",
      "privileged-hook compose.yaml",
    ];
    for (const file of ["compose.yaml", "deploy/prod.yaml"])
      for (const one of right) assert.ok((await found(project, [file])).includes(one), `${one} by ${file}`);
    assert.ok(!(await found(project, ["compose.yaml"])).some((one) => one.startsWith("privileged ")));
    const { out } = await project.run(["check", "--format", "json"]);
    const { findings } = JSON.parse(out) as {
      readonly findings: readonly { readonly message: string; readonly subject: { kind: string; name: string } }[];
    };
    const ofJob = findings.filter(({ subject }) => subject.name === "backup");
    assert.ok(ofJob.length > 2 && ofJob.every(({ subject }) => subject.kind === "job"));
    assert.ok(!findings.some(({ message }) => /service "backup"/i.test(message)), "a job is called a service");
    const explained = await project.run(["explain", "compose.yaml"]);
    for (const name of [/^service web /m, /^job backup /m]) assert.match(explained.out, name);
  });
});
