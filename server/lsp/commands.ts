import type { CancellationToken, Connection, ExecuteCommandParams } from "vscode-languageserver";
import type { Limited } from "../analysis/project.ts";
import { ruleAddress } from "../analysis/report/rule-address.ts";
import { RULES_BY_ID } from "../analysis/rules/index.ts";
import type { Documents } from "./documents.ts";
import type { ClientFeatures } from "./features.ts";
import { findingsIn } from "./findings.ts";
import { HARDEN, hardenEdit } from "./harden.ts";

/** The command that opens a rule's page on the web; its argument is the rule's id. */
export const OPEN_DOCUMENTATION = "bulkhead.openDocumentation";

/** The commands that the server runs for this client. */
export function commandsFor({ openRule, showDocument }: ClientFeatures): string[] {
  return openRule || !showDocument ? [HARDEN] : [HARDEN, OPEN_DOCUMENTATION];
}

/** Runs a command of ours. What it is not, or has arguments of another shape, is left alone. */
export async function execute(
  { command, arguments: given = [] }: ExecuteCommandParams,
  connection: Connection,
  documents: Documents,
  features: ClientFeatures,
  limited: Limited,
  token: CancellationToken,
): Promise<void> {
  const [first, second]: unknown[] = given;
  if (command === OPEN_DOCUMENTATION && typeof first === "string" && RULES_BY_ID.has(first)) {
    await connection.window.showDocument({ uri: ruleAddress(first), external: true });
  }
  if (command !== HARDEN || typeof first !== "string" || typeof second !== "string") return;
  // The text may have moved on since the client offered it, so that the edit is made anew.
  const shown = await findingsIn(first, documents, token);
  const made = shown && limited(() => hardenEdit(second, shown, documents, features));
  if (made) await connection.workspace.applyEdit(made);
}
