import * as vscode from "vscode";
import { eventually } from "./assertions.ts";
import { open, writeText } from "./editor.ts";

describe("Learning what a service needs", () => {
  const name = "compose.learn.yaml";

  it("is offered where extensions run in Node and the workspace is trusted, and nowhere else", async () => {
    await vscode.extensions.getExtension("bulkhead.bulkhead")?.activate();
    await writeText(name, "services:\n  app:\n    image: acme/app:1\n");
    const document = await open(name);
    // Only the Node host has files of the machine that it runs on.
    const isOffered = document.uri.scheme === "file" && vscode.workspace.isTrusted;
    await eventually(
      () => vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 50),
      (lenses) =>
        lenses.some(({ command }) => command?.title.startsWith("Exposure")) &&
        lenses.filter(({ command }) => command?.command === "bulkhead.learn").length === (isOffered ? 1 : 0),
    );
  });
});
