import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

/** Where a directory for each program lies. */
export const PROGRAMS = path.join(import.meta.dirname, "programs");

/** What `program.json` says: how a published image is made, rebuilt with Debian's package of the program. */
interface Description {
  /** The published image whose profile is put to the test. */
  readonly image: string;
  /** What the program is told that the image leaves to whoever uses it, where the profile allows for that. */
  readonly settings?: string;
  /** The entry point or Dockerfile whose steps `entrypoint.sh` takes. */
  readonly source: string;
  /** Debian's packages: of the program where Debian carries it, and of what it or its check needs. */
  readonly packages: readonly string[];
  /** The release of Debian that carries them; bookworm where left out. */
  readonly release?: Release;
  /** Where else the program comes from, where Debian does not carry it. */
  readonly from?: Registry;
  /** An account that the image's Dockerfile makes before it installs anything. */
  readonly user?: { readonly name: string; readonly uid: number; readonly gid: number };
  /** The image's `USER`; root where it has none. */
  readonly runsAs?: string;
  readonly command: readonly string[];
  /** Variables that the container is started with, under whose names the profile's conditions are met. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The image's `STOPSIGNAL`; SIGTERM where it has none. */
  readonly stopSignal?: string;
  /** Where the image's volume lies. */
  readonly data?: string;
  /** Where further volumes of the image lie, which the engine makes anew for each container. */
  readonly furtherVolumes?: readonly string[];
  /** Where whoever uses the image mounts named volumes beside `data`, since the profile says that it keeps data there. */
  readonly mounts?: readonly string[];
}

/** The release that the official images are made of that the profiles were read in, and the next one, which carries more programs. */
export type Release = "bookworm" | "trixie";

/** A registry that carries a program, and what of it is taken. Versions are exact. */
export type Registry =
  /** Packages of npm, into `/opt/npm`: name and version. Nothing of them is run while they are installed. */
  | { readonly npm: Readonly<Record<string, string>> }
  /** Packages of PyPI, into the virtual environment `/opt/venv`: name and version. */
  | { readonly pypi: Readonly<Record<string, string>> }
  /** A module of Go's proxy, built as a static program into `/usr/local/bin/NAME`; `placeholders` are files that its releases are built with and the module does not carry. */
  | {
      readonly go: string;
      readonly version: string;
      readonly package?: string;
      readonly program: string;
      readonly placeholders?: readonly string[];
    }
  /** Artifacts of Maven Central, into `/opt/maven`: coordinates (`group:artifact:version[:type[:classifier]]`), with what a `jar` rests on. */
  | { readonly maven: readonly string[] };

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

/** Reads the directory of a program, whose name is the directory's. */
export async function readProgram(directory: string): Promise<Program> {
  const part = (file: string): Promise<string> => readFile(path.join(directory, file), "utf8");
  const description = JSON.parse(await part("program.json")) as Description;
  const [setup, entrypoint, check] = await Promise.all([part("setup.sh"), part("entrypoint.sh"), part("check.sh")]);
  return { ...description, name: path.basename(directory), setup, entrypoint, check: `${CHECK}\n${check}` };
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
