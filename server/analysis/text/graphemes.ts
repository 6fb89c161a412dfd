/** Made when a text first needs it, which takes longer than checking a file. */
let segmenter: Intl.Segmenter | undefined;

/** What people see as one character, with its offset in the text in UTF-16 code units. Of ASCII characters only a line's end is made of two. */
export function graphemesOf(text: string): Iterable<{ readonly segment: string; readonly index: number }> {
  if (isAscii(text) && !text.includes("\r\n")) return Array.from(text, (segment, index) => ({ segment, index }));
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter.segment(text);
}

/** Whether a text holds no other characters than those of ASCII. */
export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}
