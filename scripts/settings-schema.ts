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
      return levels(where.rules);
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

function levels(rules: readonly Rule[]): JsonObject {
  const properties = rules.map(({ id, level, docs }): [string, Json] => [
    id,
    {
      type: "string",
      enum: Object.keys(RULE_LEVEL.words),
      markdownDescription: `${docs.title}. Usually \`${level}\`.`,
    },
  ]);
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(properties) };
}

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
      // `.bulkhead.yaml` holds until the user says something; levels add up.
      ...(key.shape.kind === "levels" ? { default: {} } : leftAlone(schemaOf(key.shape, [name], where))),
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
function leftAlone(schema: JsonObject): JsonObject {
  const { oneOf, ...plain } = schema;
  if (!Array.isArray(oneOf)) return { ...withLeftAlone(plain), default: LEFT_ALONE };
  const [short, ...others] = oneOf as readonly JsonObject[];
  return { ...plain, oneOf: [withLeftAlone(short ?? {}), ...others], default: LEFT_ALONE };
}

function withLeftAlone({ enum: words, markdownEnumDescriptions: texts, ...others }: JsonObject): JsonObject {
  return {
    ...others,
    enum: [LEFT_ALONE, ...(words as readonly Json[])],
    markdownEnumDescriptions: [nameOf([LEFT_ALONE]), ...(texts as readonly Json[])],
  };
}

const EDITOR_KEYS: readonly (readonly [string, Key])[] = Object.entries(SETTINGS.keys).flatMap(
  ([name, key]: [string, Key]) => (key.unset === undefined ? [] : [[name, key] as const]),
);

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

/** The manifest's texts with those of the settings; nothing else of them changes. */
export function withSettingTexts(texts: string): string {
  const parsed: Readonly<Record<string, string>> = JSON.parse(texts);
  const others = Object.entries(parsed).filter(([name]) => !name.startsWith("setting."));
  const own = [
    ...EDITOR_TEXTS,
    ...SWITCHES,
    ...NAVIGATION.map(([word, text]) => [`navigation.${word}`, text] as const),
    [LEFT_ALONE, "what `.bulkhead.yaml` says"] as const,
    ...EDITOR_KEYS.flatMap(([name, key]) => textsOf(key, [name])),
  ];
  const named = own.map(([name, text]) => [`setting.${name}`, text]);
  return `${JSON.stringify(Object.fromEntries([...others, ...named]), undefined, 2)}\n`;
}

function textsOf(key: Key, path: readonly string[]): readonly (readonly [string, string])[] {
  const own = [path.join("."), [sentenceOf(key), key.unset ?? ""].join(" ").trim()] as const;
  const below = Object.entries(keysOf(key.shape) ?? {}).flatMap(([name, one]) => textsOf(one, [...path, name]));
  return [own, ...wordTexts(key.shape, path), ...below];
}

function wordTexts(shape: Shape, path: readonly string[]): readonly (readonly [string, string])[] {
  if (shape.kind === "list") return wordTexts(shape.of, path);
  return shape.kind === "word"
    ? Object.entries(shape.words).map(([word, text]) => [[...path, word].join("."), text])
    : [];
}
