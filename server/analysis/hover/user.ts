import type { User } from "../model/user.ts";
import { type Card, code } from "./card.ts";

/** What running as that user means. */
export function userCard(user: User): Card {
  const { text, root, uid, gid } = user;
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
  const group =
    gid === undefined
      ? "Without a group the image's `/etc/passwd` gives one, and gid 0 where it does not know the uid"
      : gid === 0
        ? "Group 0 is root's: files that it may write are open to this user"
        : undefined;
  return {
    ...base,
    text:
      root === false
        ? "Not root: the engine sets no ambient capabilities, so the process holds none, whatever `cap_add` says, until it runs a program that has some."
        : "A name is looked up in the image's `/etc/passwd`; it may stand for uid 0, which the files here do not tell.",
    parts: [
      ["Group", group],
      [
        "Add",
        root === false
          ? "`no-new-privileges` in `security_opt`, so that no setuid program makes it root again"
          : undefined,
      ],
    ],
  };
}

const MANUAL = "https://docs.docker.com/reference/compose-file/services/#user";
