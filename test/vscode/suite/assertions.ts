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

/** Asks again until the answer is accepted: providers and diagnostics come when the server has got round to them. */
export async function eventually<T>(ask: () => T | PromiseLike<T>, accept: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + 50_000;
  for (;;) {
    const answer = await ask();
    if (accept(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Not accepted within 50 s: ${show(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
