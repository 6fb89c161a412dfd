import * as vscode from "vscode";
import gitea from "../../corpus/awesome-compose/gitea-postgres/compose.yaml";
import nextcloud from "../../corpus/awesome-compose/nextcloud-redis-mariadb/compose.yaml";
import wordpress from "../../corpus/awesome-compose/wordpress-mysql/compose.yaml";
import { equal, eventually, ok } from "./assertions.ts";
import { fileUri, findings, open, ruleOf, save, savedText, writeText } from "./editor.ts";

/** Stacks as their authors published them, with their services, and how many of these are known well enough to drop capabilities. */
const STACKS: readonly (readonly [name: string, text: string, services: readonly string[], drops: number])[] = [
  ["gitea", gitea, ["gitea", "db"], 1],
  ["nextcloud", nextcloud, ["nc", "redis", "db"], 3],
  ["wordpress", wordpress, ["db", "wordpress"], 1],
];

describe("Harden this service", () => {
  for (const [stack, text, services, drops] of STACKS) {
    it(`mends every service of the ${stack} stack, and keeps each of its lines`, async () => {
      const name = `compose.hardened-${stack}.yaml`;
      await writeText(name, text);
      const document = await open(name);
      for (const service of services) await harden(document, service);
      await save(document);
      const saved = await savedText(name);
      const lines = saved.split("\n");
      const lost = text.split("\n").filter((line) => {
        const at = lines.indexOf(line);
        lines.splice(0, at + 1);
        return at < 0;
      });
      equal(lost.join("\n"), "");
      equal(saved.match(/^ +cap_drop:/gm)?.length, drops);
    });
  }
});

/** Applies the action that is offered on the service's name, and waits until what it is for is gone. */
async function harden(document: vscode.TextDocument, service: string): Promise<void> {
  const offset = document.getText().search(new RegExp(`^ +${service}:`, "m"));
  const at = document.positionAt(document.getText().indexOf(service, offset));
  const title = `Harden service "${service}"`;
  const actions = await eventually(
    () =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        fileUri(document.uri.path.slice(document.uri.path.lastIndexOf("/") + 1)),
        new vscode.Range(at, at),
        vscode.CodeActionKind.RefactorRewrite.value,
      ),
    (offered) => offered.some((action) => action.title.startsWith(title)),
  );
  const edit = actions.find((action) => action.title.startsWith(title))?.edit;
  ok(edit, `${title} has an edit`);
  // Each part waits for its confirmation in the preview; here all are confirmed.
  const confirmed = new vscode.WorkspaceEdit();
  for (const [uri, edits] of edit.entries()) confirmed.set(uri, edits);
  ok(await vscode.workspace.applyEdit(confirmed), `${title} was applied`);
  await eventually(
    () => findings(document).filter((one) => ruleOf(one) === "unhardened" && one.message.includes(`"${service}"`)),
    (left) => left.every(({ message }) => !message.includes("no-new-privileges")),
  );
}
