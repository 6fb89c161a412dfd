/**
 * Whether all items fit a pattern, one after the other: characters of a name, or parts of a path. In the pattern, `run` stands for any number of items.
 * Each run is tried at its latest place only, so the work is the product of both lengths.
 */
export function matchesRun<Wanted, Item>(
  pattern: readonly Wanted[],
  items: ArrayLike<Item>,
  run: Wanted,
  fits: (wanted: Wanted, item: Item) => boolean,
): boolean {
  let at = 0;
  let next = 0;
  let lastRun = -1;
  let behind = 0;
  while (next < items.length) {
    const wanted = pattern[at];
    if (wanted === run) {
      lastRun = at++;
      behind = next;
    } else if (wanted !== undefined && fits(wanted, items[next] as Item)) {
      at++;
      next++;
    } else if (lastRun >= 0) {
      at = lastRun + 1;
      next = ++behind;
    } else return false;
  }
  while (pattern[at] === run) at++;
  return at === pattern.length;
}
