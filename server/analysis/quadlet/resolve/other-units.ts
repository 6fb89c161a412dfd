import { scalarOf } from "../../command/syntax/scalar.ts";
import type { Lookup } from "../../compose/project/source-files.ts";
import { unitSwitch } from "../../facts/quadlet-keys.ts";
import type { Network } from "../../model/project.ts";
import { byDefault, type Setting } from "../../model/setting.ts";
import { parseUnitFile, type UnitFile, type UnitLine } from "../../systemd/unit-file.ts";
import { lastWord, type UnitName, unitName, wordsOf } from "../../systemd/words.ts";
import { directoryOf, inDirectory } from "../../text/uri.ts";
import { type Entry, hasUnresolved, type Mapping, type Scalar } from "../../yaml/tree.ts";
import { unitPlace } from "../syntax/detect.ts";
import type { QuadletUnit, UnitCommand, UnitFlag } from "../syntax/tree.ts";
import { unitOf } from "../syntax/unit.ts";

/** What other units of the same directory say of one: its volumes, its networks, its image. */
export interface OtherUnits {
  /** The unit's command with what it names filled in. */
  readonly command: UnitCommand;
  readonly root: Mapping;
  readonly networks: ReadonlyMap<string, Network>;
  /** Whether its pod is at hand, of which that pod's own file is told. */
  readonly isInPod: boolean;
}

/** Reads the units that a unit names. One that is not there leaves what it would say unknown. */
export function surroundingsOf(unit: QuadletUnit, read: Lookup): OtherUnits {
  const others = new Others(unit, read);
  const pod = others.pod();
  // What is the pod's is each of its containers'; what that one says itself comes behind.
  const own = pod === undefined ? unit.command.flags : unit.command.flags.filter(({ fact }) => fact.name !== "pod");
  const flags = [...(pod?.command.flags ?? []), ...own].map((flag) => others.named(flag));
  const unknownPart = unit.command.unknownPart ?? pod?.command.unknownPart;
  const image = unit.command.image && others.image(unit.command.image);
  const { image: _, ...rest } = unit.command;
  return {
    command: {
      ...rest,
      flags,
      ...(image === undefined ? {} : { image }),
      ...(unknownPart === undefined ? {} : { unknownPart }),
    },
    isInPod: pod !== undefined,
    root: others.root(),
    networks: others.networks,
  };
}

class Others {
  readonly networks = new Map<string, Network>();
  readonly #volumes = new Map<string, Entry>();
  readonly #unit: QuadletUnit;
  readonly #read: Lookup;

  constructor(unit: QuadletUnit, read: Lookup) {
    this.#unit = unit;
    this.#read = read;
  }

  /** The pod that the unit is in, where its file is at hand. */
  pod(): QuadletUnit | undefined {
    const name = this.#unit.command.flags.find(({ fact }) => fact.name === "pod")?.value.text;
    const file = name === undefined || !name.endsWith(".pod") ? undefined : this.#file(name);
    return file && unitOf("Pod", file.file, file, [file], true);
  }

