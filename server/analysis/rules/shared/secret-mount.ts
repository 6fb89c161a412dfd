import type { Run } from "../../model/stage.ts";
import type { Command, Word } from "../../shell/script.ts";
import type { Place } from "../../text/span.ts";
import { withoutSlashes } from "../../text/uri.ts";
import { type Part, said } from "../../text/wording.ts";

/** A secret that a `RUN` is given. Source: https://docs.docker.com/reference/dockerfile/#run---mounttypesecret */
export interface SecretMount {
  readonly id: string;
  /** Where its file is while the command runs; undefined where it only comes in a variable. */
  readonly path: string | undefined;
  /** The variable that holds it. */
  readonly variable: string | undefined;
  readonly readByAll: boolean;
  readonly at: Place;
}

export function secretMounts({ flags }: Run): readonly SecretMount[] {
  return flags.flatMap(({ name, value, at }) => {
    if (name !== "mount" || value.includes("$")) return [];
    const options = new Map(value.split(",").map((option) => splitAtEquals(option)));
    if (options.get("type") !== "secret") return [];
    const target = options.get("target") ?? options.get("dst") ?? options.get("destination");
    const id = options.get("id") ?? options.get("source") ?? target?.slice(target.lastIndexOf("/") + 1) ?? "";
    const variable = options.get("env");
    const path = target ?? (variable === undefined ? `/run/secrets/${id}` : undefined);
    const mode = Number.parseInt(options.get("mode") ?? "0400", 8);
    return id === "" ? [] : [{ id, path, variable, readByAll: (mode & 0o004) !== 0, at }];
  });
}

function splitAtEquals(option: string): readonly [string, string] {
  const at = option.indexOf("=");
  return at < 0 ? [option, ""] : [option.slice(0, at), option.slice(at + 1)];
}

/** A file that gets the secret. `removedBy` tells whether a later command takes it away. */
export interface Written {
  readonly target: Part;
  removedBy(command: Command): boolean;
}

/** The files into which a command puts the secret. Targets that cannot be known are left out. */
export function writtenTo(command: Command, secret: SecretMount): readonly Written[] {
  const { name, words, redirects } = command;
  const own = words.some((word) => names(word, secret)) || command.substitutions.some((one) => reads(one, secret));
  const texts = words.map(({ text }) => text);
  if ((name === "cp" || name === "install") && own) {
    const target = texts.at(-1);
    return target === undefined || target === secret.path ? [] : [file(target)];
  }
  if (own && name !== undefined && configures(name, texts)) {
    if (name === "git" && texts.includes("clone"))
      return [{ target: ".git/config", removedBy: removes(/(?:^|\/)\.git$/) }];
    return [{ target: said`the configuration of ${name}`, removedBy: (later) => undoes(later, name) }];
  }
  if (name === "dd") {
    const output = own ? texts.find((text) => text?.startsWith("of=")) : undefined;
    return output === undefined ? [] : [file(output.slice("of=".length))];
  }
  if (name === undefined || !PRINTERS.has(name) || !(own || reads(command, secret))) return [];
  if (name === "tee") return texts.flatMap((text) => (text === undefined || text.startsWith("-") ? [] : [file(text)]));
  return redirects.flatMap(({ operator, target }) => {
    const text = target?.text;
    return text === undefined || !/^[1&]?>{1,2}\|?$/.test(operator) || text.startsWith("/dev/") || /^&?\d+$/.test(text)
      ? []
      : [file(text)];
  });
}

/** The secret by the variables that earlier commands export it as: `export T=$(cat /run/secrets/k)`. */
export function exportedAs(earlier: readonly Command[], secret: SecretMount): readonly SecretMount[] {
  return earlier.flatMap(({ name, words }) =>
    name !== "export"
      ? []
      : words.flatMap((word) => {
          const variable = /^(\w+)=/.exec(word.source)?.[1];
          return variable === undefined || !names(word, secret) ? [] : [{ ...secret, path: undefined, variable }];
        }),
  );
}

/** Programs that print what they are given. What others make of a secret is no secret. */
const PRINTERS: ReadonlySet<string> = new Set([
  "awk",
  "base64",
  "cat",
  "cut",
  "echo",
  "envsubst",
  "grep",
  "head",
  "jq",
  "printf",
  "sed",
  "tail",
  "tee",
  "tr",
]);

/** Whether the command is given the secret, by its words, by a file on its input or by the pipe before it. A pipe may be as long as somebody likes. */
function reads(command: Command, secret: SecretMount): boolean {
  for (let from: Command | undefined = command; from; from = from.pipedFrom) {
    if (from.name === undefined || !PRINTERS.has(from.name)) return false;
    const input = from.redirects.some(({ operator, target }) => operator === "<" && target && names(target, secret));
    if (input || from.words.some((word) => names(word, secret))) return true;
  }
  return false;
}

function names({ source, text }: Word, { path, variable }: SecretMount): boolean {
  const shown = text ?? source;
  if (path !== undefined && (shown === path || `${source} `.includes(`${path} `) || source.includes(`${path})`)))
    return true;
  return variable !== undefined && variablesIn(source).includes(variable);
}

/** The variables that a word refers to. */
function variablesIn(source: string): readonly string[] {
  return [...source.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? "");
}

/** Commands that write what they are given into a file of their own. */
function configures(name: string, texts: readonly (string | undefined)[]): boolean {
  if (name === "git") return texts.includes("clone") || (texts.includes("config") && !texts.includes("--unset"));
  const tools = ["npm", "yarn", "pnpm", "pip", "pip3", "composer", "poetry"];
  return tools.includes(name) && texts[0] === "config" && !texts.includes("delete") && !texts.includes("unset");
}

function undoes({ name, words }: Command, tool: string): boolean {
  const texts = words.map(({ text }) => text ?? "");
  return (name === tool && texts.some((text) => /^(?:delete|rm|unset|--unset|logout)/.test(text))) || name === "rm";
}

function file(target: string): Written {
  return {
    target,
    removedBy: (later) =>
      later.name === "rm" && later.words.some(({ text }) => text !== undefined && covers(text, target)),
  };
}

function removes(pattern: RegExp): Written["removedBy"] {
  return ({ name, words }) =>
    name === "rm" && words.some(({ text }) => text !== undefined && pattern.test(text.replace(/\/$/, "")));
}

function covers(removed: string, target: string): boolean {
  const base = withoutSlashes(removed);
  return target === base || target.startsWith(`${base}/`);
}

/** Whether a command talks to any server that answers. */
export function checksNoHostKey({ words, assignments }: Command): boolean {
  const values = [...words, ...assignments.map(({ value }) => value)];
  return values.some(({ source }) => /StrictHostKeyChecking[=\s]+["']?(?:no|off)\b/i.test(source));
}
