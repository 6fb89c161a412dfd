import { DEFAULT_ENGINE, type Engine } from "../facts/engine.ts";
import { ENGINE_MODES } from "../facts/engine-modes.ts";
import type { Level } from "../model/level.ts";
import type { InputError } from "../model/project.ts";
import { nearest } from "../text/nearest.ts";
import type { Place } from "../text/span.ts";
import { directoryOf, resolvePath } from "../text/uri.ts";
import { inARow, inEnglish, listed, ours, type Part, type Said, said, told } from "../text/wording.ts";
import { parseYamlFile } from "../yaml/parse.ts";
import { entryOf, type Node, type Scalar } from "../yaml/tree.ts";
import type { CommandFileUses, Config, DoorUses, Profile } from "./config.ts";
import { type Exception, isCurrent, type PathPattern } from "./exceptions.ts";
import {
  type COMMANDS,
  type DOOR_USES,
  type ENGINE,
  type EXCEPTION,
  type ListShape,
  type MappingShape,
  type Read,
  RULE_LEVEL,
  SETTINGS,
  type Shape,
  type TextShape,
  type WordShape,
} from "./schema.ts";

/** The name of the file that holds a project's settings, in the order in which they are looked for in a directory. */
export const SETTINGS_FILES = [".bulkhead.yaml", ".bulkhead.yml"] as const;

/** What one source of settings says; what it does not say is left to the next one. */
export interface Settings {
  readonly profile?: Profile;
  readonly engine?: Partial<Engine>;
  readonly rules?: ReadonlyMap<string, Level | "off">;
  readonly exceptions?: readonly Exception[];
  readonly ignored?: readonly PathPattern[];
  readonly commands?: CommandFileUses;
  readonly learn?: "off";
  readonly doors?: DoorUses;
  readonly daemon?: string;
  /** The day of asking, as `2027-01-31`. Only a shell knows it; without it no exception has expired. */
  readonly today?: string;
}

/** Settings read from a file: what is right in them holds, and each thing that is wrong is in `inputErrors`. */
export interface SettingsFile {
  readonly settings: Settings;
  readonly inputErrors: readonly InputError[];
}

/** Nobody says anything. */
export const NO_SETTINGS: Settings = {};

/**
 * The settings that hold: each comes from the first source that says it, then from the defaults.
 * The command line and the editor come before `.bulkhead.yaml`.
 */
export function configOf(sources: readonly Settings[]): Config {
  const weakestFirst = [...sources].reverse();
  const profile = sources.find((source) => source.profile !== undefined)?.profile ?? "default";
  let engine = DEFAULT_ENGINE;
  for (const source of weakestFirst) engine = { ...engine, ...source.engine };
  // Podman counts its releases by itself.
  if (sources.every((source) => source.engine?.version === undefined))
    engine = { ...engine, version: ENGINE_MODES[engine.mode].version };
  const rules = new Map(weakestFirst.flatMap((source) => [...(source.rules ?? [])]));
  const today = sources.find((source) => source.today !== undefined)?.today;
  const exceptions = sources.flatMap((source) => source.exceptions ?? []).filter((one) => isCurrent(one, today));
  const ignored = sources.flatMap((source) => source.ignored ?? []);
  let commands: CommandFileUses = {};
  for (const source of weakestFirst) commands = { ...commands, ...source.commands };
  const isOff = sources.some((source) => source.learn === "off");
  let doors: DoorUses = {};
  for (const source of weakestFirst) doors = { ...doors, ...source.doors };
  const daemon = sources.find((source) => source.daemon !== undefined)?.daemon;
  return {
    profile,
    engine,
    rules,
    ...(isOff ? { learn: "off" } : {}),
    ...(daemon === undefined ? {} : { daemon }),
    ...(today === undefined ? {} : { today }),
    ...(exceptions.length === 0 ? {} : { exceptions }),
    ...(ignored.length === 0 ? {} : { ignored }),
    ...(Object.keys(commands).length === 0 ? {} : { commands }),
    ...(Object.keys(doors).length === 0 ? {} : { doors }),
  };
}

/**
 * Reads settings from YAML, and so from JSON too:
 *
 *     profile: strict
 *     engine: { mode: rootless, version: "29.5", cgroup: 2, lsm: [apparmor], compose: "5.7" }
 *     rules: { exposed-port: warning, root-user: off }
 *     paths: { ignore: [examples/**] }
 *     exceptions:
 *       - { rule: docker-socket, paths: [infra/**], service: traefik, reason: It reads labels., until: 2027-01-31 }
 *
 * `engine: rootless` is short for its mode. `rules` are the ids of all rules. Paths count from the directory of the file.
 */
