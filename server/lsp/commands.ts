import type { CancellationToken, Connection, ExecuteCommandParams } from "vscode-languageserver";
import type { Limited } from "../analysis/run/load.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import type { Documents } from "./documents.ts";
import { findingsIn } from "./findings.ts";
import { FIX_FILE, fixFile } from "./fix-all.ts";
import { HARDEN, hardenEdit } from "./harden.ts";

/** The commands that the server runs. */
export const COMMANDS: string[] = [HARDEN, FIX_FILE];

/** Runs a command of ours. What it is not, or has arguments of another shape, is left alone. */
export async function execute(
  { command, arguments: given = [] }: ExecuteCommandParams,
  connection: Connection,
  documents: Documents,
  features: ClientCapabilities,
  limited: Limited,
  token: CancellationToken,
): Promise<void> {
  const [uri, name]: unknown[] = given;
  if (typeof uri !== "string") return;
  // The text may have moved on since the client offered it, so that the edit is made anew.
  const shown = await findingsIn(uri, documents, token);
  if (!shown) return;
  const made = limited(() => {
    if (command === FIX_FILE) return fixFile(shown, documents, features);
    return command === HARDEN && typeof name === "string" ? hardenEdit(name, shown, documents, features) : undefined;
  });
  if (made) await connection.workspace.applyEdit(made);
  else if (command === FIX_FILE)
    connection.window.showInformationMessage(
      features.language.say("There is nothing here that is known well enough to fix all at once."),
    );
}
