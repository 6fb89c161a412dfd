import type { Word, WordPiece } from "../shell/script.ts";
import type { MappedText } from "../text/mapped-text.ts";
import type { UnitFile } from "./unit-file.ts";

/** What the unit's own name gives for the specifiers that stand for it. */
export interface UnitName {
  /** `web.service` */
  readonly service: string;
  /** `web` */
  readonly name: string;
  /** Whether the manager of the system runs it, as its directory says; a user's may run it otherwise. */
  readonly isSystem: boolean;
}

/** The name of a unit in a file, whose directory may tell which manager runs it. Source: podman-systemd.unit(5), "Podman rootful unit search path" */
export function unitName(name: string, file: string): UnitName {
  const isSystem = /\/(?:etc|run|usr\/share)\/containers\/systemd\/(?!users\/)/.test(file);
  return { name, service: `${name}.service`, isSystem };
}

/** The directories that systemd's own manager of the system has for specifiers. */
const SYSTEM: ReadonlyMap<string, string> = new Map([
  ["t", "/run"],
  ["h", "/root"],
  ["S", "/var/lib"],
  ["C", "/var/cache"],
  ["L", "/var/log"],
  ["E", "/etc"],
]);

/**
 * The words of a value. `words` takes quotes off and leaves backslashes; `args` takes escapes as C does, too. A quote that is never closed holds the rest.
 * Source: https://github.com/containers/podman/blob/c6580b4a5219/pkg/systemd/parser/split.go (extractFirstWord), with SplitRetainEscape for `words`
 */
export function wordsOf(value: MappedText, mode: "words" | "args", unit: UnitFile, name: UnitName): readonly Word[] {
  const { text } = value;
  const words: Word[] = [];
  for (let at = 0; at < text.length; ) {
    if (isSeparator(text.charAt(at))) {
      at++;
      continue;
    }
    const start = at;
    let read = "";
    let quote = "";
    while (at < text.length) {
      const character = text.charAt(at);
      if (quote === "" && isSeparator(character)) break;
      const escaped = mode === "args" && character === "\\" ? escapeAt(text, at) : undefined;
      // Podman gives up a line in which it knows an escape not.
      if (escaped === null) return [];
      if (escaped !== undefined) {
        read += escaped.text;
        at += escaped.length;
        continue;
      }
      if (quote === "" ? character === '"' || character === "'" : character === quote) {
        quote = quote === "" ? character : "";
      } else read += character;
      at++;
    }
    if (read !== "") words.push(wordOf(read, value, start, at, unit, name));
  }
  return words;
}

/** The whole of a value as one word, in which quotes mean nothing. */
export function lineWord(value: MappedText, unit: UnitFile, name: UnitName): Word {
  return wordOf(value.text, value, 0, value.text.length, unit, name);
}

/** The whole of a value as one word, without a pair of double quotes around it. */
export function lastWord(value: MappedText, unit: UnitFile, name: UnitName): Word {
  const { text } = value;
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  return wordOf(isQuoted ? text.slice(1, -1) : text, value, 0, text.length, unit, name);
}

function wordOf(read: string, value: MappedText, start: number, end: number, unit: UnitFile, name: UnitName): Word {
  const span = value.span(start, end);
  const feed = unit.text.indexOf("\n", span.start);
  const at = { file: unit.file, ...span };
  const pieces = piecesOf(read, name);
  const isKnown = pieces.every(({ text }) => text !== undefined);
  return {
    text: isKnown ? pieces.map(({ text }) => text ?? "").join("") : undefined,
    // What goes on in another line is not in the file as it is.
    source: feed >= 0 && feed < span.end ? read : unit.text.slice(span.start, span.end),
    at,
    pieces,
  };
}

/**
 * What systemd puts in when it starts the unit: specifiers, and the variables of the service as `${NAME}` and where one is a word of its own.
 * Sources: https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Specifiers,
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines
 */
function piecesOf(read: string, { service, name, isSystem }: UnitName): readonly WordPiece[] {
  if (!/[%$]/.test(read)) return [literal(read)];
  const pieces: WordPiece[] = [];
  let from = 0;
  for (const match of read.matchAll(/%(.)|\$\$|\$\{([A-Za-z_]\w*)\}|^\$([A-Za-z_]\w*)$/g)) {
    const [whole, specifier, variable = match[3]] = match;
    if (match.index > from) pieces.push(literal(read.slice(from, match.index)));
    from = match.index + whole.length;
    const directory = isSystem ? SYSTEM.get(specifier ?? "") : undefined;
    if (directory !== undefined) pieces.push(literal(directory));
    else if (whole === "$$" || specifier === "%") pieces.push(literal(whole.charAt(0)));
    else if (specifier === "N" || (specifier === "p" && !name.includes("@"))) pieces.push(literal(name));
    else if (specifier === "n") pieces.push(literal(service));
    else pieces.push({ text: undefined, unknown: variable ?? whole, splits: false, isLiteral: false });
  }
  if (from < read.length || pieces.length === 0) pieces.push(literal(read.slice(from)));
  return pieces;
}

function literal(text: string): WordPiece {
  return { text, splits: false, isLiteral: true };
}

function isSeparator(character: string): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ...["\\", '"', "'"].map((sign) => [sign, sign] as const),
  ["s", " "],
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
]);

/** What a backslash begins; null where that is no escape. */
function escapeAt(text: string, at: number): { readonly text: string; readonly length: number } | null {
  const next = text.charAt(at + 1);
  const named = ESCAPES.get(next);
  if (named !== undefined) return { text: named, length: 2 };
  const coded = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{3}))/.exec(text.slice(at + 1, at + 6));
  if (coded === null) return next === "" ? { text: "", length: 1 } : null;
  const [whole, byte, unit, octal] = coded;
  const code = octal === undefined ? Number.parseInt(byte ?? unit ?? "", 16) : Number.parseInt(octal, 8);
  return { text: String.fromCharCode(code), length: whole.length + 1 };
}
