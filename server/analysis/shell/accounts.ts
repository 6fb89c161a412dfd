import type { Command, Word } from "./script.ts";
import { hasLetter } from "./short-options.ts";

/** Options of `useradd` and of both kinds of `adduser` whose value is the next word. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  ...["-b", "-c", "-d", "-e", "-f", "-g", "-G", "-h", "-k", "-K", "-p", "-R", "-s", "-u", "-Z"],
  ...[
    "--base-dir",
    "--comment",
    "--home-dir",
    "--home",
    "--shell",
    "--uid",
    "--gid",
    "--groups",
    "--ingroup",
    "--gecos",
  ],
  ...[
    "--expiredate",
    "--inactive",
    "--skel",
    "--key",
    "--password",
    "--root",
    "--selinux-user",
    "--firstuid",
    "--lastuid",
  ],
]);

/** What account tools take for a name everywhere. Source: https://manpages.debian.org/bookworm/passwd/useradd.8.en.html#CAVEATS */
const NAME = /^[a-z_][a-z0-9_-]{0,31}$/;

/**
 * The account that `useradd` or `adduser` makes, by its name. Undefined where another command is run, where an account that exists is put into a
 * group (`adduser app video`), or where the account gets uid 0 or a name that is not in the text.
 * Source: https://manpages.debian.org/bookworm/adduser/adduser.8.en.html, https://www.busybox.net/downloads/BusyBox.html#adduser
 */
export function madeAccount({ name, words }: Command): string | undefined {
  if (name !== "useradd" && name !== "adduser") return undefined;
  const texts = words.map(({ text }) => text);
  if (texts.some((text, index) => text === "0" && /^(?:-u|--uid)$/.test(texts[index - 1] ?? ""))) return undefined;
  if (texts.some((text) => text === undefined || /^(?:-u|--uid=)0$/.test(text))) return undefined;
  const names = texts.filter((text = "", index) => {
    return !text.startsWith("-") && !WITH_VALUE.has(texts[index - 1] ?? "");
  });
  const [made] = names;
  return names.length === 1 && made !== undefined && made !== "root" && NAME.test(made) ? made : undefined;
}

/** A user who is put into groups, and the word that names these. The user is undefined where the text does not tell. */
export interface Membership {
  readonly user: string | undefined;
  readonly groups: readonly string[];
  readonly word: Word;
}

/** Groups that a command gives to a user: `usermod -aG sudo app`, `adduser app sudo`, `addgroup app docker`, `gpasswd -a app wheel`. */
export function memberships({ name = "", words }: Command): readonly Membership[] {
  const takesAway = words.some(({ text = "" }) => /^(?:-d|--delete|--remove)$/.test(text) || hasLetter(text, "r"));
  if (takesAway && (name === "gpasswd" || name === "usermod")) return [];
  const lists = name === "usermod" || name === "useradd";
  const isOperand = name === "adduser" || name === "addgroup" || name === "gpasswd";
  return words.flatMap((word, index) => {
    const before = words[index - 1]?.text ?? "";
    const listed = lists && /^(?:-[a-zA-Z]*G|--groups)$/.test(before);
    const operand = isOperand && index > 0 && index === words.length - 1 && !before.startsWith("-");
    const joined = lists ? /^--groups=(.*)$/.exec(word.text ?? "")?.[1] : undefined;
    const text = listed || (operand && !(word.text ?? "").startsWith("-")) ? word.text : joined;
    if (text === undefined) return [];
    return [{ user: (operand ? words[index - 1] : words.at(-1))?.text, groups: text.split(","), word }];
  });
}
