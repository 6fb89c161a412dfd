/** Texts that are longer are hardly asked about twice, and would hold memory. In UTF-16 code units. */
const LONGEST = 200;

/** How many answers of one function are kept. */
const MOST = 2_000;

/**
 * A pure function of a text that keeps its answers: many rules ask the same of each image and path, and the same few stand in most files. Answers are shared,
 * so they must not be changed.
 */
export function remembered<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const fresh = answer(text);
    if (text.length > LONGEST) return fresh;
    if (known.size === MOST) known.clear();
    known.set(text, fresh);
    return fresh;
  };
}
