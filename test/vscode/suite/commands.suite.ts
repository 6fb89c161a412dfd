import * as vscode from "vscode";
import { equal, eventually, match, ok } from "./assertions.ts";
import { fileUri, finding, findings, hoverText, noFinding, open, ruleOf, writeText } from "./editor.ts";

describe("Commands", () => {
  const text = "services:\n  web:\n    image: nginx:1.27.3\n    privileged: true\n";

  it("restarts the server, which finds the same again", async () => {
    await writeText("compose.restart.yaml", text);
    const compose = await open("compose.restart.yaml");
    await finding(compose, "privileged", "true");
    await vscode.commands.executeCommand("bulkhead.restart");
    await finding(compose, "privileged", "true");
    await eventually(
      () => findings(compose).filter((one) => ruleOf(one) === "privileged"),
      (found) => found.length === 1,
    );
  });

  it("links a finding to the packed page of its rule, and opens that offline", async () => {
    const compose = await open("compose.restart.yaml");
    const { code, range } = await finding(compose, "privileged", "true");
    await hoverText(compose, range.start, /\]\(command:bulkhead\.openRule\?%5B%22privileged%22%5D\)/);
    ok(typeof code === "object", "the rule's id is a link");
    equal(code.target.toString(true), "bulkhead:/privileged.md");
    await vscode.commands.executeCommand("bulkhead.openRule", "privileged");
    await eventually(openPreviews, (pages) => pages.includes("bulkhead:/privileged.md"));
    match((await vscode.workspace.openTextDocument(code.target)).getText(), /^# /);
  });

  it("shows the isolation map of the file that is edited, and follows to another", async () => {
    await open("compose.restart.yaml");
    await vscode.commands.executeCommand("bulkhead.showMap");
    await eventually(mapTitles, (titles) => titles.includes("Isolation Map: compose.restart.yaml"));
    const first = await eventually(drawn, isDrawn);
    await writeText("compose.map.yaml", text);
    const document = await vscode.workspace.openTextDocument(fileUri("compose.map.yaml"));
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await eventually(mapTitles, (titles) => titles.includes("Isolation Map: compose.map.yaml"));
    equal(mapTitles().length, 1);
    const second = await eventually(drawn, (state) => isDrawn(state) && state.page > first.page);
    // A server that starts has not heard of the file yet, or answers nobody; the map comes nevertheless.
    await vscode.commands.executeCommand("bulkhead.restart");
    await eventually(drawn, (state) => isDrawn(state) && state.page > second.page);
    const [tab] = mapTabs();
    ok(tab, "the map has a tab");
    await vscode.window.tabGroups.close(tab);
  });

  it("shows the log", async () => {
    await vscode.commands.executeCommand("bulkhead.showLog");
  });

  it("follows a setting at once", async () => {
    const compose = await open("compose.restart.yaml");
    const settings = vscode.workspace.getConfiguration("bulkhead");
    await finding(compose, "privileged", "true");
    await settings.update("rules", { privileged: "off" }, vscode.ConfigurationTarget.Workspace);
    await noFinding(compose, "privileged");
    await settings.update("rules", undefined, vscode.ConfigurationTarget.Workspace);
    await finding(compose, "privileged", "true");
  });
});

/** How many maps the server has made, and which of them the page has drawn last, as the debug information says. */
async function drawn(): Promise<{ readonly page: number; readonly made: number }> {
  const text = await vscode.commands.executeCommand<string>("bulkhead.copyDebugInfo");
  const [, page, made] = /^- Map: drawn (\d+) of (\d+), \d+ px wide$/m.exec(text) ?? [];
  return { page: Number(page ?? 0), made: Number(made ?? 0) };
}

function isDrawn({ page, made }: { readonly page: number; readonly made: number }): boolean {
  return page > 0 && page === made;
}

function mapTitles(): string[] {
  return mapTabs().map(({ label }) => label);
}

function mapTabs(): vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("bulkhead.map"));
}

function openPreviews(): string[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return inputs.flatMap((input) =>
    input instanceof vscode.TabInputCustom && input.viewType === "vscode.markdown.preview.editor"
      ? [input.uri.toString(true)]
      : [],
  );
}
