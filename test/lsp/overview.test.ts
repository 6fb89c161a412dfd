import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { CancellationTokenSource, WorkDoneProgress } from "vscode-languageserver/node";
import { RULES_BY_ID } from "../../server/analysis/rules/index.ts";
import { load } from "../../server/analysis/run/load.ts";
import type { FileOverview, RuleEntry, Scan, Status } from "../../server/lsp/extension-protocol.ts";
import type { Host } from "../../server/lsp/host.ts";
import { type Client, connect, PULLING } from "./lsp-client.ts";

const FOLDER = "file:///work";
const COMPOSE = `${FOLDER}/compose.yaml`;
const DOCKERFILE = `${FOLDER}/Dockerfile`;

const TEXT = `services:
  web:
    build: .
    pid: host
    post_start:
      - command: ["true"]
        privileged: true
  quiet:
    image: acme/quiet:1
    user: "1000"
`;

async function clientWith(files: Readonly<Record<string, string>>, configuration?: () => unknown): Promise<Client> {
  const host: Host = { read: async (uri) => files[uri] ?? null, load };
  return connect(host, { capabilities: PULLING, folder: FOLDER, ...(configuration ? { configuration } : {}) });
}

/** `service web: host-pid, root-hook`, sorted by rule. */
function told({ subjects }: FileOverview): string[] {
  return subjects.map(({ kind, name, findings }) => `${kind} ${name}: ${[...findings.map(({ rule }) => rule)].sort()}`);
}

function findings(client: Client): Promise<{ files: FileOverview[] }> {
  return client.connection.sendRequest("bulkhead/findings");
}

