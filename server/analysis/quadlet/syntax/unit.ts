import { readFlags } from "../../command/syntax/container-command.ts";
import { scalarOf } from "../../command/syntax/scalar.ts";
import {
  isFalseWord,
  type QuadletKey,
  type QuadletSection,
  quadletKeys,
  unitSwitch,
} from "../../facts/quadlet-keys.ts";
import { flagsOf, runFlag } from "../../facts/run-flags.ts";
import type { Word } from "../../shell/script.ts";
import type { UnitFile, UnitLine } from "../../systemd/unit-file.ts";
import { lastWord, lineWord, type UnitName, unitName, wordsOf } from "../../systemd/words.ts";
import { nearest } from "../../text/nearest.ts";
import type { Place } from "../../text/span.ts";
import type { Scalar } from "../../yaml/tree.ts";
import type { ClearedLine, OddSwitch, QuadletUnit, UnitCommand, UnitFlag, UnitRefusal } from "./tree.ts";

/**
 * The unit that the files make together: its own and a drop-in, or one of them alone. `own` is the one that is looked at and has the section; `isWhole`
 * tells whether the unit's own file is among them.
 * Flags come in the order of the lines, those of `PodmanArgs` behind all others, as Podman puts them.
 */
export function unitOf(
  section: QuadletSection,
  name: string,
  own: UnitFile,
  files: readonly UnitFile[],
  isWhole: boolean,
): QuadletUnit {
  const all = files.flatMap(({ lines }) => lines.filter((line) => line.section === section));
  const { lines, cleared } = inForce(all, section);
  const reader = new UnitCommandReader(section, name, own, files, isWhole ? undefined : "the unit's own file");
  for (const line of lines) reader.add(line);
  const type = files
    .flatMap((file) => file.lines)
    .findLast((line) => line.section === "Service" && line.key === "Type");
  return {
    section,
    name,
    own,
    files,
    lines,
    cleared,
    command: reader.command(),
    switches: reader.switches,
    isWhole,
    refusals: refusalsOf(section, files, lines, isWhole),
    lasts: type?.value.text !== "oneshot",
  };
}

/** The lines that hold: of a list those behind the last empty one, of all else the last. */
function inForce(
  all: readonly UnitLine[],
  section: QuadletSection,
): { readonly lines: readonly UnitLine[]; readonly cleared: readonly ClearedLine[] } {
  const keys = quadletKeys(section);
  const start = new Map<string, number>();
  for (const [index, { key, value }] of all.entries()) {
    const reads = keys?.get(key)?.reads;
    const isLast = reads === "last" || reads === "switch" || reads === "last args";
    if (isLast || value.text === "") start.set(key, index);
  }
  const lines: UnitLine[] = [];
  const cleared: ClearedLine[] = [];
  for (const [index, line] of all.entries()) {
    const from = start.get(line.key) ?? 0;
    const by = all[from];
    if (index < from && by?.value.text === "" && line.value.text !== "") cleared.push({ line, by });
    // An empty entry point takes the image's away.
    else if (index >= from && (line.value.text !== "" || line.key === "Entrypoint")) lines.push(line);
  }
  return { lines, cleared };
}

class UnitCommandReader {
  readonly switches: OddSwitch[] = [];
  readonly #section: QuadletSection;
  readonly #name: UnitName;
  readonly #own: UnitFile;
  readonly #files: ReadonlyMap<string, UnitFile>;
  readonly #flags: UnitFlag[] = [];
  readonly #last: UnitFlag[] = [];
  readonly #pairs = new Map<string, UnitFlag>();
  #image: Scalar | undefined;
  #command: readonly Scalar[] = [];
  #group: Scalar | undefined;
  #unknownPart: string | undefined;

  constructor(
    section: QuadletSection,
    name: string,
    own: UnitFile,
    files: readonly UnitFile[],
    unknownPart: string | undefined,
  ) {
    this.#unknownPart = unknownPart;
    this.#section = section;
    this.#name = unitName(name, own.file);
    this.#own = own;
    this.#files = new Map(files.map((file) => [file.file, file]));
  }

