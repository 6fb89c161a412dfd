import type { JsonFile } from "../../json/json-file.ts";
import type { Daemon } from "../../model/daemon.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { UnitFile } from "../../systemd/unit-file.ts";
import type { Place } from "../../text/span.ts";

/** A flag of dockerd in a unit, with the words that say it. */
export interface DaemonFlag {
  readonly key: string;
  readonly words: Place;
}

/** A file that says how the daemon runs, read. */
export interface DaemonFile {
  readonly daemon: Daemon;
  readonly refusals: readonly Refusal[];
  /** The file that `--config-file` names in the place of `/etc/docker/daemon.json`; left out where nothing does. */
  readonly configFile?: string;
  /** What the file is made of: JSON, or a unit with the flags of its last `ExecStart`. */
  readonly source:
    | { readonly kind: "json"; readonly json: JsonFile }
    | { readonly kind: "unit"; readonly unit: UnitFile; readonly flags: readonly DaemonFlag[] };
}
