import { USER_GROUPS } from "../facts/user-groups.ts";
import type { Command, Word } from "../shell/script.ts";
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
    why: "An attacker who runs code as the container's user becomes root in it with one command, and the password is in every copy of the image and in its history. Membership of docker is root on the host where the socket is mounted.",
    fine: "Images for people, such as dev containers, where a developer installs packages.",
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
    for (const { instruction, script } of stage.runs) {
      if (instruction !== "RUN") continue;
      for (const command of script.commands) {
        for (const { word, says } of weakened(command)) {
          yield {
            at: word?.at ?? command.at,
            evidence: repeated.next(says),
            message: `${command.name ?? "A command"} ${says}.`,
          };
        }
      }
    }
  },
});

interface Weakness {
  readonly word?: Word | undefined;
  readonly says: string;
}

function weakened(command: Command): readonly Weakness[] {
  const { name = "", words, redirects } = command;
  const found = ACCOUNT_TOOLS.has(name) ? [...weakAccounts(name, command)] : [];
  const sudoers = redirects.some(
    ({ target, body }) => /sudoers/.test(target?.text ?? "") && /NOPASSWD/.test(body ?? ""),
  );
  const word = WRITERS.has(name) ? words.find(({ text }) => allowsSudo(name, text ?? "")) : undefined;
  return sudoers || word ? [...found, { word, says: "lets sudo ask for no password" }] : found;
}

/** Programs that write their words somewhere. */
const WRITERS: ReadonlySet<string> = new Set(["echo", "printf", "sed"]);
const ACCOUNT_TOOLS: ReadonlySet<string> = new Set(
  "chpasswd passwd useradd adduser usermod addgroup gpasswd".split(" "),
);

function* weakAccounts(name: string, command: Command): Generator<Weakness> {
  const { words, pipedFrom } = command;
  const texts = words.map(({ text }) => text ?? "");
  if (name === "chpasswd" && hasLiteralPassword(command))
    yield { says: "sets a password that stands in the Dockerfile" };
  if (name === "passwd" && pipedFrom && isLiteral(pipedFrom))
    yield { says: "sets a password that stands in the Dockerfile" };
  if (name === "passwd" && texts.some((text) => /^-[a-z]*d/.test(text) || text === "--delete"))
    yield { says: "takes a password away, so that none is asked for" };
  if ((name === "useradd" || name === "adduser" || name === "usermod") && secondRoot(texts))
    yield { says: "makes another account with uid 0" };
  yield* groups(name, words);
}

/** Whether a word puts `NOPASSWD` somewhere: as text, or as what `sed` replaces something by. */
function allowsSudo(name: string, text: string): boolean {
  const [command = "", , by = ""] = name === "sed" ? text.split(text.charAt(1)) : ["", "", text];
  return (name !== "sed" || command === "s") && by.includes("NOPASSWD");
}

/** Input that the Dockerfile holds: `echo user:secret | chpasswd`, or a here-document. Hashes (`-e`) are no passwords. */
function hasLiteralPassword({ words, pipedFrom, redirects }: Command): boolean {
  if (words.some(({ text }) => text === "-e" || text === "--encrypted")) return false;
  return (
    (pipedFrom !== undefined && isLiteral(pipedFrom)) ||
    redirects.some(({ body }) => body !== undefined && /^[^:$\n]+:[^$\n]+/.test(body))
  );
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

/** Groups that a command gives to a user: `usermod -aG sudo app`, `adduser app sudo`, `addgroup app docker`, `gpasswd -a app wheel`. */
function* groups(name: string, words: readonly Word[]): Generator<Weakness> {
  for (const [index, word] of words.entries()) {
    const before = words[index - 1]?.text ?? "";
    const listed = (name === "usermod" || name === "useradd") && /^(?:-[a-z]*G|--groups)$/.test(before);
    const operand =
      (name === "adduser" || name === "addgroup" || name === "gpasswd") && index > 0 && index === words.length - 1;
    const joined = /^--groups=(.*)$/.exec(word.text ?? "")?.[1];
    const plain = operand && !before.startsWith("-") && !(word.text ?? "").startsWith("-");
    const text = listed || plain ? word.text : name === "usermod" || name === "useradd" ? joined : undefined;
    const group = (text ?? "").split(",").find((one) => GROUPS.has(one));
    if (group !== undefined) yield { word, says: `puts a user into the group ${group}` };
  }
}

/** Those of the table that make root of a member in the container or on the host, and the old name of sudo's group on Ubuntu. */
const GROUPS: ReadonlySet<string> = new Set([...USER_GROUPS.map(({ name }) => name), "admin"]);
