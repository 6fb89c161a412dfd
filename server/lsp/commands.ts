import type { CancellationToken, Connection, ExecuteCommandParams } from "vscode-languageserver";
import type { Limited } from "../analysis/run/load.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import type { Documents } from "./documents.ts";
import { findingsIn } from "./findings.ts";
import { HARDEN, hardenEdit } from "./harden.ts";

/** The commands that the server runs. */
export const COMMANDS: string[] = [HARDEN];

/** Runs a command of ours. What it is not, or has arguments of another shape, is left alone. */
export async function execute(
  { command, arguments: given = [] }: ExecuteCommandParams,
  connection: Connection,
  documents: Documents,
  features: ClientCapabilities,
  limited: Limited,
  token: CancellationToken,
): Promise<void> {
  const [first, second]: unknown[] = given;
  if (command !== HARDEN || typeof first !== "string" || typeof second !== "string") return;
  // The text may have moved on since the client offered it, so that the edit is made anew.
  const shown = await findingsIn(first, documents, token);
  const made = shown && limited(() => hardenEdit(second, shown, documents, features));
  if (made) await connection.workspace.applyEdit(made);
}
