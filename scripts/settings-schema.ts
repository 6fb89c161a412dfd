import { fileAddress } from "../server/analysis/report/publication.ts";
import type { Rule } from "../server/analysis/rules/rule.ts";
import {
  type Key,
  keysOf,
  LEFT_ALONE,
  RULE_LEVEL,
  SETTINGS,
  type Shape,
  sentenceOf,
} from "../server/analysis/settings/schema.ts";
import { filled } from "../server/analysis/text/words.ts";
import { MINUTES } from "../server/learn/minutes.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
interface JsonObject {
  readonly [key: string]: Json;
}

/** The JSON schema of `.bulkhead.yaml`. */
export function settingsSchema(rules: readonly Rule[]): Json {
  const address = fileAddress("docs/bulkhead.schema.json");
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    ...(address === undefined ? {} : { $id: address }),
    title: "Settings of Bulkhead",
    ...schemaOf(SETTINGS, [], { rules, written: (_, text) => text }),
  };
}

/** What of the schema of a value depends on where it stands. */
interface Surroundings {
  readonly rules: readonly Rule[];
  /** How a text is written: as it is, or as the name that the manifest has for it. */
  readonly written: (path: readonly string[], text: string) => string;
}

function schemaOf(shape: Shape, path: readonly string[], where: Surroundings): JsonObject {
  switch (shape.kind) {
    case "word": {
      const words = Object.keys(shape.words);
      const texts = Object.entries(shape.words).map(([word, text]) => where.written([...path, word], text));
      return {
        type: shape.isNumber ? "integer" : "string",
        enum: shape.isNumber ? words.map(Number) : words,
        ...(texts.every((text) => text === "") ? {} : { markdownEnumDescriptions: texts }),
      };
    }
    case "text": {
      const form = shape.format ? { format: shape.format } : shape.form ? { pattern: shape.form.source } : {};
      return { type: "string", ...form };
    }
    case "rule":
      return { type: "string", enum: where.rules.map(({ id }) => id) };
    case "list": {
      const items = schemaOf(shape.of, path, where);
      return shape.alone ? { oneOf: [items, { type: "array", items }] } : { type: "array", items };
    }
    case "levels":
      return levels(path, where);
    case "mapping":
      return mapping(shape, path, where);
  }
}

function mapping(shape: Shape & { kind: "mapping" }, path: readonly string[], where: Surroundings): JsonObject {
  const keys: readonly (readonly [string, Key])[] = Object.entries(shape.keys);
  const required = keys.flatMap(([name, key]) => (key.required ? [name] : []));
  const properties = keys.map(([name, key]) => [name, keySchema(key, [...path, name], where)] as const);
  const whole: JsonObject = {
    type: "object",
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(properties),
  };
  const short = shape.short === undefined ? undefined : shape.keys[shape.short];
  if (shape.short === undefined || !short) return whole;
  return { oneOf: [schemaOf(short.shape, [...path, shape.short], where), whole] };
}

function keySchema(key: Key, path: readonly string[], where: Surroundings): JsonObject {
  return {
    ...schemaOf(key.shape, path, where),
    ...(key.required && key.shape.kind === "text" ? { minLength: 1 } : {}),
    markdownDescription: where.written(path, sentenceOf(key)),
  };
}

function levels(path: readonly string[], { rules, written }: Surroundings): JsonObject {
  const properties = rules.map((rule): [string, Json] => [
    rule.id,
    {
      type: "string",
      enum: Object.keys(RULE_LEVEL.words),
      markdownDescription: written([...path, rule.id], ruleText(rule, {})),
    },
  ]);
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(properties) };
}

/** What a level is given to, and which one it has by itself, in the language of a table whose keys are the English texts. */
function ruleText({ level, docs }: Rule, table: Readonly<Record<string, string>>): string {
  return filled(table[RULE_TEXT] ?? RULE_TEXT, table[docs.title] ?? docs.title, `\`${level}\``);
}

/** How the text of a rule in the settings is made of its title and its level. */
export const RULE_TEXT = "{0}. Usually {1}.";

/** The manifest with the settings of the editor in `contributes.configuration`; nothing else of the text changes. */
export function withSettings(manifest: string, rules: readonly Rule[]): string {
  const parsed: { contributes: { configuration: unknown } } = JSON.parse(manifest);
  parsed.contributes.configuration = configuration(rules);
  return `${JSON.stringify(parsed, undefined, 2)}\n`;
}

