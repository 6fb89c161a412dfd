import type { Script } from "../shell/script.ts";
import type { Place } from "../text/span.ts";
import type { Part } from "../text/wording.ts";

/** A text as the project's files hold it, for all who have them to read. */
export interface Written {
  /** Every variable is one `UNRESOLVED`, whatever its value is and whatever default it has. */
  readonly literal: string;
  /** The same with the defaults of the variables that nobody sets; left out where there are none. */
  readonly withDefaults?: string;
}

/** A text that stands behind a name: a variable, a label, an option, the content of a file. */
export interface WrittenText extends Written {
  readonly kind: "environment" | "build argument" | "label" | "option" | "file";
  /** How a message calls it: `DB_PASSWORD`, `label a.b`, `config "app"`. */
  readonly name: Part;
  /** The name by itself. */
  readonly key: string;
  readonly at: Place;
  readonly via?: Place;
}

/** What a container runs, as it is written. */
export interface WrittenScript {
  /** How a message calls it: `command`, `health check`. */
  readonly name: string;
  /** The commands, with every variable unknown. */
  readonly literal: Script;
  /** The same with the defaults of variables that nobody sets; undefined where there are none. */
  readonly withDefaults: Script | undefined;
  readonly via?: Place;
}
