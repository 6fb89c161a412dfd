import { commands, type LogOutputChannel, l10n, window } from "vscode";
import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandler } from "vscode-languageclient";
import type { CrashCount } from "./crash-count.ts";

/** Starts a server again that has ended by itself. One that ends again and again is left, and the user is offered the ways on. */
export function crashHandler(crashes: CrashCount, log: LogOutputChannel): ErrorHandler {
  return {
    error: (_error, _message, count) => ({
      action: (count ?? 0) <= MOST_ERRORS ? ErrorAction.Continue : ErrorAction.Shutdown,
    }),
    closed(): CloseHandlerResult {
      const again = crashes.mayStartAgain(Date.now());
      const next = again ? "It is started again." : "It is not started again by itself.";
      log.error(`The language server has ended, ${crashes.count} times in the last minutes. ${next}`);
      if (again) return { action: CloseAction.Restart, handled: true };
      void offerWaysOn();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

/** Messages in a row that could not be sent or read. */
const MOST_ERRORS = 3;

async function offerWaysOn(): Promise<void> {
  const ways: readonly (readonly [string, string])[] = [
    [l10n.t("Restart"), "bulkhead.restart"],
    [l10n.t("Show the Log"), "bulkhead.showLog"],
    [l10n.t("Report an Issue…"), "bulkhead.reportIssue"],
  ];
  const message = l10n.t(
    "Bulkhead's language server has ended five times in three minutes. Nothing is looked at until it is started again.",
  );
  const chosen = await window.showErrorMessage(message, ...ways.map(([title]) => title));
  const [, command] = ways.find(([title]) => title === chosen) ?? [];
  if (command !== undefined) await commands.executeCommand(command);
}
