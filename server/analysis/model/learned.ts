import type { CapabilityName } from "../facts/capabilities.ts";

/** When copies of a service are looked at in a trial; a capability without which a later one fails is needed as much as one without which the first does. */
export const PHASES = ["first start", "stop", "restart", "new container"] as const;
export type Phase = (typeof PHASES)[number];

/** How a trial is judged: each is something that the untouched copy did too. */
export const ORACLES = ["state", "health", "listeners", "processes", "log", "data", "stop", "exercise"] as const;
export type Oracle = (typeof ORACLES)[number];

/** When a copy failed, and the one line that says how. */
export interface Failing {
  readonly at: Phase;
  readonly said: string;
}

/** What was learned from: evidence counts for nothing else. Names and texts are those of the project's files; no value of a variable is among them. */
export interface LearnedFrom {
  /** As the files name it; null for an image that is built. */
  readonly image: string | null;
  /** A hash of the Dockerfile's text; null where nothing is built, or where there is no file of it. */
  readonly dockerfile: string | null;
  /** Null where the image's own holds. */
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[] | null;
  readonly user: string | null;
  /** Where something is mounted, sorted: `volume /data`. */
  readonly mounts: readonly string[];
  /** The names of the variables that the files set, sorted. */
  readonly variables: readonly string[];
}

/** An image as the engine knows it. */
interface LearnedImage {
  /** `sha256:…` of the repository, where the image was pulled; empty for one that was built there. */
  readonly digests: readonly string[];
  /** A hash of the layers. */
  readonly layers: string;
  readonly platform: string;
}

/** A tmpfs over a directory that the image has empty or not at all. */
export interface LearnedTmpfs {
  readonly path: string;
  readonly exec?: true;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * What a project found out about one of its services by running copies of it, as a file of its own says it. Each part is null where it was not tried. It is a claim
 * of whoever wrote the file: it silences nothing, and a fix that rests on it gives a container nothing that it does not have already.
 */
export interface Learned {
  readonly from: LearnedFrom;
  readonly image: LearnedImage;
  readonly on: {
    /** `2026-11-30`. */
    readonly date: string;
    /** `Docker 28.5.2`. */
    readonly engine: string;
    readonly mode: string;
    readonly kernel: string;
    readonly bulkhead: string;
  };
  readonly judged: {
    readonly phases: readonly Phase[];
    readonly oracles: readonly Oracle[];
    /** The command that was run in each copy to see whether it works; null where none was given. */
    readonly exercise: string | null;
    /** How many copies were made, and how often one was started. */
    readonly trials: number;
    readonly starts: number;
  };
  /** What has to be kept beside `cap_drop: [ALL]`, and what fails without each. */
  readonly capabilities: {
    readonly enough: readonly CapabilityName[];
    readonly without: Readonly<Partial<Record<CapabilityName, Failing>>>;
  } | null;
  readonly noNewPrivileges: Works | Failed | null;
  /** The user other than root that it works as: `999:999`. */
  readonly user: (Works & { readonly as: string }) | Failed | null;
  readonly readOnly: (Works & { readonly tmpfs: readonly LearnedTmpfs[] }) | Failed | null;
  /** Directories that were written to, mounts included. */
  readonly written: readonly string[];
  /** `tcp 5432`. */
  readonly listens: readonly string[];
  /** Users other than root whose processes were seen. */
  readonly workers: readonly number[];
  readonly setuid: readonly string[];
  readonly fileCapabilities: readonly string[];
  /** What no trial shows, in sentences. */
  readonly notLearned: readonly string[];
}

interface Works {
  readonly works: true;
}

export interface Failed extends Failing {
  readonly works: false;
}

/** What was learned of a container; `stale` says why it no longer counts: `it was learned with another command`. */
export interface LearnedOf {
  readonly learned: Learned;
  readonly stale?: string;
}

/** What was learned of a container as it is now. */
export function learnedOf({ trials }: { readonly trials?: LearnedOf }): Learned | undefined {
  return trials?.stale === undefined ? trials?.learned : undefined;
}

/** For a comment or a title: `tried here on 2026-11-30`. */
export function triedHere({ on, judged }: Learned): string {
  const by = judged.exercise === null ? "" : ", exercised";
  return `tried here on ${on.date}, ${on.engine}${by}`;
}
