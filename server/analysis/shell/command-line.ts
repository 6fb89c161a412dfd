/** `operators` tells where the splitting stopped: Compose drops what stands behind an unquoted `;`, `&`, `|`, `<` or `>`. */
export interface CommandLine {
  readonly words: readonly string[];
  /** The offset of the operator in the text, in UTF-16 code units; undefined where the whole text was taken. */
  readonly stoppedAt?: number;
}

/**
 * Splits a command line as Compose does a `command` or `entrypoint` that is one text: quotes and backslashes as in a shell, no variables, no
 * operators; a substitution stays as it is. Undefined where Compose refuses the text: an open quote, a parenthesis.
 * Source: https://github.com/mattn/go-shellwords/blob/master/shellwords.go (Parse), which https://github.com/compose-spec/compose-go uses, and observation of Compose 2.40.
 */
export function parseCommandLine(text: string): CommandLine | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\" && quote !== "'") {
      if (at + 1 === text.length) return undefined;
      word = (word ?? "") + text.charAt(++at);
    } else if (quote !== "") {
      if (char !== quote || char === "`") word = (word ?? "") + char;
      if (char === quote) quote = "";
    } else if (" \t\r\n".includes(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= "";
    } else if (char === "`") {
      quote = char;
      word = (word ?? "") + char;
    } else if (char === "$" && text.charAt(at + 1) === "(") {
      const close = text.indexOf(")", at);
      if (close < 0) return undefined;
      word = (word ?? "") + text.slice(at, close + 1);
      at = close;
    } else if (char === "(" || char === ")") {
      return undefined;
    } else if (";&|<>".includes(char)) {
      const descriptor = char === ">" && word !== undefined && /^\d+$/.test(word);
      return { words: word === undefined || descriptor ? words : [...words, word], stoppedAt: at };
    } else word = (word ?? "") + char;
  }
  if (quote !== "") return undefined;
  return { words: word === undefined ? words : [...words, word] };
}
