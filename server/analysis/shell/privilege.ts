import { type CapabilityName, capability } from "../facts/capabilities.ts";
import type { Place } from "../text/span.ts";
import type { Command, Word } from "./script.ts";

/** Package managers with the word that installs; what follows the word are packages and options. */
const INSTALLERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["apt-get", new Set(["install"])],
  ["apt", new Set(["install"])],
  ["aptitude", new Set(["install"])],
  ["apk", new Set(["add"])],
  ["yum", new Set(["install"])],
  ["dnf", new Set(["install"])],
  ["microdnf", new Set(["install"])],
  ["tdnf", new Set(["install"])],
  ["zypper", new Set(["install", "in"])],
]);

/** A package that a command installs. `group` is the name of the virtual package of apk that holds it. */
export interface InstalledPackage {
  readonly name: string;
  readonly at: Place;
  readonly group?: string;
}

/** The packages that a command installs through a distribution's package manager, as it names them; versions are cut off. */
export function installedPackages({ name, words }: Command): readonly InstalledPackage[] {
  const verbs = name === undefined ? undefined : INSTALLERS.get(name);
  if (name === "pacman" && words.some(({ text }) => text?.startsWith("-S"))) return packagesIn(words);
  const verb = verbs ? words.findIndex(({ text }) => text !== undefined && verbs.has(text)) : -1;
  if (verb < 0) return [];
  const group = name === "apk" ? virtualPackage(words) : undefined;
  const all = packagesIn(words.filter((_, index) => index > verb && !isValue(words[index - 1]?.text)));
  // For apt a hyphen at the end takes the package away.
  const added = name?.startsWith("apt") ? all.filter((one) => !one.name.endsWith("-")) : all;
  return group === undefined ? added : added.map((one) => ({ ...one, group }));
}

/** Whether the option before a word takes it as its value: the release of apt, the virtual package of apk, a repository. */
function isValue(option: string | undefined): boolean {
  return option !== undefined && /^(?:-t|-o|-c|--virtual|--target-release|--repository|-X|--repo|--from)$/.test(option);
}

function virtualPackage(words: Command["words"]): string | undefined {
  const texts = words.map(({ text }) => text ?? "");
  const at = texts.findIndex((text) => text === "-t" || text === "--virtual");
  return at >= 0 ? texts[at + 1] : texts.find((text) => text.startsWith("--virtual="))?.slice("--virtual=".length);
}

function packagesIn(words: Command["words"]): readonly InstalledPackage[] {
  return words.flatMap(({ text, at }) => {
    if (text === undefined || text.startsWith("-")) return [];
    const version = text.search(/[=<>~:]/);
    return [{ name: version < 0 ? text : text.slice(0, version), at }];
  });
}

/**
 * Whether a `chmod` mode given as text sets the set-user-ID bit: `4755`, `u+s`, `ug=rwxs`, `+s`.
 * The set-group-ID bit is left out: on directories, where it stands mostly, it only hands the group down.
 * `1777` is the sticky bit of a shared directory, and `u-s` takes the bit away.
 */
export function setsUserIdBit(mode: string): boolean {
  if (/^[0-7]{1,5}$/.test(mode)) return (Number.parseInt(mode, 8) & 0o4000) !== 0;
  return mode.split(",").some((clause) => /^(?:[go]{0,2}[ua][ugoa]{0,3})?[+=][rwxXt]{0,5}s/.test(clause));
}

/** Whether the command leaves behind a program that raises whoever runs it: sudo, a set-user-ID bit, or a file capability. */
export function givesNewPrivileges(command: Command): boolean {
  const { name, words } = command;
  if (name === "setcap") return !words.some(({ text }) => text === "-r");
  if (name === "chmod" || name === "install") return modesOf(command).some(setsUserIdBit);
  return installedPackages(command).some((one) => RAISING.has(one.name));
}

/** The modes that `chmod`, `install` and `mkdir` give to files. */
export function modesOf({ name, words }: Command): readonly string[] {
  if (name === "chmod") {
    const mode = words.find(({ text = "" }) => !isOption(text));
    return mode ? [mode.text ?? ""] : [];
  }
  if (name === "setfacl") return othersOfAcl(words.map(({ text }) => text ?? ""));
  return name === "install" || name === "mkdir" ? installModes(words.map(({ text }) => text ?? "")) : [];
}

/** The files to which `chmod`, `install`, `mkdir`, `setfacl` and `setcap` give a mode or a capability. */
export function changedFiles({ name, words }: Command): readonly Word[] {
  const named = words.filter(
    ({ text = "" }, index) => !isOption(text) && !/^-[a-z]*[mogt]$/.test(words[index - 1]?.text ?? ""),
  );
  if (name === "chmod" || name === "setfacl" || name === "setcap") return named.slice(name === "setfacl" ? 0 : 1);
  return name === "install" ? named.slice(-1) : named;
}

/** `setfacl -m o::rwx`: what others get, as a mode of `chmod`. */
function othersOfAcl(texts: readonly string[]): readonly string[] {
  const at = texts.findIndex((text) => /^(?:-[a-zA-Z]*m|--modify)$/.test(text));
  const rights = /(?:^|,)o(?:ther)?::?([rwxX-]+)/.exec(at < 0 ? "" : (texts[at + 1] ?? ""))?.[1];
  return rights === undefined ? [] : [`o=${rights.replace(/-/g, "")}`];
}

/** Whether a word of `chmod` or `install` is an option; a symbolic mode may start with a hyphen too. */
function isOption(text: string): boolean {
  return /^-[A-Za-z-]/.test(text);
}

const RAISING: ReadonlySet<string> = new Set(["sudo", "doas", "fuse", "fuse3", "uidmap"]);

/** The modes that `install -m MODE`, `-mMODE` and `--mode=MODE` give. */
function installModes(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text, index) => {
    if (text === "--mode") return [texts[index + 1] ?? ""];
    if (text.startsWith("--mode=")) return [text.slice("--mode=".length)];
    // Behind other letters too: `mkdir -pm 777`.
    const joined = /^-[a-zA-Z]{0,20}m/.exec(text)?.[0];
    if (joined === undefined) return [];
    return [text.length === joined.length ? (texts[index + 1] ?? "") : text.slice(joined.length)];
  });
}

/**
 * The capabilities that a `setcap` gives to a file: those in `cap_net_admin,cap_net_raw+ep` and in `cap_net_raw=+ep`; `all` and an empty list are
 * every one.
 * Source: https://man7.org/linux/man-pages/man3/cap_from_text.3.html
 */
export function fileCapabilities({ name, words }: Command): readonly (CapabilityName | "ALL")[] {
  if (name !== "setcap") return [];
  const texts = words.map(({ text }) => text ?? "");
  if (texts.includes("-r")) return [];
  return texts.flatMap((text) => {
    const [, list] = /^([a-z_0-9,]*)[=+]{1,2}[eip]+/i.exec(text) ?? [];
    if (list === undefined) return [];
    if (list === "" || list.toLowerCase() === "all") return ["ALL"];
    return list.split(",").flatMap((one) => capability(one)?.name ?? []);
  });
}
