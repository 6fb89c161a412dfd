/** `node scripts/mocha.ts [FILE…]`: the unit, spec, language server and command line tests, or those of the files named. */
import { availableParallelism } from "node:os";
import path from "node:path";
import Mocha from "mocha";
import { glob } from "tinyglobby";
import { ROOT } from "./build.ts";
import { conclude } from "./counts.ts";

/** These need a browser and have a command of their own. */
const ELSEWHERE = ["test/vscode/**"];

const named = process.argv.slice(2).map((file) => path.resolve(file));
const files =
  named.length > 0 ? named : await glob("test/**/*.test.ts", { cwd: ROOT, ignore: ELSEWHERE, absolute: true });

// Files that are named are being worked on: one process keeps their output in order and their errors where they arose.
const parallel = named.length === 0;
const mocha = new Mocha({
  reporter: parallel ? "dot" : "spec",
  parallel,
  jobs: availableParallelism(),
  // A test that hangs fails; one that is only slow, on a machine that others use too, does not.
  timeout: 300_000,
  forbidOnly: true,
  forbidPending: true,
});
for (const file of files.sort()) mocha.addFile(file);
if (!parallel) await mocha.loadFilesAsync();
const runner = mocha.run((failed) => {
  process.exitCode = conclude({ passed: runner.stats?.passes ?? 0, failed });
});
