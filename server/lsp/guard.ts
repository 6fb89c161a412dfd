import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import { stackOf } from "../limits/failure.ts";

/**
 * Answers one request: says so if it was cancelled, and falls back to `fallback` if the work throws, after logging it by the request's name.
 * An error that got out here would reach the user as a pop-up of the editor; a missing hover does not.
 */
export type Guard = <T>(
  name: string,
  token: CancellationToken,
  fallback: T,
  work: () => Promise<T>,
) => Promise<T | ResponseError<never>>;

/** The guard of all requests of a connection; it refuses what comes after the client has shut the server down. */
export function guardOf(connection: Connection): Guard {
  let isShutDown = false;
  connection.onShutdown(() => {
    isShutDown = true;
  });
  return async (name, token, fallback, work) => {
    if (isShutDown) return new ResponseError(ErrorCodes.InvalidRequest, "The server has been shut down.");
    if (token.isCancellationRequested) return cancelled();
    try {
      const answer = await work();
      return token.isCancellationRequested ? cancelled() : answer;
    } catch (error) {
      connection.console.error(`${name}: ${stackOf(error)}`);
      return fallback;
    }
  };
}

function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
}
