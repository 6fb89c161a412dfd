/** The product of the lengths of text and pattern up to which a match is looked for. */
const MOST_STEPS = 1_000_000;

/** A pattern taken apart: `*` is any run, `?` any one character, everything else itself. */
type Token = { readonly kind: "run" } | { readonly kind: "any" } | { readonly kind: "char"; readonly char: string };

/**
 * `${VALUE#pattern}` and its three kin: the value without the shortest or longest match at its start or end.
 * Undefined for patterns that BuildKit refuses and for ones that are too long to try.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go (trimPrefix, trimSuffix).
 */
export function withoutMatch(
  value: string,
  pattern: string,
  side: "start" | "end",
  longest: boolean,
): string | undefined {
  const tokens = tokensOf(pattern);
  if (!tokens || value.length * tokens.length > MOST_STEPS) return undefined;
  if (side === "end") {
    const length = matchLength([...value].reverse(), [...tokens].reverse(), 0, longest);
    return length === undefined ? value : [...value].slice(0, [...value].length - length).join("");
  }
  const chars = [...value];
  const length = matchLength(chars, tokens, 0, longest);
  return length === undefined ? value : chars.slice(length).join("");
}

/**
 * `${VALUE/pattern/replacement}`: the first match, or all with `all`, replaced. Undefined as for `withoutMatch`, and for a `$` in what replaces all
 * matches, which means something of its own to Go: https://pkg.go.dev/regexp#Regexp.Expand.
 */
export function withReplaced(value: string, pattern: string, replacement: string, all: boolean): string | undefined {
  const tokens = tokensOf(pattern);
  const chars = [...value];
  if (
    !tokens ||
    chars.length * chars.length * tokens.length > MOST_STEPS ||
    replacement.length * chars.length > MOST_STEPS
  )
    return undefined;
  if (all && replacement.includes("$")) return undefined;
  let result = "";
  let at = 0;
  let last = -1;
  while (at <= chars.length) {
    const length = matchLength(chars, tokens, at, true);
    // A match of nothing right behind another match is none.
    if (length !== undefined && (length > 0 || at !== last)) {
      result += replacement;
      at += length;
      last = at;
      if (!all) break;
    }
    if (!length) result += chars[at++] ?? "";
  }
  return result + chars.slice(at).join("");
}

function tokensOf(pattern: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? "";
    if (char === "*") tokens.push({ kind: "run" });
    else if (char === "?") tokens.push({ kind: "any" });
    else if (char !== "\\") tokens.push({ kind: "char", char });
    else {
      const escaped = chars[++at] ?? "";
      if (escaped === "" || !"*?\\}/".includes(escaped)) return undefined;
      tokens.push({ kind: "char", char: escaped });
    }
  }
  return tokens;
}

/** How many characters from `start` on the tokens match, at least or at most; undefined when they do not match. */
function matchLength(
  chars: readonly string[],
  tokens: readonly Token[],
  start: number,
  longest: boolean,
): number | undefined {
  let ends: readonly number[] = [start];
  for (const token of tokens) {
    ends =
      token.kind === "run"
        ? from(ends[0] ?? 0, chars.length)
        : ends.filter((end) => fits(token, chars[end])).map((end) => end + 1);
    if (ends.length === 0) return undefined;
  }
  const end = longest ? ends.at(-1) : ends[0];
  return end === undefined ? undefined : end - start;
}

/** The whole numbers from `first` to `last`, both included. */
function from(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function fits(token: Token, char: string | undefined): boolean {
  return char !== undefined && (token.kind === "any" || (token.kind === "char" && token.char === char));
}
