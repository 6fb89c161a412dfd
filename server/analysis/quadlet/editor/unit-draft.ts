import type { FlagDraft } from "../../command/editor/flag-changes.ts";
import { type QuadletKey, quadletKeyFor, quadletKeys } from "../../facts/quadlet-keys.ts";
import type { RunFlag } from "../../facts/run-flags.ts";
import type { Written } from "../../model/change.ts";
import type { UnitLine } from "../../systemd/unit-file.ts";
import type { Edit } from "../../text/edit.ts";
import { holds, type Place, type Span, samePlace } from "../../text/span.ts";
import type { QuadletUnit, UnitFlag } from "../syntax/tree.ts";

/** A flag as an edit has to leave it or to make it: its name and what it says. */
export type SaidFlag = readonly [name: string, value: string];

/** Whether a release of Podman, `5.8`, is this one or later; what is older does not know what came with it. */
export type SincePodman = (release: string) => boolean;

/**
 * The unit's own file while its lines are changed: the edits, and what the flags of its command are to be in the end. Each method answers false where the
 * change cannot be made.
 */
export class UnitDraft implements FlagDraft<UnitFlag> {
  readonly program = "podman";
  readonly #unit: QuadletUnit;
  readonly #isSince: SincePodman;
  readonly #removed = new Set<UnitFlag>();
  readonly #values = new Map<UnitFlag, string>();
  readonly #replaced: Edit[] = [];
  readonly #added: { readonly said: readonly SaidFlag[]; readonly key: string; readonly text: string }[] = [];

  constructor(unit: QuadletUnit, isSince: SincePodman) {
    this.#unit = unit;
    this.#isSince = isSince;
  }

  get at(): Place {
    return this.#unit.command.at;
  }

  get flags(): readonly UnitFlag[] {
    return this.#unit.command.flags;
  }

