import { UNRESOLVED } from "../../text/unresolved.ts";
import { hasUnresolved, type Scalar } from "../../yaml/tree.ts";

/**
 * A path of the host with the variables that every login sets filled in by what they stand for: `${HOME}/.ssh` is `~/.ssh`, and an agent's socket and the
 * directory of the user's sockets go by the variable's name. A variable that stands elsewhere than it can mean that stays a hole, as all others do.
 */
export function hostPathText({ text, unknown = [] }: Scalar): string {
  if (!hasUnresolved(text) || !unknown.some((name) => SPELLINGS.has(name))) return text;
  const [first = "", ...rest] = text.split(UNRESOLVED);
  let path = first;
  for (const [index, part] of rest.entries()) {
    const spelling = SPELLINGS.get(unknown[index] ?? "");
    const fits = spelling === "$USER" ? path.endsWith("/") : path === "" && (part === "" || part.startsWith("/"));
    path += (spelling !== undefined && fits ? spelling : UNRESOLVED) + part;
  }
  return path;
}

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["HOME", "~"],
  ["XDG_RUNTIME_DIR", "$XDG_RUNTIME_DIR"],
  ["SSH_AUTH_SOCK", "$SSH_AUTH_SOCK"],
  ["USER", "$USER"],
  // systemd's own, of the user whose units it runs.
  ["%h", "~"],
  ["%t", "$XDG_RUNTIME_DIR"],
  ["%u", "$USER"],
]);

/** Whether a path starts with what only the machine knows: the user's home directory, or a variable of the login. */
export function startsElsewhere(path: string): boolean {
  return path.startsWith("~") || /^\$(?:XDG_RUNTIME_DIR|SSH_AUTH_SOCK)(?:\/|$)/.test(path);
}
