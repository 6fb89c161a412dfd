import type { AnyRule } from "../server/analysis/rules/rule.ts";
import { LEVELS } from "../server/analysis/rules/rule.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const PROFILES = {
  enum: ["default", "strict"],
  markdownEnumDescriptions: [
    "What somebody wrote that weakens isolation, and one finding a service that lists missing hardening.",
    "Each missing hardening is reported by a rule of its own.",
  ],
} satisfies Json;

const MODES: Json = ["rootful", "rootless", "userns-remap", "podman", "swarm"];

/** The JSON schema of `.bulkhead.yaml`. */
export function settingsSchema(rules: readonly AnyRule[]): Json {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://raw.githubusercontent.com/bulkhead-security/bulkhead/main/docs/bulkhead.schema.json",
    title: "Settings of Bulkhead",
    type: "object",
    additionalProperties: false,
    properties: { profile: profile(), engine: engine(), rules: levels(rules) },
  };
}

/** The manifest with the settings of the editor in `contributes.configuration`; nothing else of the text changes. */
export function withSettings(manifest: string, rules: readonly AnyRule[]): string {
  const parsed: { contributes: { configuration: unknown } } = JSON.parse(manifest);
  parsed.contributes.configuration = configuration(rules);
  return `${JSON.stringify(parsed, undefined, 2)}\n`;
}

function configuration(rules: readonly AnyRule[]): Json {
  return {
    title: "Bulkhead",
    properties: {
      "bulkhead.enable": {
        type: "boolean",
        scope: "resource",
        order: 1,
        default: true,
        markdownDescription: "Whether files are analysed. Hovers and completions end with it too.",
      },
      "bulkhead.profile": unset({ ...profile(), order: 2 }),
      "bulkhead.engine": unset({ ...engine(), order: 3 }),
      "bulkhead.rules": { ...levels(rules), scope: "resource", order: 4, default: {} },
      "bulkhead.trace.server": {
        type: "string",
        scope: "window",
        order: 90,
        enum: ["off", "messages", "verbose"],
        default: "off",
        markdownDescription:
          "What of the talk between the editor and the language server goes to the log. It is written when the log level of the output channel *Bulkhead* is *Trace*.",
      },
    },
  };
}

/** A setting of the editor without a default, so that `.bulkhead.yaml` holds until the user says something. */
function unset(schema: { readonly [key: string]: Json }): Json {
  return { ...schema, scope: "resource", default: null };
}

function profile(): { readonly [key: string]: Json } {
  return {
    ...PROFILES,
    markdownDescription: "How much is reported. Without it, `.bulkhead.yaml` decides, and else it is `default`.",
  };
}

function engine(): { readonly [key: string]: Json } {
  return {
    markdownDescription:
      "The engine that runs the containers: a mode, or an object with `mode`, `version`, `cgroup` and `lsm`. Levels and defaults depend on it. Without it, `.bulkhead.yaml` decides, and else it is a rootful Docker 29.5 on cgroup v2 with AppArmor.",
    oneOf: [
      { type: "string", enum: MODES },
      {
        type: "object",
        additionalProperties: false,
        properties: {
          mode: { type: "string", enum: MODES, description: "Who runs the daemon, and whether user ids are remapped." },
          version: {
            type: "string",
            pattern: "^\\d+(\\.\\d+){0,2}$",
            description: "The engine's release, such as 29.5.",
          },
          cgroup: { type: "integer", enum: [1, 2], description: "The version of control groups on the host." },
          lsm: {
            type: "array",
            items: { type: "string", enum: ["apparmor", "selinux"] },
            description: "What the host's kernel confines containers with; empty for nothing.",
          },
        },
      },
    ],
  };
}

function levels(rules: readonly AnyRule[]): { readonly [key: string]: Json } {
  const properties = rules.map(({ id, level, docs }): [string, Json] => [
    id,
    { type: "string", enum: [...LEVELS, "off"], markdownDescription: `${docs.title}. Usually \`${level}\`.` },
  ]);
  return {
    type: "object",
    markdownDescription:
      "A level for all findings of a rule, or `off`. A rule of the strict profile that is named here reports in the default profile too.",
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}
