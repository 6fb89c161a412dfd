import type { User } from "../../model/user.ts";
import { type Card, code } from "./card.ts";

/** What running as that user means. An empty text, or one with a variable in it, tells nothing of whom the process runs as. */
export function userCard(user: User): Card {
  const { text, root, uid, gid } = user;
  if (text === "") return { title: "The image's own user", text: EMPTY, links: [MANUAL], specific: true };
  if (text.includes("$")) return { title: `User ${code(text)}`, text: VARIABLE, links: [MANUAL], specific: true };
  const facts = [uid === undefined ? undefined : `uid ${uid}`, gid === undefined ? undefined : `gid ${gid}`];
  const base = { title: `User ${code(text)}`, facts, links: [MANUAL], specific: true };
  if (root === true) {
    return {
      ...base,
      text: "Root in the container is uid 0 on the host too, unless the daemon remaps users or runs rootless. Capabilities, seccomp and the namespaces are then all that holds it.",
      parts: [
        ["Attacker", "Holds every capability of the container, and owns whatever root owns in what is mounted"],
        ["Safer", "A user of the image's own, by name or as `uid:gid`"],
      ],
    };
  }
  return {
    ...base,
    text:
      root === false
        ? "Not root: the engine sets no ambient capabilities, so the process holds none, whatever `cap_add` says, until it runs a program that has some."
        : "A name is looked up in the image's `/etc/passwd`; it may stand for uid 0, which the files here do not tell.",
    parts: [
      ["Group", groupWords(user)],
      [
        "Add",
        root === false
          ? "`no-new-privileges` in `security_opt`, so that no setuid program makes it root again"
          : undefined,
      ],
    ],
  };
}

function groupWords({ text, gid }: User): string | undefined {
  if (gid === 0) return "Group 0 is root's: files that it may write are open to this user";
  if (gid !== undefined) return undefined;
  return /:./.test(text)
    ? "A name is looked up in the image's `/etc/group`"
    : "Without a group the image's `/etc/passwd` gives one, and gid 0 where it does not know the uid";
}

const EMPTY = "An empty text leaves it to the image's `USER`; without one it is root.";
const VARIABLE = "A variable decides as whom the process runs; where it is empty, that is the image's own user.";

const MANUAL = "https://docs.docker.com/reference/compose-file/services/#user";
