import * as vscode from "vscode";
import { equal, eventually, ok } from "./assertions.ts";
import { fileUri, hoverText, open, writeText } from "./editor.ts";

const BASE = "services:\n  base:\n    image: acme/names:1\n";
const COMPOSE = `services:
  names:
    extends: {file: names-base.yaml, service: base}
    image: acme/names:\${NAMES_TAG:-2}
    depends_on: [store]
    environment: {PASSWORD: "\${NAMES_PASSWORD}"}
  store: {image: acme/store:1}
`;
const ASIDE = "compose.names.yaml";

describe("Names", () => {
  let compose: vscode.TextDocument;
  const isSilent = vscode.extensions.getExtension("docker.docker") !== undefined;

  before(async () => {
    await writeText("names-base.yaml", BASE);
    await writeText(ASIDE, COMPOSE);
    await writeText(".env", "NAMES_PASSWORD=hunter2\nNAMES_TAG=3\n");
    compose = await open(ASIDE);
    await vscode.languages.setTextDocumentLanguage(compose, "dockercompose");
  });

  after(() => vscode.workspace.fs.delete(fileUri(".env")));

  it("of variables say their value and where it is set, and of a secret only where", async () => {
    await hoverText(compose, at("NAMES_TAG"), /`\$\{NAMES_TAG\}`/, /`3`/, /`\.env`, line 2/);
    const secret = await hoverText(compose, at("NAMES_PASSWORD"), /a secret, which is not shown/, /line 1/);
    ok(!secret.includes("hunter2"), secret);
  });

  it("have their uses found in every file", async () => {
    const uses = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.Location[]>("vscode.executeReferenceProvider", compose.uri, at("base}")),
      (found) => found.length === 2,
    );
    equal(
      uses
        .map(({ uri }) => uri.path.split("/").at(-1))
        .sort()
        .join(),
      `${ASIDE},names-base.yaml`,
    );
  });

  it("lead to what they name, unless another extension does the same or a setting says no", async () => {
    const definition = () =>
      vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        "vscode.executeDefinitionProvider",
        compose.uri,
        at("store]"),
      );
    const count = (expected: number) => eventually(definition, (found) => found.length === expected);
    const settings = vscode.workspace.getConfiguration("bulkhead", compose.uri);
    const set = (value: string | undefined) =>
      settings.update("navigation", value, vscode.ConfigurationTarget.Workspace);
    await count(isSilent ? 0 : 1);
    await set("off");
    await count(0);
    await set("on");
    await count(1);
    if (!isSilent) await set(undefined);
  });

  it("are in the outline", async () => {
    // The editor keeps the outline of a text until the text changes, whatever the settings say meanwhile.
    const edit = new vscode.WorkspaceEdit();
    edit.insert(compose.uri, compose.lineAt(compose.lineCount - 1).range.end, "# again\n");
    await vscode.workspace.applyEdit(edit);
    const services = async () => {
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        "vscode.executeDocumentSymbolProvider",
        compose.uri,
      );
      return symbols?.find(({ name }) => name === "services")?.children.map(({ name }) => name);
    };
    await eventually(services, (names) => names?.join() === "names,store");
  });

  it("change in every file at once", async () => {
    const edit = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.WorkspaceEdit>(
          "vscode.executeDocumentRenameProvider",
          compose.uri,
          at("base}"),
          "common",
        ),
      ({ size }) => size === 2,
    );
    ok(await vscode.workspace.applyEdit(edit), "the edit was applied");
    const base = await vscode.workspace.openTextDocument(fileUri("names-base.yaml"));
    equal(base.getText(), BASE.replace("base:", "common:"));
    equal(compose.getText(), `${COMPOSE.replace("service: base", "service: common")}# again\n`);
    await vscode.workspace
      .getConfiguration("bulkhead", compose.uri)
      .update("navigation", undefined, vscode.ConfigurationTarget.Workspace);
  });

  function at(word: string): vscode.Position {
    return compose.positionAt(compose.getText().indexOf(word) + 1);
  }
});
