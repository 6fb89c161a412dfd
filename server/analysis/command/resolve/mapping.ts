import { part } from "../../compose/syntax/long-forms.ts";
import { switchWord } from "../../facts/run-flags.ts";
import type { InvalidValue } from "../../model/container.ts";
import type { Place } from "../../text/span.ts";
import { UNRESOLVED } from "../../text/unresolved.ts";
import { type Entry, hasUnresolved, type Mapping, type Node, type Scalar } from "../../yaml/tree.ts";
import type { ContainerCommand, Flag } from "../syntax/tree.ts";
import { commaFields, commaParts } from "./comma-fields.ts";
import { publishedByAll } from "./publish-all.ts";

/** What a command says with the keys of a Compose service, and what of it the program refuses. */
export interface CommandMapping {
  readonly mapping: Mapping;
  readonly invalid: readonly InvalidValue[];
  /** What values of flags say beside that and no rule asks for, as `--mount tmpfs-mode`. */
  readonly leftOut: readonly string[];
}

/** What of a command is said beside its flags. */
export type MappedCommand = Pick<ContainerCommand, "program" | "at" | "image" | "command">;

/** The flags of a command, its image and what stands behind that, as a service would say them. Every value keeps its place. */
export function mappingOf(command: ContainerCommand): CommandMapping {
  const builder = new MappingBuilder(command);
  for (const flag of command.flags) builder.add(flag);
  return builder.result();
}

/** Puts together what the flags of a command say, one after the other. */
export class MappingBuilder {
  readonly #command: MappedCommand;
  readonly #entries = new Map<string, Entry>();
  readonly #invalid: InvalidValue[] = [];
  readonly #leftOut: string[] = [];
  /** The last `--publish-all`. */
  #all: Flag | undefined;

  constructor(command: MappedCommand) {
    this.#command = command;
  }

  result(): CommandMapping {
    this.#publishAll();
    const { image, command, at } = this.#command;
    if (image !== undefined) this.#entries.set("image", { key: image.at, value: image });
    const [first] = command;
    if (first !== undefined) this.#entries.set("command", { key: first.at, value: sequence(command, first.at) });
    const mapping: Mapping = { kind: "mapping", style: "flow", at, entries: this.#entries };
    return { mapping, invalid: this.#invalid, leftOut: this.#leftOut };
  }

  add(flag: Flag): void {
    const { fact, value } = flag;
    const special = SPECIAL.get(fact.name);
    if (special !== undefined) special(this, flag);
    else if (fact.key === undefined) return;
    else if (fact.takes === "switch") this.#switch(fact.key, flag);
    else if (fact.takes === "value") this.set(fact.key, flag, value);
    else for (const item of this.items(flag)) this.push(fact.key, flag, item);
  }

  /** Remembers whether every exposed port is published. */
  publishAll(flag: Flag): void {
    this.#all = switchWord(flag.value.text) === true ? flag : undefined;
  }

  #publishAll(): void {
    const flag = this.#all;
    if (flag === undefined) return;
    const exposed = this.#list("expose").flatMap((item) => (item.kind === "scalar" ? [item] : []));
    for (const port of publishedByAll(flag.value, exposed, this.#list("ports"))) this.push("ports", flag, port);
  }

  #list(key: string): readonly Node[] {
    const held = this.#entries.get(key)?.value;
    return held?.kind === "sequence" ? held.items.map(({ value }) => value) : [];
  }

  get program(): MappedCommand["program"] {
    return this.#command.program;
  }

  /** What one writing of a list adds to it. */
  items({ fact, value }: Flag): readonly Scalar[] {
    return fact[this.#command.program] === "commas" ? commaParts(value) : [value];
  }

  /** Puts a value, which takes the place of an earlier one, at a key or below it: `healthcheck.test`. */
  set(path: string, flag: Flag, value: Node): void {
    const [key = "", inner] = path.split(".");
    const entry: Entry = { key: nameOf(flag), value, ...broughtBy(flag) };
    if (inner === undefined) this.#entries.set(key, entry);
    else this.#entries.set(key, { key: nameOf(flag), value: this.#mapping(key, flag, inner, entry) });
  }

  push(path: string, flag: Flag, value: Node): void {
    const [key = "", inner] = path.split(".");
    const outer = this.#entries.get(key)?.value;
    const held = inner === undefined ? outer : outer?.kind === "mapping" ? outer.entries.get(inner)?.value : undefined;
    const items = held?.kind === "sequence" ? held.items : [];
    const first = items[0]?.value.at ?? value.at;
    const list: Node = { kind: "sequence", style: "flow", at: first, items: [...items, { value, ...broughtBy(flag) }] };
    if (inner === undefined) this.#entries.set(key, { key: this.#entries.get(key)?.key ?? nameOf(flag), value: list });
    else this.set(path, flag, list);
  }

  /** Takes items out of a list. */
  withdraw(key: string, isGone: (item: Scalar) => boolean): void {
    const entry = this.#entries.get(key);
    if (entry?.value.kind !== "sequence") return;
    const items = entry.value.items.filter(({ value }) => value.kind !== "scalar" || !isGone(value));
    this.#entries.set(key, { ...entry, value: { ...entry.value, items } });
  }

  /** A member of a mapping of names, `nofile` of `ulimits`; the last of a name wins. */
  put(key: string, flag: Flag, name: string, value: Node): void {
    const known = this.#entries.get(key)?.key ?? nameOf(flag);
    this.#entries.set(key, {
      key: known,
      value: this.#mapping(key, flag, name, { key: value.at, value, ...broughtBy(flag) }),
    });
  }

  refuse(key: string, { value }: Flag, because: string): void {
    const { text, at } = value;
    this.#invalid.push({ key, value: text, text, at, effect: "refused", because });
  }

  /** Notes a part of a flag's value that no key says. */
  leaveOut({ name }: Flag, part: string): void {
    this.#leftOut.push(`${name} ${part}`);
  }

  #mapping(key: string, flag: Flag, name: string, entry: Entry): Mapping {
    const held = this.#entries.get(key)?.value;
    const entries = new Map(held?.kind === "mapping" ? held.entries : []);
    entries.set(name, entry);
    return { kind: "mapping", style: "flow", at: held?.at ?? flag.value.at, entries };
  }

