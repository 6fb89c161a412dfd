import { commaFields } from "../../command/resolve/comma-fields.ts";
import { type CommandMapping, MappingBuilder } from "../../command/resolve/mapping.ts";
import type { Flag } from "../../command/syntax/tree.ts";
import { part } from "../../compose/syntax/long-forms.ts";
import type { BroughtMount } from "../../facts/dev-features.ts";
import { type RunProgram, runFlag } from "../../facts/run-flags.ts";
import type { LostHardening } from "../../model/container.ts";
import type { Place } from "../../text/span.ts";
import { type Entry, entryOf, type Mapping, type Node, type Scalar } from "../../yaml/tree.ts";
import { stringsIn } from "../syntax/read.ts";
import type { DevContainer } from "../syntax/tree.ts";
import type { Gift } from "./brings.ts";

export interface DevContainerMapping extends CommandMapping {
  /** What the tool leaves away of a mount on its way into a Compose project. */
  readonly lost: readonly LostHardening[];
}

/**
 * What a file says of its container with the keys of a Compose service, in the order in which the tools put it on the command line: what comes later holds.
 * Sources: https://containers.dev/implementors/spec/#merge-logic, https://github.com/devcontainers/cli/blob/f683c29f64a2/src/spec-node/singleContainer.ts
 */
export function mappingOf(dev: DevContainer, gifts: readonly Gift[], program: RunProgram): DevContainerMapping {
  const writer = new Writer(dev, gifts, program);
  return writer.result();
}

class Writer {
  readonly #dev: DevContainer;
  readonly #gifts: readonly Gift[];
  readonly #program: RunProgram;
  readonly #builder: MappingBuilder;
  readonly #lost: LostHardening[] = [];

  constructor(dev: DevContainer, gifts: readonly Gift[], program: RunProgram) {
    this.#dev = dev;
    this.#gifts = gifts;
    this.#program = program;
    const image = dev.kind === "image" ? this.#scalar("image") : undefined;
    const { at } = dev;
    this.#builder = new MappingBuilder({ program, at, command: [], ...(image === undefined ? {} : { image }) });
  }

  result(): DevContainerMapping {
    const isCompose = this.#dev.kind === "compose";
    if (!isCompose) this.#ports();
    this.#mounts(isCompose);
    this.#environment();
    this.#user();
    this.#switches("false");
    if (!isCompose) this.#runArgs();
    this.#switches("true");
    this.#lists();
    return { ...this.#builder.result(), lost: this.#lost };
  }

  #scalar(key: string): Scalar | undefined {
    const value = this.#dev.entry(key)?.value;
    return value?.kind === "scalar" ? this.#dev.value(value) : undefined;
  }

  /** A flag that stands for a key of the file, or for what something named there gives. */
  #flag(name: string, value: Scalar, key: Place, via?: Place): Flag | undefined {
    const fact = runFlag(name, this.#program);
    if (fact === undefined) return undefined;
    const at = { ...key, end: Math.max(key.end, value.at.end) };
    const written = this.#dev.json.text.slice(key.start, key.end);
    return { fact, name: written, value, at, joined: "=", inCluster: false, ...(via === undefined ? {} : { via }) };
  }

