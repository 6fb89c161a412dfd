import { COMPOSE_VALUES } from "../../facts/compose-run-flags.ts";
import {
  COMPOSE_FLAGS,
  type FlagTable,
  flagsOf,
  RUN_PROGRAMS,
  type RunProgram,
  switchWord,
  takesGlobalValue,
} from "../../facts/run-flags.ts";
import type { Command, Word } from "../../shell/script.ts";
import type { Place } from "../../text/span.ts";
import type { Scalar } from "../../yaml/tree.ts";
import { piecesOf, scalarOf, switchScalar } from "./scalar.ts";
import type { ComposeCall, ContainerCommand, Flag } from "./tree.ts";

/** What a command says of the container that it starts; the rest is known of the file that it stands in. */
export type ReadCommand = Omit<ContainerCommand, "isExample" | "comments">;

/** The container that a command starts; undefined for every other command, and for one that only shows its own form. `text` is that of the file. */
export function readContainerCommand(command: Command, text: string): ReadCommand | undefined {
  const program = programOf(command, text);
  const verb =
    program &&
    (command.name === `${program}-compose` ? composeVerbOf(command.words, text) : verbOf(program, command.words, text));
  if (program === undefined || verb === undefined) return undefined;
  const rest = command.words.slice(verb.index + 1);
  if (rest.length === 0 || rest.some(isSynopsis)) return undefined;
  const { compose } = verb;
  const { flags, image, behind, unknownPart } = readFlags(
    compose === undefined ? flagsOf(program) : COMPOSE_FLAGS,
    rest,
    text,
  );
  const last = command.words.at(-1)?.at ?? command.at;
  if (flags.some(({ fact }) => fact.name === "help")) return undefined;
  const host = isSecured(command, verb.index) ? undefined : (verb.host ?? hostBefore(command, text));
  return {
    program,
    verb: verb.name,
    at: verb.at,
    whole: { file: command.at.file, start: command.at.start, end: Math.max(command.at.end, last.end) },
    flags,
    ...(host === undefined ? {} : { host }),
    ...(compose === undefined
      ? image === undefined
        ? {}
        : { image }
      : { compose: { ...compose, ...(image === undefined ? {} : { service: image }) } }),
    command: behind,
    ...(unknownPart === undefined ? {} : { unknownPart }),
  };
}

/** The program, by its name, as `$(which docker)`, or by the name of a variable that nobody sets and that holds it: `$DOCKER`, `${CONTAINER_ENGINE}`. */
function programOf({ name, program, at }: Command, text: string): RunProgram | undefined {
  if (program !== undefined) return RUN_PROGRAMS.find((one) => name === one || name === `${one}-compose`);
  const written = text.slice(at.start, at.end);
  const found = /^"?(?:\$\(|`)(?:which|command -v|type -[pP]) (\w+)[)`]"?$/.exec(written)?.[1];
  if (found !== undefined) return RUN_PROGRAMS.find((one) => one === found);
  const variable = /^"?\$[({]?(\w+)[)}]?"?$/.exec(written)?.[1]?.toLowerCase() ?? "";
  const named = RUN_PROGRAMS.find((one) => variable.includes(one));
  return named ?? (/container_?(?:engine|runtime|tool|cli|cmd|command)/.test(variable) ? "docker" : undefined);
}

interface Verb {
  readonly index: number;
  readonly name: "run" | "create";
  readonly at: Place;
  readonly host?: Scalar;
  /** Set for `docker compose run`, as far as it is told before that. */
  readonly compose?: ComposeCall;
}

/** Where `run` or `create` stands behind the program's own flags, of `docker` itself or of `docker container`. */
function verbOf(program: RunProgram, words: readonly Word[], text: string): Verb | undefined {
  let host: Scalar | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word?.text === undefined) return undefined;
    const name = word.text;
    if (name.startsWith("-")) {
      const attached = /^(?:--host=|-H=?)(?=.)/.exec(name);
      if (attached !== null) host = scalarOf({ word, text }, attached[0].length);
      else if (takesGlobalValue(program, name)) {
        index++;
        const value = words[index];
        if (value !== undefined && (name === "-H" || name === "--host")) host = scalarOf({ word: value, text });
      }
    } else if (name === "run" || name === "create") {
      return { index, name, at: word.at, ...(host === undefined ? {} : { host }) };
    } else if (name === "compose") {
      const inner = composeVerbOf(words.slice(index + 1), text);
      return inner && { ...inner, index: index + 1 + inner.index, ...(host === undefined ? {} : { host }) };
    } else if (name !== "container") return undefined;
  }
  return undefined;
}

