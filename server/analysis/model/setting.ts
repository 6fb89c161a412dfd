import type { Place } from "../text/span.ts";

/**
 * Where a value comes from.
 * `written`: in the container's own block; `inherited`: through an anchor, a merge key, `extends`, a base or an override file;
 * `dockerfile`: from the Dockerfile that the service builds; `image`: known of a published image; `default`: nobody said anything.
 */
export type Origin = "written" | "inherited" | "dockerfile" | "image" | "default";

interface Decided {
  readonly origin: Origin;
  /** Where the value is decided; for a default or an image's own value, the key of the container. */
  readonly at: Place;
  /** For a value that came from elsewhere, the place in the container's block that brought it in. */
  readonly via?: Place;
}

/** A value and the place in the source that made it hold. */
export interface Known<T> extends Decided {
  readonly state: "known";
  readonly value: T;
  /** Whether the value of a variable is in it, so that it does not stand in the file as it is. */
  readonly filled?: boolean;
}

/** A value that the files do not tell; it has no value to misread. `because` names the reason: `${PRIVILEGED}`, `image acme/app`. */
interface Unknown extends Decided {
  readonly state: "unknown";
  readonly because: string;
  /** Of a text with variables, what is written, with `UNRESOLVED` for each variable; left out where nobody asks for it. */
  readonly partly?: string;
}

/** What holds for one aspect of a container. */
export type Setting<T> = Known<T> | Unknown;

/** Whether the setting surely has this value. An unknown setting has neither one value nor another. */
export function is<T>(setting: Setting<T>, value: T): boolean {
  return setting.state === "known" && setting.value === value;
}

/** The value where it is known. */
export function knownValue<T>(setting: Setting<T>): T | undefined {
  return setting.state === "known" ? setting.value : undefined;
}

/** The same setting with its value, where known, turned into another. */
export function mapSetting<T, U>(setting: Setting<T>, turn: (value: T) => U): Setting<U> {
  return setting.state === "known" ? { ...setting, value: turn(setting.value) } : setting;
}

/** Whether somebody wrote the value: in the container's block, in what it inherits, or in its Dockerfile. */
export function isWritten(setting: Setting<unknown>): boolean {
  return setting.origin !== "default" && setting.origin !== "image";
}

/** A setting that nobody wrote. `at` is the key of the container. */
export function byDefault<T>(value: T, at: Place): Known<T> {
  return { state: "known", origin: "default", value, at };
}
