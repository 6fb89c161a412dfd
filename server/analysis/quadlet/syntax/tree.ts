import type { ContainerCommand, Flag } from "../../command/syntax/tree.ts";
import type { QuadletKey, QuadletSection } from "../../facts/quadlet-keys.ts";
import type { UnitFile, UnitLine } from "../../systemd/unit-file.ts";
import type { Place } from "../../text/span.ts";

/** A flag of the command that a unit becomes, with the line that says it. */
export interface UnitFlag extends Flag {
  readonly line: UnitLine;
  readonly key: QuadletKey;
  /** The words that say it, without the key, as an edit takes them away. */
  readonly words: Place;
}

/** The command that a unit becomes. */
export interface UnitCommand extends ContainerCommand {
  readonly flags: readonly UnitFlag[];
}

/** A boolean that is neither of Podman's words for true nor one for false, and so counts as false. */
export interface OddSwitch {
  readonly line: UnitLine;
  readonly key: QuadletKey;
}

/** Why Podman makes no service of a unit. */
export interface UnitRefusal {
  readonly at: Place;
  /** A clause that names what is wrong. */
  readonly because: string;
  /** What was probably meant in the place of a key's name. */
  readonly meant?: string;
}

/** A line of a section that an empty one of a later file clears. */
export interface ClearedLine {
  readonly line: UnitLine;
  readonly by: UnitLine;
}

/** A unit of Quadlet, of all the files that make it. */
export interface QuadletUnit {
  readonly section: QuadletSection;
  /** What Podman calls the service without `.service`: the name of the unit's file. */
  readonly name: string;
  /** The file that is looked at. */
  readonly own: UnitFile;
  /** The unit's own file and then its drop-in, as far as they are at hand. */
  readonly files: readonly UnitFile[];
  /** Whether the unit's own file is among them. */
  readonly isWhole: boolean;
  /** The lines of the unit's section that hold, in the order in which they are read. */
  readonly lines: readonly UnitLine[];
  readonly cleared: readonly ClearedLine[];
  readonly command: UnitCommand;
  readonly switches: readonly OddSwitch[];
  readonly refusals: readonly UnitRefusal[];
  /** Whether the service is there to stay: not of `Type=oneshot`. */
  readonly lasts: boolean;
}
