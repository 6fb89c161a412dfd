import { QUADLET_KEYS, type QuadletKey, type QuadletSection } from "./quadlet-key-table.ts";

export { QUADLET_SECTIONS, type QuadletKey, type QuadletSection } from "./quadlet-key-table.ts";

const BY_SECTION: ReadonlyMap<string, ReadonlyMap<string, QuadletKey>> = new Map(
  [...new Set(QUADLET_KEYS.map(({ section }) => section))].map((section) => [
    section,
    new Map(QUADLET_KEYS.flatMap((key) => (key.section === section ? [[key.name, key] as const] : []))),
  ]),
);

/** The keys of a section of Quadlet's own by their names; undefined for every other section. */
export function quadletKeys(section: string): ReadonlyMap<string, QuadletKey> | undefined {
  return BY_SECTION.get(section);
}

/** The key that says what a flag of `podman run` says with this value; undefined where there is none. */
export function quadletKeyFor(section: QuadletSection, flag: string, value?: string): QuadletKey | undefined {
  const keys = [...(BY_SECTION.get(section)?.values() ?? [])].filter(
    (key) => key.flag === flag && !DEPRECATED.has(key.name),
  );
  return keys.find(({ start }) => (start === undefined ? flag !== "security-opt" : value?.startsWith(start) === true));
}

/** Older keys, which say what newer ones do. */
const DEPRECATED: ReadonlySet<string> = new Set(["RemapUsers", "RemapUid", "RemapGid"]);

/** What Podman takes for true, in any case; all else is false. Source: pkg/systemd/parser/unitfile.go (LookupBoolean) */
export function unitSwitch(text: string): boolean {
  return /^(?:1|yes|true|on)$/i.test(text);
}

/** Whether a text that is false for Podman says so, and was not meant for true. */
export function isFalseWord(text: string): boolean {
  return /^(?:|0|no|false|off)$/i.test(text);
}
