/** The first sentence of a text, with its full stop. A stop within inline code, a number or a name such as `docker.sock` ends none. */
export function firstSentence(text: string): string {
  let isCode = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "`") isCode = !isCode;
    if (!isCode && /[.!?]/.test(character) && /^\s/.test(text.slice(at + 1, at + 2))) return text.slice(0, at + 1);
  }
  return text;
}
