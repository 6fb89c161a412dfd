/** Texts that nothing may tell: the values of an environment. */
export class Masks {
  readonly #texts: readonly string[];

  constructor(values: readonly string[]) {
    const spelled = [...values, ...values.flatMap((value) => value.split("\n"))].flatMap(spellingsOf);
    // Those of one or two characters are in every text.
    this.#texts = [...new Set(spelled)].filter((text) => text.length > 2).sort((a, b) => b.length - a.length);
  }

  /** The text with an ellipsis in the place of each. */
  conceal(text: string): string {
    return this.#texts.reduce((all, mask) => all.replaceAll(mask, "…"), text);
  }
}

/** How programs print a text: as it is, in an address, in JSON, in base64. */
function spellingsOf(text: string): readonly string[] {
  const plain = text.trim();
  const inAddress = new URLSearchParams([["", plain]]).toString().slice(1);
  const inBase64 = Buffer.from(plain)
    .toString("base64")
    .replace(/={1,2}$/, "");
  return [plain, inAddress, inAddress.replaceAll("+", "%20"), JSON.stringify(plain).slice(1, -1), inBase64];
}
