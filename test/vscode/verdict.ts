import { format } from "node:util";
import type { BrowserContext } from "playwright-core";
import type { Counts } from "../../scripts/counts.ts";

/** For a suite, in milliseconds. */
const TIME_LIMIT = 1_200_000;

/** Set, it shows also what VS Code itself prints. */
const { VERBOSE } = process.env;

/**
 * Opens a page of VS Code that runs the suite, passes on what the extension host prints, and returns the suite's own verdict.
 * A suite that does not come to its end, or gives no verdict, counts as failed.
 */
export async function visit(context: BrowserContext, address: string): Promise<Counts> {
  const page = await context.newPage();
  const transcript = createTranscript();
  await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
    transcript.read(format(...args));
  });
  if (VERBOSE !== undefined) page.on("console", (message) => console.log(`[page] ${message.text()}`));
  const status = await new Promise<unknown>((resolve, reject) => {
    const timer = setTimeout(() => resolve("no answer in time"), TIME_LIMIT);
    const end = (how: unknown) => {
      clearTimeout(timer);
      resolve(how);
    };
    page.on("crash", () => end("a crash of the page"));
    page
      .exposeFunction("codeAutomationExit", end)
      .then(() => page.goto(address, { timeout: TIME_LIMIT }))
      .catch(reject);
  });
  return transcript.judge(status);
}

/** What a host's console says of the suite. */
export interface Transcript {
  /** Takes a line, and prints it if it is the suite's. */
  read(line: string): void;
  /**
   * The suite's verdict, with one failure more where the host does not agree with it. `status` is 0 where the host saw the suite succeed.
   * Without a verdict, all that the host said is printed.
   */
  judge(status: unknown): Counts;
}

/** An empty transcript. */
export function createTranscript(): Transcript {
  const noise: string[] = [];
  let verdict: Counts | undefined;
  const read = (line: string) => {
    const [, kind, text = ""] = /^\[(suite|verdict)\] (.*)$/.exec(line) ?? [];
    if (kind === "suite") console.log(`  ${text}`);
    else if (kind === "verdict") verdict = JSON.parse(text);
    else if (VERBOSE === undefined) noise.push(line);
    else console.log(line);
  };
  const judge = (status: unknown) => {
    if (verdict === undefined) {
      console.log(`${noise.join("\n")}\nThe suite gave no verdict; VS Code ended it with ${status}.`);
      return { passed: 0, failed: 1 };
    }
    const agrees = (status === 0) === (verdict.failed === 0) && verdict.passed + verdict.failed > 0;
    return agrees ? verdict : { ...verdict, failed: verdict.failed + 1 };
  };
  return { read, judge };
}
