import { userGroup } from "../../facts/user-groups.ts";
import { type Card, code } from "./card.ts";

/** What membership in a group, by its name or number, gives; undefined for a group that is known for nothing. */
export function groupCard(nameOrGid: string): Card | undefined {
  const known = userGroup(nameOrGid);
  if (!known) return undefined;
  return {
    title: `Group ${code(known.name)}`,
    facts: [known.gid === undefined ? undefined : `gid ${known.gid}`],
    text: `Whoever is in it ${known.gives}.`,
    parts: [["Safer", "The one gid that owns the socket, the device or the file that the program opens"]],
    links: known.sources,
    specific: true,
  };
}
