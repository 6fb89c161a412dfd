import type { CommandFileKind } from "../../facts/command-files.ts";
import type { RunFlag, RunProgram } from "../../facts/run-flags.ts";
import type { JsonFile, JsonPath } from "../../json/json-file.ts";
import type { Place } from "../../text/span.ts";
import type { Scalar } from "../../yaml/tree.ts";

/**
 * A flag before the image. `value` is what it says, with its own place: the word behind it, what stands behind `=`, or for a switch the flag itself.
 */
export interface Flag {
  readonly fact: RunFlag;
  /** As it is called, with its hyphens: `--volume`, `-v`; of a cluster such as `-itv` its own letter, `-v`. */
  readonly name: string;
  readonly value: Scalar;
  /** From the word that holds its name to the end of its value. */
  readonly at: Place;
  /** How the value stands to the name: behind `=`, as a word of its own, right behind the letter; none for a switch without a value. */
  readonly joined: "=" | "word" | "letter" | "none";
  /** Whether other flags stand in the same word. */
  readonly inCluster: boolean;
  /** What brings it in, where it does not stand in the file itself; left out for a flag that somebody wrote. */
  readonly via?: Place;
}

/** What `docker compose run` says of the project whose service it runs. */
export interface ComposeCall {
  /** What `-f` names, in order; without it, Compose looks for the project itself. */
  readonly files: readonly Scalar[];
  readonly envFiles: readonly Scalar[];
  readonly directory?: Scalar;
  /** Undefined where no word is known to be it. */
  readonly service?: Scalar;
}

/** A command that starts a container, as a shell would run it. */
export interface ContainerCommand {
  readonly program: RunProgram;
  /** The word `run` or `create`. */
  readonly at: Place;
  readonly verb: "run" | "create";
  /** From the program to the last word. */
  readonly whole: Place;
  /** The address of the engine that is asked without TLS, as `-H` or `DOCKER_HOST` before the program says; undefined where nothing does. */
  readonly host?: Scalar;
  readonly flags: readonly Flag[];
  /** Undefined where no word is known to be it. */
  readonly image?: Scalar;
  /** Set for `docker compose run`, which runs a service and names no image. */
  readonly compose?: ComposeCall;
  /** What a job of a workflow calls it, where the runner makes the command and nobody writes it: only its flags that stand in the file can be changed. */
  readonly job?: string;
  /** What stands behind the image or the service. */
  readonly command: readonly Scalar[];
  /** What else decides the container and is not known: a variable that may hold flags, a flag that nobody knows. */
  readonly unknownPart?: string;
  /** Whether it stands in a document for people, who put their own values in it. */
  readonly isExample: boolean;
  /** How a comment of its own may be put above it; undefined where none may. */
  readonly comments: "#" | "<!--" | "//" | undefined;
  /** The way to the list of its words, where it stands in JSON. */
  readonly words?: JsonPath;
}

/** A file that holds commands which start containers, read. */
export interface CommandFile {
  readonly file: string;
  readonly text: string;
  readonly kind: CommandFileKind;
  /** The file as JSON, where the commands stand in such. */
  readonly json?: JsonFile;
  /** In the order of the file. */
  readonly commands: readonly ContainerCommand[];
}
