import { type Engine, isEngineSince } from "../../facts/engine.ts";
import { type KeyRule, modeOf } from "../../facts/engine-modes.ts";
import type { InvalidValue } from "../../model/container.ts";
import { knownValue } from "../../model/setting.ts";
import type { Place } from "../../text/span.ts";
import type { Mapping } from "../../yaml/tree.ts";
import { ServiceReader } from "../syntax/service-reader.ts";

/** Who asks the engine for what a block says. */
type Asking = "Compose" | "a command line";

/** The block of a service without what the engine ignores or refuses in it, so that it counts neither as hardening nor as a weakness. */
export function takenBy(engine: Engine, reader: ServiceReader, own: Place, by: Asking = "Compose"): ServiceReader {
  const rules = standing(engine, reader, by);
  if (rules.length === 0) return reader;
  const left = rules.reduce((mapping, { key }) => without(mapping, pathOf(key)), reader.mapping);
  return new ServiceReader(left, reader.at, own);
}

/** Each key of a block that the engine ignores or refuses, and why. */
export function droppedKeys(engine: Engine, reader: ServiceReader, by: Asking = "Compose"): readonly InvalidValue[] {
  return standing(engine, reader, by).flatMap(({ key, effect, because }) => {
    const entry = reader.entry(...pathOf(key));
    if (entry === undefined) return [];
    const value = entry.value.kind === "scalar" ? entry.value.text : "";
    const { via } = reader.decided(entry);
    return [{ key, value, text: value, at: entry.key, effect, because, ...(via ? { via } : {}) }];
  });
}

/** The rules of the engine's mode whose keys are written, with the values that they are about. */
function standing(engine: Engine, reader: ServiceReader, by: Asking): readonly KeyRule[] {
  return modeOf(engine).keys.filter(({ key, value, cgroup, unless, before, composed }) => {
    if (before !== undefined && isEngineSince(engine, before)) return false;
    if (composed && by !== "Compose") return false;
    if (cgroup !== undefined && cgroup !== engine.cgroup) return false;
    if (reader.entry(...pathOf(key)) === undefined) return false;
    if (value !== undefined && said(reader, key) !== value) return false;
    return unless === undefined || said(reader, unless[0]) !== unless[1];
  });
}

/** What a key says; a truth in any of its spellings is `true`. */
function said(reader: ServiceReader, key: string): string | undefined {
  if (knownValue(reader.boolean(...pathOf(key))) === true) return "true";
  return knownValue(reader.text(...pathOf(key))) ?? undefined;
}

function pathOf(key: string): readonly [string, ...string[]] {
  const [first = "", ...others] = key.split(".");
  return [first, ...others];
}

/** The mapping without the entry at a path; mappings on the way to it are made anew. */
function without(mapping: Mapping, [first, ...others]: readonly [string, ...string[]]): Mapping {
  const entries = new Map(mapping.entries);
  const entry = entries.get(first);
  const [next, ...rest] = others;
  if (next === undefined) entries.delete(first);
  else if (entry?.value.kind === "mapping")
    entries.set(first, { ...entry, value: without(entry.value, [next, ...rest]) });
  return { ...mapping, entries };
}
