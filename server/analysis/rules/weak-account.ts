import { USER_GROUPS } from "../facts/user-groups.ts";
import { Lasting } from "../model/lasting.ts";
import type { Step } from "../model/stage.ts";
import { memberships } from "../shell/accounts.ts";
import type { Command, Word } from "../shell/script.ts";
import { inEnglish, ours, type Said, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "weak-account",
  group: "privileges",
  level: "warning",
  docs: {
    title: "Account that makes root easy",
    what: "The build sets a password that stands in the Dockerfile, takes a password away, lets sudo ask for none (`NOPASSWD`), makes a second account with uid 0, or puts the user into a group such as docker, sudo, wheel or disk.",
    why: "An attacker who runs code as the container's user becomes root in it with one command, and the password is in every copy of the image and in its history. Membership of docker is root on the host where the socket is mounted; until then it opens nothing, and is an info.",
    fine: "Images for people, such as dev containers, where a developer installs packages. What a later command takes back (a deleted sudoers file, a group left again, a locked account) is not reported.",
    instead: "Give the account no password at all (`useradd` locks it), and run programs as the user that they need.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN useradd app && echo 'app:secret' | chpasswd`,
      good: dockerfile`
        FROM debian:13
        RUN useradd app
        USER app`,
    },
    references: [
      "https://man7.org/linux/man-pages/man8/chpasswd.8.html",
      "https://man7.org/linux/man-pages/man5/sudoers.5.html",
      "https://docs.docker.com/engine/install/linux-postinstall/",
    ],
  },

  *checkStage(stage) {
    if (!stage.used) return;
    const repeated = new Repeated();
    const lasting = new Lasting(stage);
    const found = [...stage.commands("RUN")].flatMap((step) =>
      weakened(step.command)
        .filter(({ lasts }) => lasts(lasting, step))
        .map((weakness) => ({ step, ...weakness })),
    );
    const unasked = new Set(found.map(({ asksNone }) => asksNone));
    for (const { step, word, says, level = "warning", askedOf } of found) {
      // Whom sudo asks for nothing needs no group for it.
      if (askedOf !== undefined && unasked.has(askedOf)) continue;
      yield {
        level,
        at: word?.at ?? step.command.at,
        evidence: repeated.next(inEnglish(says)),
        message: said`${step.command.name ?? said`A command`} ${ours(says)}.`,
      };
    }
  },
});

interface Weakness {
  readonly word?: Word | undefined;
  readonly says: Said;
  readonly level?: "info";
  /** The account that sudo asks for no password, whatever it runs. */
  readonly asksNone?: string | undefined;
  /** The account that a group lets use sudo with a password. */
  readonly askedOf?: string | undefined;
  /** Whether it still holds in the image: no later command takes it back. */
  lasts(lasting: Lasting, step: Step): boolean;
}

/** What holds as long as an account is neither deleted nor locked; an unknown one may be any. */
function ofAccount(user: string | undefined): Weakness["lasts"] {
  return (lasting, step) => user === undefined || lasting.account(step, user);
}

function weakened(command: Command): readonly Weakness[] {
  const { name = "", words, redirects } = command;
  const found = ACCOUNT_TOOLS.has(name) ? [...weakAccounts(name, command)] : [];
  const sudoers = redirects.some(({ body }) => asksNobody(body ?? ""));
  const word = WRITERS.has(name) ? words.find(({ text }) => allowsSudo(name, text ?? "")) : undefined;
  if (!word && !(sudoers && (name === "cat" || name === "tee"))) return found;
  const files = writtenFiles(command);
  // Where it is written to a file that does not tell, a pipe for one, it is the file that sudo reads.
  const lasts: Weakness["lasts"] = (lasting, step) =>
    files.length === 0 || files.some((file) => lasting.right(step, "file", file));
  const text = word?.text ?? redirects.map(({ body }) => body ?? "").join("\n");
  const line = text.split("\n").find((one) => /NOPASSWD:[ \t]{0,20}ALL\b/.test(one)) ?? "";
  const asksNone = name === "sed" ? undefined : /^[a-z_][\w-]{0,31}(?=\s)/.exec(line.trim())?.[0];
  return [...found, { word, says: "lets sudo ask for no password", lasts, asksNone }];
}

/** The files that a command writes: those of its redirections, of `tee`, and what `sed -i` edits. */
function writtenFiles({ name, words, redirects }: Command): readonly Word[] {
  const redirected = redirects.flatMap(({ operator, target }) => (operator.includes(">") && target ? [target] : []));
  const last = words.at(-1);
  return (name === "sed" || name === "tee") && last ? [...redirected, last] : redirected;
}

/** Programs that write their words somewhere. */
const WRITERS: ReadonlySet<string> = new Set(["echo", "printf", "sed"]);
const ACCOUNT_TOOLS: ReadonlySet<string> = new Set(
  "chpasswd passwd useradd adduser usermod addgroup gpasswd".split(" "),
);

