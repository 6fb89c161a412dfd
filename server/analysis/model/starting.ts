import type { Place } from "../text/span.ts";
import type { Setting } from "./setting.ts";

/** What another service waits for. */
export type Condition = "started" | "healthy" | "completed";

/** What it takes to start before another: without one that is not required, Compose goes on. */
export interface Dependency {
  readonly condition: Condition;
  readonly isRequired: boolean;
}

/** A secret or config that is no file of the machine's: a text, the value of a variable, or what the platform keeps. */
export interface Fileless {
  readonly name: string;
  /** Its entry in the container's list. */
  readonly at: Place;
  /** The mode with which Compose copies it into the container as root's file; undefined where it does not, and where no mode is written. */
  readonly rootMode?: { readonly value: number; readonly at: Place; readonly via?: Place };
}

/** How a container is started and ended, beside what isolates it. Texts are as Compose has them: times such as `1m30s`. */
export interface Starting {
  readonly dependsOn: ReadonlyMap<string, Dependency>;
  /** URIs of the files of variables, in their order; the last of two equal names wins, and what `environment` sets wins over all. */
  readonly envFiles: readonly { readonly uri: Setting<string | null>; readonly isRequired: boolean }[];
  /** By which other names those on its networks know it. */
  readonly aliases: readonly string[];
  readonly fileless: readonly Fileless[];
  readonly healthcheck: {
    readonly isDisabled: boolean;
    readonly interval: Setting<string | null>;
    readonly timeout: Setting<string | null>;
    readonly startPeriod: Setting<string | null>;
    readonly retries: Setting<string | null>;
  };
  readonly stopSignal: Setting<string | null>;
  readonly hostname: Setting<string | null>;
  readonly init: Setting<boolean>;
  /** The size of `/dev/shm` in bytes; null where the engine's holds. */
  readonly shmSize: Setting<number | null>;
}
