/**
 * How something is known of an image, from the weakest to the strongest: guessed; said by its maintainers; learned by the project itself when it ran there;
 * read in build files, start scripts or sources at a commit; tried by `npm run test:capabilities`, with nothing less being enough.
 */
export const EVIDENCE = ["guessed", "documented", "tried here", "read", "tried"] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** What rests on several things is known as well as the least known of them. `tried` where it rests on nothing. */
export function weakest(all: Iterable<Evidence>): Evidence {
  const each = new Set(all);
  return EVIDENCE.find((one) => each.has(one)) ?? "tried";
}
