import assert from "node:assert/strict";
import { commandFileKind } from "../../../server/analysis/command/syntax/detect.ts";
import { hover } from "../../../server/analysis/ide/hover/hover.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";

function analysed(text: string, file = "file:///p/.mcp.json"): Analysis {
  return analyze([file], (uri) => (uri === file ? text : null), configOf([]), {
    cache: new ParseCache(),
    onRuleError: (rule, error) => assert.fail(`${rule}: ${error}`),
  });
}

/** A file with one server. */
function server(args: readonly string[], more: object = {}, command = "docker"): string {
  return `${JSON.stringify({ mcpServers: { files: { command, args, ...more } } }, null, 2)}\n`;
}

function rulesOf(text: string): readonly string[] {
  return analysed(text).findings.map(({ rule }) => rule);
}

const HOME = server(["run", "-i", "--rm", "-v", "${HOME}:/data", "mcp/filesystem", "/data"]);

describe("servers that agents start", () => {
  it("are looked for under the names that clients give their files", () => {
    const names = [
      ...[".mcp.json", ".vscode/mcp.json", ".cursor/mcp.json", "claude_desktop_config.json", "mcp_config.json"],
      ...[".gemini/settings.json", "cline_mcp_settings.json", "mcp-config.json"],
    ];
    assert.deepEqual(
      names.filter((name) => commandFileKind(`file:///p/${name}`) !== "mcp"),
      [],
    );
    assert.equal(commandFileKind("file:///p/.vscode/settings.json"), undefined);
    assert.equal(commandFileKind("file:///p/xmcp.json"), undefined);
  });

  it("have findings of docker run, at the words of args", () => {
    const { findings } = analysed(HOME);
    const [finding] = findings.filter(({ rule }) => rule === "host-path");
    assert.equal(finding && HOME.slice(finding.at.start, finding.at.end), "${HOME}:/data");
    assert.ok(
      rulesOf(server(["run", "-v", "/var/run/docker.sock:/var/run/docker.sock", "x:1"])).includes("docker-socket"),
    );
    assert.ok(rulesOf(server(["run", "--privileged", "x:1"], {}, "/usr/local/bin/podman")).includes("privileged"));
  });

  it("stand below servers for VS Code, and on top where nothing else is", () => {
    const one = { files: { type: "stdio", command: "docker", args: ["run", "--privileged", "x:1"] } };
    for (const text of [{ servers: one }, { mcp: { servers: one } }, one])
      assert.ok(rulesOf(JSON.stringify(text)).includes("privileged"));
  });

  it("are somebody else's where they start no container", () => {
    for (const text of [server(["-y", "docker-mcp"], {}, "npx"), server(["mcp", "gateway", "run"]), "docker", ""])
      assert.equal(analysed(text).kind, "other");
  });

  it("get variables that are known, unknown, and have defaults", () => {
    assert.deepEqual(
      rulesOf(server(["run", "--rm", "-v", "${DATA}:/data", "x:1"])).filter((rule) => rule === "host-path"),
      [],
    );
    assert.ok(rulesOf(server(["run", "--rm", "-v", "${DATA:-/etc}:/data", "x:1"])).includes("host-path"));
    assert.ok(rulesOf(server(["run", "--rm", "-v", "${userHome}/.ssh:/data", "x:1"])).includes("host-path"));
  });

  it("hand on what env says, and tokens with it", () => {
    const text = server(["run", "-e", "DB_PASSWORD", "x:1"], { env: { DB_PASSWORD: "correct-horse-battery" } });
    const [finding] = analysed(text).findings.filter(({ rule }) => rule === "plaintext-secret");
    assert.equal(finding && text.slice(finding.at.start, finding.at.end), "correct-horse-battery");
    const asked = server(["run", "-e", "DB_PASSWORD", "x:1"], { env: { DB_PASSWORD: "${input:password}" } });
    assert.ok(!rulesOf(asked).includes("plaintext-secret"));
  });

  it("have fixes that take words away, replace and add them", () => {
    const mended = (text: string, rule: string, title: string): string | undefined => {
      const analysis = analysed(text);
      const finding = analysis.findings.find((one) => one.rule === rule);
      const fix = finding && analysis.fixes(finding).find((one) => one.fix.title.startsWith(title));
      return fix && applyEdits(text, fix.edits);
    };
    assert.equal(mended(HOME, "host-path", "Remove"), server(["run", "-i", "--rm", "mcp/filesystem", "/data"]));
    assert.equal(mended(server(["run", "--privileged", "x:1"]), "privileged", "Remove"), server(["run", "x:1"]));
    assert.equal(
      mended(server(["run", "-p", "8080:80", "x:1"]), "exposed-port", "Bind"),
      server(["run", "-p", "127.0.0.1:8080:80", "x:1"]),
    );
    assert.equal(
      mended(server(["run", "-d", "nginx:1.29"]), "unhardened", "Drop"),
      server(["run", "-d", "--cap-drop=ALL", "--cap-add=CHOWN", "--cap-add=SETGID", "--cap-add=SETUID", "nginx:1.29"]),
    );
  });

  it("take a comment where the client reads one", () => {
    const text = `{ "servers": {\n  "x": { "command": "docker",\n    // bulkhead: allow privileged -- needs it\n    "args": ["run", "--privileged", "x:1"] } } }\n`;
    assert.ok(!analysed(text, "file:///p/.vscode/mcp.json").findings.some(({ rule }) => rule === "privileged"));
    const allow = (one: string): unknown => {
      const analysis = analysed(one);
      const [finding] = analysis.findings.filter(({ rule }) => rule === "privileged");
      assert.ok(finding);
      const { at } = finding;
      return analysis.edits({
        title: "",
        safe: true,
        changes: [{ do: "allow", at, rules: ["privileged"], reason: "", scope: "line" }],
      });
    };
    assert.equal(allow(server(["run", "--privileged", "x:1"])), undefined);
    assert.notEqual(allow(server(["run", "--privileged", "x:1"]).replace("mcpServers", "servers")), undefined);
  });

  it("are explained in a hover", () => {
    const file = "file:///p/.mcp.json";
    const text = server(["run", "--cap-add", "SYS_ADMIN", "x:1"]);
    const at = (word: string): string =>
      hover(
        { uri: file, text, analysis: analysed(text), config: configOf([]), findings: [], cache: new ParseCache() },
        text.indexOf(word) + 1,
      )?.markdown ?? "";
    assert.match(at("SYS_ADMIN"), /SYS_ADMIN/);
    assert.match(at(`run"`), /container|root/i);
  });

  it("break nothing wherever the file ends", () => {
    for (let end = 0; end <= HOME.length; end++) analysed(HOME.slice(0, end));
    analysed(`{"mcpServers": {"docker": {"command": "docker", "args": [1, {}, ["run"], "run"]}, "b": 3}}`);
  });
});
