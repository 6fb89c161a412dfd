/**
 * `npm run test:editors [-- neovim|emacs]`: other editors with the language server, as a user would set them up. Installs nothing; an editor that is
 * not there counts as failed, with the command that installs it.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { buildAll, CLI, ROOT } from "../../scripts/build.ts";
import { type Counts, conclude, readClosingLine, sum } from "../../scripts/counts.ts";
import { outcome } from "../../scripts/process.ts";

interface Editor {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The packages of Debian that it needs. */
  readonly packages: string;
}

const EDITORS: readonly Editor[] = [
  {
    name: "neovim",
    command: "nvim",
    args: ["--clean", "--headless", "-n", "-i", "NONE", "-c", "luafile test/editors/neovim.lua"],
    packages: "neovim",
  },
  {
    name: "emacs",
    command: "emacs",
    args: ["-q", "--batch", "-l", "test/editors/emacs.el"],
    packages: "emacs-nox elpa-eglot",
  },
];

const COMPOSE = `services:
  cache:
    image: redis:8.2 # kept
    pid: host
`;

process.exitCode = await main(process.argv.slice(2));

async function main(names: readonly string[]): Promise<number> {
  await buildAll();
  const counts: Counts[] = [];
  for (const editor of EDITORS)
    if (names.length === 0 || names.includes(editor.name)) counts.push(await perform(editor));
  return conclude(sum(counts));
}

async function perform({ name, command, args, packages }: Editor): Promise<Counts> {
  console.log(`\n${name}`);
  if ((await outcome("which", [command], { cwd: ROOT })).status !== 0) {
    console.log(`FAILED ${command} is not installed: apt-get install -y --no-install-recommends ${packages}`);
    return { passed: 0, failed: 1 };
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), "bulkhead editors "));
  try {
    const file = path.join(folder, "compose.yaml");
    await writeFile(file, COMPOSE);
    const env = {
      ...process.env,
      HOME: folder,
      BULKHEAD_NODE: process.execPath,
      BULKHEAD_CLI: CLI,
      BULKHEAD_FILE: file,
    };
    const { status, output } = await outcome(command, args, { cwd: ROOT, env, timeout: 120_000 });
    console.log(output.trim());
    const counts = readClosingLine(output);
    return counts && (status === 0) === (counts.failed === 0) ? counts : { passed: 0, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
