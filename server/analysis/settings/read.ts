import { DEFAULT_ENGINE, type Engine } from "../facts/engine.ts";
import { LEVELS, type Level } from "../model/level.ts";
import type { InputError } from "../model/project.ts";
import type { Place } from "../text/span.ts";
import { directoryOf } from "../text/uri.ts";
import { parseYamlFile } from "../yaml/parse.ts";
import type { Entry, Mapping, Node, Scalar } from "../yaml/tree.ts";
import type { Config, Profile } from "./config.ts";
import { type Exception, isCurrent, type PathPattern } from "./exceptions.ts";

/** The name of the file that holds a project's settings, in the order in which they are looked for in a directory. */
export const SETTINGS_FILES = [".bulkhead.yaml", ".bulkhead.yml"] as const;

/** What one source of settings says; what it does not say is left to the next one. */
export interface Settings {
  readonly profile?: Profile;
  readonly engine?: Partial<Engine>;
  readonly rules?: ReadonlyMap<string, Level | "off">;
  readonly exceptions?: readonly Exception[];
  readonly ignored?: readonly PathPattern[];
  /** The day of asking, as `2027-01-31`. Only a shell knows it; without it no exception has expired. */
  readonly today?: string;
}

/** Settings read from a file: what is right in them holds, and each thing that is wrong is in `input errors`. */
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
  const rules = new Map(weakestFirst.flatMap((source) => [...(source.rules ?? [])]));
  const today = sources.find((source) => source.today !== undefined)?.today;
  const exceptions = sources.flatMap((source) => source.exceptions ?? []).filter((one) => isCurrent(one, today));
  const ignored = sources.flatMap((source) => source.ignored ?? []);
  return {
    profile,
    engine,
    rules,
    ...(exceptions.length === 0 ? {} : { exceptions }),
    ...(ignored.length === 0 ? {} : { ignored }),
  };
}

