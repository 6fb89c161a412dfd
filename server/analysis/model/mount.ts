import type { Place } from "../text/span.ts";
import type { Setting } from "./setting.ts";

type MountType = "bind" | "volume" | "tmpfs" | "npipe" | "cluster" | "image";

/** What of a bind is decided by a key of its own in the long form, and by an option in the short one. */
export type MountKey = "propagation" | "recursive" | "selinux";

/**
 * Something mounted into a container, however it was spelled.
 * A named volume that binds a host directory is a `bind` with `volume` set to its name; a secret or config from a file is a read-only bind.
 */
export interface Mount {
  readonly type: MountType;
  /**
   * The host path of a bind (absolute, or starting with `~`, with `.` and `..` resolved), or the name of a volume; null for an anonymous volume or a tmpfs.
   */
  readonly source: Setting<string | null>;
  /** The host path as somebody wrote it. */
  readonly sourceText: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Where to point: the source in a short entry, the value of `source` in a long one. */
  readonly at: Place;
  /** The whole list item. */
  readonly item: Place;
  readonly via?: Place;
  readonly volume?: string;
  /** The host's block device whose file system a named volume is. */
  readonly device?: string;
  /** The list that it stands in; `image` for a volume of the image's, `engine` for what the engine adds by itself. */
  readonly from?: "volumes" | "tmpfs" | "secrets" | "configs" | "volumes_from" | "use_api_socket" | "image" | "engine";
  readonly propagation?: string;
  readonly recursive?: string;
  readonly selinux?: "z" | "Z";
  /** Where the long form says so, in keys of their own. */
  readonly keysAt?: Readonly<Partial<Record<MountKey, Place>>>;
  /** What stands behind the last colon of a short entry, as written: `exec`, `size=64m` of a tmpfs, `ro`, `RO`, `z` of a volume. */
  readonly options: readonly string[];
  /** The short entry's text; undefined for the long form, whose parts are keys of their own. */
  readonly text?: string;
  /** Whether variables were filled into that text, so that it does not stand in the file as it is. */
  readonly filled?: boolean;
}

/** Where it is decided what one key says of a mount: at that key's value in the long form, else at the entry. */
export function decidedAt({ at, via, keysAt }: Mount, key: MountKey): { readonly at: Place; readonly via?: Place } {
  return { at: keysAt?.[key] ?? at, ...(via === undefined ? {} : { via }) };
}
