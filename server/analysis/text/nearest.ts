/**
 * The one of the words that a mistyped one most likely meant: the same letters without dashes, underscores and capitals, or few slips of the
 * finger away; undefined where none is near, and where two are equally near. Of a word of two letters a third may be missing, as of `of` for `off`; with
 * another letter it would be any word. Takes time in proportion to the length of all words.
 */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  const plain = letters(word);
  let best: string | undefined;
  const isShort = plain.length === 2;
  let least = isShort ? 1 : Math.min(2, Math.ceil(plain.length / 3) - 1);
  let isTie = false;
  for (const one of words) {
    const known = letters(one);
    const slips = slipsBetween(plain, known, least + 1);
    if (slips > least || (isShort && slips > 0 && known.length !== 3)) continue;
    isTie = best !== undefined && slips === least;
    best = one;
    least = slips;
  }
  return isTie ? undefined : best;
}

/** No word of a configuration is as long, in UTF-16 code units. */
const LONGEST = 60;

function letters(word: string): string {
  return word.toLowerCase().replace(/[-_.\s]/g, "");
}

/** How many letters are missing, too many, wrong or in the wrong order; `most` where there are that many or more. */
function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) >= most || b.length > LONGEST) return most;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : most,
      );
    }
    before = above;
    above = row;
  }
  return Math.min(above[b.length] ?? most, most);
}
