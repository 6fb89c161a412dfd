import type { Engine } from "../facts/engine.ts";
import type { Allow } from "../model/allow.ts";
import type { Fix } from "../model/change.ts";
import type { Container, Hook } from "../model/container.ts";
import type { Daemon } from "../model/daemon.ts";
import type { Level } from "../model/level.ts";
import type { Project } from "../model/project.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Dockerfile, Stage } from "../model/stage.ts";
import type { Place } from "../text/span.ts";
import type { Said } from "../text/wording.ts";

/** A lifecycle hook with the service in whose container it runs. */
interface HookOfService {
  readonly service: Container;
  readonly hook: Hook;
}

/** What a rule found. `at` lies on one line: a value or a key, never a block. */
export interface Problem extends Findable {
  readonly at: Place;
  /** What is wrong, with the name of the thing; no advice. */
  readonly message: Said;
  readonly related?: readonly RelatedProblem[];
}

/** Another place that belongs to a problem, with what is there. */
export interface RelatedProblem {
  readonly at: Place;
  readonly message: Said;
}

/**
 * What a rule found in a container, where the runner fills in what follows from the container: `of` is the setting or the entry of a list that is wrong,
 * which gives the place and, where the container inherits it, the place that it is inherited from; `verdict` is what is wrong without the container's
 * name and the full stop: `is privileged: nothing isolates it from the host`.
 */
export type ContainerProblem = Findable & { readonly related?: readonly RelatedProblem[] } & (
    | { readonly at: Place; readonly of?: never }
    | { readonly of: Located; readonly at?: never }
  ) &
  ({ readonly message: Said; readonly verdict?: never } | { readonly verdict: Said; readonly message?: never });

/** Where something is decided, and where the container's own block brings it in. */
interface Located {
  readonly at: Place;
  readonly via?: Place;
}

interface Findable {
  /** Only where it differs from the rule's own level. */
  readonly level?: Level;
  /** Only where the strict profile takes it more seriously. */
  readonly strictLevel?: Level;
  /** Who an attacker has to be on the host, where it differs from what the rule takes. */
  readonly takes?: Rule["takes"] | "anybody";
  /** Set where only the strict profile is to hear of it. */
  readonly profile?: "strict";
  /** What tells two problems of one rule on one subject apart, normalised: a capability, a mount's source. */
  readonly evidence?: string;
  /** A function where they take long to find: it is called once somebody asks for them. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]);
  /** Rules whose findings on the same subject, at this place or a related one, this problem stands in for. */
  readonly implies?: readonly string[];
  /** Set where the line does nothing and could go. */
  readonly redundant?: boolean;
  /** The word that was probably meant in the place of the one at the problem's place. */
  readonly meant?: string;
}

/** The rule's whole documentation; pages, hovers, SARIF and the README's table are made of it. Texts are Markdown. */
interface Docs {
  /** A noun phrase that names the hazard: "Privileged container". */
  readonly title: string;
  /** What the setting does, in the kernel's and the engine's words. */
  readonly what: string;
  /** What an attacker who runs code in the container gains. */
  readonly why: string;
  /** When it is fine, so that nobody argues with a right choice. */
  readonly fine?: string;
  /** The safer way. */
  readonly instead: string;
  /** Both are whole files and are run by the tests: the rule reports `bad` and is silent on `good`. `file` is their name. */
  readonly example: { readonly file: string; readonly bad: string; readonly good: string };
  readonly references: readonly string[];
}

/** The groups of the rule index: what part of a container's isolation the rule is about. */
export type RuleGroup =
  | "daemon"
  | "file system"
  | "namespaces"
  | "network"
  | "capabilities"
  | "privileges"
  | "resources"
  | "image"
  | "suppression";

/**
 * A rule: one value with its documentation and a check for each kind of thing that it looks at. Containers are what most look at; a Windows container and
 * what runs in it are left out unless the rule asks for them.
 */
export interface Rule {
  /** Names the hazard and reads well after "allow". Never changes its meaning, never used again. */
  readonly id: string;
  readonly group: RuleGroup;
  readonly level: Level;
  /** `strict` rules are silent unless that profile is asked for; `default-only` ones are silent where it is. */
  readonly profile?: "strict" | "default-only";
  /** Rules that stay silent where this one reports on the same subject at an overlapping place. */
  readonly outranks?: readonly string[];
  readonly docs: Docs;
  /** The keys of which a service has to have one for `check` to find anything; left out where what nobody wrote is reported too. */
  readonly keys?: readonly string[];
  /**
   * Who root in the container has to be on the host for what is said: root, or at least the user who runs the engine. Where the engine maps it to somebody
   * else, the finding is an `info` at most and says so. Left out where it does not matter.
   */
  readonly takes?: "host root" | "engine user";
  /** Whether it looks at Windows containers too. */
  readonly windows?: true;
  /** Whether it looks at the targets of bake files too, which are built and not run. */
  readonly targets?: true;
  /** `today` is the day on which is asked, as `2027-01-31`, where it is known. */
  check?(container: Container, engine: Engine, today: string | undefined): Iterable<ContainerProblem>;
  checkHook?(hook: HookOfService, engine: Engine): Iterable<ContainerProblem>;
  checkStage?(stage: Stage, engine: Engine, today: string | undefined): Iterable<Problem>;
  checkDockerfile?(dockerfile: Dockerfile, engine: Engine): Iterable<Problem>;
  checkProject?(project: Project, engine: Engine): Iterable<Problem>;
  checkRefusal?(refusal: Refusal, engine: Engine): Iterable<Problem>;
  checkDaemon?(daemon: Daemon, engine: Engine): Iterable<Problem>;
  checkAllow?(allow: Allow, engine: Engine): Iterable<Problem>;
}

/** Checks the shape. */
export function rule(definition: Rule): Rule {
  return definition;
}
