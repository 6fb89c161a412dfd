/**
 * Parts of tags that name no version: a branch, a channel, or what the image is built on. Source: the tags of official images and of what is published from
 * branches, https://docs.docker.com/build/ci/github-actions/manage-tags-labels/ and https://github.com/docker-library/official-images.
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