export function readSettings(file: string, text: string, rules: ReadonlySet<string>): SettingsFile {
  const { documents, inputErrors } = parseYamlFile(file, text);
  const reader = new SettingsReader(directoryOf(file), rules, inputErrors);
  const root = documents[0]?.root;
  return { settings: root === undefined ? NO_SETTINGS : reader.settings(root), inputErrors: reader.inputErrors };
}

class SettingsReader {
  readonly inputErrors: InputError[];
  readonly #directory: string;
  readonly #rules: ReadonlySet<string>;

  constructor(directory: string, rules: ReadonlySet<string>, inputErrors: readonly InputError[]) {
    this.#directory = directory;
    this.#rules = rules;
    this.inputErrors = [...inputErrors];
  }

  settings(root: Node): Settings {
    const { profile, engine, rules, paths, commands, doors, learn, exceptions } =
      this.#mapping(root, SETTINGS, ours("the settings")) ?? {};
    return {
      ...(profile ? { profile } : {}),
      ...(engine ? { engine: engineOf(engine) } : {}),
      ...(engine?.daemon ? { daemon: this.#path(engine.daemon.text) } : {}),
      ...(rules ? { rules } : {}),
      ...(paths?.ignore ? { ignored: this.#patterns(paths.ignore) } : {}),
      ...(commands ? { commands: usesOf(commands) } : {}),
      ...(learn ? { learn } : {}),
      ...(doors ? { doors: opensOf(doors) } : {}),
      ...(exceptions ? { exceptions: exceptions.flatMap((one) => this.#exception(one) ?? []) } : {}),
    };
  }

  /** The URI of a path that counts from the settings' directory; the editor's own settings lie in none, and take a path of the machine. */
  #path(text: string): string {
    return resolvePath(this.#directory.startsWith("editor:") ? "file://" : this.#directory, text);
  }

  /** One that is not whole allows nothing. */
  #exception(exception: Read<typeof EXCEPTION>): Exception | undefined {
    const { rule = [], paths = [], service = [], until, node } = exception;
    const reason = exception.reason?.text.trim() ?? "";
    const place = entryOf(node, "rule")?.key ?? node.at;
    if (rule.length === 0) return this.#wrong(place, said`an exception names a rule`);
    if (reason === "") return this.#wrong(place, said`an exception gives its reason`);
    if (node.entries.has("until") && until === undefined) return undefined;
    return {
      rules: rule.map(({ text }) => text),
      paths: this.#patterns(paths),
      services: service.map(({ text }) => text),
      reason,
      ...(until === undefined ? {} : { until: until.text }),
      at: until?.at ?? node.at,
    };
  }

  #patterns(texts: readonly Scalar[]): readonly PathPattern[] {
    return texts.map(({ text }) => ({ directory: this.#directory, pattern: text }));
  }

  /** A value as its shape has it; undefined, and an input error, where it is another. `name` is what the messages call it. */
  #read<S extends Shape>(node: Node, shape: S, name: Part): Read<S> | undefined {
    return this.#readAny(node, shape, name) as Read<S> | undefined;
  }

  #readAny(node: Node, shape: Shape, name: Part): unknown {
    // A key with nothing behind it says nothing, since it is being typed or its entries are commented out.
    const isEmpty = isUnsaid(node);
    switch (shape.kind) {
      case "word":
        return this.#word(node, shape, name);
      case "text":
        return this.#text(node, shape, name);
      case "rule":
        return this.#rule(node, name);
      case "list":
        return isEmpty ? undefined : this.#list(node, shape, name);
      case "levels":
        return isEmpty ? new Map() : this.#levels(node, name);
      case "mapping":
        return isEmpty ? undefined : this.#mapping(node, shape, name);
    }
  }

  #word(node: Node, shape: WordShape, name: Part): string | undefined {
    const words = Object.keys(shape.words);
    if (node.kind !== "scalar") return this.#wrong(node.at, said`${name} is one of ${inARow(words)}`);
    if (words.includes(node.text)) return node.text;
    return this.#misspelt(node.at, node.text, words, said`${name}: "${node.text}" is none of ${inARow(words)}`);
  }

  #text(node: Node, { noun, form, mistake }: TextShape, name: Part): Scalar | undefined {
    if (node.kind !== "scalar") return this.#wrong(node.at, said`${name} is a ${ours(noun)}`);
    const { text, at, tag } = node;
    // What stands behind such a word is another text, or none.
    if (tag === "other" || tag === "reset" || tag === "override") {
      return this.#wrong(at, said`${name}: YAML takes a word that begins with ! for a tag; put it in quotes`);
    }
    if (form !== undefined && !form.test(text)) return this.#wrong(at, said`${name}: "${text}" is no ${ours(noun)}`);
    const why = mistake?.(text);
    return why === undefined ? node : this.#wrong(at, said`${name}: "${text}" ${ours(why)}`);
  }

  #rule(node: Node, name: Part): Scalar | undefined {
    if (node.kind !== "scalar") return this.#wrong(node.at, said`${name} is the id of a rule`);
    const { text, at } = node;
    return this.#rules.has(text) ? node : this.#misspelt(at, text, this.#rules, said`there is no rule "${text}"`);
  }

  #list(node: Node, { of, alone }: ListShape, name: Part): readonly unknown[] | undefined {
    const isAlone = alone === true && node.kind === "scalar";
    if (node.kind !== "sequence" && !isAlone) {
      const isOfWords = of.kind === "word";
      return this.#wrong(
        node.at,
        isOfWords ? said`${name} is a list of ${inARow(Object.keys(of.words))}` : said`${name} is a list`,
      );
    }
    const items = node.kind === "sequence" ? node.items.map(({ value }) => value) : [node];
    return items.flatMap((item) => {
      if (isUnsaid(item)) return [];
      const isOther = of.kind === "mapping" ? item.kind !== "mapping" : of.kind === "text" && item.kind !== "scalar";
      if (!isOther) return this.#read(item, of, of.kind === "mapping" ? ours(of.name) : name) ?? [];
      this.#wrong(
        item.at,
        of.kind === "mapping" ? said`${name}: each is a mapping with ${needed(of)}` : said`${name} is a list of texts`,
      );
      return [];
    });
  }

