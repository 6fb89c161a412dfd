import { commands, Disposable, type LogOutputChannel, l10n, window } from "vscode";
import {
  type BaseLanguageClient,
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type ErrorHandler,
  State,
} from "vscode-languageclient";
import type { CrashCount } from "./crash-count.ts";

/** Starts a server again that has ended by itself. One that ends again and again is left, and the user is offered the ways on. */
export function crashHandler(crashes: CrashCount, log: LogOutputChannel): ErrorHandler {
  return {
    error: (_error, _message, count) => ({
      action: (count ?? 0) <= MOST_ERRORS ? ErrorAction.Continue : ErrorAction.Shutdown,
    }),
    closed(): CloseHandlerResult {
      const action = afterEnd(crashes, log) ? CloseAction.Restart : CloseAction.DoNotRestart;
      return { action, handled: true };
    },
  };
}

/**
 * Does for a server that ends just as it is greeted what {@link crashHandler} does for any other. The client takes such an end for a stop that somebody
 * asked for, and asks no handler (vscode-languageclient 11, `doInitialize`: whatever fails after the server's answer stops the client), as was
 * seen with a server that ended 4 ms after its answer.
 */
export function watchGreeting(client: BaseLanguageClient, crashes: CrashCount, log: LogOutputChannel): Disposable {
  let pending: ReturnType<typeof setTimeout> | undefined;
  const isDown = () => client.state === State.Stopped || client.state === State.StartFailed;
  const look = () => {
    clearTimeout(pending);
    if (isDown()) pending = setTimeout(startAgain, SETTLED);
  };
  const startAgain = async () => {
    if (!isDown() || crashes.isOver || !afterEnd(crashes, log)) return;
    await client
      .start()
      .catch((error: unknown) => log.error(`The language server could not be started again: ${error}`));
    // The state is what it was where the client could not even begin.
    look();
  };
  const changes = client.onDidChangeState(look);
  return Disposable.from(changes, { dispose: () => clearTimeout(pending) });
}

/**
 * Keeps the client's own notifications of a server that could not be started out of sight; they stand in the log. Three of them come at an end, and VS Code
 * shows no more than two in 800 ms: the ways on would be among those that nobody sees.
 */
export function tellEndsOnce(client: BaseLanguageClient): void {
  const error = client.error.bind(client);
  client.error = (message, data, show) => error(message, data, show === "force" ? false : show);
}

/** Longer than a stop may take that the client is asked for, which is two seconds; a restart begins at once after it. */
const SETTLED = 3000;

/** Counts an end, and answers whether the server is to be started again. Where it is not, the user is offered the ways on. */
function afterEnd(crashes: CrashCount, log: LogOutputChannel): boolean {
  const again = crashes.mayStartAgain(Date.now());
  const next = again ? "It is started again." : "It is not started again by itself.";
  log.error(`The language server has ended, ${crashes.count} times in the last minutes. ${next}`);
  if (!again) void offerWaysOn();
  return again;
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
