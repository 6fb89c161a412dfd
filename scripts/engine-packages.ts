/** The Docker Engine, Docker Compose and what they need, taken from Debian's packages into a directory of their own. */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "./build.ts";
import { capture, captured } from "./capture.ts";

/** Where the packages are unpacked and the engine keeps its data. Git ignores it. */
export const ENGINE_DIRECTORY = path.join(ROOT, ".engine-test");

/** Programs on a search path, or why they cannot be had on this machine. */
export type Programs =
  | { readonly is: "ready"; readonly path: string }
  | { readonly is: "missing"; readonly why: string };

/**
 * Makes the programs ready on Debian as root. Compose and the Engine of Debian's stable releases are too old for what is compared here, so they
 * come from its unstable suite; nothing of them is installed, they are unpacked below `ENGINE_DIRECTORY` and used from there.
 * runc, iptables and a static busybox are installed with `apt-get` where they are missing.
 */
export async function enginePrograms(): Promise<Programs> {
  const why = await whyNot();
  if (why !== undefined) return { is: "missing", why };
  const root = path.join(ENGINE_DIRECTORY, "root");
  if (!existsSync(path.join(root, "usr/sbin/dockerd"))) await unpack(root);
  const found = ["usr/libexec/docker/cli-plugins", "usr/bin", "usr/sbin"].map((part) => path.join(root, part));
  return { is: "ready", path: [...found, process.env["PATH"] ?? ""].join(path.delimiter) };
}

/** Docker Compose as it is called on a search path: a program of its own, or the plugin of `docker`. */
export interface ComposeCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly version: string;
}

/** The Compose on a search path, if there is one of the second generation or later. */
export async function composeOn(search: string): Promise<ComposeCommand | undefined> {
  for (const { command, args } of [
    { command: "docker-compose", args: [] },
    { command: "docker", args: ["compose"] },
  ]) {
    if (!search.split(path.delimiter).some((directory) => existsSync(path.join(directory, command)))) continue;
    const surroundings = { cwd: "/", env: { PATH: search } };
    const { status, stdout } = await capture(command, [...args, "version", "--short"], surroundings);
    const version = stdout.trim();
    if (status === 0 && Number.parseInt(version, 10) >= 2) return { command, args, version };
  }
  return undefined;
}

async function whyNot(): Promise<string | undefined> {
  const release = existsSync("/etc/os-release") ? await readFile("/etc/os-release", "utf8") : "";
  if (!/^ID=debian$/m.test(release)) return "they are set up by themselves on Debian only";
  return process.getuid?.() === 0 ? undefined : "they are set up by themselves as root only";
}

const PACKAGES = ["docker.io", "containerd", "docker-compose", "docker-cli", "tini"];
const KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg";
const INSTALLED = ["runc", "iptables", "busybox-static", "iproute2"];

async function unpack(root: string): Promise<void> {
  const apt = path.join(ENGINE_DIRECTORY, "apt");
  await mkdir(path.join(apt, "lists/partial"), { recursive: true });
  await mkdir(path.join(apt, "cache/archives/partial"), { recursive: true });
  const surroundings = { cwd: apt };
  await captured("apt-get", ["update", "-qq"], surroundings);
  await captured("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...INSTALLED], surroundings);
  await writeFile(path.join(apt, "sources.list"), `deb [signed-by=${KEYS}] ${await mirror()} sid main\n`);
  const options = [
    "-qq",
    ...option("Dir::Etc::sourcelist", path.join(apt, "sources.list")),
    ...option("Dir::Etc::sourceparts", "-"),
    ...option("Dir::State::lists", path.join(apt, "lists")),
    ...option("Dir::Cache", path.join(apt, "cache")),
    ...option("APT::Sandbox::User", "root"),
  ];
  await captured("apt-get", [...options, "update"], surroundings);
  await captured("apt-get", [...options, "download", ...PACKAGES], surroundings);
  for (const file of await readdir(apt)) {
    if (file.endsWith(".deb")) await captured("dpkg", ["-x", file, root], surroundings);
  }
}

function option(name: string, value: string): readonly string[] {
  return ["-o", `${name}=${value}`];
}

/** The mirror that this machine takes its packages from. */
async function mirror(): Promise<string> {
  const directory = "/etc/apt/sources.list.d";
  const more = existsSync(directory) ? (await readdir(directory)).map((name) => path.join(directory, name)) : [];
  for (const file of ["/etc/apt/sources.list", ...more]) {
    if (!existsSync(file)) continue;
    const [url] = /https?:\/\/\S+\/debian(?=\/?\s)/.exec(await readFile(file, "utf8")) ?? [];
    if (url !== undefined) return url;
  }
  return "http://deb.debian.org/debian";
}
