import { type RunFlag, type RunProgram, runFlagFor } from "../../facts/run-flags.ts";
import type { AllowText } from "../../model/allow-comment.ts";
import type { AllowChange, ServiceChange, Written } from "../../model/change.ts";
import { holds, type Place } from "../../text/span.ts";
import type { Flag } from "../syntax/tree.ts";

/** A command whose flags are changed, in whatever file says them. Each method answers false where the change cannot be made. */
export interface FlagDraft<F extends Flag> {
  readonly program: RunProgram;
  /** What changes of the command itself name as its place. */
  readonly at: Place;
  readonly flags: readonly F[];
  removeAt(at: Place): boolean;
  replaceAt(at: Place, text: string): boolean;
  remove(flag: F): boolean;
  replaceValue(flag: F, text: string): boolean;
  /** Adds a flag for each value. */
  add(fact: RunFlag, values: readonly string[]): boolean;
  /** Sets a field of a list's entry, such as a mount. */
  setField(flag: F, field: string, value: Written): boolean;
}

/** Says a change of the model with the flags of a command. False where that cannot be had. */
export function changeFlags<F extends Flag>(draft: FlagDraft<F>, change: ServiceChange): boolean {
  switch (change.do) {
    case "remove-at":
      return draft.removeAt(change.at);
    case "replace-at":
      return draft.replaceAt(change.at, change.value);
    case "write-at":
      return typeof change.value === "string" && draft.replaceAt(change.at, change.value);
    case "remove":
      return entryAt(draft, change.service.at) === undefined && removeAll(draft, change.path);
    case "append":
      return addAll(draft, change.path, change.items);
    case "set":
      return set(draft, change.service.at, change.path, change.value);
    case "put": {
      const { key, item, name } = change;
      const known = withKey(draft, key).find(({ value }) => value.text === name || value.text.startsWith(`${name}=`));
      return known === undefined ? addAll(draft, [key], [item]) : draft.replaceValue(known, item);
    }
    case "add":
    case "rename":
      return false;
  }
}

/** The flag that holds a list's entry which a change is about, such as a mount. */
function entryAt<F extends Flag>({ flags, at }: FlagDraft<F>, place: Place): F | undefined {
  if (place.start === at.start) return undefined;
  return flags.find((flag) => holds(flag.value.at, place));
}

function withKey<F extends Flag>({ flags }: FlagDraft<F>, key: string): readonly F[] {
  return flags.filter(({ fact }) => fact.key === key);
}

function removeAll<F extends Flag>(draft: FlagDraft<F>, path: readonly string[]): boolean {
  const flags = withKey(draft, path.join("."));
  return flags.length > 0 && flags.every((flag) => draft.remove(flag));
}

function addAll<F extends Flag>(draft: FlagDraft<F>, path: readonly string[], items: readonly Written[]): boolean {
  const fact = runFlagFor(path.join("."), draft.program);
  const texts = items.filter((item) => typeof item === "string");
  return fact?.takes === "list" && texts.length === items.length && draft.add(fact, texts);
}

/** Sets a key: a list becomes one flag for each item, a value takes the place of the last one. */
function set<F extends Flag>(draft: FlagDraft<F>, at: Place, path: readonly string[], value: Written): boolean {
  const key = path.join(".");
  const entry = entryAt(draft, at);
  if (entry !== undefined) return draft.setField(entry, key, value);
  const fact = runFlagFor(key, draft.program);
  if (fact === undefined) return false;
  const written = withKey(draft, key);
  if (Array.isArray(value)) return written.every((flag) => draft.remove(flag)) && addAll(draft, path, value);
  if (typeof value === "object" || fact.takes === "list") return false;
  const last = written.at(-1);
  return last === undefined ? draft.add(fact, [String(value)]) : draft.replaceValue(last, String(value));
}

/** The fields of `--mount` by their path in the long form of a volume. */
const MOUNT_FIELDS: ReadonlyMap<string, (value: string) => string | undefined> = new Map<
  string,
  (value: string) => string | undefined
>([
  ["read_only", (value: string) => (value === "true" ? "readonly" : undefined)],
  ["bind.recursive", (value: string) => `bind-recursive=${value}`],
]);

/** The value of `--mount` with a further field; undefined where it has that already, and for what is none. */
export function withMountField(text: string, key: string, value: Written): string | undefined {
  const field = MOUNT_FIELDS.get(key)?.(String(value));
  const isThere = text.split(",").some((one) => one.split("=")[0] === field?.split("=")[0]);
  return field === undefined || isThere ? undefined : `${text},${field}`;
}

/** Whether each rule that the changes allow is named by a comment. */
export function allowsStand(
  allows: () => readonly { readonly allow: AllowText }[],
  changes: readonly (ServiceChange | AllowChange)[],
): boolean {
  const wanted = changes.flatMap((change) => (change.do === "allow" ? change.rules : []));
  if (wanted.length === 0) return true;
  const named = new Set(allows().flatMap(({ allow }) => allow.ids.map(({ id }) => id)));
  return wanted.every((rule) => named.has(rule));
}
