import { createColors } from "picocolors";
import type { Printable } from "../../analysis/text/printable.ts";

/**
 * What the command line knows of the world, so that tests can give it another one. It writes no text that is not printable, so that nothing that a file or an
 * argument holds acts on a terminal or on what reads a log.
 */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The width of standard output in columns, where it is a terminal. */
  readonly columns: number | undefined;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** The bundle that threads run; undefined where there is none. */
  readonly threads: string | undefined;
  /** Writes to standard error as it is; undefined where that is no terminal, on which a line can be written anew. */
  readonly status: ((text: Printable) => void) | undefined;
  /** Writes to standard output, where results go. */
  write(text: Printable): void;
  /** Writes a line to standard error, where everything else goes. */
  warn(line: Printable): void;
}

/** Functions that put escape sequences round a text. No others are ever written but those of `Progress`. */
export type Colors = Readonly<Record<Style, (text: Printable) => Printable>>;

type Style = "bold" | "dim" | "underline" | "red" | "yellow" | "green" | "blue" | "cyan" | "magenta";

/**
 * The colours of the output: those asked for by a flag, else none with `NO_COLOR`, else some with `FORCE_COLOR`, else some on a terminal.
 * Sources: https://no-color.org, https://force-color.org
 */
export function colorsFor(flag: boolean | undefined, { env, columns }: Terminal): Colors {
  const colors: Readonly<Record<Style, (text: string) => string>> = createColors(
    flag ?? wantsColor(env, columns !== undefined),
  );
  return colors as unknown as Colors;
}

function wantsColor({ NO_COLOR = "", FORCE_COLOR = "", TERM }: Terminal["env"], onTerminal: boolean): boolean {
  if (NO_COLOR !== "") return false;
  if (FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return onTerminal && TERM !== "dumb";
}
