import * as vscode from "vscode";
import { equal, eventually, match, ok } from "./assertions.ts";
import { applyFix, fileUri, finding, hoverText, noFinding, open, savedText, writeText } from "./editor.ts";

describe("A dev container", () => {
  const name = ".devcontainer/devcontainer.json";
  const text = `{
  // For the whole team.
  "name": "shop",
  "image": "mcr.microsoft.com/devcontainers/base:2-trixie",
  "features": {
    "ghcr.io/devcontainers/features/docker-outside-of-docker:1": {}
  },
  "runArgs": ["--init", "--pid", "host"], // to trace
  "capAdd": ["SYS_ADMIN"],
}
`;
  let document: vscode.TextDocument;

  before(async () => {
    // A file that comes into being later starts nothing, as one that is there from the beginning does.
    await vscode.extensions.getExtension("bulkhead.bulkhead")?.activate();
    await writeText(name, text);
    document = await open(name);
  });

  it("has squiggles under its features, its own keys and the words of runArgs", async () => {
    const feature = '"ghcr.io/devcontainers/features/docker-outside-of-docker:1"';
    const { message, severity } = await finding(document, "docker-socket", feature);
    match(message, /Feature docker-outside-of-docker brings it\./);
    equal(severity, vscode.DiagnosticSeverity.Error);
    await finding(document, "host-pid", "host");
    await finding(document, "dangerous-capability", "SYS_ADMIN");
  });

  it("says in a hover what a feature gives", async () => {
    const at = document.positionAt(text.indexOf("docker-outside"));
    match(await hoverText(document, at), /socket of the host/);
  });

  it("offers the words that its lists take", async () => {
    const at = document.positionAt(text.indexOf("SYS_ADMIN"));
    const list = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, at),
      ({ items }) => items.some(({ label }) => label === "NET_ADMIN"),
    );
    ok(list.items.length > 10, "all capabilities are offered");
  });

  it("loses words of runArgs and a feature by fixes, and keeps its comments", async () => {
    await applyFix(document, await finding(document, "host-pid", "host"), /^Remove --pid/);
    await noFinding(document, "host-pid");
    const feature = '"ghcr.io/devcontainers/features/docker-outside-of-docker:1"';
    await applyFix(document, await finding(document, "docker-socket", feature), /^Remove feature/);
    await noFinding(document, "docker-socket");
    equal(
      await savedText(name),
      `{
  // For the whole team.
  "name": "shop",
  "image": "mcr.microsoft.com/devcontainers/base:2-trixie",
  "runArgs": ["--init"], // to trace
  "capAdd": ["SYS_ADMIN"],
}
`,
    );
  });

  it("has an isolation map", async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(name)));
    await vscode.commands.executeCommand("bulkhead.showMap");
    const tabs = () =>
      vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("bulkhead.map"));
    await eventually(tabs, (open) => open.some(({ label }) => label === "Isolation Map: devcontainer.json"));
    const [tab] = tabs();
    ok(tab, "the map has a tab");
    await vscode.window.tabGroups.close(tab);
  });
});
