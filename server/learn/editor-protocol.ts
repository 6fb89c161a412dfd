import type { Step } from "./learn.ts";
import type { Plan } from "./plan.ts";

/** What an editor wants to know: by URIs the Compose file, and the outermost directory of its workspace folder. */
export interface LearnOrder {
  readonly uri: string;
  readonly outermost: string;
  /** Left out where the user has still to choose. */
  readonly service?: string;
  /** How long the service may take. */
  readonly minutes?: number;
}

/** What the process that learns is told. It ends, and removes what it made, when the editor is no longer there. */
export type ToLearning =
  | { readonly is: "order"; readonly order: LearnOrder }
  | { readonly is: "service"; readonly name: string }
  | { readonly is: "agreed" };

/** What the process that learns tells, in this order: which services there are where none is named, the plan, steps, and how it ended. */
export type FromLearning =
  | { readonly is: "services"; readonly names: readonly string[] }
  | { readonly is: "plan"; readonly plan: Plan }
  | { readonly is: "step"; readonly step: Step }
  | Learnt
  | { readonly is: "refused"; readonly why: string };

/** What was learned: the file of evidence as it is to be, with all that it holds of other services. */
export interface Learnt {
  readonly is: "learned";
  readonly service: string;
  /** The URI of the file, and its text. */
  readonly file: string;
  readonly text: string;
}
