import type { Command, Word } from "./script.ts";

/** What a command takes back of what others before it may have done to files, packages and accounts. */
export type Undoing =
  /** Packages that are removed, or the name of a virtual one that holds others. */
  | { readonly kind: "package"; readonly name: string }
  /** A path that is deleted with all below it. */
  | { readonly kind: "file"; readonly path: Word; readonly deep: true }
  /** A right that no longer holds for a path, and with `deep` for all below it. */
  | { readonly kind: "write" | "set-id" | "capability"; readonly path: Word; readonly deep: boolean }
  /** A user who is taken out of a group; of all where no group is named. */
  | { readonly kind: "member"; readonly user: string; readonly group?: string }
  /** An account whose password is locked, or that is deleted. */
  | { readonly kind: "account" | "group"; readonly name: string };

/** What a command takes back. A branch that may not run counts as run: it says what is meant. */
export function undoneBy(command: Command): readonly Undoing[] {
  const undo = command.name === undefined ? undefined : UNDOING.get(command.name);
  return undo?.(command) ?? [];
}

const UNDOING: ReadonlyMap<string, (command: Command) => readonly Undoing[]> = new Map([
  ...["apt-get", "apt", "aptitude"].map((name) => [name, removing(["remove", "purge", "autoremove"])] as const),
  ["apk", removing(["del"])],
  ...["yum", "dnf", "microdnf", "tdnf"].map((name) => [name, removing(["remove", "erase", "autoremove"])] as const),
  ["zypper", removing(["remove", "rm"])],
  ["pacman", removing(["-R", "-Rs", "-Rn", "-Rns", "--remove"])],
  ["dpkg", removing(["-r", "-P", "--remove", "--purge"])],
  ["rpm", removing(["-e", "--erase"])],
  ["rm", ({ words }) => deleted(operands(words))],
  ["rmdir", ({ words }) => deleted(operands(words))],
  ["unlink", ({ words }) => deleted(operands(words))],
  ["shred", ({ words }) => deleted(operands(words))],
  ["chmod", changedMode],
  ["chown", changedOwner],
  ["chgrp", changedOwner],
  ["setcap", ({ words }) => (hasOption(words, /^-r$/) ? rights("capability", operands(words), false) : [])],
  ["find", foundAndChanged],
  ["gpasswd", leftGroup],
  ["deluser", leftOrDeleted],
  ["delgroup", leftOrDeleted],
  ["userdel", ({ words }) => operandsTexts(words).map((name) => ({ kind: "account", name }))],
  ["groupdel", ({ words }) => operandsTexts(words).map((name) => ({ kind: "group", name }))],
  ["passwd", ({ words }) => (hasOption(words, /^(?:-[a-z]{0,9}l[a-z]{0,9}|--lock)$/) ? locked(words) : [])],
  ["usermod", ({ words }) => [...(hasOption(words, /^(?:-L|--lock)$/) ? locked(words) : []), ...replacedGroups(words)]],
]);

function removing(verbs: readonly string[]): (command: Command) => readonly Undoing[] {
  return ({ words }) => {
    const verb = words.findIndex(({ text }) => text !== undefined && verbs.includes(text));
    if (verb < 0) return [];
    return words.slice(verb + 1).flatMap(({ text }): readonly Undoing[] => {
      if (text === undefined || text.startsWith("-")) return [];
      return [{ kind: "package", name: text.replace(/[=:].*$/s, "") }];
    });
  };
}

function deleted(paths: readonly Word[]): readonly Undoing[] {
  return paths.map((path) => ({ kind: "file", path, deep: true }));
}

function rights(kind: "write" | "set-id" | "capability", paths: readonly Word[], deep: boolean): readonly Undoing[] {
  return paths.map((path) => ({ kind, path, deep }));
}

/** The rights that a mode takes away. One that gives them again is a matter of its own. */
function changedMode({ words }: Command): readonly Undoing[] {
  const at = words.findIndex(({ text = "" }) => !isLongOption(text));
  const mode = words[at]?.text;
  if (mode === undefined) return [];
  const deep = hasOption(words.slice(0, at), /^(?:-[a-zA-Z]{0,9}R[a-zA-Z]{0,9}|--recursive)$/);
  const paths = operands(words.slice(at + 1));
  return settles(mode).flatMap((kind) => rights(kind, paths, deep));
}

/**
 * The kernel takes the set-user-ID bit and the capabilities of a program away when its owner or group is set, be it to the same one and by root.
 * Source: chown(2) of the Linux man-pages 6.03 for the bit; both were tried with chown and chgrp of coreutils 9.1.
 */
