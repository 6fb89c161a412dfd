import type { Own, TrialEngine } from "../engine/trial-engine.ts";
import type { Blueprint } from "./blueprint.ts";
import type { VolumeFiles } from "./copies.ts";
import type { Watcher } from "./watch.ts";
import type { Workshop } from "./workshop.ts";

/** What the copies of a service have in common, and what is known of it from the untouched ones. */
export interface Bench {
  readonly engine: TrialEngine;
  readonly workshop: Workshop;
  readonly watcher: Watcher;
  readonly blueprint: Blueprint;
  /** What is put into fresh volumes, by their targets. */
  readonly files: VolumeFiles;
  /** What copies of the services need that it depends on, each before those that need it. */
  readonly dependencies: readonly { readonly blueprint: Blueprint; readonly files: VolumeFiles }[];
  readonly network: Own<"network"> | "none";
  /** The words of a command that says whether a copy works. */
  readonly exercise: readonly string[] | undefined;
  readonly signal: AbortSignal;
  /** Told whenever a copy is started. */
  readonly onStart: () => void;
}
