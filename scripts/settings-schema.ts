import { LEVELS } from "../server/analysis/model/level.ts";
import { fileAddress } from "../server/analysis/report/publication.ts";
import type { Rule } from "../server/analysis/rules/rule.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const MODES: Json = ["rootful", "rootless", "userns-remap", "podman", "swarm"];

/** The JSON schema of `.bulkhead.yaml`. */
export function settingsSchema(rules: readonly Rule[]): Json {
  const address = fileAddress("docs/bulkhead.schema.json");
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    ...(address === undefined ? {} : { $id: address }),
    title: "Settings of Bulkhead",
    type: "object",
    additionalProperties: false,
    properties: {
      profile: profile(inEnglish),
      engine: engine(inEnglish),
      rules: levels(rules, inEnglish),
      paths: paths(),
      exceptions: exceptions(rules),
    },
  };
}

/** The manifest with the settings of the editor in `contributes.configuration`; nothing else of the text changes. */
export function withSettings(manifest: string, rules: readonly Rule[]): string {
  const parsed: { contributes: { configuration: unknown } } = JSON.parse(manifest);
  parsed.contributes.configuration = configuration(rules);
  return `${JSON.stringify(parsed, undefined, 2)}\n`;
}

function configuration(rules: readonly Rule[]): Json {
  return {
    title: "Bulkhead",
    properties: {
      "bulkhead.enable": {
        type: "boolean",
        scope: "resource",
        order: 1,
        default: true,
        markdownDescription: named("enable"),
      },
      "bulkhead.profile": unset({ ...profile(named), order: 2 }),
      "bulkhead.engine": unset({ ...engine(named), order: 3 }),
      "bulkhead.rules": { ...levels(rules, named), scope: "resource", order: 4, default: {} },
      "bulkhead.trace.server": {
        type: "string",
        scope: "window",
        order: 90,
        enum: ["off", "messages", "verbose"],
        default: "off",
        markdownDescription: named("trace"),
      },
    },
  };
}

/** How a text of a setting is written: as it is, or as its name. */
type Written = (text: keyof typeof TEXTS) => string;

/** Names the text of a setting, which stands with the manifest's other texts so that it can be translated. */
function named(text: keyof typeof TEXTS): string {
  return `%setting.${text}%`;
}

function inEnglish(text: keyof typeof TEXTS): string {
  return TEXTS[text];
}

/** What the settings are, for `package.nls.json` and the schema. */
const TEXTS = {
  enable:
    "Whether files are analysed. Everything ends with it: messages, hovers, completions, lenses, hints and colours.",
  profile: "How much is reported. Without it, `.bulkhead.yaml` decides, and else it is `default`.",
  "profile.default":
    "What somebody wrote that weakens isolation, and one finding a service that lists missing hardening.",
  "profile.strict": "Each missing hardening is reported by a rule of its own.",
  engine:
    "The engine that runs the containers: a mode, or an object with `mode`, `version`, `cgroup` and `lsm`. Levels and defaults depend on it. Without it, `.bulkhead.yaml` decides, and else it is a rootful Docker 29.5 on cgroup v2 with AppArmor.",
  "engine.mode": "Who runs the daemon, and whether user ids are remapped.",
  "engine.version": "The engine's release, such as 29.5.",
  "engine.cgroup": "The version of control groups on the host.",
  "engine.lsm": "What the host's kernel confines containers with; empty for nothing.",
  rules:
    "A level for all findings of a rule, or `off`. A rule of the strict profile that is named here reports in the default profile too.",
  trace:
    "What of the talk between the editor and the language server goes to the log. It is written when the log level of the output channel *Bulkhead* is *Trace*.",
} as const;

/** The manifest's texts with those of the settings; nothing else of them changes. */
export function withSettingTexts(texts: string): string {
  const parsed: Readonly<Record<string, string>> = JSON.parse(texts);
  const others = Object.entries(parsed).filter(([name]) => !name.startsWith("setting."));
  const own = Object.entries(TEXTS).map(([name, text]) => [`setting.${name}`, text]);
  return `${JSON.stringify(Object.fromEntries([...others, ...own]), undefined, 2)}\n`;
}

/** A setting of the editor without a default, so that `.bulkhead.yaml` holds until the user says something. */
function unset(schema: { readonly [key: string]: Json }): Json {
  return { ...schema, scope: "resource", default: null };
}

function profile(written: Written): { readonly [key: string]: Json } {
  return {
    enum: ["default", "strict"],
    markdownEnumDescriptions: [written("profile.default"), written("profile.strict")],
    markdownDescription: written("profile"),
  };
}

function engine(written: Written): { readonly [key: string]: Json } {
  return {
    markdownDescription: written("engine"),
    oneOf: [
      { type: "string", enum: MODES },
      {
        type: "object",
        additionalProperties: false,
        properties: {
          mode: { type: "string", enum: MODES, description: written("engine.mode") },
          version: {
            type: "string",
            pattern: "^\\d+(\\.\\d+){0,2}$",
            description: written("engine.version"),
          },
          cgroup: { type: "integer", enum: [1, 2], description: written("engine.cgroup") },
          lsm: {
            type: "array",
            items: { type: "string", enum: ["apparmor", "selinux"] },
            description: written("engine.lsm"),
          },
        },
      },
    ],
  };
}

function paths(): Json {
  return {
    type: "object",
    description: "Which files are looked at. Patterns count from the directory of this file.",
    additionalProperties: false,
    properties: {
      ignore: {
        ...texts(),
        description: "Files and directories about which nothing is said: `examples/**`, `legacy`.",
      },
    },
  };
}

function exceptions(rules: readonly Rule[]): Json {
  const ids: Json = { type: "string", enum: rules.map(({ id }) => id) };
  return {
    type: "array",
    description: "Findings that are right where they are. Each has a reason, and better an end.",
    items: {
      type: "object",
      additionalProperties: false,
      required: ["rule", "reason"],
      properties: {
        rule: { description: "The rules whose findings are allowed.", oneOf: [ids, { type: "array", items: ids }] },
        paths: {
          ...texts(),
          description: "The files that it holds for; without it, every file below this one's directory.",
        },
        service: { ...texts(), description: "The services that it holds for; without it, whatever the rules find." },
        reason: { type: "string", minLength: 1, description: "Why it is right." },
        until: {
          type: "string",
          format: "date",
          description:
            "The last day on which it holds, such as 2027-01-31. After it the findings are reported again, and this is told.",
        },
      },
    },
  };
}

/** A list of texts, or one alone. */
function texts(): { readonly [key: string]: Json } {
  return { oneOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] };
}

function levels(rules: readonly Rule[], written: Written): { readonly [key: string]: Json } {
  const properties = rules.map(({ id, level, docs }): [string, Json] => [
    id,
    { type: "string", enum: [...LEVELS, "off"], markdownDescription: `${docs.title}. Usually \`${level}\`.` },
  ]);
  return {
    type: "object",
    markdownDescription: written("rules"),
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}