function changedOwner({ words }: Command): readonly Undoing[] {
  const deep = hasOption(words, /^(?:-[a-zA-Z]{0,9}R[a-zA-Z]{0,9}|--recursive)$/);
  const paths = operands(words).slice(hasOption(words, /^--reference=/) ? 0 : 1);
  return [...rights("set-id", paths, deep), ...rights("capability", paths, deep)];
}

/** `find … -delete`, and `find … -exec chmod a-s {} +`, which changes all that it finds below where it looks. */
function foundAndChanged({ words }: Command): readonly Undoing[] {
  const first = words.findIndex(({ text = "" }) => /^[-(!]/.test(text));
  const roots = first < 0 ? words : words.slice(0, first);
  const chmod = words.findIndex(({ text = "" }) => /(?:^|\/)chmod$/.test(text));
  const mode = words.slice(chmod + 1).find(({ text = "" }) => !isLongOption(text))?.text;
  if (chmod < 0 || mode === undefined) return [];
  return settles(mode).flatMap((kind) => rights(kind, roots, true));
}

/** Which rights are gone after a mode: write for others, or the set-user-ID bit. `u+x` takes neither. */
function settles(mode: string): readonly ("write" | "set-id")[] {
  const octal = /^[0-7]{1,5}$/.test(mode) ? Number.parseInt(mode, 8) : undefined;
  const clauses = mode.split(",");
  const isSticky = octal === undefined ? /^[ugoa]*\+[rwxX]*t/.test(mode) : (octal & 0o1000) !== 0;
  const narrow =
    octal === undefined ? clauses.some((one) => isTaken(one, /^[ugo]*[oa]|^(?=[-=])/, "w")) : (octal & 0o002) === 0;
  const plain =
    octal === undefined ? clauses.some((one) => isTaken(one, /^[go]*[ua]|^(?=[-=])/, "s")) : (octal & 0o4000) === 0;
  return [...(narrow || isSticky ? (["write"] as const) : []), ...(plain ? (["set-id"] as const) : [])];
}

/** Whether a clause such as `go-w` or `u=rwx` leaves those whom it is about without the right. */
function isTaken(clause: string, who: RegExp, right: string): boolean {
  const [, operator, rights = ""] = /^[ugoa]*([-=])([a-zA-Z]*)$/.exec(clause) ?? [];
  return operator !== undefined && who.test(clause) && rights.includes(right) === (operator === "-");
}

/** `gpasswd -d app docker`. */
function leftGroup({ words }: Command): readonly Undoing[] {
  const at = words.findIndex(({ text }) => text === "-d" || text === "--delete");
  const [user, group] = words.slice(at + 1).map(({ text }) => text);
  return at < 0 || user === undefined || group === undefined ? [] : [{ kind: "member", user, group }];
}

/** `deluser app docker` and `delgroup app docker` take one out of a group; with one name they delete it. */
function leftOrDeleted({ name, words }: Command): readonly Undoing[] {
  const [first, group] = operandsTexts(words);
  if (first === undefined) return [];
  if (group !== undefined) return [{ kind: "member", user: first, group }];
  return [{ kind: name === "delgroup" || hasOption(words, /^--group$/) ? "group" : "account", name: first }];
}

function locked(words: readonly Word[]): readonly Undoing[] {
  const name = words.at(-1)?.text;
  return name === undefined || name.startsWith("-") ? [] : [{ kind: "account", name }];
}

/** `usermod -G a,b app` without `-a`: the user is in these groups and in no other; `usermod -rG docker app` takes groups away. */
function replacedGroups(words: readonly Word[]): readonly Undoing[] {
  const user = words.at(-1)?.text;
  const named = words.findIndex(({ text = "" }) => /^(?:-[a-z]*G|--groups)$/.test(text));
  if (named < 0 || user === undefined) return [];
  const groups = words[named + 1]?.text;
  if (hasOption(words, /^(?:-[a-z]{0,9}r[a-zG]{0,9}|--remove)$/))
    return (groups ?? "").split(",").map((group) => ({ kind: "member", user, group }));
  return hasOption(words, /^(?:-[a-z]{0,9}a[a-zG]{0,9}|--append)$/) ? [] : [{ kind: "member", user }];
}

function hasOption(words: readonly Word[], pattern: RegExp): boolean {
  return words.some(({ text }) => text !== undefined && pattern.test(text));
}

function operands(words: readonly Word[]): readonly Word[] {
  return words.filter(({ text = "" }) => !text.startsWith("-"));
}

function operandsTexts(words: readonly Word[]): readonly string[] {
  return operands(words).flatMap(({ text }) => text ?? []);
}

/** Whether a word of `chmod` is an option: a symbolic mode may start with a hyphen too. */
function isLongOption(text: string): boolean {
  return /^-(?:-|[RcfvhLPH]+$)/.test(text);
}
