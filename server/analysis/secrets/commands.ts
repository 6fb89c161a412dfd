import {
  ASKING_PROGRAMS,
  PRINTING_PROGRAMS,
  SECRET_OPERANDS,
  SECRET_OPTIONS,
  type SecretOption,
} from "../facts/secret-options.ts";
import { parseScript } from "../shell/parse.ts";
import type { Command, Script, Word } from "../shell/script.ts";
import { isPosixShell } from "../shell/shells.ts";
import { MappedText } from "../text/mapped-text.ts";
import type { Place } from "../text/span.ts";
import { type SecretName, secretName } from "./names.ts";
import { type Secret, secretsIn, secretsInFile } from "./texts.ts";
import { isCredential } from "./values.ts";

/** A credential on a command line or in what a command is given to read or to print. */
export interface CommandSecret extends Secret {
  readonly at: Place;
}

/** The credentials that stand in a script, each value once, in the order in which they stand. */
export function secretsInScript({ commands }: Script): readonly CommandSecret[] {
  const seen = new Map<string, CommandSecret>();
  for (const command of commands) {
    for (const secret of secretsInCommand(command)) if (!seen.has(secret.value)) seen.set(secret.value, secret);
  }
  return [...seen.values()].sort((a, b) => a.at.start - b.at.start);
}

/** The credentials in options that a program takes from a variable, as `JAVA_OPTS` and `REDIS_ARGS` hold them. */
export function secretsInOptions(text: string): readonly Secret[] {
  const source = MappedText.whole(`program ${text}`, 0);
  return secretsInScript(parseScript({ file: "", shell: ["sh"], source, variables: () => undefined }));
}

function* secretsInCommand(command: Command): Generator<CommandSecret> {
  const { name = "", words, assignments, redirects, at } = command;
  for (const { name: variable, value } of assignments) yield* behindName(variable, value, variable);
  if (SETS_ACCOUNTS.has(name)) return;
  if (runsText(command)) return;
  for (const [index, word] of words.entries()) yield* ofWord(command, word, words[index + 1]);
  yield* ofOptions(name, words);
  yield* ofOperands(name, words);
  for (const { body, target } of redirects) {
    for (const secret of body === undefined ? [] : secretsInFile(body, "shell")) yield { ...secret, at };
    if (target) for (const secret of secretsIn(written(target), "shell")) yield { ...secret, at: target.at };
  }
}

/** Whether the words are a script, whose commands follow by themselves. */
function runsText({ name = "", words }: Command): boolean {
  return name === "eval" || (isPosixShell(name) && words.some(({ text }) => /^-[a-zA-Z]*c$/.test(text ?? "")));
}

/** Commands that another rule looks at: they set a password of an account in the image. */
const SETS_ACCOUNTS: ReadonlySet<string> = new Set(["chpasswd", "passwd", "useradd", "usermod", "adduser"]);

/**
 * A word as far as it is written there: without quotes, and with variables as references even where their value is known, since that stands
 * elsewhere.
 */
