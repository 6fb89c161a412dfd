import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { load } from "../../server/analysis/run/load.ts";
import type { AgentAnswer } from "../../server/lsp/extension-protocol.ts";
import { type Client, connect, PULLING } from "./lsp-client.ts";

const FOLDER = "file:///work";
const COMPOSE = `${FOLDER}/app/compose.yaml`;
const QUIET = "services:\n  web:\n    image: acme/web:1\n";
const TEXT = `${QUIET}    privileged: true\n    security_opt: [seccomp=unconfined]\n`;

async function clientWith(files: Readonly<Record<string, string>>): Promise<Client> {
  return connect({ read: async (uri) => files[uri] ?? null, load }, { capabilities: PULLING, folder: FOLDER });
}

function ask(client: Client, tool: string, input: unknown, uri = COMPOSE): Promise<AgentAnswer> {
  return client.connection.sendRequest("bulkhead/agent", { tool, input, uri, folder: FOLDER });
}

/** The answer as the model gets it. */
async function answer(client: Client, tool: string, input: unknown, uri = COMPOSE) {
  const given = await ask(client, tool, input, uri);
  assert.ok("answer" in given, JSON.stringify(given));
  return JSON.parse(JSON.stringify(given.answer));
}

async function refusal(client: Client, tool: string, input: unknown, uri = COMPOSE): Promise<string> {
  const given = await ask(client, tool, input, uri);
  assert.ok("refused" in given, JSON.stringify(given));
  return given.refused;
}

describe("language server: bulkhead/agent", () => {
  it("checks a file that is not open, an open one as it is in the editor, and a text in place of either", async () => {
    const client = await clientWith({ [COMPOSE]: TEXT });
    const stored = await answer(client, "check", {});
    assert.equal(stored.file, "app/compose.yaml");
    assert.equal(stored.kind, "compose");
    const [first] = stored.findings;
    assert.deepEqual([first.rule, first.subject, first.line, first.column], ["privileged", "service web", 4, 17]);
    assert.equal(stored.counts.error, 1);
    await client.open(COMPOSE, QUIET, "dockercompose");
    assert.equal((await answer(client, "check", {})).counts.error, 0);
    assert.equal((await answer(client, "check", { text: TEXT })).counts.error, 1);
    assert.equal((await answer(client, "check", {})).counts.error, 0);
  });

  it("tells of one rule alone, and of no more findings than are wanted", async () => {
    const client = await clientWith({ [COMPOSE]: TEXT });
    const one = await answer(client, "check", { rule: "privileged", limit: 7 });
    assert.deepEqual([...new Set(one.findings.map(({ rule }: { rule: string }) => rule))], ["privileged"]);
    const few = await answer(client, "check", { limit: 1 });
    assert.equal(few.findings.length, 1);
    assert.ok(few.leftOut.findings > 0);
  });

  it("explains the containers of a file, or one of them", async () => {
    const client = await clientWith({ [COMPOSE]: `${TEXT}  other:\n    image: acme/other:1\n` });
    const all = await answer(client, "explain", {});
    assert.deepEqual(
      all.containers.map(({ name }: { name: string }) => name),
      ["web", "other"],
    );
    const [one, ...others] = (await answer(client, "explain", { service: "other" })).containers;
    assert.deepEqual([one.name, others], ["other", []]);
    assert.equal(await refusal(client, "explain", { service: "none" }), 'app/compose.yaml has no service "none"');
  });

  it("makes fixes a difference and writes nothing", async () => {
    const text = `${QUIET}    cap_add: [SYS_ADMIN, SYS_ADMIN]\n    privileged: true\n`;
    const client = await clientWith({ [COMPOSE]: text });
    const safe = await answer(client, "fix", {});
    const unsafe = await answer(client, "fix", { unsafe: true });
    assert.equal(safe.before.error, unsafe.before.error);
    assert.ok(unsafe.after.error < unsafe.before.error);
    assert.match(unsafe.changes[0].diff, /^--- a\/app\/compose\.yaml\n\+\+\+ b\/app\/compose\.yaml\n@@ /);
    assert.match(unsafe.changes[0].diff, /^- {4}privileged: true$/m);
    assert.equal((await answer(client, "check", {})).counts.error, unsafe.before.error);
  });

  it("reads the page of a rule, without a file", async () => {
    const client = await clientWith({});
    assert.equal((await answer(client, "rule", { id: "privileged" }, "")).rule.id, "privileged");
    assert.ok((await answer(client, "rule", {}, "")).rules.length > 50);
    assert.equal(
      await refusal(client, "rule", { id: "privilegd" }),
      'there is no rule "privilegd"; did you mean privileged?',
    );
  });

  it("says why there is no answer", async () => {
    const client = await clientWith({ [`${FOLDER}/notes.yaml`]: "a: 1\n" });
    assert.match(await refusal(client, "check", {}), /^app\/compose\.yaml cannot be read/);
    assert.match(await refusal(client, "check", {}, `${FOLDER}/notes.yaml`), /^notes\.yaml /);
    assert.equal(await refusal(client, "delete", { text: TEXT }), 'there is no tool "delete"');
  });

  it("takes anything that a model may give", async () => {
    const client = await clientWith({ [COMPOSE]: TEXT });
    for (const input of [null, [], "text", { limit: "all", rule: 7 }, { limit: -1 }, { text: null, service: [] }]) {
      assert.ok((await answer(client, "check", input)).findings.length > 0);
    }
    assert.ok("refused" in (await ask(client, "check", {}, "no: uri %")));
  });

  it("shows what a file hides from people, and hands on no secret", async () => {
    const hidden =
      'services:\n  "web\u202e":\n    image: acme/web:1\n    privileged: true\n    environment:\n      DB_PASSWORD: k4n4ri3nv0gel\n';
    const client = await clientWith({ [COMPOSE]: hidden });
    const told = JSON.stringify([await answer(client, "check", {}), await answer(client, "explain", {})]);
    assert.ok(!told.includes("\u202e") && !told.includes("k4n4ri3nv0gel"));
  });
});
