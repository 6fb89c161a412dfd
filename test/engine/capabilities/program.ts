import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

const PROGRAMS = path.join(import.meta.dirname, "programs");

/** What `program.json` says: how a published image is made, rebuilt with Debian's package of the program. */
interface Description {
  /** The published image whose profile is put to the test. */
  readonly image: string;
  /** What the program is told that the image leaves to whoever uses it, where the profile allows for that. */
  readonly settings?: string;
  /** The entry point or Dockerfile whose steps `entrypoint.sh` takes. */
  readonly source: string;
  readonly packages: readonly string[];
  /** An account that the image's Dockerfile makes before it installs anything. */
  readonly user?: { readonly name: string; readonly uid: number; readonly gid: number };
  /** The image's `USER`; root where it has none. */
  readonly runsAs?: string;
  readonly command: readonly string[];
  /** The image's `STOPSIGNAL`; SIGTERM where it has none. */
  readonly stopSignal?: string;
  /** Where the image's volume lies. */
  readonly data?: string;
  /** Where further volumes of the image lie, which the engine makes anew for each container. */
  readonly furtherVolumes?: readonly string[];
}

/**
 * A program to start. `setup` makes of Debian's files what the image's Dockerfile does; `check`, given how often the container has been started on the
 * same data, tells by its status whether the program works (0), runs under the wrong user (3), or does not work yet (anything else).
 */
export interface Program extends Description {
  readonly name: string;
  readonly setup: string;
  readonly entrypoint: string;
  readonly check: string;
}

export const PROGRAM_NAMES: readonly string[] = readdirSync(PROGRAMS).sort();

/** Reads a directory of `programs`. */
export async function readProgram(name: string): Promise<Program> {
  const part = (file: string): Promise<string> => readFile(path.join(PROGRAMS, name, file), "utf8");
  const description = JSON.parse(await part("program.json")) as Description;
  const [setup, entrypoint, check] = await Promise.all([part("setup.sh"), part("entrypoint.sh"), part("check.sh")]);
  return { ...description, name, setup, entrypoint, check: `${CHECK}\n${check}` };
}

/** `runs_as UID NAME`: whether a process whose command line begins so runs under the uid. */
const CHECK = `#!/bin/bash
set -eo pipefail
runs_as() {
  for process in /proc/[0-9]*; do
    title=$(tr '\\0' ' ' <"$process/cmdline" 2>/dev/null || true)
    case "$title" in "$2"* | */"$2"*) ;; *) continue ;; esac
    if grep -qs "^Uid:[[:space:]]$1[[:space:]]" "$process/status"; then return 0; fi
  done
  exit 3
}`;