  #levels(node: Node, name: Part): ReadonlyMap<string, Level | "off"> | undefined {
    if (node.kind !== "mapping") return this.#wrong(node.at, said`${name}: a mapping with keys is expected`);
    const levels = new Map<string, Level | "off">();
    for (const [id, { key, value }] of node.entries) {
      const level = this.#read(value, RULE_LEVEL, `${inEnglish(name)}.${id}`);
      if (!this.#rules.has(id)) this.#misspelt(key, id, this.#rules, said`${name}: there is no rule "${id}"`);
      else if (level !== undefined) levels.set(id, level);
    }
    return levels;
  }

  /** Each key by its shape; an unknown one is wrong. */
  #mapping<S extends MappingShape>(node: Node, shape: S, name: Part): Read<S> | undefined {
    const { keys, short } = shape;
    if (isUnsaid(node)) return undefined;
    if (node.kind === "scalar" && short !== undefined && keys[short]) {
      return { [short]: this.#read(node, keys[short].shape, name) } as Read<S>;
    }
    if (node.kind !== "mapping") return this.#wrong(node.at, said`${name}: a mapping with keys is expected`);
    const values: { [key: string]: unknown } = { node };
    for (const [key, { key: at, value }] of node.entries) {
      const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (known)
        values[key] = this.#read(value, known.shape, shape.prefix === undefined ? key : `${shape.prefix}.${key}`);
      else {
        const names = Object.keys(keys);
        this.#misspelt(at, key, names, said`${name}: there is no key "${key}", only ${inARow(names)}`);
      }
    }
    return values as Read<S>;
  }

  #wrong(at: Place, message: Said): undefined {
    this.inputErrors.push({ at, ...told(message) });
  }

  /** What is wrong with one word of several that are known. */
  #misspelt(at: Place, word: string, words: Iterable<string>, message: Said): undefined {
    const meant = nearest(word, words);
    if (meant === undefined) return this.#wrong(at, message);
    this.inputErrors.push({ at, ...told(said`${ours(message)}; did you mean "${meant}"?`), meant });
  }
}

function engineOf({ mode, version, cgroup, lsm, compose }: Read<typeof ENGINE>): Partial<Engine> {
  return {
    ...(mode ? { mode } : {}),
    ...(version ? { version: version.text } : {}),
    ...(cgroup ? { cgroup: cgroup === "1" ? 1 : 2 } : {}),
    ...(lsm ? { lsm } : {}),
    ...(compose ? { compose: compose.text } : {}),
  };
}

function opensOf({ node: _, ...uses }: Read<typeof DOOR_USES>): DoorUses {
  return uses;
}

function usesOf({ node: _, ...uses }: Read<typeof COMMANDS>): CommandFileUses {
  return uses;
}

/** Whether nothing is there, neither in quotes nor behind a tag. */
function isUnsaid(node: Node): boolean {
  return node.kind === "scalar" && node.text === "" && node.quotes === "plain" && node.tag === undefined;
}

/** The names of the keys that a mapping has to have. */
function needed({ keys }: MappingShape): Part {
  return listed(Object.keys(keys).filter((name) => keys[name]?.required === true));
}
