// The web extension host has no modules, so the whole of mocha is in the bundle; its browser build needs no DOM and runs in Node too.
import "mocha/mocha.js";
import { say } from "./say.ts";

/** For a test, in milliseconds: several things that are waited for each as long as a busy machine may take. */
const TIME_LIMIT = 400_000;

/** Called by VS Code inside the extension host. The verdict goes out as a line of the console: `[verdict] {…}`. */
export async function run(): Promise<void> {
  mocha.setup({ ui: "bdd", reporter: ConsoleReporter, timeout: TIME_LIMIT });
  // These define their tests when they are loaded, which only works once mocha is set up.
  await import("./story.suite.ts");
  await import("./files.suite.ts");
  await import("./commands.suite.ts");
  await import("./views.suite.ts");
  await import("./harden.suite.ts");
  await import("./names.suite.ts");
  await import("./agent.suite.ts");
  await import("./doors.suite.ts");
  await import("./learn.suite.ts");
  // Its own `run` looks for options in the address of a page, and there is none.
  const failures = await new Promise<number>((resolve) => Mocha.prototype.run.call(mocha, resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

/** Mocha's own reporters for browsers write into a page, and there is none. */
class ConsoleReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on("pass", (test) => say(`ok     ${test.fullTitle()} (${test.duration} ms)`));
    runner.on("fail", (test, error: unknown) => {
      say(`FAILED ${test.fullTitle()}\n${error instanceof Error ? error.stack : error}`);
    });
    runner.on("end", () => {
      const { passes, failures } = this.stats;
      console.log(`[verdict] ${JSON.stringify({ passed: passes, failed: failures })}`);
    });
  }
}
