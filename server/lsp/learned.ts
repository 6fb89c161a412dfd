import type { CancellationToken, Connection } from "vscode-languageserver";
import type { Limited } from "../analysis/run/load.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import type { Documents } from "./documents.ts";
import type { LearnedEdit } from "./extension-protocol.ts";
import { stringIn } from "./fields.ts";
import type { Guard } from "./guard.ts";
import { hardenEdit } from "./harden.ts";

/** The command of our own client that finds out what a service needs; its arguments are the file's URI and the service's name. */
export const LEARN = "bulkhead.learn";

/**
 * Answers `bulkhead/learned`: how a service would be hardened if there were a file of evidence with the text that is given, which has not been written yet. Null
 * where it would not be.
 */
export function answerLearned(
  connection: Connection,
  guard: Guard,
  limited: Limited,
  documents: Documents,
  features: ClientCapabilities,
): void {
  connection.onRequest<LearnedEdit | null, never>("bulkhead/learned", (params: unknown, token: CancellationToken) =>
    guard<LearnedEdit | null>("bulkhead/learned", token, null, async () => {
      const evidence = new Map([[stringIn(params, "file"), stringIn(params, "text")]]);
      const own = await documents.once(stringIn(params, "uri"), undefined, evidence);
      if (own === undefined) return null;
      const shown = { own, findings: [], inputErrors: [] };
      return limited(() => hardenEdit(stringIn(params, "service"), shown, documents, features)) ?? null;
    }),
  );
}
