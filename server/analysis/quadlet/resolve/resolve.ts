import { containerOfCommand, type FileReader } from "../../command/resolve/resolve.ts";
import { normaliseCapability } from "../../facts/capabilities.ts";
import type { Engine } from "../../facts/engine.ts";
import type { QuadletSection } from "../../facts/quadlet-keys.ts";
import type { InvalidValue, LostHardening } from "../../model/container.ts";
import type { Project } from "../../model/project.ts";
import type { Refusal } from "../../model/refusal.ts";
import { directoryOf } from "../../text/uri.ts";
import { hasUnresolved } from "../../yaml/tree.ts";
import type { OddSwitch, QuadletUnit } from "../syntax/tree.ts";
import { unitName, wordsOf } from "../syntax/words.ts";
import { networkOf, surroundingsOf } from "./other-units.ts";

/** The container that a unit of Quadlet becomes, as a project of its own. Podman runs it whatever the settings say. */
export function resolveUnit(unit: QuadletUnit, engine: Engine, read: FileReader): Project {
  const { own, files } = unit;
  const name = nameOf(unit);
  const kind = KINDS.get(unit.section);
  const { command, root, networks } = surroundingsOf(unit, read);
  const declared = {
    lasts: unit.lasts,
    lost: lostIn(unit),
    invalidValues: unit.switches.map(invalidSwitch),
    ...(own === files[0] ? {} : { within: command.whole }),
    // A pod has no processes: what is not said of it is not missing.
    ...(kind === "pod" ? { unknownPart: "what its containers say" } : {}),
  };
  const directory = directoryOf(files[0]?.file ?? own.file);
  const services =
    kind === undefined
      ? []
      : [
          containerOfCommand(command, name, {
            engine,
            read,
            root,
            networks,
            directory,
            declared: { ...declared, kind },
          }),
        ];
  return {
    kind: "project",
    file: own.file,
    files: files.map(({ file }) => file),
    services,
    networks: unit.section === "Network" ? new Map([[name, networkOf(name, own)]]) : networks,
    texts: [],
    remotes: [],
    dockerfiles: new Map(),
    inputErrors: [],
    refusals: unit.refusals
      .filter(({ at }) => at.file === own.file)
      .map((one) => refusalOf(one, kind === undefined ? undefined : name)),
  };
}

/** What the units declare that run anything. */
const KINDS: ReadonlyMap<QuadletSection, "quadlet" | "pod"> = new Map([
  ["Container", "quadlet"],
  ["Pod", "pod"],
  ["Kube", "pod"],
]);

/** What `ContainerName` says, else the name of the unit's file. */
function nameOf({ name, command }: QuadletUnit): string {
  const named = command.flags.findLast(({ fact }) => fact.name === "name")?.value.text;
  return named === undefined || named === "" || hasUnresolved(named) ? name : named;
}

function refusalOf({ at, because, meant }: QuadletUnit["refusals"][number], service: string | undefined): Refusal {
  const refusal = { at, by: "Quadlet", because, ...(service === undefined ? {} : { service }) } as const;
  if (meant === undefined) return refusal;
  return {
    ...refusal,
    because: `${because}; ${meant} is near`,
    mend: { title: `Rename it to ${meant}`, changes: [{ do: "rename", at, name: meant }], isGuess: true },
  };
}

function invalidSwitch({ line, key }: OddSwitch): InvalidValue {
  const { text } = line.value;
  const meant = /^(?:y|t|j|si|enabled?|always|required)/i.test(text) ? { meant: "true" } : {};
  return {
    key: key.name,
    value: text,
    text,
    at: line.at,
    effect: "ignored",
    because: "Podman takes 1, yes, true and on for true, and all else for false",
    ...meant,
  };
}

/** Capabilities that the unit drops, and an empty line of a drop-in gives back. */
function lostIn(unit: QuadletUnit): readonly LostHardening[] {
  const name = unitName(unit.name, unit.own.file);
  const dropped = (text: string): string => normaliseCapability(text) ?? text;
  const kept = new Set(
    unit.command.flags.filter(({ fact }) => fact.name === "cap-drop").map(({ value }) => dropped(value.text)),
  );
  if (kept.has("ALL")) return [];
  return unit.cleared.flatMap(({ line, by }): readonly LostHardening[] => {
    const file = unit.files.find((one) => one.file === line.at.file);
    if (line.key !== "DropCapability" || line.at.file === by.at.file || file === undefined) return [];
    return wordsOf(line.value, "words", file, name).flatMap(({ text = "", at }) =>
      kept.has(dropped(text))
        ? []
        : [{ key: "cap_drop", text: dropped(text), at: by.keyAt, from: at, by: "empty line" as const }],
    );
  });
}
