import { containerOfCommand } from "../../command/resolve/resolve.ts";
import type { Lookup } from "../../compose/project/source-files.ts";
import { normaliseCapability } from "../../facts/capabilities.ts";
import { type Engine, isEngineSince } from "../../facts/engine.ts";
import { type QuadletSection, quadletKeys } from "../../facts/quadlet-keys.ts";
import type { InvalidValue, LostHardening } from "../../model/container.ts";
import { type Project, projectOfContainers } from "../../model/project.ts";
import type { Refusal } from "../../model/refusal.ts";
import { unitName, wordsOf } from "../../systemd/words.ts";
import { directoryOf } from "../../text/uri.ts";
import { hasUnresolved } from "../../yaml/tree.ts";
import type { OddSwitch, QuadletUnit } from "../syntax/tree.ts";
import { networkOf, surroundingsOf } from "./other-units.ts";

/** The container that a unit of Quadlet becomes, as a project of its own. Podman runs it whatever the settings say. */
export function resolveUnit(unit: QuadletUnit, engine: Engine, read: Lookup): Project {
  const { own, files } = unit;
  const name = nameOf(unit);
  const kind = KINDS.get(unit.section);
  const { command, root, networks, isInPod } = surroundingsOf(unit, read);
  const declared = {
    lasts: unit.lasts,
    lost: lostIn(unit),
    invalidValues: unit.switches.map(invalidSwitch),
    ...(own === files[0] && !isInPod ? {} : { within: command.whole }),
    ...unknownIn(unit),
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
  return projectOfContainers(own.file, services, {
    files: files.map(({ file }) => file),
    networks: unit.section === "Network" ? new Map([[name, networkOf(name, own)]]) : networks,
    refusals: [...unit.refusals, ...tooNew(unit, engine)]
      .filter(({ at }) => at.file === own.file)
      .map((one) => refusalOf(one, kind === undefined ? undefined : name)),
  });
}

/** A pod has no processes of its own, and what names no image never runs: what is not said of them is not missing. */
function unknownIn({ section, command, lines }: QuadletUnit): { readonly unknownPart?: string } {
  if (section !== "Container") return { unknownPart: "what its containers say" };
  const isNothing = command.image === undefined && !lines.some(({ key }) => key === "Rootfs");
  return isNothing && command.unknownPart === undefined ? { unknownPart: "an image that nobody names" } : {};
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

/** Keys that the Podman of the settings does not know yet. */
function tooNew({ own, section }: QuadletUnit, engine: Engine): QuadletUnit["refusals"] {
  if (engine.mode !== "podman") return [];
  return own.lines.flatMap(({ section: written, key, keyAt }) => {
    const since = written === section ? quadletKeys(section)?.get(key)?.since : undefined;
    if (since === undefined || isEngineSince(engine, since)) return [];
    return [{ at: keyAt, because: `Podman ${engine.version} knows no key ${key}, which came with ${since}` }];
  });
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
