import type { CancellationToken, Connection } from "vscode-languageserver";
import type { Documents } from "./documents.ts";
import type { RunningPage } from "./extension-protocol.ts";
import { stringIn } from "./fields.ts";
import type { Guard } from "./guard.ts";
import type { Host } from "./host.ts";
import type { FileSettingsSource } from "./settings.ts";

/**
 * Answers `bulkhead/compare` for a Compose file: what runs of it, beside what it says. The client asks for it only in workspaces that are trusted, since an
 * engine is asked. Where the host asks none there is no such request.
 */
export function answerCompare(
  connection: Connection,
  guard: Guard,
  documents: Documents,
  settings: FileSettingsSource,
  compare: Host["compare"],
): void {
  if (compare === undefined) return;
  connection.onRequest<RunningPage, never>("bulkhead/compare", (params: unknown, token: CancellationToken) =>
    guard<RunningPage>("bulkhead/compare", token, FAILED, async () => {
      const uri = stringIn(params, "uri");
      const { config, outermost } = await settings.of(uri, (file) => documents.read(file));
      const controller = new AbortController();
      const cancelling = token.onCancellationRequested(() => controller.abort());
      try {
        return await compare({ uri, config, outermost, signal: controller.signal });
      } finally {
        cancelling.dispose();
      }
    }),
  );
}

const FAILED: RunningPage = { refused: "it failed; the log says why" };