  command(): UnitCommand {
    const { file, text } = this.#own;
    const flags = [...this.#flags.map((flag) => this.#withGroup(flag)), ...this.#last];
    return {
      program: "podman",
      verb: "run",
      at: this.#header(),
      whole: { file, start: 0, end: text.length },
      flags,
      ...(this.#image === undefined ? {} : { image: this.#image }),
      command: this.#command,
      ...(this.#unknownPart === undefined ? {} : { unknownPart: this.#unknownPart }),
      isExample: false,
      comments: "#",
    };
  }

  /** Of the unit's own file, where that is at hand. */
  #header(): Place {
    const headers = [...this.#files.values()].flatMap(({ sections }) => sections.get(this.#section) ?? []);
    return headers[0] ?? { file: this.#own.file, start: 0, end: 0 };
  }

  add(line: UnitLine): void {
    const key = quadletKeys(this.#section)?.get(line.key);
    const unit = this.#files.get(line.at.file);
    if (key === undefined || unit === undefined) return;
    switch (key.name) {
      case "Image":
        this.#image = this.#scalar(lastWord(line.value, unit, this.#name), unit);
        return;
      case "Exec":
        this.#command = this.#words(line, "args", unit).map((word) => this.#scalar(word, unit));
        return;
      case "Group":
        this.#group = this.#scalar(lastWord(line.value, unit, this.#name), unit);
        return;
      case "PodmanArgs":
        this.#arguments(line, key, unit);
        return;
      case "ContainersConfModule":
        this.#unknownPart ??= "ContainersConfModule";
        return;
      case "GlobalArgs":
        if (/--module\b/.test(line.value.text)) this.#unknownPart ??= "--module";
        return;
    }
    if (key.flag === undefined) return;
    for (const word of this.#values(line, key, unit)) this.#flag(line, key, this.#scalarFor(key, word, unit), word.at);
  }

  /** The words that a line says one by one. */
  #values(line: UnitLine, { reads }: QuadletKey, unit: UnitFile): readonly Word[] {
    switch (reads) {
      case "last":
      case "switch":
        return [lastWord(line.value, unit, this.#name)];
      case "lines":
        return [lineWord(line.value, unit, this.#name)];
      case "words":
        return this.#words(line, "words", unit);
      case "args":
      case "last args":
      case "pairs":
        return this.#words(line, "args", unit);
    }
  }

  #words(line: UnitLine, mode: "words" | "args", unit: UnitFile): readonly Word[] {
    return wordsOf(line.value, mode, unit, this.#name);
  }

  #scalar(word: Word, unit: UnitFile, from = 0): Scalar {
    return scalarOf({ word, text: unit.text }, from);
  }

  #scalarFor(key: QuadletKey, word: Word, unit: UnitFile): Scalar {
    // A device that may be missing on the host has a sign of its own before it.
    const isOptional = key.name === "AddDevice" && word.text?.startsWith("-") === true;
    const value = this.#scalar(word, unit, isOptional ? 1 : 0);
    if (key.reads === "switch" || key.start === undefined) return value;
    return { ...value, text: `${key.start}${value.text}`, derived: "filled" };
  }

  #flag(line: UnitLine, key: QuadletKey, value: Scalar, words: Place): void {
    const fact = runFlag(key.flag ?? "", "podman");
    if (fact === undefined) return;
    const at = placeOf(value.at, line);
    const flag = { fact, name: line.key, at, joined: "=", inCluster: false, line, key, words } as const;
    if (key.reads === "switch") {
      const said = this.#switch(line, key, value);
      if (key.start === undefined) this.#flags.push({ ...flag, value: said });
      else if (said.text === "true")
        this.#flags.push({ ...flag, value: { ...said, text: key.start, derived: "filled" } });
    } else if (key.reads === "pairs") this.#pair({ ...flag, value });
    else this.#flags.push({ ...flag, value });
  }

  #switch(line: UnitLine, key: QuadletKey, value: Scalar): Scalar {
    if (value.unknown !== undefined) return value;
    const said = unitSwitch(value.text);
    if (!said && !isFalseWord(value.text)) this.switches.push({ line, key });
    const text = String(said);
    return value.text === text ? value : { ...value, text, derived: "filled" };
  }

  /** Of a name the last pair holds, where the first one stands. */
  #pair(flag: UnitFlag): void {
    const name = `${flag.fact.name} ${flag.value.text.split("=", 1)[0] ?? ""}`;
    const known = this.#pairs.get(name);
    if (known === undefined) this.#flags.push(flag);
    else this.#flags.splice(this.#flags.indexOf(known), 1, flag);
    this.#pairs.set(name, flag);
  }

  /** `PodmanArgs` are flags as on a command line. A word that is none would be taken for the image. */
  #arguments(line: UnitLine, key: QuadletKey, unit: UnitFile): void {
    const { flags, image, unknownPart } = readFlags(flagsOf("podman"), this.#words(line, "args", unit), unit.text);
    for (const flag of flags) this.#last.push({ ...flag, line, key, words: flag.at });
    this.#unknownPart ??= unknownPart ?? (image === undefined ? undefined : "PodmanArgs");
  }

  /** `User` and `Group` are one flag. */
  #withGroup(flag: UnitFlag): UnitFlag {
    const group = this.#group;
    if (flag.key.name !== "User" || group === undefined) return flag;
    const { value } = flag;
    const unknown = [...(value.unknown ?? []), ...(group.unknown ?? [])];
    const both = { ...value, text: `${value.text}:${group.text}`, derived: "filled" as const };
    return { ...flag, value: unknown.length > 0 ? { ...both, unknown } : both };
  }
}

/** From the key to the value where both stand in one line. */
function placeOf(value: Place, { keyAt, at, key, value: whole }: UnitLine): Place {
  const isWhole = value.start <= at.start && whole.text !== "" && key !== "";
  return isWhole ? { ...value, start: keyAt.start } : value;
}

function refusalsOf(
  section: QuadletSection,
  files: readonly UnitFile[],
  lines: readonly UnitLine[],
  isWhole: boolean,
): readonly UnitRefusal[] {
  const refusals: UnitRefusal[] = [];
  for (const file of files) {
    const [wrong] = file.wrong;
    if (wrong !== undefined)
      refusals.push({ at: wrong, because: "a line of it is neither a section nor a comment nor Key=value" });
    for (const { section: own, key, keyAt } of file.lines) {
      const known = own === section || own === "Quadlet" ? quadletKeys(own) : undefined;
      if (known === undefined || known.has(key)) continue;
      const meant = nearest(key, known.keys());
      refusals.push({
        at: keyAt,
        because: `it knows no key ${key} in [${own}]`,
        ...(meant === undefined ? {} : { meant }),
      });
    }
  }
  if (!isWhole) return refusals;
  const has = (key: string): UnitLine | undefined => lines.find((line) => line.key === key);
  const header = files[0]?.sections.get(section);
  for (const rule of NEEDS) {
    if (rule.section !== section || rule.keys.some((key) => has(key) !== undefined)) continue;
    const at = rule.beside === undefined ? header : has(rule.beside)?.keyAt;
    if (at !== undefined) refusals.push({ at, because: rule.because });
  }
  const pod = has("Pod");
  if (pod !== undefined && !pod.value.text.endsWith(".pod"))
    refusals.push({ at: pod.at, because: "Pod= names no unit that ends in .pod" });
  const remapped = has("RemapUsers") ?? has("RemapUid") ?? has("RemapGid");
  const isMapped = ["UserNS", "UIDMap", "GIDMap", "SubUIDMap", "SubGIDMap"].some((key) => has(key) !== undefined);
  if (remapped !== undefined && isMapped)
    refusals.push({ at: remapped.keyAt, because: `${remapped.key} is older than the keys for mappings beside it` });
  return refusals;
}

/** One of which keys a unit has to have: always, or beside another key. */
interface Need {
  readonly section: QuadletSection;
  readonly keys: readonly string[];
  readonly beside?: string;
  readonly because: string;
}

/** Source: https://github.com/containers/podman/blob/c6580b4a5219/pkg/systemd/quadlet/quadlet.go, the functions whose names begin with Convert */
const NEEDS: readonly Need[] = [
  { section: "Container", keys: ["Image", "Rootfs"], because: "it has neither Image= nor Rootfs=" },
  { section: "Container", keys: ["User"], beside: "Group", because: "Group= needs User= beside it" },
  { section: "Volume", keys: ["Device"], beside: "Type", because: "Type= needs Device= beside it" },
  { section: "Volume", keys: ["Device"], beside: "Options", because: "Options= needs Device= beside it" },
  { section: "Network", keys: ["Subnet"], beside: "Gateway", because: "Gateway= needs Subnet= beside it" },
  { section: "Network", keys: ["Subnet"], beside: "IPRange", because: "IPRange= needs Subnet= beside it" },
  { section: "Kube", keys: ["Yaml"], because: "it has no Yaml=" },
  { section: "Image", keys: ["Image"], because: "it has no Image=" },
  { section: "Build", keys: ["ImageTag"], because: "it has no ImageTag=" },
  {
    section: "Build",
    keys: ["SetWorkingDirectory", "File"],
    because: "it has neither SetWorkingDirectory= nor File=",
  },
];
