import { readFileSync } from "node:fs";
import path from "node:path";
import type { KeyType, SchemaKey } from "../server/analysis/facts/compose-schema.ts";

/** The release whose schema lies in `scripts/compose-spec`, and the first release of Compose that brings it. */
const COMPOSE_GO = "2.16.2";
const COMPOSE = "5.7";

/**
 * The first release of Compose that takes a key, for keys that 2.40 refuses; what stands below such a key is as young.
 * Found by comparing the schemas of compose-go 2.9.1, 2.10.2, 2.12.1, 2.14.0, 2.15.0, 2.16.1 and 2.16.2, which Compose 2.40, 5.1, 5.2, 5.4, 5.5, 5.6
 * and 5.7 are built with; `no_cache_filter` and `pre_start` by the sources of Compose 5.0 and by the notes of its release 5.3.
 */
const SINCE: ReadonlyMap<string, string> = new Map([
  ["file.jobs", "5.6"],
  ["service.pre_start", "5.3"],
  ["container.umask", "5.7"],
  ["workload.build.no_cache_filter", "5.0"],
  ["container.networks.use_service_name_alias", "5.7"],
]);

/** A part of a JSON schema, as far as it is read here. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** What the schema calls a definition, and what we call the part. Those without a definition go by the part and the key that they stand under. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["container_spec", "container"],
  ["workload_spec", "workload"],
  ["pre_start_hook", "pre_start"],
  ["service_hook", "hook"],
  ["deployment", "deploy"],
  ["development", "develop"],
]);

/** The text of the table that is made of the schema. */
export function schemaTable(): string {
  const file = path.join(import.meta.dirname, "compose-spec/compose-spec.json");
  const root: Schema & { readonly $defs: Readonly<Record<string, Schema>> } = JSON.parse(readFileSync(file, "utf8"));
  const reader = new SchemaReader(root.$defs);
  reader.mapping("file", root);
  for (const missing of reader.unused(SINCE)) throw new Error(`the schema has no key ${missing}`);
  const parts = [...reader.parts].map(([name, keys]) => {
    const lines = Object.entries(keys).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
    return `  ${JSON.stringify(name)}: {\n${lines.join("\n")}\n  },`;
  });
  const required = [...reader.required].map(([name, keys]) => `  ${JSON.stringify(name)}: ${JSON.stringify(keys)},`);
  return `${HEAD}${parts.join("\n")}\n};\n${REQUIRED_HEAD}${required.join("\n")}\n};\n`;
}

const HEAD = `// Made by \`npm run docs\` of scripts/compose-spec/compose-spec.json. Change that file or scripts/compose-schema.ts instead.
/** What a key may hold. */
export type KeyType = "text" | "number" | "whole number" | "boolean" | "list" | "mapping" | "nothing";

/** A key as the schema of Compose files has it. */
export interface SchemaKey {
  readonly types: readonly KeyType[];
  /** What an item of a list may be. */
  readonly items?: readonly KeyType[];
  /** What may stand under each name, where the keys of the value are names. */
  readonly each?: readonly KeyType[];
  /** Whether no two items of a list may be equal. */
  readonly unique?: true;
  /** The only words that it takes. */
  readonly words?: readonly string[];
  /** The part of the schema whose keys its value takes, or each item of it. */
  readonly keys?: string;
  /** The part whose keys stand under each name, where the keys of the value are names. */
  readonly named?: string;
  /** The first release of Compose that takes it, where 2.40 does not. */
  readonly since?: string;
}

/** The releases of compose-go and of Compose that the table is made for. */
export const SCHEMA_VERSION = { composeGo: "${COMPOSE_GO}", compose: "${COMPOSE}" } as const;

/** The keys of each kind of mapping in a Compose file. \`container\` and \`workload\` are parts of what a service and a job take. */
// biome-ignore format: one key a line
export const SCHEMA: Readonly<Record<string, Readonly<Record<string, SchemaKey>>>> = {
`;

const REQUIRED_HEAD = `
/** The keys that each kind of mapping has to have; those without any are left out. */
// biome-ignore format: one part a line
export const REQUIRED: Readonly<Record<string, readonly string[]>> = {
`;

class SchemaReader {
  readonly parts = new Map<string, Record<string, SchemaKey>>();
  readonly required = new Map<string, readonly string[]>();
  readonly #definitions: Readonly<Record<string, Schema>>;

  constructor(definitions: Readonly<Record<string, Schema>>) {
    this.#definitions = definitions;
  }

