import type { ReadWall } from "../walls/index.ts";
import { nameOf } from "../walls/opening.ts";
import type { Standing, Wall, WallState } from "../walls/wall.ts";
import type { ExplainedSubject } from "./explain.ts";
import type { OriginJson } from "./explain-json.ts";

/** One wall of a container as the tables tell it. */
export interface WallRow {
  readonly path: string | undefined;
  readonly label: string;
  /** What the JSON of the subject says of it. */
  readonly value: unknown;
  /** One for each thing that passes it; for most walls, one. */
  readonly states: readonly StateRow[];
}

interface StateRow {
  readonly text: string;
  /** Undefined where nobody decided it and the engine's default holds. */
  readonly origin: OriginJson | undefined;
  readonly standing: Standing;
}

/** The walls of a container or of a hook's process, in their order. */
export function wallRows({ json, walls }: ExplainedSubject): readonly WallRow[] {
  return walls().map(({ wall, states }: ReadWall) => ({
    path: wall.path,
    label: wall.label,
    value: wall.path === undefined ? undefined : valueAt(json, wall.path),
    states: states.map((state) => ({
      text: stateWords(state, wall),
      origin: state.path === undefined ? undefined : json.origins[state.path],
      standing: state.standing,
    })),
  }));
}

/** How a wall stands, in a few words. What is one of several has a name of its own; the others are named by their wall already. */
export function stateWords(state: WallState, { shape }: Wall): string {
  const words = state.standing === "unknown" ? state.text.replace(/^Unknown/, "unknown") : state.word;
  const isListed = shape === "opening" || shape === "network" || shape === "none";
  return isListed && nameOf(state) !== words ? `${nameOf(state)}: ${words}` : words;
}

/** What stands at a path such as `namespaces.pid`. */
function valueAt(json: object, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
      json,
    );
}
