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
    match(message, /It comes with feature docker-outside-of-docker\./);
    equal(severity, vscode.DiagnosticSeverity.Error);
    await finding(document, "host-pid", "host");
    await finding(document, "dangerous-capability", "SYS_ADMIN");
  });

  it("says in a hover what a feature gives", async () => {
    const at = document.positionAt(text.indexOf("docker-outside"));
    await hoverText(document, at, /socket of the host/);
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

  it("has an isolation map", () => showsMap(name));
});

describe("A docker run", () => {
  const script =
    "#!/bin/sh\nset -eu\ndocker run -d --name web \\\n  --pid=host \\\n  -v /etc:/host:ro \\\n  -p 127.0.0.1:8080:80 \\\n  nginx:1.29\n";
  const page =
    "# Start it\n\n```console\n$ docker run --rm --privileged -v /var/run/docker.sock:/s acme/tool:1.4\n```\n";

  before(async () => {
    await vscode.extensions.getExtension("bulkhead.bulkhead")?.activate();
  });

  for (const { what, name, text, rule, at, flag, says, fixed } of [
    {
      what: "a script",
      name: "start.sh",
      text: script,
      ...{ rule: "host-pid", at: "host", flag: "--pid", says: /pid/, fixed: script.replace("  --pid=host \\\n", "") },
    },
    {
      what: "Markdown",
      name: "start.md",
      text: page,
      ...{ rule: "privileged", at: "--privileged", flag: "--privileged", says: /privileged/ },
      fixed: page.replace(" --privileged", ""),
    },
  ]) {
    it(`in ${what} has a squiggle, a hover, a fix and a map`, async () => {
      await writeText(name, text);
      const document = await open(name);
      const found = await finding(document, rule, at);
      await hoverText(document, document.positionAt(text.indexOf(flag) + 1), says);
      await applyFix(document, found, /^Remove --p/);
      await noFinding(document, rule);
      equal(await savedText(name), fixed);
      await showsMap(name);
    });
  }

  it("is turned into a Compose service, which is previewed", async () => {
    await writeText("turn.sh", script);
    const document = await open("turn.sh");
    await finding(document, "host-pid", "host");
    const range = new vscode.Range(2, 0, 2, 6);
    const kind = vscode.CodeActionKind.RefactorExtract.value;
    const isTurn = ({ title }: vscode.CodeAction) => title === "Turn into a Compose service, in compose.web.yaml";
    const actions = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.CodeAction[]>(
          "vscode.executeCodeActionProvider",
          document.uri,
          range,
          kind,
        ),
      (offered) => offered.some(isTurn),
    );
    const turn = actions.find(isTurn);
    ok(turn?.edit, "the refactoring has an edit");
    const [[made] = []] = turn.edit.entries();
    equal(made?.toString(), fileUri("compose.web.yaml").toString());
    equal(document.getText(), script);
  });
});

async function showsMap(name: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(name)));
  await vscode.commands.executeCommand("bulkhead.showMap");
  const tabs = () =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("bulkhead.map"));
  const title = `Isolation Map: ${name.slice(name.lastIndexOf("/") + 1)}`;
  await eventually(tabs, (open) => open.some(({ label }) => label === title));
  const [tab] = tabs();
  ok(tab, "the map has a tab");
  await vscode.window.tabGroups.close(tab);
}