/** Where `run` stands behind Compose's own flags, and what these say of the project. */
function composeVerbOf(words: readonly Word[], text: string): Verb | undefined {
  const values = new Map<string, Scalar[]>();
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word?.text === undefined) return undefined;
    if (!word.text.startsWith("-"))
      return word.text === "run" ? { index, name: "run", at: word.at, compose: projectOf(values) } : undefined;
    const equals = word.text.indexOf("=");
    const name = equals < 0 ? word.text : word.text.slice(0, equals);
    if (!COMPOSE_VALUES.has(name)) continue;
    const value = equals < 0 ? words[++index] : word;
    if (value === undefined) return undefined;
    const scalar = scalarOf({ word: value, text }, equals < 0 ? 0 : equals + 1);
    values.set(name, [...(values.get(name) ?? []), scalar]);
  }
  return undefined;
}

function projectOf(values: ReadonlyMap<string, readonly Scalar[]>): ComposeCall {
  const all = (...names: readonly string[]): readonly Scalar[] => names.flatMap((name) => values.get(name) ?? []);
  const directory = all("--project-directory").at(-1);
  return { files: all("-f", "--file"), envFiles: all("--env-file"), ...(directory === undefined ? {} : { directory }) };
}

/** Whether a flag or a variable asks for TLS. */
function isSecured({ words, assignments }: Command, verb: number): boolean {
  const flags = words.slice(0, verb).some(({ text }) => text !== undefined && /^--tls(?:verify)?(?:=|$)/.test(text));
  return flags || assignments.some(({ name }) => name === "DOCKER_TLS_VERIFY");
}

/** `DOCKER_HOST=tcp://… docker run`. */
function hostBefore({ assignments }: Command, text: string): Scalar | undefined {
  const found = assignments.find(({ name }) => name === "DOCKER_HOST");
  return found && scalarOf({ word: found.value, text });
}

/** Whether a word stands for others, in a text that only shows how a command is built. */
function isSynopsis({ source }: Word): boolean {
  return /^\[[A-Za-z-][^\]:]*\]?$|^(?:\.\.\.|…|IMAGE)$/.test(source) && !source.includes("=");
}

/** The flags of a command line, the image and what stands behind it. */
export interface ReadFlags {
  readonly flags: readonly Flag[];
  readonly image: Scalar | undefined;
  readonly behind: readonly Scalar[];
  readonly unknownPart: string | undefined;
}

/**
 * The flags before the image, as pflag reads them where flags and other words do not mix: the first word that is neither a flag nor a flag's value is the
 * image, and all behind it is the container's.
 * Source: https://github.com/spf13/pflag/blob/v1.0.6/flag.go (parseArgs) and https://github.com/docker/cli/blob/28f756087eea/cli/command/container/run.go
 */
export function readFlags(table: FlagTable, words: readonly Word[], text: string): ReadFlags {
  const reader = new FlagReader(table, words, text);
  reader.read();
  return reader.result();
}

class FlagReader {
  readonly #table: FlagTable;
  readonly #words: readonly Word[];
  readonly #text: string;
  readonly #flags: Flag[] = [];
  #at = 0;
  #image: number | undefined;
  #unknownPart: string | undefined;

  constructor(table: FlagTable, words: readonly Word[], text: string) {
    this.#table = table;
    this.#words = words;
    this.#text = text;
  }

  result(): ReadFlags {
    const image = this.#image === undefined ? undefined : this.#words[this.#image];
    return {
      flags: this.#flags,
      image: image && this.#scalar(image),
      behind: this.#image === undefined ? [] : this.#words.slice(this.#image + 1).map((word) => this.#scalar(word)),
      unknownPart: this.#unknownPart,
    };
  }

