import { type Printable, printable, printableLines } from "../analysis/text/printable.ts";

/** Why work failed, in one line for people: the first line of the error's message. */
export function whyFailed(error: unknown): Printable {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return printable(message.split(/[\r\n]/, 1)[0] || "it failed without a reason");
}

/** An error as one text for logs, which nothing that it quotes acts on: its stack where it has one. */
export function stackOf(error: unknown): Printable {
  return printableLines(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
