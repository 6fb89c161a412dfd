import type { Engine } from "../facts/engine.ts";
import type { Allow } from "../model/allow.ts";
import type { Fix } from "../model/change.ts";
import type { Container, Hook } from "../model/container.ts";
import type { Related } from "../model/finding.ts";
import type { Level } from "../model/level.ts";
import type { Project } from "../model/project.ts";
import type { Dockerfile, Stage } from "../model/stage.ts";
import type { Place } from "../text/span.ts";

/** What a rule looks at; the name picks the type that `check` is given. */
export interface Subjects {
  service: Container;
  hook: { readonly service: Container; readonly hook: Hook };
  stage: Stage;
  dockerfile: Dockerfile;
  project: Project;
  allow: Allow;
}
export type SubjectKind = keyof Subjects;

/** What a rule found. `at` lies on one line: a value or a key, never a block. */
export interface Problem {
  readonly at: Place;
  /** What is wrong, with the name of the thing; no advice. */
  readonly message: string;
  /** Only where it differs from the rule's own level. */
  readonly level?: Level;
  /** Only where the strict profile takes it more seriously. */
  readonly strictLevel?: Level;
  /** Set where only the strict profile is to hear of it. */
  readonly profile?: "strict";
  /** What tells two problems of one rule on one subject apart, normalised: a capability, a mount's source. */
  readonly evidence?: string;
  readonly related?: readonly Related[];
  /** A function where they take long to find: it is called once somebody asks for them. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]);
  /** Rules whose findings on the same subject, at this place or a related one, this problem stands in for. */
  readonly implies?: readonly string[];
  /** Set where the line does nothing and could go. */
  readonly redundant?: boolean;
}

/** The rule's whole documentation; pages, hovers, SARIF and the README's table are made of it. Texts are Markdown. */
export interface Docs {
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

export interface Rule<Kind extends SubjectKind = SubjectKind> {
  /** Names the hazard and reads well after "allow". Never changes its meaning, never used again. */
  readonly id: string;
  readonly subject: Kind;
  /** Of a rule that looks at services: the keys of which one has to be there for anything to be found. Left out where what nobody wrote is told too. */
  readonly keys?: readonly string[];
  readonly wall: RuleGroup;
  readonly level: Level;
  /** `strict` rules are silent unless that profile is asked for; `default-only` ones are silent where it is. */
  readonly profile: "default" | "strict" | "default-only";
  /** Rules that stay silent where this one reports on the same subject at an overlapping place. */
  readonly outranks?: readonly string[];
  readonly docs: Docs;
  check(subject: Subjects[Kind], engine: Engine): Iterable<Problem>;
}

/** A rule of any kind, for lists; `check` is only called with a subject of the rule's own kind. */
export type AnyRule = { [Kind in SubjectKind]: Rule<Kind> }[SubjectKind];

/** Checks the shape and keeps the subject's type. */
export function rule<Kind extends SubjectKind>(definition: Rule<Kind>): Rule<Kind> {
  return definition;
}

/** All of a rule but what it looks at. */
export type RuleHead = Omit<Rule, "subject" | "keys" | "check">;

type Check<Kind extends SubjectKind> = Pick<Rule<Kind>, "subject" | "keys" | "check">;

/** One rule that looks at several kinds of subjects: the same id, level and documentation, with a check for each kind. */
export function ruleOnEach(
  head: RuleHead,
  ...checks: readonly { [Kind in SubjectKind]: Check<Kind> }[SubjectKind][]
): readonly AnyRule[] {
  return checks.map((check): AnyRule => ({ ...head, ...check }));
}
