/** Root file systems of Debian's packages as images; nothing of them is installed on the machine. */
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { captured } from "../../../scripts/capture.ts";
import { ENGINE_DIRECTORY } from "../../../scripts/engine-packages.ts";
import type { Run } from "../machine.ts";
import type { Program, Release } from "./program.ts";
import { type Taken, takeFrom } from "./registries.ts";

const DIRECTORY = path.join(ENGINE_DIRECTORY, "capabilities");
const ROOT = { cwd: "/", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" } };

/** Removes what no program needs, since the engine copies the whole image for each container. */
const TRIM = "rm -rf /usr/share/doc /usr/share/man /usr/share/locale /usr/share/info /var/cache/apt /var/lib/apt/lists";

/** Makes the file system that images of a release start from, unless it is there: Debian without anything, and gosu. It is left for the next run. */
export async function makeBase(release: Release = "bookworm"): Promise<string> {
  const base = path.join(DIRECTORY, release === "bookworm" ? "base" : `base-${release}`);
  if (existsSync(base)) return base;
  const unfinished = `${base}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(DIRECTORY, { recursive: true });
  const excluded = ["doc", "man", "locale", "info"].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
  await captured("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "mmdebstrap"], ROOT);
  const options = ["--mode=root", "--variant=apt", "--include=gosu,passwd", "--skip=cleanup/apt/lists", ...excluded];
  await captured("mmdebstrap", [...options, release, unfinished], ROOT);
  await writeFile(path.join(unfinished, "usr/sbin/policy-rc.d"), "#!/bin/sh\nexit 101\n");
  await chmod(path.join(unfinished, "usr/sbin/policy-rc.d"), 0o755);
  await rename(unfinished, base);
  return base;
}

/** The image of a program, which versions of Debian's packages are in it, and what was taken from where else. */
export interface Built {
  readonly tag: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly taken: Taken | undefined;
}

/** What an image is made of: a program, or what other images are built from. */
export type Recipe = Omit<Program, "image" | "source" | "settings" | "check"> & Partial<Pick<Program, "check">>;

/** Makes a program's image out of the base. */
export async function makeImage(program: Recipe, base: string, run: Run): Promise<Built> {
  // A directory of its own, so that two runs may try the same program at once.
  const root = await mkdtemp(path.join(DIRECTORY, `${program.name}-`));
  const inside = (script: string, ...words: string[]): Promise<string> =>
    captured("unshare", ["--mount", "sh", "-ec", INSIDE, "sh", root, script, ...words], ROOT);
  try {
    await captured("cp", ["-a", `${base}/.`, root], ROOT);
    await copyFile("/etc/resolv.conf", path.join(root, "etc/resolv.conf"));
    const { name, uid, gid } = program.user ?? {};
    if (name !== undefined) await inside(ACCOUNT, name, String(uid), String(gid));
    await inside(INSTALL, ...program.packages);
    const taken = program.from && (await takeFrom(program.from, root, inside));
    await inside(program.setup);
    const versions = await inside("dpkg-query -W -f '${Package} ${Version}\\n' \"$@\"", ...program.packages);
    await inside(TRIM);
    await writeExecutable(path.join(root, "entrypoint"), program.entrypoint);
    if (program.check !== undefined) await writeExecutable(path.join(root, "check"), program.check);
    await run("sh", ["-ec", IMPORT, "sh", root, tagOf(program), ...changesOf(program)], "/");
    return { tag: tagOf(program), versions: readVersions(versions), taken };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Java's packages need /proc when they are installed; the mount is gone with the shell. */
const INSIDE =
  'root=$1 script=$2; shift 2; mount -t proc proc "$root/proc"; exec chroot "$root" /bin/sh -ec "$script" sh "$@"';

/** Java's packages put links into the directory of manuals, which the base is made without. */
const INSTALL =
  'mkdir -p /usr/share/man/man1; apt-get install -y -qq -o Dpkg::Options::=--force-unsafe-io --no-install-recommends "$@"';

const ACCOUNT = `groupadd --system --gid "$3" "$1"
useradd --system --uid "$2" --gid "$3" --home-dir /nonexistent --no-create-home --shell /bin/sh "$1"`;

const IMPORT =
  'root=$1 tag=$2; shift 2; tar -C "$root" --xattrs --xattrs-include="*" -c . | docker import "$@" - "$tag"';

function changesOf({ command, data, furtherVolumes = [], runsAs, stopSignal }: Recipe): readonly string[] {
  const volumes = [...(data === undefined ? [] : [data]), ...furtherVolumes];
  const instructions = [
    'ENTRYPOINT ["/entrypoint"]',
    `CMD ${JSON.stringify(command)}`,
    "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    ...(volumes.length === 0 ? [] : [`VOLUME ${JSON.stringify(volumes)}`]),
    ...(runsAs === undefined ? [] : [`USER ${runsAs}`]),
    ...(stopSignal === undefined ? [] : [`STOPSIGNAL ${stopSignal}`]),
  ];
  return instructions.flatMap((instruction) => ["--change", instruction]);
}

function tagOf({ name }: Recipe): string {
  return `bulkhead-capabilities:${name}`;
}

async function writeExecutable(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  await chmod(file, 0o755);
}

function readVersions(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line) => line.split(" ")),
  ) as Record<string, string>;
}
