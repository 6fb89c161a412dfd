import type { BakeFile } from "../bake/syntax/tree.ts";
import type { CommandFile } from "../command/syntax/tree.ts";
import type { Invocation } from "../compose/project/invocation.ts";
import type { Variables } from "../compose/project/variables.ts";
import type { DaemonFile } from "../daemon/syntax/tree.ts";
import type { DevContainer } from "../devcontainer/syntax/tree.ts";
import type { CommandFileKind } from "../facts/command-files.ts";
import type { InputError, Project } from "../model/project.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Dockerfile } from "../model/stage.ts";
import type { QuadletUnit } from "../quadlet/syntax/tree.ts";
import type { Place } from "../text/span.ts";
import type { ParseCache } from "./cache.ts";
import type { Checked, CheckOptions } from "./findings.ts";

/** What an analysis is given beside files and settings. */
export interface AnalyzeOptions extends CheckOptions {
  readonly cache: ParseCache;
  /** How Compose is called for the files of the entry. */
  readonly invocation?: Invocation;
  /** The editor's own word for what the file is, where its name says nothing. */
  readonly language?: "compose" | "dockerfile" | CommandFileKind;
}

/**
 * What a file is in which containers come about: `command` has commands that start them, `quadlet` is a unit of Podman's, `daemon` says how Docker's
 * daemon runs, `bake` declares targets of bake's.
 */
export type DoorKind = "compose" | "dockerfile" | "command" | "devcontainer" | "quadlet" | "daemon" | "bake";

/** What the analysis says of one file, with the project or the stages that it is about. */
export interface Analysis extends Checked {
  /** `other` is a file that is not for us: nothing is found in it. */
  readonly kind: DoorKind | "other";
  readonly file: string;
  /** What could not be read. */
  readonly inputErrors: readonly InputError[];
  /** What Compose or BuildKit refuses, of which findings tell. */
  readonly refusals: readonly Refusal[];
  /** Why a file is not for us, behind its name in a sentence; undefined for one that is, and for one that cannot be read. */
  readonly skipped?: string;
  /** Why Compose does not take a file by itself, although it is called so that it would; behind its name in a sentence. */
  readonly unused?: string;
  /** The containers of a Compose project, or those that the commands of a file start. */
  readonly project?: Project;
  readonly dockerfile?: Dockerfile;
  /** What is known of the names of a Compose project beyond what its containers hold. */
  readonly names?: ProjectNames;
  /** The commands that start the project's containers, where such do. */
  readonly commands?: CommandFile;
  /** The unit that becomes the project's container, where one does. */
  readonly unit?: QuadletUnit;
  /** The file that has the project's container started, where a `devcontainer.json` does. */
  readonly devContainer?: DevContainer;
  /** What a file says of Docker's daemon, where one does. */
  readonly daemon?: DaemonFile;
  /** What a bake file declares, where it is one. */
  readonly bake?: BakeFile;
  /** URIs that are named and not loaded yet. */
  readonly needs: readonly string[];
}

/** What the names in the files of a Compose project stand for. */
export interface ProjectNames {
  /** Those of the project's files of which it takes only what `extends` names. */
  readonly bases: ReadonlySet<string>;
  /** The value of a variable for a file of the project; undefined where neither a file nor Compose itself sets it. */
  valueOf(file: string, variable: string): ReturnType<Variables>;
  /** Where a `.env` file sets it; undefined where none does. */
  setAt(file: string, variable: string): SetAt | undefined;
}

/** The name of a variable in a `.env` file. */
export interface SetAt extends Place {
  /** From 1 on. */
  readonly line: number;
  /** All variables that the file sets. */
  readonly beside: readonly string[];
}

/** A file as far as it is read: what else it needs, and its analysis once nothing more is to come. */
export interface Prepared {
  /** URIs that are named and not loaded yet. */
  readonly needs: readonly string[];
  /** Resolves what is left to resolve, and runs the rules. */
  analysis(): Analysis;
}

/** What could not be read, that included for which a whole file is refused. */
export function unreadIn({ refusals, inputErrors }: Pick<Analysis, "refusals" | "inputErrors">): readonly InputError[] {
  const refused = refusals.filter(({ unreadable }) => unreadable);
  return [...refused.map(({ at, because }) => ({ at, message: because })), ...inputErrors];
}

/** What there is to say of a file in which nothing is looked for. */
export function unanalysed(file: string, inputErrors: readonly InputError[]): Analysis {
  const none = { findings: [], suppressed: [], hidden: () => [], edits: () => undefined, fixes: () => [] };
  return { kind: "other", file, inputErrors, refusals: [], needs: [], ...none };
}