  #switch(key: string, flag: Flag): void {
    const { value } = flag;
    const word = switchWord(value.text);
    if (word === undefined && !hasUnresolved(value.text)) {
      this.refuse(key, flag, "a switch takes `true` or `false`");
      this.set(key, flag, { ...value, text: "false", derived: "filled" });
      return;
    }
    this.set(key, flag, word === undefined ? value : { ...value, text: String(word), derived: "filled" });
  }
}

function sequence(scalars: readonly Scalar[], at: Place): Node {
  return { kind: "sequence", style: "flow", at, items: scalars.map((value) => ({ value })) };
}

function broughtBy({ via }: Flag): Pick<Entry, "via"> {
  return via === undefined ? {} : { via };
}

/** Where the flag is named. */
function nameOf({ at, name }: Flag): Place {
  return { ...at, end: Math.min(at.end, at.start + name.length) };
}

type Special = (builder: MappingBuilder, flag: Flag) => void;

/** Flags that say something in another form than the key of a service does. */
const SPECIAL: ReadonlyMap<string, Special> = new Map<string, Special>([
  ["network", network],
  ["net", network],
  ["volume", (builder, flag) => builder.push("volumes", flag, inWorkingDirectory(flag.value))],
  ["mount", mount],
  ["tmpfs", tmpfs],
  ["publish", publish],
  ["publish-all", (builder, flag) => builder.publishAll(flag)],
  ["device", device],
  ["gpus", gpus],
  ["ulimit", ulimit],
  ["security-opt", securityOption],
  ["volumes-from", (builder, flag) => builder.push("volumes_from", flag, withStart("container:", flag.value))],
  ["entrypoint", entrypoint],
  [
    "no-healthcheck",
    (builder, flag) =>
      builder.set("healthcheck.test", flag, sequence([{ ...flag.value, text: "NONE" }], flag.value.at)),
  ],
]);

const OWN_MODES = /^(?:host|none|slirp4netns(?::.*)?|pasta(?::.*)?|private|ns:.*|container:.*)$/;

/** A mode, or the name of a network; without either, and with the words for it, the engine's default bridge. */
function network(builder: MappingBuilder, flag: Flag): void {
  const { value } = flag;
  const fields = value.text.includes("=") ? commaFields(value) : new Map([["name", value]]);
  for (const field of fields.keys()) if (field !== "name") builder.leaveOut(flag, field);
  const named = fields.get("name");
  if (named === undefined || /^(?:bridge|default)?$/.test(named.text)) return;
  if (OWN_MODES.test(named.text) || hasUnresolved(named.text)) builder.set("network_mode", flag, named);
  else builder.push("networks", flag, named);
}

