import type { Container } from "../model/container.ts";
import { isWritten, type Setting } from "../model/setting.ts";
import type { Standing } from "./model.ts";

/**
 * A setting as it may be shown, on the map and in a hover. A file that only adds to a service does not tell what another one says, so that the
 * engine's defaults are no more than a guess there.
 */
export function decided<T>({ partial }: Container, setting: Setting<T>): Setting<T> {
  if (!partial || setting.origin !== "default") return setting;
  return { state: "unknown", because: "the file that defines the service", origin: setting.origin, at: setting.at };
}

/** How something stands that is not closed: opened where somebody wrote it, else left open. */
export function openStanding(setting: Setting<unknown>): Standing {
  return isWritten(setting) ? "opened" : "open";
}

/** `Unknown: ${X} decides.` */
export function unknownText(because: string): string {
  return `Unknown: ${because} decides.`;
}
