import { createColors } from "picocolors";

/** What the command line knows of the world, so that tests can give it another one. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The width of standard output in columns, where it is a terminal. */
  readonly columns: number | undefined;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** The bundle that threads run; undefined where there is none. */
  readonly threads: string | undefined;
  /** Writes to standard error as it is; undefined where that is no terminal, on which a line can be written anew. */
  readonly status: ((text: string) => void) | undefined;
  /** Writes to standard output, where results go. */
  write(text: string): void;
  /** Writes a line to standard error, where everything else goes. */
  warn(line: string): void;
}

/** Thrown where a command cannot do what it was asked to: the message is for the user and the exit status is 2. */
export class CannotRun extends Error {}

export type Colors = ReturnType<typeof createColors>;

/**
 * The colours of the output: those asked for by a flag, else none with `NO_COLOR`, else some with `FORCE_COLOR`, else some on a terminal.
 * Sources: https://no-color.org, https://force-color.org
 */
export function colorsFor(flag: boolean | undefined, { env, columns }: Terminal): Colors {
  return createColors(flag ?? wantsColor(env, columns !== undefined));
}

function wantsColor({ NO_COLOR = "", FORCE_COLOR = "", TERM }: Terminal["env"], onTerminal: boolean): boolean {
  if (NO_COLOR !== "") return false;
  if (FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return onTerminal && TERM !== "dumb";
}
