import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { RULES } from "../../server/analysis/rules/index.ts";
import { load, TookTooLong } from "../../server/analysis/run/load.ts";
import { timeLimit } from "../../server/limits/time-limit.ts";
import type { Host } from "../../server/lsp/host.ts";
import { connect, PULLING } from "./lsp-client.ts";

const FOLDER = "file:///work";
const COMPOSE = `${FOLDER}/compose.yaml`;
const OTHER = `${FOLDER}/Dockerfile`;
/** In milliseconds, long enough for every analysis that has an end, also on a busy machine. */
const LIMIT = 5_000;
const ENDLESS = "services:\n  web:\n    image: nginx:1.29\n    pid: host\n";

describe("time limit", () => {
  it("gives what the work gives, and throws what it throws", () => {
    const limited = timeLimit(1_000);
    assert.equal(
      limited(() => limited(() => 1) + 1),
      2,
    );
    assert.throws(() => limited(() => Number("1").toFixed(101)), RangeError);
  });

  it("ends a loop, a catch within it, and a regular expression", () => {
    const limited = timeLimit(500);
    const waiting = (): never => {
      for (;;) {
        try {
          for (;;);
        } catch {
          // Nothing gets here.
        }
      }
    };
    assert.throws(() => limited(waiting), TookTooLong);
    assert.throws(() => limited(() => /^(?:a+)+$/.test(`${"a".repeat(60)}b`)), TookTooLong);
    assert.equal(
      limited(() => 1),
      1,
    );
  });
});

describe("language server: an analysis without an end", () => {
  const check = (): never => {
    for (;;);
  };
  const host: Host = {
    read: async () => null,
    timeLimit: () => timeLimit(LIMIT),
    load: (entry, read, config, options) => {
      const rules = RULES.map((rule) => (rule.id === "host-pid" ? { ...rule, check } : rule));
      return load(entry, read, config, { ...options, rules });
    },
  };

  it("is ended, told of in the file, and tried again when the file changes", async () => {
    const client = await connect(host, { capabilities: PULLING, folder: FOLDER });
    await client.open(COMPOSE, ENDLESS, "dockercompose");
    const found = await client.diagnostics(COMPOSE);
    assert.deepEqual(
      found.map(({ message, severity }) => [message, severity]),
      [
        [
          "Bulkhead could not analyse this file: it takes longer than 5 s. Its findings are missing. When it changes, it gets 1 s.",
          2,
        ],
      ],
    );
    assert.equal(await client.hover(COMPOSE, { line: 3, character: 6 }), null);
    await client.open(OTHER, "FROM debian:12\nUSER root\n", "dockerfile");
    assert.ok((await client.diagnostics(OTHER)).some(({ code }) => code === "root-user"));
    await client.change(COMPOSE, "version: '3'\nx-nothing: [1]\n");
    assert.doesNotMatch(JSON.stringify(await client.diagnostics(COMPOSE)), /could not analyse/);
  });
});
