/** How many checks passed and failed. Every test command closes with them, so that the next one up can add them. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The closing line of a test command: "12 passed, 0 failed". */
export function closingLine({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`;
}

/** The counts in the last closing line of a command's output; undefined where it did not come to its end. */
export function readClosingLine(output: string): Counts | undefined {
  const line = output.trimEnd().split("\n").at(-1) ?? "";
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(line) ?? [];
  if (passed === undefined || failed === undefined) return undefined;
  return { passed: Number(passed), failed: Number(failed) };
}

export function sum(counts: readonly Counts[]): Counts {
  return {
    passed: counts.reduce((total, { passed }) => total + passed, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
  };
}

/** Prints the closing line and returns the exit status: 0 if something passed and nothing failed, else 1. */
export function conclude(counts: Counts): number {
  console.log(closingLine(counts));
  return counts.passed > 0 && counts.failed === 0 ? 0 : 1;
}
