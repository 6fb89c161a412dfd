import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } from "@vscode/test-electron";
import { ROOT } from "../../scripts/build.ts";
import { type Counts, sum } from "../../scripts/counts.ts";
import { run } from "../../scripts/process.ts";
import { SUITE } from "./bundle.ts";
import { composeTakes } from "./hardened-stacks.ts";
import { type Bench, emptyExtension, folderOf, profileOf } from "./hosts.ts";
import { createTranscript } from "./verdict.ts";

const { VSCODE_PATH, DISPLAY, WAYLAND_DISPLAY } = process.env;

/** The executable of a VS Code for the desktop: the one that `VSCODE_PATH` names, or a downloaded one. Undefined offline, or without a screen. */
export async function findDesktop(): Promise<string | undefined> {
  if (VSCODE_PATH !== undefined) return VSCODE_PATH;
  if (process.platform === "linux" && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) return undefined;
  try {
    const { ok } = await fetch("https://update.code.visualstudio.com/api/releases/stable", {
      signal: AbortSignal.timeout(3000),
    });
    return ok ? await downloadAndUnzipVSCode({ cachePath: path.join(ROOT, ".vscode-test") }) : undefined;
  } catch {
    // No network, or one that does not lead there: VS Code in a browser does as well.
    return undefined;
  }
}

/** The extension as it lies in the working tree. */
export async function inDesktop(bench: Bench, executable: string): Promise<Counts> {
  const counts = await runDesktop(bench, executable, ROOT);
  return sum([counts, await composeTakes(await folderOf(bench))]);
}

/** The packed extension, installed as users do. */
export async function inDesktopPacked(bench: Bench, executable: string): Promise<Counts> {
  const command = resolveCliPathFromVSCodeExecutablePath(executable);
  await run(command, [...(await stateArguments(bench)), "--install-extension", bench.vsix], { cwd: ROOT });
  return await runDesktop(bench, executable, await emptyExtension(bench));
}

async function runDesktop(bench: Bench, executable: string, extensionDevelopmentPath: string): Promise<Counts> {
  const args = [
    await folderOf(bench),
    `--extensionDevelopmentPath=${extensionDevelopmentPath}`,
    `--extensionTestsPath=${path.join(extensionDevelopmentPath, SUITE)}`,
    ...(await stateArguments(bench)),
    ...["--disable-workspace-trust", "--skip-welcome", "--skip-release-notes", "--disable-updates", "--no-sandbox"],
  ];
  const vscode = spawn(executable, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve, reject) => vscode.on("error", reject).on("close", resolve));
  const transcript = createTranscript();
  for await (const line of createInterface({ input: vscode.stdout })) transcript.read(line);
  return transcript.judge(await ended);
}

async function stateArguments(bench: Bench): Promise<readonly string[]> {
  const profile = await profileOf(bench);
  return ["--user-data-dir", profile, "--extensions-dir", path.join(profile, "extensions")];
}