function configuration(rules: readonly Rule[]): Json {
  const where: Surroundings = { rules, written: (path, text) => (text === "" ? "" : nameOf(path)) };
  const shared = EDITOR_KEYS.map(([name, key], index): readonly [string, Json] => [
    `bulkhead.${name}`,
    {
      ...keySchema(key, [name], where),
      scope: "resource",
      order: index + 2,
      // `.bulkhead.yaml` holds until the user says something; levels add up, and so do the details of a mapping.
      ...(key.shape.kind === "word" ? leftAlone(schemaOf(key.shape, [name], where)) : { default: {} }),
    },
  ]);
  return {
    title: "Bulkhead",
    properties: {
      "bulkhead.enable": {
        type: "boolean",
        scope: "resource",
        order: 1,
        default: true,
        markdownDescription: nameOf(["enable"]),
      },
      ...Object.fromEntries(shared),
      ...Object.fromEntries(SWITCHES.map(([name], index) => [`bulkhead.${name}`, switchSchema(name, 10 + index)])),
      ...Object.fromEntries(
        ENGINE_SWITCHES.map(([name], index) => [`bulkhead.${name}`, switchSchema(name, 20 + index)]),
      ),
      "bulkhead.learn.minutes": {
        type: "integer",
        scope: "resource",
        order: 22,
        minimum: 1,
        maximum: MINUTES.most,
        default: MINUTES.usually,
        markdownDescription: nameOf(["learn.minutes"]),
      },
      "bulkhead.navigation": {
        type: "string",
        scope: "resource",
        order: 30,
        enum: NAVIGATION.map(([word]) => word),
        markdownEnumDescriptions: NAVIGATION.map(([word]) => nameOf(["navigation", word])),
        default: "auto",
        markdownDescription: nameOf(["navigation"]),
      },
      "bulkhead.trace.server": {
        type: "string",
        scope: "window",
        order: 90,
        enum: ["off", "messages", "verbose"],
        default: "off",
        markdownDescription: nameOf(["trace"]),
      },
    },
  };
}

/** The schema of a setting with one more word, the default, for leaving it alone. */
function leftAlone({ enum: words, markdownEnumDescriptions: texts, ...others }: JsonObject): JsonObject {
  return {
    ...others,
    enum: [LEFT_ALONE, ...(words as readonly Json[])],
    markdownEnumDescriptions: [nameOf([LEFT_ALONE]), ...(texts as readonly Json[])],
    default: LEFT_ALONE,
  };
}

const EDITOR_KEYS: readonly (readonly [string, Key])[] = Object.entries(SETTINGS.keys).flatMap(editorKeys);

/** The page of settings shows a choice of words and no mapping, so that the short form of a mapping has a setting of its own. */
function editorKeys([name, key]: [string, Key]): readonly (readonly [string, Key])[] {
  const { shape } = key;
  if (key.unset === undefined) return [];
  if (shape.kind !== "mapping" || shape.short === undefined) return [[name, key]];
  const { [shape.short]: short, ...keys } = shape.keys;
  if (!short) return [[name, key]];
  const says = `what \`.bulkhead.yaml\` takes below \`${name}\` beside the ${shape.short}`;
  const details: Key = { says, unset: "", shape: { kind: "mapping", name: shape.name, keys } };
  return [
    [name, { ...key, shape: short.shape }],
    [`${name}Details`, details],
  ];
}

/** The name of a text in the manifest, where it stands with the others so that it can be translated. */
function nameOf(path: readonly string[]): string {
  return `%setting.${path.join(".")}%`;
}

/** What the editor shows, each part of which can be turned off by itself; all are on. */
const SWITCHES: readonly (readonly [name: string, text: string])[] = [
  ["codeLens", "Whether a line above each service and each final stage says how exposed it is."],
  ["hover", "Whether a hover explains what is written."],
  ["colors", "Whether values that decide or open a container's isolation have colours of their own."],
  ["hints.user", "Whether a hint behind an image says as whom it starts."],
  ["hints.capabilities", "Whether a hint behind `cap_add` and `cap_drop` says how many capabilities they leave."],
  ["hints.namespaces", "Whether a hint says that a namespace is the host's by way of another service."],
  ["hints.ports", "Whether a hint before a port says the address that it is bound to."],
  [
    "backgroundScan",
    "Whether the Dockerfiles and Compose files of a workspace are looked at when it opens, so that the list of findings and *Problems* are complete. It waits until nothing else is to be done.",
  ],
];