/**
 * Reads settings from YAML, and so from JSON too:
 *
 *     profile: strict
 *     engine: { mode: rootless, version: "29.5", cgroup: 2, lsm: [apparmor] }
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

const PROFILES: readonly Profile[] = ["default", "strict"];
const MODES: readonly Engine["mode"][] = ["rootful", "rootless", "userns-remap", "podman", "swarm"];
const MODULES: readonly Engine["lsm"][number][] = ["apparmor", "selinux"];
const RULE_LEVELS: readonly (Level | "off")[] = [...LEVELS, "off"];

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
    const keys = this.#keys(root, "the settings", ["profile", "engine", "rules", "paths", "exceptions"]);
    const profile = this.#word(keys.get("profile"), "profile", PROFILES);
    const engine = this.#engine(keys.get("engine"));
    const rules = this.#levels(keys.get("rules"));
    const ignored = this.#ignored(keys.get("paths"));
    const exceptions = this.#exceptions(keys.get("exceptions"));
    return {
      ...(profile ? { profile } : {}),
      ...(engine ? { engine } : {}),
      ...(rules ? { rules } : {}),
      ...(ignored ? { ignored } : {}),
      ...(exceptions ? { exceptions } : {}),
    };
  }

  #ignored(entry: Entry | undefined): readonly PathPattern[] | undefined {
    if (entry === undefined) return undefined;
    const keys = this.#keys(entry.value, "paths", ["ignore"]);
    const ignore = keys.get("ignore");
    return ignore && this.#patterns(ignore.value, "paths.ignore");
  }

  #exceptions(entry: Entry | undefined): readonly Exception[] | undefined {
    if (entry === undefined) return undefined;
    return this.#items(entry.value, "exceptions").flatMap((item) => this.#exception(item) ?? []);
  }

  /** One that is not whole allows nothing. */
  #exception(item: Node): Exception | undefined {
    if (item.kind !== "mapping") return this.#wrong(item.at, "exceptions: each is a mapping with rule and reason");
    const keys = this.#keys(item, "an exception", ["rule", "paths", "service", "reason", "until"]);
    const [rule, paths, service] = [keys.get("rule"), keys.get("paths"), keys.get("service")];
    const rules = rule ? this.#texts(rule.value, "rule").filter((text) => this.#isRule(text)) : [];
    const reason = this.#scalar(keys.get("reason"), "reason", "a text")?.text.trim() ?? "";
    const until = this.#day(keys.get("until"));
    if (rules.length === 0) return this.#wrong(rule?.key ?? item.at, "an exception names a rule");
    if (reason === "") return this.#wrong(rule?.key ?? item.at, "an exception gives its reason");
    if (keys.has("until") && until === undefined) return undefined;
    return {
      rules: rules.map(({ text }) => text),
      paths: paths ? this.#patterns(paths.value, "paths") : [],
      services: service ? this.#texts(service.value, "service").map(({ text }) => text) : [],
      reason,
      ...(until === undefined ? {} : { until: until.text }),
      at: until?.at ?? item.at,
    };
  }

  #isRule({ text, at }: Scalar): boolean {
    if (!this.#rules.has(text)) this.#wrong(at, `there is no rule "${text}"`);
    return this.#rules.has(text);
  }

  #day(entry: Entry | undefined): Scalar | undefined {
    const scalar = this.#scalar(entry, "until", "a day such as 2027-01-31");
    if (scalar === undefined || /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(scalar.text)) return scalar;
    return this.#wrong(scalar.at, `until: "${scalar.text}" is no day such as 2027-01-31`);
  }

  #patterns(node: Node, name: string): readonly PathPattern[] {
    return this.#texts(node, name).map(({ text }) => ({ directory: this.#directory, pattern: text }));
  }

  /** A list of texts, or a text alone. */
  #texts(node: Node, name: string): readonly Scalar[] {
    if (node.kind === "scalar" && node.text !== "") return [node];
    return this.#items(node, name).flatMap((item) => {
      if (item.kind === "scalar") return [item];
      this.#wrong(item.at, `${name} is a list of texts`);
      return [];
    });
  }

  #items(node: Node, name: string): readonly Node[] {
    if (node.kind === "sequence") return node.items.map(({ value }) => value);
    if (node.kind === "mapping" || node.text !== "") this.#wrong(node.at, `${name} is a list`);
    return [];
  }

  #engine(entry: Entry | undefined): Partial<Engine> | undefined {
    if (entry?.value.kind === "scalar") {
      const mode = this.#word(entry, "engine", MODES);
      return mode ? { mode } : undefined;
    }
    if (entry === undefined) return undefined;
    const keys = this.#keys(entry.value, "engine", ["mode", "version", "cgroup", "lsm"]);
    const mode = this.#word(keys.get("mode"), "engine.mode", MODES);
    const version = this.#version(keys.get("version"));
    const cgroup = this.#word(keys.get("cgroup"), "engine.cgroup", ["1", "2"]);
    const lsm = this.#modules(keys.get("lsm"));
    return {
      ...(mode ? { mode } : {}),
      ...(version ? { version } : {}),
      ...(cgroup ? { cgroup: cgroup === "1" ? 1 : 2 } : {}),
      ...(lsm ? { lsm } : {}),
    };
  }

  #version(entry: Entry | undefined): string | undefined {
    const scalar = this.#scalar(entry, "engine.version", 'a version such as "29.5"');
    if (scalar === undefined || /^\d{1,4}(\.\d{1,4}){0,2}$/.test(scalar.text)) return scalar?.text;
    return this.#wrong(scalar.at, `engine.version: "${scalar.text}" is no version such as "29.5"`);
  }

  #modules(entry: Entry | undefined): Engine["lsm"] | undefined {
    if (entry === undefined) return undefined;
    const { value } = entry;
    if (value.kind !== "sequence") return this.#wrong(value.at, `engine.lsm is a list of ${listed(MODULES)}`);
    return value.items.flatMap((item) => this.#oneOf(item.value, "engine.lsm", MODULES) ?? []);
  }

  #levels(entry: Entry | undefined): ReadonlyMap<string, Level | "off"> | undefined {
    if (entry === undefined) return undefined;
    const mapping = this.#mapping(entry.value, "rules");
    const levels = new Map<string, Level | "off">();
    for (const [id, one] of mapping?.entries ?? []) {
      const level = this.#oneOf(one.value, `rules.${id}`, RULE_LEVELS);
      if (!this.#rules.has(id)) this.#wrong(one.key, `rules: there is no rule "${id}"`);
      else if (level !== undefined) levels.set(id, level);
    }
    return levels;
  }

  /** The known keys of a mapping; each unknown one is wrong. */
  #keys(node: Node, name: string, known: readonly string[]): ReadonlyMap<string, Entry> {
    const entries = this.#mapping(node, name)?.entries ?? new Map<string, Entry>();
    for (const [key, { key: at }] of entries) {
      if (!known.includes(key)) this.#wrong(at, `${name}: there is no key "${key}", only ${listed(known)}`);
    }
    return entries;
  }

  /** A key with nothing behind it says nothing, since it is being typed or its entries are commented out. */
  #mapping(node: Node, name: string): Mapping | undefined {
    if (node.kind === "mapping") return node;
    if (node.kind === "scalar" && node.text === "" && node.quotes === "plain") return undefined;
    return this.#wrong(node.at, `${name}: a mapping with keys is expected`);
  }

  #word<Word extends string>(entry: Entry | undefined, name: string, words: readonly Word[]): Word | undefined {
    return entry === undefined ? undefined : this.#oneOf(entry.value, name, words);
  }

  #oneOf<Word extends string>(node: Node, name: string, words: readonly Word[]): Word | undefined {
    if (node.kind !== "scalar") return this.#wrong(node.at, `${name} is one of ${listed(words)}`);
    const found = words.find((word) => word === node.text);
    return found ?? this.#wrong(node.at, `${name}: "${node.text}" is none of ${listed(words)}`);
  }

  #scalar(entry: Entry | undefined, name: string, expected: string): Scalar | undefined {
    if (entry === undefined) return undefined;
    return entry.value.kind === "scalar" ? entry.value : this.#wrong(entry.value.at, `${name} is ${expected}`);
  }

  #wrong(at: Place, message: string): undefined {
    this.inputErrors.push({ at, message });
  }
}

function listed(words: readonly string[]): string {
  return words.join(", ");
}
