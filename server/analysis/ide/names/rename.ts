import type { Edit } from "../../text/edit.ts";
import { Lines } from "../../text/lines.ts";
import type { Place } from "../../text/span.ts";
import { baseName } from "../../text/uri.ts";
import { plainType } from "../../yaml/scalar.ts";
import { type Mention, type NameKind, sameThing } from "./mention.ts";

/** A thing that is to have another name, and all that is known of where it and others are named. */
export interface Renamed {
  /** Its own mentions, each place once; at least one. */
  readonly mentions: readonly [Mention, ...Mention[]];
  /** Every mention in the projects that it is a part of, also its own. */
  readonly all: readonly Mention[];
  /** The text of a file that one of them is in. */
  readonly text: (file: string) => string;
  /** Whether the file's syntax is broken, so that a name may be missed in it. */
  readonly isBroken: (file: string) => boolean;
}

/** What changes a name everywhere; `confirm` says what does not change with it, where something may have to. */
export interface Renaming {
  readonly edits: readonly Edit[];
  readonly confirm?: string;
}

/** Why a thing cannot have another name, as a sentence; undefined where it can. */
export function whyNotRenamed(renamed: Renamed): string | undefined {
  const { mentions, all } = renamed;
  const [{ kind, name }] = mentions;
  if (kind === "environment") return `Programs in the image may read ${name}, and would no longer find it.`;
  if (kind === "argument" && BUILDKIT.test(name)) return `BuildKit gives ${name} its value by this name.`;
  if (kind === "network" && name === "default") return `Compose makes the network "default" by this name.`;
  if (!mentions.some(({ declares }) => declares)) return `No file that is known here declares the ${kind} "${name}".`;
  const fixed = mentions.find((one) => one.fixed !== undefined && one.unnamed !== true);
  if (fixed) return `${where(fixed.at, renamed)} ${fixed.fixed}.`;
  const broken = [...new Set(all.map(({ at }) => at.file))].find((file) => renamed.isBroken(file));
  if (broken !== undefined) return `${baseName(broken)} cannot be read whole, and may use the name.`;
  for (const { at } of mentions) {
    const other = all.find((one) => one.at.file === at.file && one.at.start === at.start && !isOneOf(one, mentions));
    if (other) return `${where(at, renamed)} names the ${other.kind} "${other.name}" as well.`;
  }
  return kind === "argument" ? whyNotArgument(renamed) : undefined;
}

/** The edits that give a thing another name, or why it cannot have that one, as a sentence. */
export function rename(renamed: Renamed, newName: string): Renaming | { readonly refused: string } {
  const { mentions, all } = renamed;
  const [{ kind }] = mentions;
  const refused = whyNotRenamed(renamed) ?? whyNotThat(renamed, newName);
  if (refused !== undefined) return { refused };
  const taken = all.find((one) => mentions.some((own) => sameThing(one, { ...own, name: newName })));
  if (taken && !isOneOf(taken, mentions))
    return { refused: `${where(taken.at, renamed)} names another ${kind} "${newName}" already.` };
  const named = mentions.filter(({ unnamed }) => !unnamed);
  const edits = named.map(({ at: { file, start, end } }) => ({ file, start, end, newText: newName }));
  const confirm = unchanged(renamed);
  return { edits, ...(confirm === undefined ? {} : { confirm }) };
}

function isOneOf(mention: Mention, mentions: readonly Mention[]): boolean {
  return mentions.some((one) => sameThing(one, mention));
}

