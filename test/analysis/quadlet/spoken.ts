import assert from "node:assert/strict";
import { normaliseCapability } from "../../../server/analysis/facts/capabilities.ts";
import { flagsOf } from "../../../server/analysis/facts/run-flags.ts";
import { surroundingsOf } from "../../../server/analysis/quadlet/resolve/other-units.ts";
import type { QuadletUnit } from "../../../server/analysis/quadlet/syntax/tree.ts";
import { UNRESOLVED } from "../../../server/analysis/text/unresolved.ts";
import type { Scalar } from "../../../server/analysis/yaml/tree.ts";

const FLAGS = flagsOf("podman");

/** A flag's name and what it says. */
type Said = readonly [name: string, value: string];

/** The flags of a unit as we read it, sorted, and then its image and its command. `read` gives other units by their URIs. */
export function ourWords(unit: QuadletUnit, read: (uri: string) => string | null): readonly (Said | string)[] {
  const { command } = surroundingsOf(unit, read);
  const flags = command.flags
    .filter(({ fact, value }) => fact.name !== "name" && !(fact.name === "pod" && value.text === ""))
    .map(({ fact, value }): Said => [fact.name, spoken(fact.name, shown(value))]);
  return [...sorted(flags), ...[command.image, ...command.command].flatMap((one) => (one ? [shown(one)] : []))];
}

/** A value with the specifiers in it, which stand in the generator's words too. */
function shown({ text, unknown = [] }: Scalar): string {
  let index = 0;
  return text.replaceAll(UNRESOLVED, () => unknown[index++] ?? "");
}

/** The same of the words of `ExecStart`, as the generator writes them. */
export function theirWords(words: readonly string[]): readonly (Said | string)[] {
  const flags: Said[] = [];
  let at = words.indexOf("run") + 1;
  for (; words[at]?.startsWith("-") === true; at++) {
    const [, dashes = "", flag = "", joined] = /^(--?)([^=]+)(?:=([\s\S]*))?$/.exec(words[at] ?? "") ?? [];
    const fact = dashes === "-" ? FLAGS.short(flag) : FLAGS.long(flag);
    assert.ok(fact, `no flag ${flag}`);
    const value = joined ?? (fact.takes === "switch" ? "true" : (words[++at] ?? ""));
    const isGiven = GIVEN.has(fact.name) || (fact.name === "cgroups" && value === "split");
    if (!isGiven) flags.push([fact.name, spoken(fact.name, value)]);
  }
  return [...sorted(flags), ...words.slice(at).map(withPercent)];
}

/** What the generator puts in by itself. */
const GIVEN = new Set(["name", "replace", "rm", "sdnotify", "detach", "rootfs"]);

function sorted(flags: readonly Said[]): readonly Said[] {
  return [...flags].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** What a flag says, whichever way: capabilities by their names, paths and names as they stand in the unit, fields of mounts in any order. */
function spoken(name: string, value: string): string {
  const text = withPercent(value.replace(/^DIR\//, "./").replaceAll("=DIR/", "=./"));
  if (name.startsWith("cap-")) return normaliseCapability(text) ?? text.toUpperCase();
  if (name === "mount") return text.replaceAll('"', "").split(",").sort().join(",");
  if (name === "volume") return text.replace(/^systemd-conf:/, "conf.volume:").replace(/^other:/, "named.volume:");
  if (name === "network") {
    const [network = ""] = text
      .replace(/^systemd-lan\b/, "lan.network")
      .replace(/^inner$/, "own.network")
      .split(":");
    return /^(?:pasta|container)$/.test(network) ? text.replace("container:systemd-", "container:") : network;
  }
  return name === "pod" ? text.replace(/^systemd-(.*)$/, "$1.pod") : text;
}

function withPercent(text: string): string {
  return text.replaceAll("%%", "%");
}
