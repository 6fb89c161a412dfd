import type { Engine } from "../facts/engine.ts";
import type { Level } from "../model/level.ts";
import type { Exception, PathPattern } from "./exceptions.ts";

export type Profile = "default" | "strict";

/** What a user may set, in whatever shell: editor settings and command-line flags stand over `.bulkhead.yaml`, which stands over the defaults. */
export interface Config {
  readonly profile: Profile;
  readonly engine: Engine;
  /** A level for a rule's findings, or `off`. Rules that are not named keep their own. */
  readonly rules: ReadonlyMap<string, Level | "off">;
  /** Those that hold today, since who asks knows the day; left out where there are none. */
  readonly exceptions?: readonly Exception[];
  /** Files about which nothing is said; left out where there are none. */
  readonly ignored?: readonly PathPattern[];
}
