import type { Case } from "./cases.ts";
import { type ComposeProgram, printed } from "./config.ts";
import { servicesOf, theirRow } from "./theirs.ts";

/** What Compose makes of a project, as plain data. */
export interface Answer {
  /** Why it refuses the project; undefined where it does not. */
  readonly refused?: string;
  /** The variables that it took the empty string for. */
  readonly unset: readonly string[];
  /** The values of each service; undefined where it refuses to tell even when it is told to overlook things. */
  readonly services?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Lets Compose resolve a project. `home` is the home directory that it is told. */
export async function answerOf(one: Case, compose: ComposeProgram, home: string): Promise<Answer> {
  const { directory, options } = one;
  const strict = await printed(compose, directory, options, [], home);
  const found = strict.is === "accepted" ? strict : await printed(compose, directory, options, LENIENT, home);
  return {
    unset: [...strict.unset],
    ...(strict.is === "refused" ? { refused: strict.reason } : {}),
    ...(found.is === "accepted" ? { services: rows(found.project, home) } : {}),
  };
}

const LENIENT = ["--no-consistency", "--no-env-resolution"];

function rows(project: unknown, home: string): NonNullable<Answer["services"]> {
  const names = [...servicesOf(project).keys()];
  return Object.fromEntries(names.map((name) => [name, Object.fromEntries(theirRow(project, name, home))]));
}
