import type { MappedText } from "../text/mapped-text.ts";
import type { Word } from "./script.ts";

/** A word that the shell has made, and the script that it would be for `sh -c`: the text, where unknown variables stand as they are written. */
export interface ReadWord extends Word {
  readonly script: MappedText;
}
