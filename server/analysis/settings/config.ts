import type { CommandFileKind } from "../facts/command-files.ts";
import type { Door } from "../facts/doors.ts";
import type { Engine } from "../facts/engine.ts";
import type { Level } from "../model/level.ts";
import type { Exception, PathPattern } from "./exceptions.ts";

/** What the settings say of the kinds of files that hold commands. */
export type CommandFileUses = { readonly [Kind in CommandFileKind]?: CommandFileUse };

/** When files of a kind are looked at. A document shows what people may do, so that a directory is not checked for it unless somebody asks. */
export function commandFileUse({ commands }: Pick<Config, "commands">, kind: CommandFileKind): CommandFileUse {
  return commands?.[kind] ?? (kind === "markdown" ? "named" : "on");
}

/** What the settings say of the other kinds of files that declare containers. */
export type DoorUses = { readonly [Kind in Door]?: "on" | "off" };

/** Whether files of a kind are looked at: unless somebody switches them off. */
export function isOpen({ doors }: Pick<Config, "doors">, door: Door): boolean {
  return doors?.[door] !== "off";
}

export const PROFILES = ["default", "strict"] as const;
export type Profile = (typeof PROFILES)[number];

/** When files of a kind are looked at for commands: always, where somebody names or opens them, never. */
export type CommandFileUse = "on" | "named" | "off";

/**
 * What a user may set. The editor's settings and the command line's flags override `.bulkhead.yaml`, which overrides
 * the defaults.
 */
export interface Config {
  readonly profile: Profile;
  readonly engine: Engine;
  /** A level for a rule's findings, or `off`. Rules that are not named keep their own. */
  readonly rules: ReadonlyMap<string, Level | "off">;
  /** Those that hold today, since who asks knows the day; left out where there are none. */
  readonly exceptions?: readonly Exception[];
  /** The day on which is asked, as `2027-01-31`, since the analysis has no clock; left out where nobody says it, and then nothing is known to have ended. */
  readonly today?: string;
  /** When files are looked at for commands that start containers, by their kind; what is left out keeps to `commandFileUse`. */
  readonly commands?: CommandFileUses;
  /** Set where no copies of services may be run to learn from them. */
  readonly learn?: "off";
  /** The `daemon.json` that decides the engine's defaults, as a URI; left out where none is named. */
  readonly daemon?: string;
  /** Whether a kind of file is looked at; what is left out is. */
  readonly doors?: DoorUses;
  /** Files about which nothing is said; left out where there are none. */
  readonly ignored?: readonly PathPattern[];
}