describe("language server: bulkhead/findings", () => {
  it("lists the containers of each open file with what is found of them", async () => {
    const client = await clientWith({});
    await client.open(COMPOSE, TEXT, "dockercompose");
    await client.open(DOCKERFILE, "FROM debian:13\nUSER root\n", "dockerfile");
    const { files } = await findings(client);
    assert.deepEqual(
      files.map(({ uri }) => uri),
      [COMPOSE, DOCKERFILE],
    );
    const [web, quiet] = files[0]?.subjects ?? [];
    assert.equal(web?.name, "web");
    assert.match(web?.exposure ?? "", /^\d\.\d · shares the host's processes$/);
    assert.deepEqual(web?.range, client.rangeOf(COMPOSE, "web"));
    const rules = web?.findings.map(({ rule }) => rule) ?? [];
    assert.ok(rules.includes("host-pid") && rules.includes("privileged-hook"), "a hook's finding is its service's");
    assert.equal(quiet?.name, "quiet");
    const pid = web?.findings.find(({ rule }) => rule === "host-pid");
    assert.equal(pid?.group, "namespaces");
    assert.equal(pid?.level, "warning");
    assert.deepEqual(pid?.range, client.rangeOf(COMPOSE, "host"));
    assert.match(told(files[1] ?? { uri: "", subjects: [] })[0] ?? "", /^stage 0: .*root-user/);
  });

  it("follows the text, and lists nothing while all is off", async () => {
    let enable = true;
    const client = await clientWith({}, () => ({ enable }));
    await client.open(COMPOSE, TEXT, "dockercompose");
    assert.equal((await findings(client)).files[0]?.subjects.length, 2);
    await client.change(COMPOSE, "services: {}\n");
    assert.deepEqual((await findings(client)).files, []);
    await client.change(COMPOSE, TEXT);
    enable = false;
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    assert.deepEqual((await findings(client)).files, []);
  });
});

describe("language server: the order of a file's findings", () => {
  it("begins with the most exposed container, and in it with the gravest", async () => {
    const text =
      "services:\n  a:\n    image: acme/a:1\n    ipc: host\n  b:\n    image: acme/b:latest\n    privileged: true\n";
    const client = await clientWith({});
    await client.open(COMPOSE, text, "dockercompose");
    const [file] = (await findings(client)).files;
    assert.deepEqual(
      file?.subjects.map(({ name }) => name),
      ["b", "a"],
    );
    assert.equal(file?.subjects[0]?.findings[0]?.rule, "privileged");
  });
});

describe("language server: bulkhead/scan", () => {
  const files = {
    [COMPOSE]: TEXT,
    [DOCKERFILE]: "FROM debian:13\nUSER root\n",
    [`${FOLDER}/other/compose.yaml`]: "services:\n  a:\n    image: acme/a:1\n    privileged: true\n",
    [`${FOLDER}/pod.yaml`]: "kind: Pod\n",
  };
  const uris = Object.keys(files);

  it("looks at files that are not open, each finding once, and tells how far it is", async () => {
    const client = await clientWith(files);
    const steps: string[] = [];
    client.connection.onProgress(WorkDoneProgress.type, "t", ({ kind }) => void steps.push(kind));
    const result = await client.connection.sendRequest<Scan>("bulkhead/scan", {
      uris: [...uris, `${FOLDER}/gone.yaml`],
      workDoneToken: "t",
    });
    assert.equal(result.looked, 3);
    assert.equal(result.cancelled, false);
    assert.deepEqual(result.files.map(({ uri }) => uri).sort(), [COMPOSE, DOCKERFILE, uris[2]].sort());
    for (const { subjects } of result.files) {
      for (const { findings } of subjects) {
        const each = findings.map((finding) => JSON.stringify(finding));
        assert.equal(new Set(each).size, each.length);
      }
    }
    assert.deepEqual(steps, ["begin", ...Array.from({ length: 5 }, () => "report"), "end"]);
  });

  it("says which project a container belongs to, also in files that the project takes in", async () => {
    const base = `${FOLDER}/base/common.yml`;
    const override = `${FOLDER}/compose.override.yaml`;
    const text = "services:\n  web:\n    extends: {file: base/common.yml, service: base}\n    build: .\n";
    const project = {
      [COMPOSE]: text,
      [override]: "services:\n  web:\n    cap_add: [SYS_ADMIN]\n",
      [base]: "services:\n  base:\n    image: acme/base:1\n    pid: host\n",
      [DOCKERFILE]: "FROM debian:13\nUSER root\nRUN chmod 777 /app\n",
    };
    const client = await clientWith(project);
    const result = await client.connection.sendRequest<Scan>("bulkhead/scan", { uris: Object.keys(project) });
    const homes = (files: readonly FileOverview[]) =>
      files.flatMap(({ uri, subjects }) =>
        subjects.map(({ kind, name, home }) => [uri, `${kind} ${name}`, home].join()),
      );
    const expected = [
      [COMPOSE, "service web", COMPOSE],
      [override, "service web", COMPOSE],
      [base, "service base", base],
      [base, "service web", COMPOSE],
      [DOCKERFILE, "service web", COMPOSE],
      [DOCKERFILE, "stage 0", DOCKERFILE],
    ];
    assert.deepEqual(homes(result.files).sort(), expected.map((one) => one.join()).sort());
    await client.open(override, project[override] ?? "", "dockercompose");
    const { files } = await findings(client);
    assert.deepEqual(homes(files), [[override, "service web", COMPOSE].join()]);
  });

  it("takes the text of an open file over what is on disk", async () => {
    const client = await clientWith(files);
    await client.open(COMPOSE, "services:\n  a:\n    image: acme/a:1\n    ipc: host\n", "dockercompose");
    const result = await client.connection.sendRequest<Scan>("bulkhead/scan", { uris: [COMPOSE] });
    assert.match(told(result.files[0] ?? { uri: "", subjects: [] })[0] ?? "", /host-ipc/);
  });

  it("keeps what it found before it was cancelled", async () => {
    const client = await clientWith(files);
    const source = new CancellationTokenSource();
    client.connection.onProgress(WorkDoneProgress.type, "t", ({ kind }) => {
      if (kind === "report") source.cancel();
    });
    const many = [...uris, ...Array.from({ length: 500 }, (_, index) => `${FOLDER}/${index}/compose.yaml`)];
    const result = await client.connection.sendRequest<Scan>(
      "bulkhead/scan",
      { uris: many, workDoneToken: "t" },
      source.token,
    );
    assert.equal(result.cancelled, true);
    assert.ok(result.looked < 4);
  });

  it("takes anything for its parameters", async () => {
    const client = await clientWith(files);
    for (const params of [{}, { uris: "x" }, { uris: [1, null, {}] }]) {
      assert.equal((await client.connection.sendRequest<Scan>("bulkhead/scan", params)).looked, 0);
    }
  });
});

describe("language server: bulkhead/status and bulkhead/rules", () => {
  it("tells what holds for a file", async () => {
    const settingsFile = `${FOLDER}/.bulkhead.yaml`;
    const client = await clientWith({ [settingsFile]: "engine: rootless\n" }, () => ({ profile: "strict" }));
    await client.open(COMPOSE, TEXT, "dockercompose");
    const status = await client.connection.sendRequest<Status>("bulkhead/status", { uri: COMPOSE });
    assert.match(status.engine, /^rootless \d+\.\d+, cgroup v2, apparmor$/);
    assert.deepEqual(
      { ...status, engine: "" },
      { enable: true, profile: "strict", engine: "", kind: "compose", settingsFile },
    );
  });

  it("takes the engine's mode and its details for one", async () => {
    for (const [settings, told] of [
      [{ engine: "podman", engineDetails: { version: "5.4" } }, /^podman 5\.4/],
      [{ engine: "auto", engineDetails: { cgroup: 1, lsm: [] } }, /^rootful \d+\.\d+, cgroup v1, no security module$/],
      [{ engine: { mode: "rootless", version: "28.1" }, engineDetails: {} }, /^rootless 28\.1, /],
    ] as const) {
      const client = await clientWith({}, () => settings);
      await client.open(COMPOSE, TEXT, "dockercompose");
      const { engine } = await client.connection.sendRequest<Status>("bulkhead/status", { uri: COMPOSE });
      assert.match(engine, told);
    }
  });

  it("tells that all is off", async () => {
    const client = await clientWith({}, () => ({ enable: false }));
    await client.open(COMPOSE, TEXT, "dockercompose");
    const { enable, kind } = await client.connection.sendRequest<Status>("bulkhead/status", { uri: COMPOSE });
    assert.deepEqual({ enable, kind }, { enable: false, kind: undefined });
  });

  it("lists every rule", async () => {
    const client = await clientWith({});
    const rules = await client.connection.sendRequest<RuleEntry[]>("bulkhead/rules");
    assert.deepEqual(
      rules.map(({ id }) => id),
      [...RULES_BY_ID.keys()],
    );
  });
});