function whyNotThat({ mentions, text }: Renamed, newName: string): string | undefined {
  const [{ kind }] = mentions;
  const form = FORMS[kind];
  if (!form.pattern.test(newName)) return `"${newName}" is no name of ${form.what}: ${form.words}.`;
  if (kind === "stage" || kind === "argument" || kind === "anchor") return undefined;
  const isPlain = mentions.some(({ at }) => !/["']/.test(text(at.file).charAt(at.start - 1)));
  return isPlain && plainType(newName) !== "string"
    ? `YAML reads ${newName} without quotes as no text, and a place without quotes holds this name.`
    : undefined;
}

interface Form {
  readonly pattern: RegExp;
  readonly what: string;
  readonly words: string;
}

function resource(what: string): Form {
  return { pattern: /^[a-zA-Z0-9._-]+$/, what, words: "it takes letters, digits, dots, dashes and underscores" };
}

/**
 * Sources: https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json (patternProperties) and
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/instructions/parse.go (validStageName)
 */
const FORMS: Readonly<Record<NameKind, Form>> = {
  service: resource("a service"),
  volume: resource("a volume"),
  network: resource("a network"),
  secret: resource("a secret"),
  config: resource("a config"),
  model: resource("a model"),
  anchor: { pattern: /^[^\s,[\]{}]+$/, what: "an anchor", words: "it takes no blanks, commas, brackets and braces" },
  stage: {
    pattern: /^[a-z][a-z0-9._-]*$/,
    what: "a stage",
    words: "it begins with a small letter and takes small letters, digits, dots, dashes and underscores",
  },
  argument: variable("an argument"),
  environment: variable("a variable"),
};

function variable(what: string): Form {
  return { pattern: /^[A-Za-z_]\w*$/, what, words: "it takes letters, digits and underscores, and no digit first" };
}

/**
 * Arguments that a build knows without being told, and those of the platform.
 * Source: https://docs.docker.com/reference/dockerfile/#predefined-args
 */
const BUILDKIT =
  /^(?:(?:https?|ftp|no|all)_proxy|BUILDKIT_\w+|SOURCE_DATE_EPOCH|(?:BUILD|TARGET)(?:PLATFORM|OS|ARCH|VARIANT|OSVERSION|STAGE))$/i;

/** A command that says the name without a dollar sign may set the variable, or be a program that reads it. */
function whyNotArgument(renamed: Renamed): string | undefined {
  const { mentions, all, text } = renamed;
  const [{ name }] = mentions;
  for (const file of new Set(mentions.filter(({ scope, at }) => scope === at.file).map(({ at }) => at.file))) {
    const at = wordIn(text(file), name, placesIn(all, file));
    if (at !== undefined)
      return `${where({ file, start: at, end: at }, renamed)} says ${name} as well, and nobody knows whether it means this.`;
  }
  return undefined;
}

/** What does not follow: a volume's data, and texts that hold the name, such as addresses. */
function unchanged({ mentions, all, text }: Renamed): string | undefined {
  const [{ kind, name }] = mentions;
  const isResource = kind === "service" || kind === "secret" || kind === "config" || kind === "network";
  const files = [...new Set(all.filter(({ scope, at }) => scope !== at.file).map(({ at }) => at.file))];
  const said = isResource
    ? files.find((file) => wordIn(text(file), name, placesIn(all, file)) !== undefined)
    : undefined;
  if (said !== undefined)
    return `Other texts of ${baseName(said)} say "${name}" too, such as addresses or paths: they stay as they are`;
  if (kind === "model") return MODEL_VARIABLES;
  if (kind !== "volume") return undefined;
  const declared = mentions.flatMap(({ whole }) => (whole ? text(whole.file).slice(whole.start, whole.end) : []));
  // A volume that says its own name keeps it: the key is nobody's but the file's.
  if (declared.some((one) => /^[ \t]+name:|[{,]\s*name:/m.test(one))) return undefined;
  return declared.some((one) => /\bexternal:\s*true/.test(one))
    ? `The volume "${name}" is made outside of this project, and keeps its name there`
    : "Compose makes a new, empty volume of the new name: the data stay in the old one";
}

/** Source: https://docs.docker.com/ai/compose/models-and-compose/#short-syntax */
const MODEL_VARIABLES =
  "Where a service names no variables for a model, Compose makes their names of the model's: programs have to read others then";

function placesIn(all: readonly Mention[], file: string): ReadonlySet<number> {
  return new Set(all.filter(({ at }) => at.file === file).map(({ at }) => at.start));
}

/** The first place where a text holds a word that is no mention. */
function wordIn(text: string, word: string, mentions: ReadonlySet<number>): number | undefined {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = text.charAt(at - 1) + text.charAt(at + word.length);
    if (!/[\w-]/.test(around) && !mentions.has(at) && !isComment(text, at)) return at;
  }
  return undefined;
}

function isComment(text: string, at: number): boolean {
  return /(?:^|\s)#/.test(text.slice(text.lastIndexOf("\n", at) + 1, at));
}

function where({ file, start }: Place, { text }: Renamed): string {
  return `Line ${new Lines(text(file)).positionAt(start).line + 1} of ${baseName(file)}`;
}
