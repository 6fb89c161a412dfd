import type { InputError } from "../../model/project.ts";
import { asBoolean, isNull, yamlType } from "../../yaml/scalar.ts";
import type { Mapping, Node } from "../../yaml/tree.ts";

/** What a key of a service takes. A `flag` may be a word in quotes, a `boolean` may not. */
type Shape = "list" | "list of texts" | "text" | "texts" | "flag" | "boolean" | "mapping" | "names" | "host or private";

/**
 * The keys that decide isolation, with what Compose takes for each; it refuses a file with anything else.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.9.1/schema/compose-spec.json
 */
const SHAPES: ReadonlyMap<string, Shape> = new Map(
  Object.entries<Shape>({
    cap_add: "list of texts",
    cap_drop: "list of texts",
    security_opt: "list of texts",
    device_cgroup_rules: "list of texts",
    devices: "list",
    group_add: "list",
    volumes: "list",
    volumes_from: "list of texts",
    ports: "list",
    secrets: "list",
    configs: "list",
    post_start: "list",
    pre_stop: "list",
    links: "list",
    user: "text",
    image: "text",
    network_mode: "text",
    ipc: "text",
    pid: "text",
    uts: "text",
    userns_mode: "text",
    cgroup: "host or private",
    tmpfs: "texts",
    privileged: "flag",
    read_only: "flag",
    use_api_socket: "boolean",
    networks: "names",
    depends_on: "names",
    environment: "names",
    sysctls: "names",
    deploy: "mapping",
    ulimits: "mapping",
  }),
);

/** These may stand without a value, as if they were not there. */
const NULLABLE: ReadonlySet<string> = new Set(["deploy", "image"]);

/** The keys of a service whose values are not what Compose takes. */
export function* misshapen(name: string, service: Mapping): Iterable<InputError> {
  for (const [key, { key: at, value }] of service.entries) {
    const shape = SHAPES.get(key);
    if (shape === undefined || (isNull(value) && NULLABLE.has(key)) || fits(value, shape)) continue;
    yield { at, message: `${key} of service "${name}" must be ${IN_WORDS[shape]}` };
  }
}

const IN_WORDS: Readonly<Record<Shape, string>> = {
  list: "a list",
  "list of texts": "a list of texts",
  text: 'a text; a number must stand in quotes, as in "1000"',
  texts: "a text or a list",
  flag: "true or false",
  boolean: "true or false, without quotes",
  mapping: "a mapping",
  names: "a list or a mapping",
  "host or private": "host or private",
};

function fits(node: Node, shape: Shape): boolean {
  switch (shape) {
    case "list":
      return node.kind === "sequence";
    case "list of texts":
      return node.kind === "sequence" && node.items.every(({ value }) => fits(value, "text"));
    case "mapping":
      return node.kind === "mapping";
    case "names":
      return node.kind !== "scalar";
    case "texts":
      return node.kind === "sequence" || (node.kind === "scalar" && yamlType(node) === "string");
    case "text":
      return node.kind === "scalar" && yamlType(node) === "string";
    case "host or private":
      return node.kind === "scalar" && (node.unknown !== undefined || node.text === "host" || node.text === "private");
    case "boolean":
      return node.kind === "scalar" && yamlType(node) === "boolean";
    case "flag":
      return node.kind === "scalar" && (node.unknown !== undefined || asBoolean(node) !== undefined);
  }
}
