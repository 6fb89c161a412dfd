// node:assert does not exist in the web extension host.

export function equal(actual: unknown, expected: unknown): void {
  if (!Object.is(actual, expected)) throw new Error(`${show(actual)} is not ${show(expected)}`);
}

export function match(actual: string, expected: RegExp): void {
  if (!expected.test(actual)) throw new Error(`${show(actual)} does not match ${expected}`);
}

export function ok(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** In milliseconds: for what a machine does that has much else to do. */
const PATIENCE = 120_000;

/**
 * Asks again until the answer is accepted: providers and diagnostics come when the server has got round to them. VS Code cancels a question where the document
 * changes meanwhile, as it does when a file's text comes from the disk once more; that is no answer.
 */
export async function eventually<T>(ask: () => T | PromiseLike<T>, accept: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const asked = await answerTo(ask);
    if (asked !== "cancelled" && accept(asked.answer)) return asked.answer;
    if (Date.now() > deadline) throw new Error(`Not accepted: ${show(asked)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function answerTo<T>(ask: () => T | PromiseLike<T>): Promise<{ readonly answer: T } | "cancelled"> {
  try {
    return { answer: await ask() };
  } catch (error) {
    if (error instanceof Error && error.name === "Canceled") return "cancelled";
    throw error;
  }
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