  /** Reads the keys of a mapping under a name, once. */
  mapping(name: string, schema: Schema): string {
    if (this.parts.has(name)) return name;
    const keys: Record<string, SchemaKey> = {};
    this.parts.set(name, keys);
    if (schema.required !== undefined) this.required.set(name, schema.required);
    for (const [key, value] of Object.entries(schema.properties ?? {})) keys[key] = this.#key(name, key, value);
    for (const { $ref } of schema.allOf ?? []) {
      const definition = $ref?.split("/").at(-1) ?? "";
      this.mapping(nameOf(definition), this.#definitions[definition] ?? {});
    }
    return name;
  }

  /** The paths that no key of the schema has. */
  unused(paths: ReadonlyMap<string, unknown>): readonly string[] {
    return [...paths.keys()].filter((one) => {
      const dot = one.lastIndexOf(".");
      return this.parts.get(one.slice(0, dot))?.[one.slice(dot + 1)] === undefined;
    });
  }

  #key(part: string, key: string, schema: Schema): SchemaKey {
    const forms = [...this.#forms(schema, `${part}.${key}`)];
    const types = typesOf(forms.map((form) => form.schema));
    const items = this.#typesIn(forms.flatMap((form) => form.schema.items ?? []));
    const each = this.#typesIn(forms.flatMap((form) => valuesOf(form.schema)));
    const keys = forms.flatMap(({ schema: form, name }) => this.#below(name, form))[0];
    const named = forms.flatMap(({ schema: form, name }) => this.#each(name, form))[0];
    const words = forms.flatMap(({ schema: form }) => form.enum ?? []);
    const since = SINCE.get(`${part}.${key}`);
    return {
      types,
      ...(items.length > 0 ? { items } : {}),
      ...(each.length > 0 ? { each } : {}),
      ...(forms.some((form) => form.schema.uniqueItems === true) ? { unique: true } : {}),
      ...(words.length > 0 ? { words: [...new Set(words)] } : {}),
      ...(keys === undefined ? {} : { keys }),
      ...(named === undefined ? {} : { named }),
      ...(since === undefined ? {} : { since }),
    };
  }

  /** The forms that a value may take, each with the name of the definition that it comes from, or else with the given one. */
  *#forms(schema: Schema, name: string): Generator<{ readonly schema: Schema; readonly name: string }> {
    const definition = schema.$ref?.split("/").at(-1);
    if (definition !== undefined) yield* this.#forms(this.#definitions[definition] ?? {}, nameOf(definition));
    else if (schema.oneOf !== undefined) for (const one of schema.oneOf) yield* this.#forms(one, name);
    else yield { schema, name };
  }

  /** The mapping that a form is, or that an item of it may be. */
  #below(name: string, form: Schema): readonly string[] {
    if (form.properties !== undefined || form.allOf !== undefined) return [this.mapping(name, form)];
    if (form.items === undefined) return [];
    return [...this.#forms(form.items, name)].flatMap((one) => this.#below(one.name, one.schema));
  }

  /** The mapping that stands under each name of a form whose keys are names. */
  #each(name: string, form: Schema): readonly string[] {
    return valuesOf(form).flatMap((value) =>
      [...this.#forms(value, name)].flatMap((one) => this.#below(one.name, one.schema)),
    );
  }

  /** What values of these schemas may be. */
  #typesIn(schemas: readonly Schema[]): readonly KeyType[] {
    return typesOf(schemas.flatMap((one) => [...this.#forms(one, "")].map(({ schema }) => schema)));
  }
}

/** The schemas of what stands under free names. */
function valuesOf(form: Schema): readonly Schema[] {
  if (form.properties !== undefined) return [];
  const named = Object.entries(form.patternProperties ?? {}).flatMap(([pattern, one]) =>
    pattern === "^x-" ? [] : [one],
  );
  return typeof form.additionalProperties === "object" ? [...named, form.additionalProperties] : named;
}

function typesOf(schemas: readonly Schema[]): readonly KeyType[] {
  const types = new Set(schemas.flatMap(typeOf).map((type) => TYPES.get(type) ?? type));
  // A whole number is a number as well.
  if (types.has("number")) types.delete("whole number");
  return [...types] as KeyType[];
}

/** What has keys is a mapping, also where nothing says so. */
function typeOf({ type, properties, allOf }: Schema): string | readonly string[] {
  return type ?? (properties === undefined && allOf === undefined ? [] : "object");
}

function nameOf(definition: string): string {
  return NAMES.get(definition) ?? definition;
}

const TYPES: ReadonlyMap<string, KeyType> = new Map([
  ["string", "text"],
  ["number", "number"],
  ["integer", "whole number"],
  ["boolean", "boolean"],
  ["array", "list"],
  ["object", "mapping"],
  ["null", "nothing"],
]);
