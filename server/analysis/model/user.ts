import type { ImageProfile } from "../facts/image-profiles.ts";

/**
 * Who a process runs as.
 * `uid` and `gid` are known where the text is numeric, where the name is `root`, or where the image is known; `root` tells whether uid is 0
 * and is undefined where only a name is known, since a name may stand for uid 0.
 */
export interface User {
  readonly text: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly root?: boolean;
}

/** The `USER` that an image is published with, where that is known and no guess. */
export function publishedUser({ user, evidence }: ImageProfile): User | undefined {
  if (user === "unknown" || evidence.build === "guessed") return undefined;
  const { text, uid = parseUser(text).uid, gid } = user;
  return {
    ...parseUser(text),
    ...(uid === undefined ? {} : { uid, root: uid === 0 }),
    ...(gid === undefined ? {} : { gid }),
  };
}

/** The highest uid and gid that a container engine starts. Source: https://github.com/moby/sys/blob/main/user/user.go */
const HIGHEST_ID = 2_147_483_647;

/**
 * Reads `user`, `uid`, `user:group` and `:group` as the engine does.
 * A group alone leaves the user root. A uid without a group has no known gid, since the image's passwd file may give one; the engine's
 * fallback of 0 is not assumed here.
 * Source: https://github.com/moby/sys/blob/main/user/user.go (GetExecUser).
 */
export function parseUser(text: string): User {
  const colon = text.indexOf(":");
  const name = colon < 0 ? text : text.slice(0, colon);
  const group = colon < 0 ? "" : text.slice(colon + 1);
  const uid = name === "" || name === "root" ? 0 : id(name);
  const gid = group === "" ? (uid === 0 ? 0 : undefined) : group === "root" ? 0 : id(group);
  return {
    text,
    ...(uid === undefined ? {} : { uid, root: uid === 0 }),
    ...(gid === undefined ? {} : { gid }),
  };
}

function id(text: string): number | undefined {
  if (!/^\+?\d{1,10}$/.test(text)) return undefined;
  const value = Number(text);
  return value <= HIGHEST_ID ? value : undefined;
}