function* weakAccounts(name: string, command: Command): Generator<Weakness> {
  const { words, pipedFrom } = command;
  const texts = words.map(({ text }) => text ?? "");
  const named = texts.findLast((text) => text !== "" && !text.startsWith("-"));
  if (name === "chpasswd" && hasLiteralPassword(command)) {
    const user = /^([^:\s]+):/.exec(pipedFrom?.words.at(-1)?.text ?? "")?.[1];
    yield { says: "sets a password that stands in the Dockerfile", lasts: ofAccount(user) };
  }
  if ((name === "passwd" && pipedFrom && isLiteral(pipedFrom)) || (SETS_HASH.has(name) && hashesLiteral(command)))
    yield { says: "sets a password that stands in the Dockerfile", lasts: ofAccount(named) };
  const emptied =
    name === "usermod" &&
    words.some(({ text }, index) => text === "" && /^(?:-p|--password)$/.test(texts[index - 1] ?? ""));
  if (emptied || (name === "passwd" && texts.some((text) => /^-[a-z]*d/.test(text) || text === "--delete")))
    yield { says: "takes a password away, so that none is asked for", lasts: ofAccount(named) };
  if ((name === "useradd" || name === "adduser" || name === "usermod") && secondRoot(texts))
    yield { says: "makes another account with uid 0", lasts: ofAccount(named) };
  yield* groupsOf(command);
}

/** Whether a word puts `NOPASSWD` somewhere: as text, or as what `sed` replaces something by. */
function allowsSudo(name: string, text: string): boolean {
  const [command = "", , by = ""] = name === "sed" ? text.split(text.charAt(1)) : ["", "", text];
  return (name !== "sed" || command === "s") && asksNobody(by);
}

/** Whether a text of sudoers lets somebody become root without a password. `(app) NOPASSWD:` makes another user of them. */
function asksNobody(text: string): boolean {
  return [...text.matchAll(/(?:\(([^()]{0,200})\)\s{0,20})?NOPASSWD/g)].some(([, users]) => {
    const named = users
      ?.split(":")[0]
      ?.split(",")
      .map((one) => one.trim());
    return named === undefined || named.some((one) => /^(?:root|all|#0|)$/i.test(one) || one.startsWith("%"));
  });
}

/** Input that the Dockerfile holds: `echo user:secret | chpasswd`, or a here-document. Hashes (`-e`) are no passwords. */
function hasLiteralPassword({ words, pipedFrom, redirects }: Command): boolean {
  if (words.some(({ text }) => text === "-e" || text === "--encrypted")) return false;
  return (
    (pipedFrom !== undefined && isLiteral(pipedFrom)) ||
    redirects.some(({ body }) => body !== undefined && /^[^:$\n]+:[^$\n]+/.test(body))
  );
}

const SETS_HASH: ReadonlySet<string> = new Set(["useradd", "usermod"]);

/** Whether the hash that a command is given is made of a text of the Dockerfile: `-p $(openssl passwd -1 secret)`, `-p "$(echo secret | mkpasswd -s)"`. */
function hashesLiteral({ words, substitutions }: Command): boolean {
  if (!words.some(({ text }) => /^(?:-[a-zA-Z]*p|--password(?:=.*)?)$/.test(text ?? ""))) return false;
  return substitutions.some(({ name, words: given, pipedFrom }) => {
    const [call, ...others] = name === "openssl" ? given : name === "mkpasswd" ? [{ text: "passwd" }, ...given] : [];
    if (call?.text !== "passwd") return false;
    if (pipedFrom !== undefined) return isLiteral(pipedFrom);
    const last = others.at(-1);
    return last?.text !== undefined && !last.text.startsWith("-");
  });
}

function isLiteral({ name, words }: Command): boolean {
  return (name === "echo" || name === "printf") && words.length > 0 && words.every(({ text }) => text !== undefined);
}

/** `-o -u 0` and its spellings; uid 0 without `-o` is refused, but says what is meant. */
function secondRoot(texts: readonly string[]): boolean {
  return texts.some(
    (text, index) => /^(?:--uid=|-u)0$/.test(text) || (/^(?:-[a-z]*u|--uid)$/.test(text) && texts[index + 1] === "0"),
  );
}

/** Groups that make root of a user. */
function groupsOf(command: Command): readonly Weakness[] {
  return memberships(command).flatMap(({ user, groups, word }) => {
    const group = groups.find((one) => GROUPS.has(one));
    if (group === undefined) return [];
    const lasts: Weakness["lasts"] = (lasting, step) => lasting.member(step, user, group);
    return [
      {
        word,
        says: said`puts a user into the group ${group}`,
        lasts,
        ...(NEEDS_SOCKET.has(group) && { level: "info" }),
        ...(OF_SUDO.has(group) && { askedOf: user }),
      },
    ];
  });
}

/** Those of the table that make root of a member in the container or on the host, and the old name of sudo's group on Ubuntu. */
const GROUPS: ReadonlySet<string> = new Set([...USER_GROUPS.map(({ name }) => name), "admin"]);

/** Groups whose members may use sudo, as distributions set it up. */
const OF_SUDO: ReadonlySet<string> = new Set(["sudo", "wheel", "admin"]);

/** Groups that open nothing in an image, but the engine's socket where somebody mounts it, which is told there. */
const NEEDS_SOCKET: ReadonlySet<string> = new Set(["docker", "podman"]);
