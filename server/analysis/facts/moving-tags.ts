/**
 * Parts of tags that name no version: a branch, a channel, or what the image is built on. Read in November 2026 in lists of official images, of
 * https://github.com/docker-library/official-images: nginx at 00b9be35 (`latest`, `mainline`, `stable`, `perl`, `alpine`), wordpress at 0022c2be (`apache`,
 * `fpm`, `cli`), alpine at 00214788 (`edge`), rust at 0458d057 (`slim`). The others are the names that branches and channels usually have, known from use.
 */
const MOVING: ReadonlySet<string> = new Set(
  (
    "alpha alpine apache beta bleeding canary cli current debian dev devel develop development edge experimental fpm git head insiders latest " +
    "lts main mainline master next nightly perl preview prod production rc release rolling slim snapshot stable staging test testing trunk ubuntu unstable"
  ).split(" "),
);

/** Whether a tag names nothing but such parts, `alpine`, `main`, `latest-alpine`: it moves to whatever is published next. */
export function isMovingTag(tag: string): boolean {
  return tag
    .toLowerCase()
    .split(/[-_.]/)
    .every((part) => MOVING.has(part));
}
