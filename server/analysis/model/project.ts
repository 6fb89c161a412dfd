import type { Place } from "../text/span.ts";
import type { Told } from "../text/wording.ts";
import type { Container } from "./container.ts";
import type { Refusal } from "./refusal.ts";
import type { Setting } from "./setting.ts";
import type { Dockerfile } from "./stage.ts";
import type { WrittenText } from "./written.ts";

/** Something that could not be read, at the place that names it. What Compose or BuildKit refuses is a `Refusal`. */
export interface InputError extends Told {
  readonly at: Place;
  /** Set where a bound of ours ended the analysis, so that nobody knows what it would have found beyond. */
  readonly cut?: true;
  /** The release of Compose since which it is a mistake; left out for all. */
  readonly since?: string;
  /** The word that was probably meant in the place of the one at `at`. */
  readonly meant?: string;
}

export interface Network {
  readonly name: string;
  readonly at: Place;
  readonly driver: Setting<string>;
  readonly internal: Setting<boolean>;
  readonly external: Setting<boolean>;
  /** What the engine calls it where the file says so; undefined for a name that Compose makes. */
  readonly called?: string;
  readonly options: ReadonlyMap<string, Setting<string>>;
}

/** A Compose file elsewhere that `include` or `extends` names; it is never fetched here. */
export interface RemoteFile {
  readonly text: string;
  readonly by: "include" | "extends";
  readonly at: Place;
}

/** A Compose project: every service and job of every profile, as all its files together make it. */
export interface Project {
  readonly kind: "project";
  /** The file that is looked at. */
  readonly file: string;
  /** The files that decide the project, in the order in which they are merged. */
  readonly files: readonly string[];
  /** What Compose calls the project, where its files tell; left out where it is no Compose project. */
  readonly name?: string;
  /** The URI of the directory that the project's relative paths count from; left out where it is no Compose project. */
  readonly directory?: string;
  /** The services, then the jobs, which a further command starts. No two have one name. */
  readonly services: readonly Container[];
  readonly networks: ReadonlyMap<string, Network>;
  /** What the engine calls the volumes whose names the file says itself, by their keys: those with a `name`, and external ones. */
  readonly volumes: ReadonlyMap<string, string>;
  /** The contents of `configs` and the options of volumes, as they are written. */
  readonly texts: readonly WrittenText[];
  readonly remotes: readonly RemoteFile[];
  readonly dockerfiles: ReadonlyMap<string, Dockerfile>;
  readonly inputErrors: readonly InputError[];
  readonly refusals: readonly Refusal[];
}

/** What no Compose file declares, as a project: containers, and whatever `more` says. */
export function projectOfContainers(
  file: string,
  services: readonly Container[],
  more: Partial<Project> = {},
): Project {
  return {
    ...{
      kind: "project",
      file,
      files: [file],
      services,
      networks: new Map(),
      volumes: new Map(),
      texts: [],
      remotes: [],
    },
    ...{ dockerfiles: new Map(), inputErrors: [], refusals: [] },
    ...more,
  };
}
