/** Why work failed, in one line for people: the first line of the error's message. */
export function whyFailed(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message.split(/[\r\n]/, 1)[0] || "it failed without a reason";
}

/** An error as one text for logs: its stack where it has one. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
