import type { MappedText } from "../text/mapped-text.ts";
import type { Place } from "../text/span.ts";

/**
 * A piece of a word. `text` is undefined where nobody knows it: `unknown` then names the variable, or is the substitution as it is written. An unquoted
 * one may be no word or many, which `splits` says. `isDefault` marks what holds where nobody sets the variable: `x` of `${A:-x}`.
 */
export interface WordPiece {
  readonly text: string | undefined;
  readonly unknown?: string;
  readonly splits: boolean;
  readonly isDefault?: true;
  /** Whether it stands in the file as it is, but for quotes. */
  readonly isLiteral: boolean;
}

/**
 * One word of a command. `text` is what the shell passes on where that is known without running anything: quotes are gone, variables that the
 * Dockerfile or the script sets are filled in. It is undefined where a substitution or an unknown variable makes it unknowable; `source` is the
 * word as written.
 */
export interface Word {
  readonly text: string | undefined;
  readonly source: string;
  readonly at: Place;
  /** What it is made of; left out on words that no shell has made. */
  readonly pieces?: readonly WordPiece[];
}

/** A program that starts another one, and the user that it does so as, where it is told one: `sudo -u app`, `gosu app`. */
export interface Wrapper {
  readonly name: string;
  readonly at: Place;
  readonly user?: string;
}

/**
 * One simple command that would run, however deep it stands: in a pipe, a substitution, a group, or in the text that `sh -c` or `eval` is given.
 * `name` is the program's base name (`/usr/bin/curl` is `curl`), undefined where it is unknowable; wrappers such as `exec`, `env`, `nohup`, `time`
 * and `command` are peeled off. Arguments do not hold the name.
 */
export interface Command {
  readonly name: string | undefined;
  /** The program as it is called, `./install.sh` or `/usr/bin/curl`, which `name` is the end of. */
  readonly program: string | undefined;
  readonly at: Place;
  readonly words: readonly Word[];
  /** `NAME=value` before the command. */
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  /** The command whose output is this one's standard input: the left side of a pipe, or a here-string's substitution. */
  readonly pipedFrom?: Command;
  /** What it surely writes to its output, with its places, where a shell could read that; undefined where nobody knows. */
  readonly written?: () => MappedText | undefined;
  /** Commands whose output becomes part of this command's words, or a file given to it: `$(…)`, backquotes, `<(…)`. */
  readonly substitutions: readonly Command[];
  /** Files that the command reads or writes by redirection, and the text of here-documents. */
  readonly redirects: readonly {
    readonly operator: string;
    readonly target: Word | undefined;
    readonly body?: string;
  }[];
  /** The wrappers that were peeled off, outermost first: `sudo`, `env`, `exec`; before them those of the commands that run this one, and their names. */
  readonly through: readonly string[];
  /** The wrappers that stand right before the command itself, outermost first, with their places. */
  readonly wrappers: readonly Wrapper[];
}

/** The commands of one script, in the order in which they stand. `complete` is false where the text could not be parsed whole. */
export interface Script {
  readonly commands: readonly Command[];
  readonly complete: boolean;
}
