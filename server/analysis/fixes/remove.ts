import type { Fix } from "../model/change.ts";
import type { Place } from "../text/span.ts";

/** Takes away the list item or the key whose value stands at the place. `what` names it as the file does. */
export function remove(what: string, at: Place): Fix {
  return { title: `Remove ${what}`, safe: false, changes: [{ do: "remove-at", at }] };
}

/** The same for what has no effect: a correct container cannot notice that it is gone. */
export function removeUseless(what: string, at: Place): Fix {
  return { ...remove(what, at), safe: true };
}

/** Replaces a scalar of a Compose file by another. */
export function replace(what: string, by: string, at: Place): Fix {
  return { title: `Replace ${what} by ${by}`, safe: false, changes: [{ do: "replace-at", at, value: by }] };
}