  read(): void {
    while (this.#at < this.#words.length && this.#image === undefined) {
      const word = this.#words[this.#at];
      if (word === undefined) return;
      const start = startOf(word);
      if (start?.startsWith("-") && isBraces(word)) {
        this.#doubt(word.source);
        this.#at++;
      } else if (start === "--") {
        this.#image = this.#at + 1;
      } else if (start?.startsWith("--")) {
        if (!this.#long(word, start)) return;
      } else if (start?.startsWith("-") && start.length > 1) {
        if (!this.#short(word, start)) return;
      } else if (start !== undefined || !this.#isOptions(word)) {
        // A shell makes several words of braces, of which the first would be the image.
        if (isBraces(word)) {
          this.#doubt(word.source);
          return;
        }
        this.#image = this.#at;
      } else {
        this.#doubt(piecesOf(word)[0]?.unknown);
        this.#at++;
      }
    }
  }

  #scalar(word: Word, from = 0): Scalar {
    return scalarOf({ word, text: this.#text }, from);
  }

  /** False where nobody knows what the words behind are. */
  #long(word: Word, start: string): boolean {
    const equals = start.indexOf("=");
    const name = start.slice(2, equals < 0 ? undefined : equals);
    const fact = this.#table.long(name);
    if (fact === undefined) return this.#unknown(`--${name}`, equals >= 0);
    const flag = { fact, name: `--${name}`, inCluster: false } as const;
    if (equals >= 0) {
      this.#flags.push({ ...flag, value: this.#scalar(word, equals + 1), at: word.at, joined: "=" });
    } else if (fact.takes === "switch") {
      this.#flags.push({ ...flag, value: switchScalar(true, word.at), at: word.at, joined: "none" });
    } else return this.#withNext(flag, word);
    this.#at++;
    return true;
  }

  /** `-itd`, `-v /a:/b`, `-v/a:/b`, `-v=/a:/b`, `-itv /a:/b`. */
  #short(word: Word, start: string): boolean {
    for (let index = 1; index < start.length; index++) {
      const letter = start.charAt(index);
      const fact = this.#table.short(letter);
      if (fact === undefined) return this.#unknown(`-${letter}`, true);
      const flag = { fact, name: `-${letter}`, inCluster: index > 1 || (fact.takes === "switch" && start.length > 2) };
      const equals = start.charAt(index + 1) === "=";
      if (equals || (fact.takes !== "switch" && index + 1 < this.#length(word, start))) {
        const from = index + (equals ? 2 : 1);
        this.#flags.push({ ...flag, value: this.#scalar(word, from), at: word.at, joined: equals ? "=" : "letter" });
        break;
      }
      if (fact.takes !== "switch") return this.#withNext(flag, word);
      this.#flags.push({ ...flag, value: switchScalar(true, word.at), at: word.at, joined: "none" });
    }
    this.#at++;
    return true;
  }

  /** A word whose end is not known is longer than what is known of its start. */
  #length(word: Word, start: string): number {
    return word.text === undefined ? start.length + 1 : start.length;
  }

  #withNext(flag: Pick<Flag, "fact" | "name" | "inCluster">, word: Word): boolean {
    const next = this.#words[this.#at + 1];
    if (next === undefined || isBraces(next)) {
      this.#doubt(next?.source ?? flag.name);
      return false;
    }
    const at = { ...word.at, end: Math.max(word.at.end, next.at.end) };
    this.#flags.push({ ...flag, value: this.#scalar(next), at, joined: "word" });
    this.#at += 2;
    return true;
  }

  /** A flag that is in no table may take the next word, so that the words behind it are only known where that one is a flag again. */
  #unknown(name: string, hasValue: boolean): boolean {
    this.#doubt(name);
    this.#at++;
    if (hasValue) return true;
    const isFlag = (word: Word | undefined): boolean => word !== undefined && startOf(word)?.startsWith("-") === true;
    const [next, second] = this.#words.slice(this.#at);
    if (isFlag(next)) return true;
    if (!isFlag(second)) return false;
    this.#at++;
    return true;
  }

  #doubt(what: string | undefined): void {
    const name = what ?? "a word";
    this.#unknownPart ??= /^[A-Za-z_]\w*$|^[@*\d]$/.test(name) ? `$${name}` : name;
  }

  /** Whether a word that nobody knows may be flags, many or none: by its name, by all elements of an array, or since flags follow it. */
  #isOptions(word: Word): boolean {
    const [piece, ...more] = piecesOf(word);
    if (piece === undefined || more.length > 0) return false;
    const name = piece.unknown ?? "";
    if (/^[@*]$|\[[@*]\]/.test(name)) return true;
    if (!piece.splits) return false;
    if (/^\$\{\w+:?\+/.test(word.source)) return true;
    if (/image|img|tag|repo/i.test(name)) return false;
    if (/opt|arg|flag|param|extra|mount|vol|env|port|net|cap|user|label|limit/i.test(name)) return true;
    const next = this.#words[this.#at + 1];
    return next !== undefined && startOf(next)?.startsWith("-") === true;
  }
}

/** Whether a shell makes several words of one, `{a,b}`. */
function isBraces({ source, pieces }: Word): boolean {
  return pieces !== undefined && !/["'\\]/.test(source) && /(?<!\$)\{[^{},]*,[^{}]*\}/.test(source);
}

/** What is known of a word from its first code unit on; undefined where that itself is not known. */
function startOf(word: Word): string | undefined {
  if (word.text !== undefined) return word.text;
  const first = piecesOf(word)[0];
  return first?.text === undefined || first.text === "" ? undefined : first.text;
}

/** Whether a word behind a switch was meant as its value, such as `--privileged false`: it is the image instead. */
export function mistakenSwitch({ flags, image }: Pick<ContainerCommand, "flags" | "image">): Flag | undefined {
  const last = flags.at(-1);
  const isMistaken = last?.fact.takes === "switch" && last.joined === "none" && image !== undefined;
  return isMistaken && switchWord(image.text) !== undefined && image.text.length > 1 ? last : undefined;
}
