import type { ImageProfile } from "../facts/image-profiles.ts";
import type { Command, Script } from "../shell/script.ts";
import type { Place } from "../text/span.ts";
import type { BuildContext } from "./build-context.ts";
import type { ImageRef } from "./image.ts";
import type { Refusal } from "./refusal.ts";
import type { Setting } from "./setting.ts";
import type { User } from "./user.ts";
import type { WrittenText } from "./written.ts";

/** A `RUN`, `CMD`, `ENTRYPOINT` or `HEALTHCHECK`, in shell form or in exec form. */
export interface Run {
  /** The instruction's keyword. */
  readonly at: Place;
  readonly instruction: "RUN" | "CMD" | "ENTRYPOINT" | "HEALTHCHECK";
  /** The parsed commands; their places are in the Dockerfile. Parsed when it is first read. */
  readonly script: Script;
  /** Who runs it. */
  readonly user: Setting<User>;
  /** The directory that it starts in. */
  readonly directory: Setting<string>;
  /** The images and stages that its mounts name with `from`. */
  readonly from: readonly Source[];
  readonly flags: readonly Flag[];
}

/** One command of an instruction. */
export interface Step {
  readonly run: Run;
  readonly command: Command;
}

/** `--name=value` before an instruction's arguments. */
interface Flag {
  readonly name: string;
  readonly value: string;
  readonly at: Place;
}

export interface Copy {
  readonly instruction: "ADD" | "COPY";
  readonly at: Place;
  readonly flags: readonly Flag[];
  readonly sources: readonly { readonly text: string; readonly at: Place }[];
  readonly target: string;
  /** The image or stage that `--from` names. */
  readonly from?: Source;
}

/** A stage or an image that files come out of. */
export interface Source {
  readonly stage?: Stage;
  readonly image?: Setting<ImageRef>;
  readonly at: Place;
}

/** One `ENV` or `ARG` name with its value; null for an `ARG` without default. `shared` tells that its instruction declares others too. */
export interface Variable {
  readonly name: string;
  readonly value: Setting<string | null>;
  readonly kind: "ENV" | "ARG";
  readonly at: Place;
  readonly shared: boolean;
}

/**
 * One build stage with what it inherits from the stages below it.
 * Instructions are those of the stage itself; `user`, `entrypoint`, `command` and what is exposed hold for the image that comes out.
 */
export interface Stage {
  readonly kind: "stage";
  readonly index: number;
  /** The name after `AS`, lower-cased as BuildKit compares it; else the stage's number. */
  readonly name: string;
  readonly named: boolean;
  readonly file: string;
  /** The `FROM` keyword. */
  readonly at: Place;
  /** The name of the base after `FROM`. */
  readonly baseAt: Place;
  readonly final: boolean;
  /** Whether the final image is made with it: it is the final stage, or such a stage is built from it or copies from it. BuildKit skips all others. */
  readonly used: boolean;
  /** The base image, `null` for `scratch`; where the stage is built from another one, that one's base image. */
  readonly image: Setting<ImageRef | null>;
  readonly parent?: Stage;
  /** The stage that is built from this one on the way to the image; undefined for the final one and for those that only lend files. */
  readonly child?: Stage;
  /** The paths that other stages of the image copy out of this one. */
  readonly lent: readonly string[];
  /** What its `ONBUILD` instructions do to an image that is built from it; undefined where it has none, and where a stage of this file is built from it. */
  readonly triggers?: Stage;
  /** Set for what `ONBUILD` instructions do: it inherits from the stage that holds them. */
  readonly triggered: boolean;
  readonly profile?: ImageProfile;
  readonly windows: boolean;

  readonly user: Setting<User>;
  /** The stage's own `USER` instructions, in order; `at` is the user's name. */
  readonly users: readonly { readonly user: Setting<User>; readonly at: Place }[];
  readonly runs: readonly Run[];
  /** The commands of the stage's instructions of one kind, in the order in which they run. */
  commands(instruction: Run["instruction"]): Iterable<Step>;
  readonly copies: readonly Copy[];
  readonly variables: readonly Variable[];
  /** How often the instructions of the whole file name a variable, their here-documents and its own declarations among them. */
  mentions(variable: string): number;
  readonly exposed: readonly { readonly port: number; readonly protocol: string; readonly at: Place }[];
  readonly volumes: readonly { readonly path: string; readonly at: Place }[];
  readonly workdirs: readonly { readonly path: Setting<string>; readonly at: Place }[];
  readonly entrypoint: Setting<readonly string[] | null>;
  readonly command: Setting<readonly string[] | null>;
  readonly healthcheck: boolean;
  /** The labels, and the contents of files that stand in the Dockerfile itself. */
  readonly texts: readonly WrittenText[];
}

/** The stage and those that it is built from, one after the other: the image is made of their layers and of no other's. */
export function* layersOf(stage: Stage | undefined): Generator<Stage> {
  for (let current = stage; current; current = current.parent) yield current;
}

/** The stages whose layers the image is made of, and what their `ONBUILD` instructions add to an image that is built from it. */
export function* imageLayers({ stages }: Dockerfile): Generator<Stage> {
  const final = stages.find((stage) => stage.final);
  if (final?.triggers) yield final.triggers;
  yield* layersOf(final);
}

/** A Dockerfile read whole. Without a `FROM` it is a fragment and has no stages. */
export interface Dockerfile {
  readonly kind: "dockerfile";
  readonly file: string;
  readonly stages: readonly Stage[];
  /** The `ARG`s before the first `FROM`. */
  readonly args: readonly Variable[];
  /** What is known of the files beside the Dockerfile, which is the context that it is usually built with; undefined where nothing is copied from it. */
  readonly context?: BuildContext;
  /** What BuildKit would refuse of it. */
  readonly refusals: readonly Refusal[];
  /** The `# syntax=` directive. */
  readonly syntax?: { readonly text: string; readonly at: Place };
}
