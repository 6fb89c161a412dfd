import type { When } from "../facts/image.ts";
import { withoutSlashes } from "../text/uri.ts";
import type { Container } from "./container.ts";
import { knownValue } from "./setting.ts";

/**
 * Whether a condition of what is known of an image holds for a container; undefined where that cannot be told, as with a variable that comes from
 * a file or from the shell of whoever starts it.
 */
function holds(when: When, service: Container): boolean | undefined {
  if ("variable" in when) return isSet(when.variable, when.is, service);
  if ("mounted" in when) return isMounted(when.mounted, service);
  if ("root" in when) {
    const root = knownValue(service.user)?.root;
    return root === undefined ? undefined : root === when.root;
  }
  if ("word" in when) return hasWord(when.word, service);
  if ("not" in when) return negated(holds(when.not, service));
  if ("any" in when) return negated(all(when.any.map((one) => negated(holds(one, service)))));
  return all(when.all.map((one) => holds(one, service)));
}

/** Whether a need that may hang on a setting has to be reckoned with: not if the setting is known to be otherwise. */
export function mayHold({ when }: { readonly when?: When }, service: Container): boolean {
  return when === undefined || holds(when, service) !== false;
}

/** Whether it has to be reckoned with for sure: what is not known does not count. */
export function surelyHolds({ when }: { readonly when?: When }, service: Container): boolean {
  return when === undefined || holds(when, service) === true;
}

/** Whether a mount at `target` holds `path`: it stands there or above. Both are absolute paths in the container. */
export function covers(target: string, path: string): boolean {
  const base = withoutSlashes(target);
  return path === base || path.startsWith(`${base}/`);
}

function isSet(
  name: string,
  wanted: string | undefined,
  { environment, source: { keys } }: Container,
): boolean | undefined {
  const setting = environment.get(name);
  if (setting === undefined) return keys.has("env_file") ? undefined : false;
  const value = knownValue(setting);
  if (value === undefined || value === null) return undefined;
  return wanted === undefined ? value !== "" : value === wanted;
}

function isMounted(path: string, { mounts }: Container): boolean | undefined {
  if (mounts.some(({ target }) => covers(path, target))) return true;
  return mounts.some(({ target }) => covers(target, path)) ? undefined : false;
}

function hasWord(word: string, { command }: Container): boolean | undefined {
  const words = knownValue(command);
  if (words === undefined) return command.origin === "default" || command.origin === "image" ? false : undefined;
  return (words ?? []).some((one) => one.split(/\s+/).some((part) => part === word || isOptionOf(word, part)));
}

/** Whether a part of a command is the option with its value behind it, or a setting below it: `--plugins=x`, `--plugins.x.version=1`. */
function isOptionOf(option: string, part: string): boolean {
  return option.startsWith("--") && (part.startsWith(`${option}=`) || part.startsWith(`${option}.`));
}

function all(each: readonly (boolean | undefined)[]): boolean | undefined {
  if (each.includes(false)) return false;
  return each.includes(undefined) ? undefined : true;
}

function negated(one: boolean | undefined): boolean | undefined {
  return one === undefined ? undefined : !one;
}