/** What the editor may ask the user's container engine for, when somebody asks for it; where one of these is false, it may not. */
const ENGINE_SWITCHES: readonly (readonly [name: string, text: string])[] = [
  [
    "compare.enable",
    "Whether the command *Compare with Running Containers* may ask the container engine. It never does by itself, and never in a workspace that is not trusted. Where this is false in the user's settings or in a workspace's, it may not.",
  ],
  [
    "learn.enable",
    "Whether the command *Learn What This Service Needs…* may run copies of services on the container engine. It asks each time before anything is run, and never does it in a workspace that is not trusted. Where this is false in the user's settings or in a workspace's, it may not.",
  ],
];

/** When names are followed. */
const NAVIGATION: readonly (readonly [word: string, text: string])[] = [
  [
    "auto",
    "where no extension that is installed does the same: Docker DX for Compose files, Container Tools for Dockerfiles",
  ],
  ["on", "always, so that two extensions may answer"],
  ["off", "never"],
];

function switchSchema(name: string, order: number): JsonObject {
  const scope = name === "backgroundScan" ? "window" : "resource";
  return { type: "boolean", scope, order, default: true, markdownDescription: nameOf([name]) };
}

/** What only the editor has. */
const EDITOR_TEXTS: readonly (readonly [string, string])[] = [
  [
    "enable",
    "Whether files are analysed. Everything ends with it: messages, hovers, completions, lenses, hints and colours.",
  ],
  [
    "navigation",
    "Whether *Go to Definition*, *Rename*, highlights and the outline know services, volumes, networks, secrets, configs, stages and arguments.",
  ],
  [
    "trace",
    "What of the talk between the editor and the language server goes to the log. It is written when the log level of the output channel *Bulkhead* is *Trace*.",
  ],
];

/** The manifest's texts in another language with those of rules, as the bundle of that language has their titles; nothing else of them changes. */
export function withRuleTexts(texts: string, bundle: string, rules: readonly Rule[]): string {
  const parsed: Readonly<Record<string, string>> = JSON.parse(texts);
  const table: Readonly<Record<string, string>> = JSON.parse(bundle);
  const others = Object.entries(parsed).filter(([name]) => !name.startsWith("setting.rules."));
  const whole = others.flatMap(([name, text]) => [
    [name, text] as const,
    ...(name === "setting.rules" ? ruleTexts(rules, table).map(([one, own]) => [`setting.${one}`, own] as const) : []),
  ]);
  return `${JSON.stringify(Object.fromEntries(whole), undefined, 2)}\n`;
}

function ruleTexts(rules: readonly Rule[], table: Readonly<Record<string, string>>) {
  return rules.map((rule) => [`rules.${rule.id}`, ruleText(rule, table)] as const);
}

/** The manifest's texts with those of the settings; nothing else of them changes. */
export function withSettingTexts(texts: string, rules: readonly Rule[]): string {
  const parsed: Readonly<Record<string, string>> = JSON.parse(texts);
  const others = Object.entries(parsed).filter(([name]) => !name.startsWith("setting."));
  const own = [
    ...EDITOR_TEXTS,
    ...SWITCHES,
    ...ENGINE_SWITCHES,
    ["learn.minutes", "How many minutes *Learn What This Service Needs…* may take for one service."] as const,
    ...NAVIGATION.map(([word, text]) => [`navigation.${word}`, text] as const),
    [LEFT_ALONE, "what `.bulkhead.yaml` says"] as const,
    ...EDITOR_KEYS.flatMap(([name, key]) => textsOf(key, [name], rules)),
  ];
  const named = own.map(([name, text]) => [`setting.${name}`, text]);
  return `${JSON.stringify(Object.fromEntries([...others, ...named]), undefined, 2)}\n`;
}

function textsOf(key: Key, path: readonly string[], rules: readonly Rule[]): readonly (readonly [string, string])[] {
  const own = [path.join("."), [sentenceOf(key), key.unset ?? ""].join(" ").trim()] as const;
  const below = Object.entries(keysOf(key.shape) ?? {}).flatMap(([name, one]) => textsOf(one, [...path, name], rules));
  const levels = key.shape.kind === "levels" ? ruleTexts(rules, {}) : [];
  return [own, ...levels, ...wordTexts(key.shape, path), ...below];
}

function wordTexts(shape: Shape, path: readonly string[]): readonly (readonly [string, string])[] {
  if (shape.kind === "list") return wordTexts(shape.of, path);
  return shape.kind === "word"
    ? Object.entries(shape.words).map(([word, text]) => [[...path, word].join("."), text])
    : [];
}