  /** The flags that the command is to have, in no order. */
  meant(): readonly SaidFlag[] {
    const kept = this.flags.flatMap((flag): SaidFlag[] => {
      if (this.#removed.has(flag)) return [];
      const value = this.#values.get(flag);
      return [value === undefined ? saidBy(flag) : [flag.fact.name, value]];
    });
    return [...kept, ...this.#added.flatMap(({ said }) => said)];
  }

  edits(): readonly Edit[] {
    return [...this.#replaced, ...this.#removals(), ...this.#insertions()];
  }

  /** Removes what says the thing at the place: a word, or the line. */
  removeAt(at: Place): boolean {
    const flag = this.#flagAt(at);
    return flag !== undefined && this.remove(flag);
  }

  remove(flag: UnitFlag): boolean {
    if (!this.#isOwn(flag) || flag.inCluster) return false;
    // What an earlier line of the key says must not come to hold instead.
    if (flag.fact.takes !== "list" && this.#isShadowing(flag)) return false;
    this.#removed.add(flag);
    return true;
  }

  /** Replaces what stands at the place, which is a value or a part of one. */
  replaceAt(at: Place, text: string): boolean {
    const flag = this.#flagAt(at);
    if (flag === undefined) {
      const line = this.#unit.lines.find((one) => samePlace(one.at, at));
      return line !== undefined && this.#replaceLine(line, text);
    }
    const { value } = flag;
    if (samePlace(at, value.at)) return this.replaceValue(flag, text);
    const start = at.start - value.at.start - (isQuoted(flag) ? 1 : 0);
    if (value.derived === "filled" || !holds(value.at, at) || start < 0) return false;
    const end = start + at.end - at.start;
    return this.replaceValue(flag, value.text.slice(0, start) + text + value.text.slice(end));
  }

  /** Gives a flag another value, in the same quotes where they fit. */
  replaceValue(flag: UnitFlag, text: string): boolean {
    const { value, key, line } = flag;
    if (!this.#isOwn(flag) || this.#values.has(flag) || this.#removed.has(flag) || flag.inCluster) return false;
    if (key.reads === "switch") {
      if (key.start !== undefined || !/^(?:true|false)$/.test(text) || !isOneLine(line)) return false;
      this.#values.set(flag, text);
      this.#replaced.push({ ...value.at, newText: text });
      return true;
    }
    const start = key.name === "PodmanArgs" ? "" : (key.start ?? "");
    if (start === "" ? value.derived === "filled" : !text.startsWith(start)) return false;
    const words = writtenFor(key, text.slice(start.length), isQuoted(flag));
    if (words === undefined || flag.joined === "none" || !this.#stands(value.at, line)) return false;
    this.#values.set(flag, text);
    this.#replaced.push({ ...value.at, newText: words });
    return true;
  }

  /** Makes a mount read-only. */
  setField(flag: UnitFlag, field: string, value: Written): boolean {
    const { text } = flag.value;
    if (flag.fact.name !== "mount" || field !== "read_only" || value !== true) return false;
    return !/(?:^|,)(?:ro|readonly|rw)(?:=|,|$)/.test(text) && this.replaceValue(flag, `${text},ro=true`);
  }

  /** Puts lines for a flag into the section: by its own key where there is one, else among `PodmanArgs`. */
  add(fact: RunFlag, values: readonly string[]): boolean {
    return values.length > 0 && this.#grouped(fact, values).every((group) => this.#addLine(fact, group));
  }

  /** Values that one line can hold, where the key takes words. */
  #grouped(fact: RunFlag, values: readonly string[]): readonly (readonly string[])[] {
    const key = this.#keyFor(fact, values[0] ?? "");
    return key?.reads === "words" ? [values] : values.map((value) => [value]);
  }

  #keyFor(fact: RunFlag, value: string): QuadletKey | undefined {
    const said =
      fact.name === "security-opt" ? value.replace(/^no-new-privileges[:=]true$/, "no-new-privileges") : value;
    const key = quadletKeyFor(this.#unit.section, fact.name, said);
    const isExact = key?.reads !== "switch" || key.start === undefined || key.start === said;
    return key !== undefined && isExact && this.#isSince(key.since) ? key : undefined;
  }

  #addLine(fact: RunFlag, values: readonly string[]): boolean {
    const [first = ""] = values;
    const key = this.#keyFor(fact, first);
    if (key === undefined) return this.#addArgument(fact, first);
    if (key.reads === "switch") {
      const value = key.start === undefined ? first : "true";
      if (value !== "true" && value !== "false") return false;
      this.#put(key.name, value, [[fact.name, key.start ?? value]]);
      return true;
    }
    const start = key.start ?? "";
    // Podman itself makes the names of capabilities lower; ALL is written so in its manual.
    const shown = values.map((value) => (/^ALL$/.test(value) && /^cap-/.test(fact.name) ? "all" : value));
    const words = shown.map((value) => writtenFor(key, value.slice(start.length), false));
    if (words.some((word) => word === undefined)) return false;
    this.#put(
      key.name,
      words.join(" "),
      shown.map((value) => [fact.name, value]),
    );
    return true;
  }

  #addArgument(fact: RunFlag, value: string): boolean {
    const key = quadletKeys(this.#unit.section)?.get("PodmanArgs");
    const word = fact.takes === "switch" && value === "true" ? `--${fact.name}` : `--${fact.name}=${value}`;
    const written = key && writtenFor(key, word, false);
    if (written === undefined) return false;
    this.#put("PodmanArgs", written, [[fact.name, value]]);
    return true;
  }

  #put(key: string, value: string, said: readonly SaidFlag[]): void {
    this.#added.push({ said, key, text: `${key}=${value}` });
  }

  #replaceLine(line: UnitLine, text: string): boolean {
    const key = quadletKeys(this.#unit.section)?.get(line.key);
    // Of what becomes no flag only an image is ever replaced, and a boolean that Podman takes for false.
    if (!this.#isOwnLine(line) || !isOneLine(line) || key === undefined) return false;
    if (key.name === "Image" && /^[\w./:@-]+$/.test(text)) {
      this.#replaced.push({ ...line.at, newText: text });
      return true;
    }
    if (key.reads !== "switch" || key.start === undefined || text !== "true") return false;
    this.#replaced.push({ ...line.at, newText: text });
    this.#added.push({ said: [[key.flag ?? "", key.start]], key: "", text: "" });
    return true;
  }

  #flagAt(at: Place): UnitFlag | undefined {
    return this.flags.find((flag) => holds(flag.value.at, at)) ?? this.flags.find((flag) => holds(flag.at, at));
  }

  #isOwn({ line }: UnitFlag): boolean {
    return this.#isOwnLine(line);
  }

  #isOwnLine(line: UnitLine): boolean {
    return line.at.file === this.#unit.own.file;
  }

  /** Whether another line of the key, or another flag of the name, stands behind the one that holds. */
  #isShadowing({ fact, line, key }: UnitFlag): boolean {
    const others = this.#unit.files.flatMap(({ lines }) =>
      lines.filter((one) => one.section === line.section && one.key === line.key && one !== line),
    );
    const isList = key.name === "PodmanArgs";
    return (!isList && others.length > 0) || this.flags.filter((flag) => flag.fact.name === fact.name).length > 1;
  }

  #stands(at: Place, line: UnitLine): boolean {
    return !this.#unit.own.text.slice(at.start, at.end).includes("\n") && holds(line.whole, at);
  }

  /** A line whose flags all go is removed whole; of others the words go, with the blanks before them or behind. */
  #removals(): readonly Edit[] {
    const lines = new Set([...this.#removed].map(({ line }) => line));
    return [...lines].flatMap((line): readonly Edit[] => {
      const own = this.flags.filter((flag) => flag.line === line);
      const left = own.filter((flag) => !this.#removed.has(flag));
      if (left.length === 0) return [{ file: line.at.file, ...this.#wholeLine(line.whole), newText: "" }];
      return own.flatMap((flag, index): readonly Edit[] => {
        if (!this.#removed.has(flag)) return [];
        const before = own.slice(0, index).findLast((one) => !this.#removed.has(one));
        const span =
          before === undefined
            ? { start: flag.words.start, end: (own[index + 1] ?? flag).words.start }
            : { start: (own[index - 1] ?? before).words.end, end: flag.words.end };
        return [{ file: line.at.file, ...span, newText: "" }];
      });
    });
  }

  #wholeLine({ start, end }: Span): Span {
    const { text } = this.#unit.own;
    const from = text.lastIndexOf("\n", start - 1) + 1;
    const feed = text.indexOf("\n", end);
    return { start: from, end: feed < 0 ? text.length : feed + 1 };
  }

  /** Behind the last line of the same key, else behind the last of the section. */
  #insertions(): readonly Edit[] {
    const { own, section } = this.#unit;
    const lines = own.lines.filter((line) => line.section === section);
    const byPlace = new Map<number, string[]>();
    for (const { key, text } of this.#added) {
      if (key === "") continue;
      const after = lines.findLast((line) => line.key === key) ?? lines.at(-1);
      const place = after?.whole.end ?? own.sections.get(section)?.end;
      if (place === undefined) return [];
      const end = this.#endOfLine(place);
      byPlace.set(end, [...(byPlace.get(end) ?? []), text]);
    }
    const eol = own.text.includes("\r\n") ? "\r\n" : "\n";
    return [...byPlace].map(([at, texts]) => ({
      file: own.file,
      start: at,
      end: at,
      newText: texts.map((text) => `${eol}${text}`).join(""),
    }));
  }

  #endOfLine(offset: number): number {
    const { text } = this.#unit.own;
    const feed = text.indexOf("\n", offset);
    const end = feed < 0 ? text.length : feed;
    return text.charAt(end - 1) === "\r" ? end - 1 : end;
  }
}

/** What a flag says. */
export function saidBy({ fact, value }: UnitFlag): SaidFlag {
  return [fact.name, value.unknown === undefined ? value.text : `${value.text} ${value.unknown.join(" ")}`];
}

function isQuoted({ value }: UnitFlag): boolean {
  return value.quotes === "double" || value.quotes === "single";
}

function isOneLine(line: UnitLine): boolean {
  return line.whole.end === line.at.end;
}

/** A text as it stands in a value of the key; undefined where it cannot be said there. */
function writtenFor({ reads }: QuadletKey, text: string, isQuoted: boolean): string | undefined {
  if (/[\r\n]/.test(text) || text.endsWith("\\")) return undefined;
  const literal = text.replaceAll("%", "%%");
  if (reads === "lines" || reads === "last") return text.trim() === text && text !== "" ? literal : undefined;
  const isPlain = /^[^\s"'\\$]+$/.test(literal);
  if (isPlain && !isQuoted) return literal;
  return /["\\$]/.test(literal) ? undefined : `"${literal}"`;
}