  #add(name: string, value: Scalar, key: Place, via?: Place): void {
    const flag = this.#flag(name, value, key, via);
    if (flag !== undefined) this.#builder.add(flag);
  }

  /** A number is published to the machine itself, a text as `--publish` takes it. */
  #ports(): void {
    const entry = this.#dev.entry("appPort");
    if (entry === undefined) return;
    const { key, value } = entry;
    for (const item of value.kind === "sequence" ? value.items.map((one) => one.value) : [value]) {
      if (item.kind !== "scalar") continue;
      const port = this.#dev.value(item);
      const isNumber = item.quotes === "plain" && /^\d+$/.test(item.text);
      const text = `127.0.0.1:${item.text}:${item.text}`;
      if (isNumber || item.quotes === "double")
        this.#add("publish", isNumber ? { ...port, text, derived: "filled" } : port, key);
    }
  }

  /** The workspace is mounted first. Of one target the last mount holds. */
  #mounts(isCompose: boolean): void {
    const mounts = new Map<string, () => void>();
    const put = (target: string, add: () => void): void => {
      mounts.delete(target);
      mounts.set(target, add);
    };
    if (!isCompose) this.#workspace();
    for (const { mounts: given = [], at } of this.#gifts)
      for (const mount of given) put(mount.target, () => this.#gift(mount, at));
    const entry = this.#dev.entry("mounts");
    const items = entry?.value.kind === "sequence" ? entry.value.items : [];
    for (const { value } of items) {
      if (entry === undefined) continue;
      const written = value.kind === "scalar" ? this.#dev.value(value) : this.#object(value);
      const fields = written?.kind === "scalar" ? commaFields(written) : fieldsOf(written);
      const target = TARGETS.map((name) => fields.get(name)?.text).find((text) => text !== undefined) ?? "";
      put(target, () => {
        if (isCompose) this.#composeMount(fields, value, entry.key);
        else if (written?.kind === "scalar") this.#add("mount", written, entry.key);
        else if (written !== undefined) this.#push(written, entry.key);
      });
    }
    for (const add of mounts.values()) add();
  }

  #workspace(): void {
    const entry = this.#dev.entry("workspaceMount");
    const written = this.#scalar("workspaceMount");
    if (entry !== undefined && written !== undefined && written.text !== "") this.#add("mount", written, entry.key);
  }

  #push(mount: Node, key: Place, via?: Place): void {
    const anchor: Scalar = { kind: "scalar", text: "", quotes: "plain", derived: "filled", at: key };
    const flag = this.#flag("mount", anchor, key, via);
    if (flag !== undefined) this.#builder.push("volumes", flag, mount);
  }

  #gift({ type, source, target }: BroughtMount, at: Place): void {
    const filled = (text: string): Entry => ({
      key: at,
      value: { kind: "scalar", tag: "string", text, quotes: "plain", derived: "filled", at },
    });
    const entries = new Map([
      ["type", filled(type)],
      ["source", filled(source)],
      ["target", filled(target)],
    ]);
    this.#push({ kind: "mapping", style: "flow", at, entries }, at, at);
  }

  /** Of a mount that is an object the tools read type, source and target. */
  #object(node: Node): Mapping | undefined {
    if (node.kind !== "mapping") return undefined;
    const entries = new Map<string, Entry>();
    for (const name of ["type", "source", "target"]) {
      const entry = entryOf(node, name);
      if (entry?.value.kind === "scalar") entries.set(name, { ...entry, value: this.#dev.value(entry.value) });
    }
    return { kind: "mapping", style: "flow", at: node.at, entries };
  }

  /**
   * Into a Compose project goes `SOURCE:TARGET` of each mount: what else is said of it is lost, `readonly` with it.
   * Source: https://github.com/devcontainers/cli/blob/f683c29f64a2/src/spec-node/dockerCompose.ts (convertMountToVolume)
   */
  #composeMount(fields: ReadonlyMap<string, Scalar>, written: Node, key: Place): void {
    const source = SOURCES.flatMap((name) => fields.get(name) ?? [])[0];
    const target = TARGETS.flatMap((name) => fields.get(name) ?? [])[0];
    if (target === undefined) return;
    const isPath = source !== undefined && /^[./~\\]|^[A-Za-z]:|[^\w.-]/.test(source.text);
    const type: Scalar = { ...target, text: isPath ? "bind" : "volume", derived: "filled" };
    const entries = new Map<string, Entry>([["type", { key: type.at, value: type }]]);
    if (source !== undefined) entries.set("source", { key: source.at, value: source });
    entries.set("target", { key: target.at, value: target });
    this.#push({ kind: "mapping", style: "flow", at: written.at, entries }, key);
    const lost = [...fields].find(([name, { text }]) => /^(?:readonly|ro)$/.test(name) && !/^(?:0|false)$/i.test(text));
    if (lost === undefined || written.kind !== "scalar") return;
    const at = nameIn(written, lost[0]);
    this.#lost.push({ key: "mounts", text: lost[0], at, from: at, by: "dev container tools" });
  }

  #environment(): void {
    const entry = this.#dev.entry("containerEnv");
    if (entry?.value.kind !== "mapping") return;
    for (const [name, { key, value }] of entry.value.entries) {
      const flag = value.kind === "scalar" ? this.#flag("env", this.#dev.value(value), key) : undefined;
      if (flag !== undefined) this.#builder.put("environment", flag, name, flag.value);
    }
  }

  #user(): void {
    const entry = this.#dev.entry("containerUser");
    const user = this.#scalar("containerUser");
    if (entry !== undefined && user !== undefined) this.#add("user", user, entry.key);
  }

  #runArgs(): void {
    for (const flag of this.#dev.runArgs.flags) {
      if (flag.fact.name === "env") this.#variable(flag);
      else if (flag.fact.name !== "entrypoint") this.#builder.add(flag);
    }
  }

  /** A variable without a value is taken from whoever starts the container. */
  #variable(flag: Flag): void {
    const { value } = flag;
    const equals = value.text.indexOf("=");
    const name = equals < 0 ? value.text : value.text.slice(0, equals);
    const otherwise: Scalar = { kind: "scalar", text: "", quotes: "plain", at: value.at };
    this.#builder.put("environment", flag, name, equals < 0 ? otherwise : part(value, equals + 1, value.text.length));
  }

  /** True where one of all says so, which none of the others takes back: a false that is written counts for nothing but its place. */
  #switches(word: "true" | "false"): void {
    for (const key of ["init", "privileged"] as const) {
      const entry = this.#dev.entry(key);
      const written = this.#scalar(key);
      const gift = word === "true" ? this.#gifts.find((one) => one[key]) : undefined;
      if (entry !== undefined && written?.text === word) this.#add(key, written, entry.key);
      else if (gift !== undefined) this.#add(key, said("true", gift.at), gift.at, gift.at);
    }
  }

  /** All of what the image, the features and the file name; what is named twice stands where somebody wrote it. */
  #lists(): void {
    const lists = [
      ["cap-add", "capAdd"],
      ["security-opt", "securityOpt"],
    ] as const;
    for (const [flag, key] of lists) {
      const entry = this.#dev.entry(key);
      const written = stringsIn(entry?.value).map((item) => this.#dev.value(item));
      const known = new Set(written.map(({ text }) => text));
      for (const gift of this.#gifts)
        for (const text of gift[key] ?? []) {
          if (known.has(text)) continue;
          known.add(text);
          this.#add(flag, said(text, gift.at), gift.at, gift.at);
        }
      for (const item of written) if (entry !== undefined) this.#add(flag, item, entry.key);
    }
  }
}

const TARGETS: readonly string[] = ["target", "dst", "destination"];
const SOURCES: readonly string[] = ["source", "src"];

function fieldsOf(node: Node | undefined): ReadonlyMap<string, Scalar> {
  const entries = node?.kind === "mapping" ? [...node.entries] : [];
  return new Map(entries.flatMap(([name, { value }]) => (value.kind === "scalar" ? [[name, value] as const] : [])));
}

/** Where a name stands in a text of fields. */
function nameIn(scalar: Scalar, name: string): Place {
  let from = 0;
  for (const field of scalar.text.split(",")) {
    if (field.split("=", 1)[0]?.toLowerCase() === name) return part(scalar, from, from + name.length).at;
    from += field.length + 1;
  }
  return scalar.at;
}

function said(text: string, at: Place): Scalar {
  return { kind: "scalar", tag: "string", text, quotes: "plain", derived: "filled", at };
}