/** Of one path the last writing holds. */
function tmpfs(builder: MappingBuilder, flag: Flag): void {
  const path = (text: string): string => text.split(":", 1)[0] ?? "";
  builder.withdraw("tmpfs", (item) => path(item.text) === path(flag.value.text));
  builder.push("tmpfs", flag, flag.value);
}

const PORT_FIELDS: ReadonlySet<string> = new Set(["target", "published", "protocol"]);

/** The short form of a port, or its fields. Source: https://github.com/docker/cli/blob/28f756087eea/opts/swarmopts/port.go */
function publish(builder: MappingBuilder, flag: Flag): void {
  for (const item of builder.items(flag)) {
    if (!item.text.includes("=")) {
      builder.push("ports", flag, item);
      continue;
    }
    const entries = new Map<string, Entry>();
    for (const [name, value] of commaFields(flag.value)) {
      if (PORT_FIELDS.has(name)) entries.set(name, { key: value.at, value });
      else builder.leaveOut(flag, name);
    }
    builder.push("ports", flag, { kind: "mapping", style: "flow", at: item.at, entries });
    return;
  }
}

/** The keys of a mount's fields, and what they are in the long form of a volume. Source: https://docs.docker.com/reference/cli/docker/container/run/#mount */
const MOUNT_FIELDS: ReadonlyMap<string, string> = new Map([
  ["type", "type"],
  ...["source", "src"].map((name) => [name, "source"] as const),
  ...["target", "dst", "destination"].map((name) => [name, "target"] as const),
  ...["readonly", "ro"].map((name) => [name, "read_only"] as const),
  ["bind-propagation", "bind.propagation"],
  ["bind-recursive", "bind.recursive"],
  ["consistency", "consistency"],
  ["tmpfs-size", "tmpfs.size"],
  ["volume-nocopy", "volume.nocopy"],
  ["volume-subpath", "volume.subpath"],
]);

function mount(builder: MappingBuilder, flag: Flag): void {
  const entries = new Map<string, Entry>();
  for (const [name, field] of commaFields(flag.value)) {
    const path = MOUNT_FIELDS.get(name);
    if (path === undefined) {
      builder.leaveOut(flag, name);
      continue;
    }
    const [key = "", inner] = path.split(".");
    const value = MOUNT_VALUES.get(path)?.(field) ?? field;
    if (inner === undefined) entries.set(key, { key: field.at, value });
    else {
      const held = entries.get(key)?.value;
      const below = new Map(held?.kind === "mapping" ? held.entries : []);
      below.set(inner, { key: field.at, value });
      entries.set(key, { key: field.at, value: { kind: "mapping", style: "flow", at: field.at, entries: below } });
    }
  }
  // Podman has types of mounts that need none.
  if (builder.program === "docker" && !entries.has("target") && !hasUnresolved(flag.value.text))
    builder.refuse("volumes", flag, "a mount needs a target");
  builder.push("volumes", flag, { kind: "mapping", style: "flow", at: flag.value.at, entries });
}

const MOUNT_VALUES: ReadonlyMap<string, (field: Scalar) => Scalar> = new Map([
  ["read_only", switchField],
  ["volume.nocopy", switchField],
  ["source", inWorkingDirectory],
  ["type", (field: Scalar): Scalar => ({ ...field, text: field.text.toLowerCase() })],
]);

/** `readonly` alone says so, and so does `readonly=1`. */
function switchField(field: Scalar): Scalar {
  const said = field.text === "" ? true : switchWord(field.text);
  return said === undefined ? field : { ...field, text: String(said), derived: "filled" };
}

/**
 * `HOST[:CONTAINER][:PERMISSIONS]`, where the second of two parts is what it looks like. A name without a slash before it is a device of CDI, which is no
 * path. Source: https://github.com/docker/cli/blob/28f756087eea/cli/command/container/opts.go (parseLinuxDevice)
 */
