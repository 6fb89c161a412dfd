import type { Trouble } from "../model/project.ts";
import { isNull } from "./forms.ts";
import { asBoolean, yamlType } from "./scalar.ts";
import type { Mapping, Node } from "./tree.ts";

/** What a key of a service takes. A `flag` may be a word in quotes, a `boolean` may not. */
type Shape = "list" | "text" | "texts" | "flag" | "boolean" | "mapping" | "names";

/**
 * The keys that decide isolation, with what Compose takes for each; it refuses a file with anything else.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.9.1/schema/compose-spec.json
 */
const SHAPES: Readonly<Record<string, Shape>> = {
  cap_add: "list",
  cap_drop: "list",
  security_opt: "list",
  device_cgroup_rules: "list",
  devices: "list",
  group_add: "list",
  volumes: "list",
  volumes_from: "list",
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
  cgroup: "text",
  tmpfs: "texts",
  privileged: "flag",
  read_only: "flag",
  use_api_socket: "boolean",
  networks: "names",
  depends_on: "names",
  deploy: "mapping",
  ulimits: "mapping",
};

/** These may stand without a value, as if they were not there. */
const NULLABLE: ReadonlySet<string> = new Set(["pid", "networks", "depends_on", "deploy", "ulimits"]);

/** The keys of a service whose values are not what Compose takes. */
export function* misshapen(name: string, service: Mapping): Iterable<Trouble> {
  for (const [key, { key: at, value }] of service.entries) {
    const shape = SHAPES[key];
    if (shape === undefined || (isNull(value) && NULLABLE.has(key)) || fits(value, shape)) continue;
    yield { at, message: `${key} of service "${name}" must be ${IN_WORDS[shape]}` };
  }
}

const IN_WORDS: Readonly<Record<Shape, string>> = {
  list: "a list",
  text: 'a text; a number must stand in quotes, as in "1000"',
  texts: "a text or a list",
  flag: "true or false",
  boolean: "true or false, without quotes",
  mapping: "a mapping",
  names: "a list or a mapping",
};

function fits(node: Node, shape: Shape): boolean {
  switch (shape) {
    case "list":
      return node.kind === "sequence";
    case "mapping":
      return node.kind === "mapping";
    case "names":
      return node.kind !== "scalar";
    case "texts":
      return node.kind === "sequence" || (node.kind === "scalar" && yamlType(node) === "string");
    case "text":
      return node.kind === "scalar" && yamlType(node) === "string";
    case "boolean":
      return node.kind === "scalar" && yamlType(node) === "boolean";
    case "flag":
      return node.kind === "scalar" && (node.unknown !== undefined || asBoolean(node) !== undefined);
  }
}
