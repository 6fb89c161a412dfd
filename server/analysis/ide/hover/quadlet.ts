import { mappingOf } from "../../command/resolve/mapping.ts";
import type { Engine } from "../../facts/engine.ts";
import { type QuadletKey, quadletKeys } from "../../facts/quadlet-keys.ts";
import { runFlag } from "../../facts/run-flags.ts";
import type { QuadletUnit } from "../../quadlet/syntax/tree.ts";
import type { Analysis } from "../../run/analysis.ts";
import type { UnitLine } from "../../systemd/unit-file.ts";
import { touches } from "../../text/span.ts";
import { code } from "./card.ts";
import { explainValue } from "./compose.ts";
import { cursorBelow } from "./compose-cursor.ts";
import type { Explained } from "./explained.ts";
import { serviceSummary } from "./service.ts";

/** Explains what stands at an offset of a unit: the section, a key, a value. */
export function explainUnit({ unit, project }: Analysis, engine: Engine, offset: number): Explained | undefined {
  const container = project?.services[0];
  if (unit === undefined || container === undefined || project === undefined) return undefined;
  const { command, own, section } = unit;
  if (touches(command.at, offset))
    return { at: command.at, markdown: serviceSummary(container, { ...project, engine }), specific: true };
  const line = own.lines.find((one) => one.section === section && touches(one.whole, offset));
  if (line === undefined) return undefined;
  if (touches(line.keyAt, offset)) return explainKey(unit, line);
  const path = ["services", container.name];
  const { mapping } = mappingOf(command);
  const value = [...mapping.entries].flatMap(([key, entry]) => cursorBelow(entry.value, [...path, key], offset) ?? []);
  const [found] = value;
  const explained = found && explainValue(found, project, offset);
  return explained ?? explainFlag(unit, path, offset) ?? explainKey(unit, line);
}

/** The flag by itself, where its value says nothing more. */
function explainFlag({ command }: QuadletUnit, path: readonly string[], offset: number): Explained | undefined {
  const flag = command.flags.find(({ at }) => touches(at, offset));
  const key = flag?.fact.key;
  if (flag === undefined || key === undefined) return undefined;
  return explainValue({ path: [...path, ...key.split(".")], at: flag.at }, undefined, offset);
}

const READINGS = {
  last: "The last line of it holds.",
  switch: "`1`, `yes`, `true` and `on` are true; all else is false. The last line of it holds.",
  lines: "Each line adds one value; an empty one clears those before it.",
  words: "Each line adds words, which blanks part; an empty one clears those before it.",
  args: "Each line adds words, as a command line; an empty one clears those before it.",
  "last args": "Words, as on a command line. The last line of it holds.",
  pairs: "Each line adds words `NAME=value`; an empty one clears those before it.",
} as const;

/** What a key becomes, and how its lines are read. */
export function unitKeyMarkdown({ name, flag, start, reads, since }: QuadletKey): string {
  const shown = start === undefined ? "" : ` ${start}`;
  const becomes = flag === undefined ? "" : `Becomes ${code(`--${flag}${shown}`)} of Podman. `;
  const same = flag === undefined ? undefined : runFlag(flag, "podman")?.key;
  const compose = same === undefined ? "" : ` Compose says ${code(same)}.`;
  return `**${name}** of Quadlet, since Podman ${since}\n\n${becomes}${READINGS[reads]}${compose}`;
}

function explainKey({ section }: QuadletUnit, { key, keyAt }: UnitLine): Explained | undefined {
  const fact = quadletKeys(section)?.get(key);
  return fact && { at: keyAt, markdown: unitKeyMarkdown(fact), specific: false };
}