function written({ text, source }: Word): string {
  if (text !== undefined && (text === source || !/[$`]/.test(source) || text.includes("$"))) return text;
  return source.replace(/\\(.)/g, "$1").replace(/["']/g, "");
}

function reading({ text, source }: Word): "shell" | "literal" {
  return text !== undefined && (text === source || /^'[^']*'$/.test(source)) ? "literal" : "shell";
}

function* behindName(name: string, word: Word, shown: string): Generator<CommandSecret> {
  const value = written(word);
  const inside = secretsIn(value, "shell");
  for (const secret of inside) yield { named: shown, ...secret, at: word.at };
  const named = secretName(name);
  if (inside.length === 0 && named && isCredential(value, named, reading(word)))
    yield { what: "a secret", value, named: shown, at: word.at };
}

/** A word by itself, `--name=value`, `NAME=value`, or `--name` with the value in the next word. */
function* ofWord({ name = "", words }: Command, word: Word, next: Word | undefined): Generator<CommandSecret> {
  const text = written(word);
  const inside = PRINTING_PROGRAMS.has(name) ? secretsInFile(printed(text), "shell") : secretsIn(text, "shell");
  for (const secret of inside) yield { ...secret, at: word.at };
  if (inside.length > 0) return;
  const [, prefix = "", option = "", value] =
    /^(-[DP](?=[A-Za-z])|-{0,2})([A-Za-z_/][\w.:/-]{2,120}?)=([\s\S]*)$/.exec(text) ?? [];
  if (value !== undefined) {
    const named = secretName(lastPart(option));
    if (named && isCredential(value, named, reading(word)))
      yield { what: "a secret", value, named: `${prefix}${option}`, at: word.at };
    return;
  }
  if (next === undefined) return;
  const setting =
    /^--?([a-z][\w.-]{3,80})$/i.exec(text)?.[1] ?? (isConfiguring(name, words) ? lastPart(text) : undefined);
  const meant = setting === undefined || ASKING_PROGRAMS.has(name) ? undefined : secretName(setting);
  const named = meant && isImport(name, words) ? { ...meant, ofTrustStore: true as const } : meant;
  if (named && named.kind !== "key" && !written(next).startsWith("-") && isValue(next, named))
    yield { what: "a secret", value: written(next), named: text, at: next.at };
}

/** `//registry.example/:_authToken` ends in the setting's name. */
function lastPart(option: string): string {
  return option.slice(Math.max(option.lastIndexOf("/"), option.lastIndexOf(":")) + 1);
}

/** What `printf` and `echo -e` make of it. */
function printed(text: string): string {
  return text.replace(/\\n/g, "\n");
}

function isValue(word: Word, named: SecretName): boolean {
  const text = written(word);
  return !/^(?:id|src|source|env|type)=/.test(text) && isCredential(text, named, reading(word));
}

/** Whether a command puts a certificate into a store of trusted ones: `keytool -import -trustcacerts …`. */
function isImport(name: string, words: readonly Word[]): boolean {
  return (
    name === "keytool" && words.some(({ text }) => /^-(?:trustcacerts|cacerts|importcert|import)$/.test(text ?? ""))
  );
}

/** Commands that write `NAME VALUE` into a configuration. */
function isConfiguring(name: string, words: readonly Word[]): boolean {
  const tools = [
    "npm",
    "yarn",
    "pnpm",
    "pip",
    "pip3",
    "composer",
    "poetry",
    "git",
    "bundle",
    "aws",
    "gcloud",
    "snyk",
    "gem",
  ];
  return tools.includes(name) && words.some(({ text }) => text === "config" || text === "configure");
}

function* ofOptions(name: string, words: readonly Word[]): Generator<CommandSecret> {
  for (const row of SECRET_OPTIONS) {
    if (!row.programs.has(name) || (row.with !== undefined && !words.some(({ text }) => text === row.with))) continue;
    for (const [index, word] of words.entries()) yield* ofOption(row, word, words[index + 1]);
  }
  if (name === "openssl") {
    for (const word of words) {
      const value = /^pass:(.+)$/.exec(written(word))?.[1];
      if (value !== undefined && isCredential(value, GIVEN, reading(word)))
        yield { what: "a password", value, named: "pass:", at: word.at };
    }
  }
  const last = words.at(-1);
  if (
    name === "htpasswd" &&
    last &&
    words.some(({ text }) => /^-[a-zA-Z]*b/.test(text ?? "")) &&
    isCredential(written(last), GIVEN, reading(last))
  )
    yield { what: "a password", value: written(last), named: "-b", at: last.at };
}

function* ofOption(
  { options, value: where, behind }: SecretOption,
  word: Word,
  next: Word | undefined,
): Generator<CommandSecret> {
  const text = written(word);
  for (const option of options) {
    const attached =
      text.length > option.length &&
      text.startsWith(option) &&
      (!option.startsWith("--") || text[option.length] === "=");
    const found =
      where !== "attached" && text === option && next
        ? { word: next, value: written(next) }
        : where !== "next" && attached
          ? { word, value: text.slice(option.length).replace(/^=/, "") }
          : undefined;
    if (found === undefined) continue;
    const at = behind === undefined ? 0 : found.value.indexOf(behind) + 1;
    if (behind !== undefined && at === 0) continue;
    const value = found.value.slice(at);
    if (isCredential(value, GIVEN, reading(found.word)) && !/^-\w/.test(value))
      yield { what: "a password", value, named: option, at: found.word.at };
  }
}

const GIVEN: SecretName = { kind: "password", chosen: true, givenOut: false, maybeFingerprint: false };

function* ofOperands(name: string, words: readonly Word[]): Generator<CommandSecret> {
  const operands = words.filter(({ text }) => !text?.startsWith("-"));
  for (const { programs, call, operand } of SECRET_OPERANDS) {
    if (!programs.has(name) || !call.every((part, index) => operands[index]?.text === part)) continue;
    const word = operands[call.length + operand];
    if (word && isCredential(written(word), GIVEN, reading(word)))
      yield { what: "a password", value: written(word), named: call.join(" "), at: word.at };
  }
}
