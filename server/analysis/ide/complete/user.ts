import type { ImageProfile } from "../../facts/image-profiles.ts";
import type { Item } from "./item.ts";

/** The users that a container may run as instead of root: the one that its image is known to work with first. */
export function userItems(profile: ImageProfile | undefined): readonly Item[] {
  const { runAs } = profile ?? {};
  const own =
    typeof runAs === "object" && runAs !== null
      ? [{ text: runAs.text, detail: "the image works as this user as it is" }]
      : [];
  return [...own, { text: "1000:1000", detail: "a uid and a gid of no one in particular" }];
}
