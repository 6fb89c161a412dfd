/**
 * `npm run audit:workflows`: zizmor looks at the workflows, the Action, the hook and the bot's settings, without asking anybody for anything.
 * It is a program for Python, in the version and with the hashes of `.github/requirements.txt`, installed into a directory of its own that is gone
 * afterwards. Where it cannot be installed nothing fails, and the reason is printed.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { ROOT } from "./build.ts";
import { conclude } from "./counts.ts";
import { outcome } from "./process.ts";

const WHAT = [".github", "action.yml", ".pre-commit-hooks.yaml"];
const REQUIREMENTS = path.join(ROOT, ".github", "requirements.txt");

const directory = await mkdtemp(path.join(os.tmpdir(), "bulkhead-audit-"));
try {
  process.exitCode = await audit(directory);
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function audit(environment: string): Promise<number> {
  const reason = await install(environment);
  if (reason !== undefined) {
    console.log(
      `skipped: audit:workflows, since zizmor could not be installed: ${reason}\n\n0 passed, 0 failed, 1 skipped`,
    );
    return 0;
  }
  const zizmor = path.join(environment, "bin", "zizmor");
  const { status, output } = await outcome(zizmor, ["--offline", "--no-progress", ...WHAT], { cwd: ROOT });
  console.log(output);
  return conclude({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 });
}

/** Installs zizmor, and returns why that was not possible. */
async function install(environment: string): Promise<string | undefined> {
  const steps = [
    ["python3", "-m", "venv", environment],
    [
      path.join(environment, "bin", "pip"),
      "install",
      "--quiet",
      "--require-hashes",
      "--only-binary=:all:",
      "-r",
      REQUIREMENTS,
    ],
  ];
  for (const [program = "", ...args] of steps) {
    try {
      const { status, output } = await outcome(program, args, { cwd: environment });
      if (status !== 0) return output.trim().split("\n").at(-1) ?? `${program} ended with ${status}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return undefined;
}
