import { type CancellationToken, LSPErrorCodes, type RemoteConsole, ResponseError } from "vscode-languageserver";
import { stackOf } from "../limits/failure.ts";

/**
 * Answers one request: says so if it was cancelled, and falls back to `fallback` if the work throws, after logging it by the request's name.
 * An error that got out here would reach the user as a pop-up of the editor; a missing hover does not.
 */
export async function guard<T>(
  log: Pick<RemoteConsole, "error">,
  name: string,
  token: CancellationToken,
  fallback: T,
  work: () => Promise<T>,
): Promise<T | ResponseError<never>> {
  if (token.isCancellationRequested) return cancelled();
  try {
    const answer = await work();
    return token.isCancellationRequested ? cancelled() : answer;
  } catch (error) {
    log.error(`${name}: ${stackOf(error)}`);
    return fallback;
  }
}

function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
}
