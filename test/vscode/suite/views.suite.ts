import * as vscode from "vscode";
import { equal, eventually, ok } from "./assertions.ts";
import { fileUri, finding, open, ruleOf, savedText, shownDocument, writeText } from "./editor.ts";

const PRIVILEGED = "services:\n  a:\n    image: acme/a:1\n    privileged: true\n";

describe("Views", () => {
  const text = "services:\n  cache:\n    image: redis:8.2\n    pid: host\n    cap_add: [SYS_ADMIN]\n";
  const name = "compose.views.yaml";

  before(async () => {
    await writeText(name, text);
    const compose = await open(name);
    await finding(compose, "host-pid", "host");
  });

  it("sum up a service in a code lens, which opens the findings", async () => {
    const lenses = await eventually(
      () => vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", fileUri(name), 50),
      ([first, ...others]) =>
        /^Exposure \d\.\d · can hold SYS_ADMIN · \d findings$/.test(first?.command?.title ?? "") &&
        others.some(({ command }) => command?.title === "Harden"),
    );
    const { command } = lenses[0] ?? {};
    ok(command, "accepted above");
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
  });

  it("hint at what is not written", async () => {
    const range = new vscode.Range(0, 0, 99, 0);
    await eventually(
      () => vscode.commands.executeCommand<vscode.InlayHint[]>("vscode.executeInlayHintProvider", fileUri(name), range),
      (found) => found.some(({ label }) => label === "starts as root, then redis"),
    );
  });

  it("leave out what a setting turns off, each by itself", async () => {
    const settings = vscode.workspace.getConfiguration("bulkhead", fileUri(name));
    const hints = () =>
      vscode.commands.executeCommand<vscode.InlayHint[]>(
        "vscode.executeInlayHintProvider",
        fileUri(name),
        new vscode.Range(0, 0, 99, 0),
      );
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", fileUri(name), 50);
    const off = async (setting: string, none: () => Promise<boolean>) => {
      await settings.update(setting, false, vscode.ConfigurationTarget.Workspace);
      await eventually(none, Boolean);
      await settings.update(setting, undefined, vscode.ConfigurationTarget.Workspace);
      await eventually(none, (gone) => !gone);
    };
    await off("hints.user", async () => (await hints()).every(({ label }) => !String(label).startsWith("starts")));
    await off("hints.capabilities", async () =>
      (await hints()).every(({ label }) => !String(label).startsWith("leaves")),
    );
    await off("codeLens", async () => (await lenses()).every(({ command }) => command?.title !== "Harden"));
  });

  it("colour what opens a wall", async () => {
    await eventually(
      () =>
        vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
          "vscode.provideDocumentSemanticTokens",
          fileUri(name),
        ),
      (found) => (found?.data.length ?? 0) / 5 === 2,
    );
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      "vscode.provideDocumentSemanticTokensLegend",
      fileUri(name),
    );
    equal(legend.tokenModifiers.join(), "dangerous");
  });

  it("harden a service by a refactoring that tells what it gains", async () => {
    const actions = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.CodeAction[]>(
          "vscode.executeCodeActionProvider",
          fileUri(name),
          new vscode.Range(2, 8, 2, 8),
          vscode.CodeActionKind.RefactorRewrite.value,
        ),
      ([first]) => first?.title.startsWith('Harden service "cache"') === true,
    );
    const [action] = actions;
    ok(action?.edit, "the action has an edit");
    const entries = action.edit.entries().flatMap(([, edits]) => edits);
    ok(entries.length > 0, "the action has edits");
  });

  it("link the rules in comments to their packed pages", async () => {
    const linked = "compose.links.yaml";
    await writeText(linked, text.replace("pid: host", "pid: host # bulkhead: allow host-pid -- a test"));
    await open(linked);
    await eventually(
      () => vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", fileUri(linked)),
      (found) => found.some(({ target }) => target?.scheme === "bulkhead" && target.path === "/host-pid.md"),
    );
  });

  it("scan the workspace, and list problems in files that are not open", async () => {
    await writeText("scanned/compose.yaml", PRIVILEGED);
    await vscode.commands.executeCommand("bulkhead.scanWorkspace");
    await problemsIn("scanned/compose.yaml", (found) => found.length > 0);
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  it("keep what a scan found right while files change, and forget those that are gone", async () => {
    const file = "scanned/compose.yaml";
    await writeText(file, PRIVILEGED.replace("true", "false"));
    await problemsIn(file, (found) => found.every((one) => ruleOf(one) !== "privileged"));
    await writeText(file, PRIVILEGED);
    await problemsIn(file, (found) => found.some((one) => ruleOf(one) === "privileged"));
    await vscode.commands.executeCommand("bulkhead.toggle");
    await problemsIn(file, (found) => found.length === 0);
    await vscode.commands.executeCommand("bulkhead.toggle");
    await problemsIn(file, (found) => found.length > 0);
    const renamed = new vscode.WorkspaceEdit();
    renamed.renameFile(fileUri("scanned"), fileUri("renamed"));
    ok(await vscode.workspace.applyEdit(renamed), "the directory was renamed");
    await problemsIn(file, (found) => found.length === 0);
    await problemsIn("renamed/compose.yaml", (found) => found.length > 0);
    await vscode.workspace.fs.delete(fileUri("renamed"), { recursive: true });
  });

  it("make a file of settings, which is checked", async () => {
    await vscode.commands.executeCommand("bulkhead.createConfiguration");
    await shownDocument(({ uri }) => uri.path.endsWith("/.bulkhead.yaml"));
    ok((await savedText(".bulkhead.yaml")).includes("profile: default"), "the template");
    await vscode.workspace.fs.delete(fileUri(".bulkhead.yaml"));
  });

  it("open the file of settings that is there, under its other name too", async () => {
    await writeText(".bulkhead.yml", "profile: strict\n");
    await vscode.commands.executeCommand("bulkhead.createConfiguration");
    await shownDocument(({ uri }) => uri.path.endsWith("/.bulkhead.yml"));
    await vscode.workspace.fs.delete(fileUri(".bulkhead.yml"));
  });

  it("turn everything off and on again", async () => {
    const compose = await open(name);
    await vscode.commands.executeCommand("bulkhead.toggle");
    await eventually(
      () => vscode.languages.getDiagnostics(compose.uri).filter(({ source }) => source === "bulkhead"),
      (found) => found.length === 0,
    );
    await vscode.commands.executeCommand("bulkhead.toggle");
    await finding(compose, "host-pid", "host");
  });

  it("open a sample, in which something is found", async () => {
    await vscode.commands.executeCommand("bulkhead.openSample");
    const document = await shownDocument(({ isUntitled }) => isUntitled);
    await finding(document, "host-pid", "host");
  });

  it("copy what a report of a fault needs, without any path", async () => {
    await open(name);
    // A browser may refuse the clipboard, so that the command answers with the text too.
    const copied = await vscode.commands.executeCommand<string>("bulkhead.copyDebugInfo");
    ok(copied.startsWith("- Bulkhead: ") && !copied.includes(name), copied);
  });

  it("begin a report of a fault that is filled in, without any path or value", async () => {
    await open(name);
    await vscode.commands.executeCommand("bulkhead.reportIssue");
    const document = await shownDocument(({ isUntitled, languageId }) => isUntitled && languageId === "markdown");
    const report = document.getText();
    ok(/^- VS Code: \d+/m.test(report) && /^- Server: Running$/m.test(report), report);
    ok(!report.includes(name) && !report.includes("redis") && !report.includes("SYS_ADMIN"), report);
  });
});

function problemsIn(name: string, accept: (found: readonly vscode.Diagnostic[]) => boolean): Promise<unknown> {
  const ask = () => vscode.languages.getDiagnostics(fileUri(name)).filter(({ source }) => source === "bulkhead");
  return eventually(ask, accept);
}