  root(): Mapping {
    const at = this.#unit.command.at;
    const volumes: Mapping = { kind: "mapping", style: "flow", at, entries: this.#volumes };
    return { kind: "mapping", style: "flow", at, entries: new Map([["volumes", { key: at, value: volumes }]]) };
  }

  /** The flag with what a name of another unit stands for. */
  named(flag: UnitFlag): UnitFlag {
    if (flag.fact.name === "volume") this.#volume(flag.value.text.split(":", 1)[0] ?? "");
    if (flag.fact.name === "mount") this.#volume(/(?:^|,)(?:source|src)=([^,]+)/.exec(flag.value.text)?.[1] ?? "");
    return flag.fact.name === "network" ? { ...flag, value: this.#network(flag.value) } : flag;
  }

  /** The image that a unit for it names; one that is built is not known. */
  image(image: Scalar): Scalar {
    if (hasUnresolved(image.text) || !/\.(?:image|build)$/.test(image.text)) return image;
    const file = this.#file(image.text);
    const written = image.text.endsWith(".image") ? file && valueIn(file, "Image", "Image") : undefined;
    return written ?? { ...image, text: "\uFFFC", unknown: [image.text] };
  }

  #volume(name: string): void {
    if (!name.endsWith(".volume") || this.#volumes.has(name)) return;
    const file = this.#file(name);
    if (file === undefined) return;
    const options = new Map<string, Entry>();
    for (const [key, option] of [
      ["Device", "device"],
      ["Type", "type"],
      ["Options", "o"],
    ] as const) {
      const value = valueIn(file, "Volume", key);
      if (value !== undefined) options.set(option, { key: value.at, value });
    }
    const type = options.get("type")?.value;
    // `Type=bind` is a bind by itself, which the driver knows by its option.
    if (type?.kind === "scalar" && type.text === "bind" && !options.has("o"))
      options.set("o", { key: type.at, value: type });
    const at = file.sections.get("Volume") ?? { file: file.file, start: 0, end: 0 };
    const entries = new Map<string, Entry>();
    const driver = valueIn(file, "Volume", "Driver");
    if (driver !== undefined) entries.set("driver", { key: driver.at, value: driver });
    entries.set("driver_opts", { key: at, value: { kind: "mapping", style: "flow", at, entries: options } });
    this.#volumes.set(name, { key: at, value: { kind: "mapping", style: "flow", at, entries } });
  }

  #network(value: Scalar): Scalar {
    const [name = ""] = value.text.split(":", 1);
    if (name.endsWith(".container")) return { ...value, text: `container:${name.slice(0, -".container".length)}` };
    const file = name.endsWith(".network") ? this.#file(name) : undefined;
    if (file !== undefined && !this.networks.has(name)) this.networks.set(name, networkOf(name, file));
    const isPlain = /^(?:host|none|private|bridge|ns|slirp4netns|pasta|container)$/.test(name);
    return name === value.text || isPlain ? value : { ...value, text: name, derived: "filled" };
  }

  #file(name: string): UnitFile | undefined {
    const uri = inDirectory(directoryOf(this.#unit.files[0]?.file ?? this.#unit.own.file), name);
    const text = this.#read(uri);
    return typeof text === "string" && unitPlace(uri) !== undefined ? parseUnitFile(uri, text) : undefined;
  }
}

/** The network that a unit of its own defines. */
export function networkOf(name: string, file: UnitFile): Network {
  const at = file.sections.get("Network") ?? { file: file.file, start: 0, end: 0 };
  const driver = valueIn(file, "Network", "Driver");
  const internal = valueIn(file, "Network", "Internal");
  const options = file.lines
    .filter(({ section, key }) => section === "Network" && key === "Options")
    .flatMap((line) =>
      wordsOf(line.value, "args", file, nameOf(file)).map((word) => scalarOf({ word, text: file.text })),
    )
    .map((scalar): [string, Setting<string>] => {
      const equals = scalar.text.indexOf("=");
      const value = equals < 0 ? "" : scalar.text.slice(equals + 1);
      return [scalar.text.slice(0, equals < 0 ? undefined : equals), settingOf(scalar, value)];
    });
  return {
    name,
    at,
    driver: driver === undefined ? byDefault("bridge", at) : settingOf(driver, driver.text),
    internal: internal === undefined ? byDefault(false, at) : settingOf(internal, unitSwitch(internal.text)),
    external: byDefault(false, at),
    options: new Map(options),
  };
}

/** The value of a key that its last line decides. */
function valueIn(file: UnitFile, section: string, key: string): Scalar | undefined {
  const line = file.lines.findLast((one: UnitLine) => one.section === section && one.key === key);
  if (line === undefined || line.value.text === "") return undefined;
  return scalarOf({ word: lastWord(line.value, file, nameOf(file)), text: file.text });
}

function nameOf({ file }: UnitFile): UnitName {
  return unitName(unitPlace(file)?.name ?? "", file);
}

function settingOf<T>({ at, unknown }: Scalar, value: T): Setting<T> {
  const decided = { origin: "inherited", at } as const;
  return unknown === undefined
    ? { state: "known", value, ...decided }
    : { state: "unknown", because: unknown.join(", "), ...decided };
}
