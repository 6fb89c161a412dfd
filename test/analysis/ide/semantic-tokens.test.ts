import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { semanticTokens } from "../../../server/analysis/ide/semantic-tokens.ts";
import { composeOf, shownFile } from "./shown.ts";

/** Each token as `type text`, with `!` behind what is dangerous. */
async function tokensOf(name: string, text: string): Promise<readonly string[]> {
  const tokens = semanticTokens(await shownFile({ [name]: text }));
  return tokens.map(({ start, end, type, dangerous }) => `${type} ${text.slice(start, end)}${dangerous ? " !" : ""}`);
}

const USER = 'user: "1000"';

describe("semantic tokens", () => {
  const written: readonly (readonly [lines: readonly string[], tokens: readonly string[]])[] = [
    [[USER], []],
    [["privileged: true"], ["wall true !"]],
    [["privileged: false"], []],
    [["pid: host"], ["wall host !"]],
    [["network_mode: bridge"], []],
    [["userns_mode: host"], ["wall host !"]],
    [["cap_add: [SYS_ADMIN, CHOWN]"], ["capability SYS_ADMIN !", "capability CHOWN"]],
    [["cap_add: [ALL]"], ["capability ALL !"]],
    [["cap_drop: [ALL]"], ["capability ALL"]],
    [["cap_drop:", "  - NET_RAW"], ["capability NET_RAW"]],
    [["cap_add: [NONSENSE]"], ["wall NONSENSE !"]],
    [["security_opt: [seccomp:unconfined]"], ["wall seccomp:unconfined !"]],
    [["volumes: [/var/run/docker.sock:/d.sock]"], ["wall /var/run/docker.sock !"]],
  ];

  for (const [lines, tokens] of written) {
    it(`of ${lines.join(" ")}`, async () => {
      assert.deepEqual(await tokensOf("compose.yaml", composeOf("image: acme/web:1", ...lines)), tokens);
    });
  }

  it("leave what is allowed with a reason", async () => {
    const text = composeOf("image: acme/web:1", "privileged: true # bulkhead: allow privileged -- a test");
    assert.deepEqual(await tokensOf("compose.yaml", text), []);
  });

  it("of a Dockerfile", async () => {
    assert.deepEqual(await tokensOf("Dockerfile", "FROM debian:13\nUSER root\n"), ["wall root !"]);
    assert.deepEqual(await tokensOf("Dockerfile", "FROM debian:13\n"), [], "the keyword FROM opens nothing");
  });

  it("lie on one line each, in order, without overlaps", async () => {
    const text = composeOf("image: acme/web:1", 'pid: "host"', "privileged: true", "cap_add: [SYS_ADMIN]", "ipc: host");
    const tokens = semanticTokens(await shownFile({ "compose.yaml": text }));
    assert.equal(tokens.length, 4);
    for (const [index, { start, end }] of tokens.entries()) {
      assert.ok(end > start && start >= (tokens[index - 1]?.end ?? 0));
      assert.doesNotMatch(text.slice(start, end), /[\r\n]/);
    }
  });
});
