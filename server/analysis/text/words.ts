/** How texts are said to whoever reads them: in the language of an editor, say. */
export interface Words {
  /** A text of ours, in which `{0}`, `{1}` and so on stand for the parts. */
  say(text: string, ...parts: readonly string[]): string;
  /** A word or a clause that was put together in English where it was found: `reaches the Docker socket`, `the default 14 and SYS_ADMIN`. */
  made(text: string): string;
}

/** As the texts are written. */
export const IN_ENGLISH: Words = { say: filled, made: (text) => text };

/** Puts the parts into their places, once: what a part says is not looked at. */
export function filled(text: string, ...parts: readonly string[]): string {
  return text.replace(/\{(\d)\}/g, (place, index: string) => parts[Number(index)] ?? place);
}
