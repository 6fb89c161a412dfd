import { QUADLET_SECTIONS, type QuadletSection } from "../../facts/quadlet-keys.ts";
import { baseName, directoryOf } from "../../text/uri.ts";

/** What a file's name says of the unit that it belongs to. */
export interface UnitPlace {
  /** The section that its file has to have. */
  readonly section: QuadletSection;
  /** The unit's own file, which a drop-in adds to; undefined for the drop-ins of many units. */
  readonly base: string | undefined;
  /** The name of the unit without its ending; of drop-ins for many, of their directory. */
  readonly name: string;
  readonly isDropIn: boolean;
}

/** The unit that a file belongs to by its name; undefined for every other name. `uri` may be a path as well. */
export function unitPlace(uri: string): UnitPlace | undefined {
  const unit = UNIT_NAME.exec(baseName(uri));
  if (unit !== null) return placeOf(unit, uri, false);
  if (!/\.conf$/.test(uri)) return undefined;
  const directory = directoryOf(uri);
  const folder = baseName(directory);
  if (!folder.endsWith(".d")) return undefined;
  const named = folder.slice(0, -".d".length);
  const many = QUADLET_SECTIONS.find(
    (section) => section.toLowerCase() === named || named.endsWith(`-.${section.toLowerCase()}`),
  );
  if (many !== undefined) return { section: many, base: undefined, name: named, isDropIn: true };
  const dropIn = UNIT_NAME.exec(named);
  return dropIn === null ? undefined : placeOf(dropIn, directory.slice(0, -".d".length), true);
}

function placeOf([, name = "", ending]: RegExpExecArray, base: string, isDropIn: boolean): UnitPlace | undefined {
  const section = QUADLET_SECTIONS.find((one) => one.toLowerCase() === ending);
  return section && { section, base, name, isDropIn };
}

const UNIT_NAME = /^(.+)\.(container|pod|volume|network|kube|build|image|artifact)$/;

/** Whether a text has the section of a unit: one search, before anything is parsed. `.pod` is a manual of Perl's too. */
export function hasSection(text: string, section: QuadletSection): boolean {
  const header = `[${section}]`;
  for (let at = text.indexOf(header); at >= 0; at = text.indexOf(header, at + header.length)) {
    const start = text.lastIndexOf("\n", at) + 1;
    const feed = text.indexOf("\n", at);
    if (text.slice(start, feed < 0 ? text.length : feed).trim() === header) return true;
  }
  return false;
}
