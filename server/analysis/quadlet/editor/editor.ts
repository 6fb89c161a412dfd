import { runFlagFor } from "../../facts/run-flags.ts";
import type { AllowChange, ServiceChange, Written } from "../../model/change.ts";
import { allowEdit } from "../../systemd/allow-edit.ts";
import { allowsInUnit } from "../../systemd/allows.ts";
import { parseUnitFile } from "../../systemd/unit-file.ts";
import { applyEdits, type Edit } from "../../text/edit.ts";
import { holds, type Place } from "../../text/span.ts";
import type { QuadletUnit, UnitFlag } from "../syntax/tree.ts";
import { unitOf } from "../syntax/unit.ts";
import { type SaidFlag, type SincePodman, saidBy, UnitDraft } from "./unit-draft.ts";

export type UnitChange = ServiceChange | AllowChange;

/**
 * The text edits that apply the changes to a unit's own file, all or none. The file is parsed again and has to become a command with exactly the flags that
 * were meant. Undefined where that is not so, where a change says what no key and no flag does, and where another file of the unit decides.
 */
export function editUnit(
  unit: QuadletUnit,
  changes: readonly UnitChange[],
  isSince: SincePodman,
): readonly Edit[] | undefined {
  const draft = new UnitDraft(unit, isSince);
  const others: Edit[] = [];
  for (const change of changes) {
    if (change.do === "allow") {
      const edit = allowEdit(unit.own, change);
      if (edit === undefined) return undefined;
      others.push(edit);
    } else if (change.do === "rename") {
      others.push({ ...change.at, newText: change.name });
    } else if (!apply(draft, unit, change)) return undefined;
  }
  const edits = [...others, ...draft.edits()];
  const text = applyEdits(unit.own.text, edits);
  if (text === undefined) return undefined;
  const own = parseUnitFile(unit.own.file, text);
  const files = unit.files.map((file) => (file === unit.own ? own : file));
  const after = unitOf(unit.section, unit.name, own, files, unit.isWhole);
  const isRenamed = changes.some((change) => change.do === "rename");
  const isAsMeant = isRenamed
    ? after.refusals.length < unit.refusals.length
    : sameFlags(draft.meant(), after.command.flags.map(saidBy)) && restOf(unit) === restOf(after);
  return isAsMeant && allowsStand(after, changes) ? edits : undefined;
}

/** False where the change cannot be made. */
function apply(draft: UnitDraft, unit: QuadletUnit, change: ServiceChange): boolean {
  switch (change.do) {
    case "remove-at":
      return draft.removeAt(change.at);
    case "replace-at":
      return draft.replaceAt(change.at, change.value);
    case "write-at":
      return typeof change.value === "string" && draft.replaceAt(change.at, change.value);
    case "remove":
      return inList(draft, unit, change.service.at) === undefined && removeAll(draft, change.path);
    case "append":
      return addAll(draft, change.path, change.items);
    case "set":
      return set(draft, unit, change.service.at, change.path, change.value);
    case "put":
      return put(draft, change);
    case "add":
    case "rename":
      return false;
  }
}

/** The flag that holds a list's entry which a change is about, such as a mount. */
function inList({ flags }: UnitDraft, { command }: QuadletUnit, place: Place): UnitFlag | undefined {
  if (place.start === command.at.start) return undefined;
  return flags.find((flag) => holds(flag.value.at, place));
}

function withKey({ flags }: UnitDraft, key: string): readonly UnitFlag[] {
  return flags.filter(({ fact }) => fact.key === key);
}

function removeAll(draft: UnitDraft, path: readonly string[]): boolean {
  const flags = withKey(draft, path.join("."));
  return flags.length > 0 && flags.every((flag) => draft.remove(flag));
}

function addAll(draft: UnitDraft, path: readonly string[], items: readonly Written[]): boolean {
  const fact = runFlagFor(path.join("."), "podman");
  const texts = items.filter((item) => typeof item === "string");
  return fact?.takes === "list" && texts.length === items.length && draft.add(fact, texts);
}

/** Sets a key: a list becomes lines of its own, a value takes the place of the one that holds. */
function set(draft: UnitDraft, unit: QuadletUnit, at: Place, path: readonly string[], value: Written): boolean {
  const entry = inList(draft, unit, at);
  if (entry !== undefined) return setInEntry(draft, entry, path, value);
  const key = path.join(".");
  const fact = runFlagFor(key, "podman");
  if (fact === undefined) return false;
  const written = withKey(draft, key);
  if (Array.isArray(value)) {
    return written.every((flag) => draft.remove(flag)) && addAll(draft, path, value);
  }
  if (typeof value === "object" || fact.takes === "list") return false;
  const last = written.at(-1);
  return last === undefined ? draft.add(fact, [String(value)]) : draft.replaceValue(last, String(value));
}

/** Makes a mount read-only. */
function setInEntry(draft: UnitDraft, flag: UnitFlag, path: readonly string[], value: Written): boolean {
  const { text } = flag.value;
  if (flag.fact.name !== "mount" || path.join(".") !== "read_only" || value !== true) return false;
  return !/(?:^|,)(?:ro|readonly|rw)(?:=|,|$)/.test(text) && draft.replaceValue(flag, `${text},ro=true`);
}

function put(draft: UnitDraft, { key, item, name }: ServiceChange & { do: "put" }): boolean {
  const known = withKey(draft, key).find(({ value }) => value.text === name || value.text.startsWith(`${name}=`));
  return known === undefined ? addAll(draft, [key], [item]) : draft.replaceValue(known, item);
}

function sameFlags(a: readonly SaidFlag[], b: readonly SaidFlag[]): boolean {
  const sorted = (flags: readonly SaidFlag[]): string => JSON.stringify(flags.map((one) => JSON.stringify(one)).sort());
  return sorted(a) === sorted(b);
}

/** All that becomes no flag, but for the image, and that no edit changes. */
function restOf({ own, section }: QuadletUnit): string {
  const others = own.lines.filter((line) => line.section !== section);
  return JSON.stringify([
    ...others.map(({ section: other, key, value }) => [other, key, value.text]),
    own.wrong.length,
  ]);
}

/** Whether each rule that a comment is to allow is named by a comment. */
function allowsStand({ own }: QuadletUnit, changes: readonly UnitChange[]): boolean {
  const wanted = changes.flatMap((change) => (change.do === "allow" ? change.rules : []));
  if (wanted.length === 0) return true;
  const named = new Set(allowsInUnit(own).flatMap(({ allow }) => allow.ids.map(({ id }) => id)));
  return wanted.every((rule) => named.has(rule));
}
