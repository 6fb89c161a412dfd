import * as vscode from "vscode";
import { equal, ok } from "./assertions.ts";
import { applyFix, finding, findings, hoverText, noFinding, open, savedText } from "./editor.ts";
import { COMPOSE, writeFixture } from "./fixture.ts";
import { say } from "./say.ts";

describe("From the first squiggle to the first fix", () => {
  let compose: vscode.TextDocument;

  before(async () => {
    await writeFixture();
    const files = vscode.workspace.workspaceFolders?.[0]?.uri.scheme;
    say(`VS Code ${vscode.version}, ${files}: files, ${vscode.workspace.isTrusted ? "trusted" : "Restricted Mode"}`);
    compose = await open("compose.yaml");
  });

  it("runs in this very extension host, trusted or not as it was asked", () => {
    equal(vscode.workspace.isTrusted, vscode.workspace.getConfiguration("bulkhead-test").get("trusted", true));
    ok(
      vscode.extensions.all.some(({ id }) => id === "bulkhead.bulkhead"),
      "the extension is in another host",
    );
  });

  it("marks exactly the hazard in a Compose file", async () => {
    const privileged = await finding(compose, "privileged", "true");
    equal(privileged.severity, vscode.DiagnosticSeverity.Error);
    await finding(compose, "docker-socket", "/var/run/docker.sock");
  });

  it("explains it on hover", async () => {
    const { range } = await finding(compose, "privileged", "true");
    await hoverText(compose, range.start, /seccomp|capabilit/i);
  });

  it("removes it, and the squiggle goes", async () => {
    await applyFix(compose, await finding(compose, "privileged", "true"), /^Remove privileged/);
    await noFinding(compose, "privileged");
    const [line, comment] = ["    privileged: true   # left over from debugging\n", "    # left over from debugging\n"];
    ok(COMPOSE.includes(line), "the fixture has the line");
    equal(await savedText("compose.yaml"), COMPOSE.replace(line, comment));
  });

  it("drops capabilities, and keeps every comment and all indentation", async () => {
    const before = compose.getText().split("\n");
    await applyFix(compose, await finding(compose, "unhardened", "web"), /^Drop .*capabilities/);
    const after = (await savedText("compose.yaml")).split("\n");
    const added = after.filter((line) => !before.includes(line));
    equal(added[0]?.trimEnd(), "    cap_drop:");
    equal(after.filter((line) => before.includes(line)).join("\n"), before.join("\n"));
    ok(after.length > before.length && after.join("\n").includes("ALL"), "all capabilities are dropped");
  });

  it("marks the stage of a Dockerfile that runs as root", async () => {
    const dockerfile = await open("Dockerfile");
    await finding(dockerfile, "root-user", "FROM");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(dockerfile.uri, new vscode.Position(3, 0), "USER node\n");
    ok(await vscode.workspace.applyEdit(edit), "the line was typed");
    await noFinding(dockerfile, "root-user");
  });

  it("says nothing about Kubernetes, whatever the file is called", async () => {
    const lookalike = await open("compose-lookalike.yaml");
    const at = lookalike.positionAt(lookalike.getText().indexOf("privileged"));
    // The server answers in turn, so after this answer it has also judged the file.
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      lookalike.uri,
      at,
    );
    equal(hovers.length, 0);
    equal(findings(lookalike).length, 0);
  });
});
