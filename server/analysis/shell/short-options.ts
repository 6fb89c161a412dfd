/** Whether a word is a cluster of short options that holds a letter: `-xzf` holds `x`. */
export function hasLetter(text: string, letter: string): boolean {
  return /^-[a-zA-Z]{1,20}$/.test(text) && text.includes(letter);
}
