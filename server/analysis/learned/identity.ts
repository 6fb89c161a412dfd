import type { Container } from "../model/container.ts";
import type { LearnedFrom } from "../model/learned.ts";
import { isWritten, knownValue, type Setting } from "../model/setting.ts";
import { fnv1a } from "../text/hash.ts";

/** The text of a file by its URI: undefined where it is not loaded yet, null where it cannot be read. */
export type ReadText = (uri: string) => string | null | undefined;

/** What evidence of the container is about, as the files have it now. */
export function identityOf(container: Container, read: ReadText): LearnedFrom {
  const { build, image, entrypoint, command, user, mounts, environment } = container;
  const targets = mounts.filter(({ from }) => from !== "image" && from !== "engine");
  return {
    image: build ? null : (knownValue(image)?.text ?? null),
    dockerfile: dockerfileOf(container, read),
    entrypoint: wordsOf(entrypoint),
    command: wordsOf(command),
    user: ofCompose(user)?.text ?? null,
    mounts: [...new Set(targets.map(({ type, target }) => `${type} ${target}`))].sort(),
    variables: [...environment.keys()].sort(),
  };
}

/** The words of a command. Values of variables may be secrets, so that of one that holds some only that is told. */
function wordsOf(setting: Setting<readonly string[] | null>): readonly string[] | null {
  const words = ofCompose(setting);
  if (!words) return null;
  return setting.state === "known" && setting.filled ? [WITH_VARIABLES] : words;
}

const WITH_VARIABLES = "(with values of variables)";

/** A value that a Compose file says; what a Dockerfile says is in its hash. */
function ofCompose<T>(setting: Setting<T>): T | undefined {
  return isWritten(setting) && setting.origin !== "dockerfile" ? knownValue(setting) : undefined;
}

function dockerfileOf({ build }: Container, read: ReadText): string | null {
  if (build?.dockerfile === undefined || build.inline !== undefined) return null;
  const text = read(build.dockerfile);
  return typeof text === "string" ? fnv1a(text) : null;
}

/** Why evidence of one no longer is evidence of the other; undefined where it is. */
export function staleness(then: LearnedFrom, now: LearnedFrom): string | undefined {
  if (then.image !== now.image) return `it was learned from ${then.image ?? "an image that was built here"}`;
  for (const [key, words] of PARTS) {
    if (JSON.stringify(then[key]) !== JSON.stringify(now[key])) return `it was learned with ${words}`;
  }
  return undefined;
}

const PARTS: readonly (readonly [Exclude<keyof LearnedFrom, "image">, string])[] = [
  ["dockerfile", "another Dockerfile"],
  ["entrypoint", "another entry point"],
  ["command", "another command"],
  ["user", "another user"],
  ["mounts", "other mounts"],
  ["variables", "other variables"],
];