function device(builder: MappingBuilder, flag: Flag): void {
  for (const item of builder.items(flag)) {
    const [source = "", second, third] = item.text.split(":");
    if (!source.startsWith("/") && !hasUnresolved(source)) {
      builder.leaveOut(flag, item.text);
      continue;
    }
    const isPermissions = third === undefined && second !== undefined && isPermissionWord(second);
    const permissions = isPermissions ? second : third;
    const target = isPermissions ? undefined : second;
    const entries = new Map<string, Entry>();
    const set = (key: string, text: string | undefined, value: Scalar): void => {
      if (text !== undefined && text !== "") entries.set(key, { key: value.at, value });
    };
    set("source", source, part(item, 0, source.length));
    set("target", target, { ...item, text: target ?? "", derived: "filled" });
    set("permissions", permissions, { ...item, text: permissions ?? "", derived: "filled" });
    builder.push("devices", flag, { kind: "mapping", style: "flow", at: item.at, entries });
  }
}

/** Each of the letters once at most. */
function isPermissionWord(text: string): boolean {
  return /^[rwm]{1,3}$/.test(text) && new Set(text).size === text.length;
}

/** `all`, a number, or fields. Without a number and without devices it is one GPU. */
function gpus(builder: MappingBuilder, flag: Flag): void {
  const { value } = flag;
  if (value.text === "all" || hasUnresolved(value.text)) {
    builder.set("gpus", flag, value);
    return;
  }
  const fields = value.text.includes("=") ? commaFields(value) : new Map([["count", value]]);
  const entries = new Map<string, Entry>();
  for (const name of fields.keys()) if (name !== "count" && name !== "device") builder.leaveOut(flag, name);
  const devices = fields.get("device");
  const count = fields.get("count") ?? { ...value, text: "1", derived: "filled" as const };
  if (devices === undefined) entries.set("count", { key: value.at, value: count });
  else entries.set("device_ids", { key: value.at, value: sequence([devices], value.at) });
  builder.push("gpus", flag, { kind: "mapping", style: "flow", at: value.at, entries });
}

/** Nerdctl alone knows a word that leaves the host's devices out of `--privileged`. Source: https://github.com/containerd/nerdctl/blob/8da504083f15/docs/command-reference.md */
function securityOption(builder: MappingBuilder, flag: Flag): void {
  const isOwn = builder.program === "nerdctl" && flag.value.text === "privileged-without-host-devices";
  if (isOwn) builder.leaveOut(flag, flag.value.text);
  else builder.push("security_opt", flag, flag.value);
}

/** `NAME=SOFT[:HARD]`. */
function ulimit(builder: MappingBuilder, flag: Flag): void {
  for (const item of builder.items(flag)) {
    const equals = item.text.indexOf("=");
    if (equals < 1) {
      builder.leaveOut(flag, item.text);
      continue;
    }
    const limits = part(item, equals + 1, item.text.length);
    const [soft = "", hard] = limits.text.split(":");
    const name = item.text.slice(0, equals);
    if (hard === undefined) {
      builder.put("ulimits", flag, name, limits);
      continue;
    }
    const entries = new Map<string, Entry>([
      ["soft", { key: limits.at, value: part(limits, 0, soft.length) }],
      ["hard", { key: limits.at, value: part(limits, soft.length + 1, limits.text.length) }],
    ]);
    builder.put("ulimits", flag, name, { kind: "mapping", style: "flow", at: limits.at, entries });
  }
}

/** One word, the program; an empty one takes the image's away. */
function entrypoint(builder: MappingBuilder, flag: Flag): void {
  const { value } = flag;
  builder.set("entrypoint", flag, sequence(value.text === "" ? [] : [value], value.at));
}

function withStart(start: string, value: Scalar): Scalar {
  return { ...value, text: `${start}${value.text}`, derived: "filled" };
}

/** Names of what holds the directory that a command is run in, which is taken for the file's own. */
const WORKING_DIRECTORY =
  /^(?:PWD|CURDIR|\$\(pwd(?: -P)?\)|`pwd`|\$\{?PWD\}?|\$\(CURDIR\)|\$\(shell pwd\)|\$\{?GITHUB_WORKSPACE\}?|\$\{(?:localW|w)orkspaceFolder\}|\$\{CLAUDE_PROJECT_DIR\}|GITHUB_WORKSPACE|CI_PROJECT_DIR|github_workspace)$/;

/** A path whose start is the working directory, relative to it. */
function inWorkingDirectory(value: Scalar): Scalar {
  const [first, ...unknown] = value.unknown ?? [];
  if (first === undefined || !value.text.startsWith(UNRESOLVED) || !WORKING_DIRECTORY.test(first)) return value;
  const { unknown: _, ...known } = value;
  const text = `.${value.text.slice(UNRESOLVED.length)}`;
  return { ...known, text, derived: "filled", ...(unknown.length > 0 ? { unknown } : {}) };
}
