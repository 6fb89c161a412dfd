import { imageProfile } from "../../facts/image-profiles.ts";
import { isWindowsImage } from "../../facts/windows.ts";
import { parseImage } from "../../model/image.ts";
import type { Place } from "../../text/span.ts";
import { UNRESOLVED } from "../../text/unresolved.ts";
import type { Escape, Instruction } from "../syntax/tree.ts";
import { expand, type Variables } from "./expand.ts";
import type { Base, Built } from "./stage-builder.ts";

export interface BaseNames {
  readonly escapedBy: Escape;
  /** The `ARG`s before the first `FROM`. */
  readonly variables: Variables;
  /** The stages above, by their names in lower case. */
  readonly stages: ReadonlyMap<string, Built>;
  /** Names that the build replaces by something of its own. */
  readonly contexts: ReadonlySet<string>;
}

/**
 * What the `FROM` instruction names. A stage is found by its lower-case name exactly as it is spelled here: `FROM BASE` is an image even if there
 * is a stage `AS base`.
 */
export function baseOf(from: Instruction, names: BaseNames): Base {
  const word = from.arguments[0];
  const at = word?.at ?? from.at;
  if (!word) return unknownBase(at, "FROM without an image", from);
  const name = expand(word.text, names.escapedBy, names.variables);
  if (name.state === "unknown") return unknownBase(at, name.because, from, word.text);
  if (names.contexts.has(name.value.toLowerCase())) return unknownBase(at, `build context ${name.value}`, from);
  const parent = names.stages.get(name.value);
  if (parent) return { ...parent.draft.base, at, parent };
  if (name.value === "scratch")
    return { at, image: { state: "known", origin: "dockerfile", at, value: null }, windows: hasWindowsPlatform(from) };
  return imageBase(name.value, word.text, at, from);
}

/** An image reference, its full name and what is known of it. */
function imageBase(text: string, written: string, at: Place, from: Instruction): Base {
  const image = isWhole(text) ? parseImage(text) : undefined;
  if (!image) return unknownBase(at, written, from, written);
  const repository = image.registry === "docker.io" ? image.repository : `${image.registry}/${image.repository}`;
  const profile = imageProfile(repository, image.tag);
  const windows = hasWindowsPlatform(from) || isWindowsImage(repository, image.tag);
  return {
    at,
    image: { state: "known", origin: "dockerfile", at, value: image },
    windows,
    ...(profile ? { profile } : {}),
  };
}

/** Whether no part of a reference is left out, as `alpine:${TAG}` leaves one out where TAG is not set, and none is for a template to fill in. */
export function isWhole(reference: string): boolean {
  return !/^$|^[:@/]|[:@/]$|\/\/|:@|\/:|[{}<>%]|@@/.test(reference);
}

function unknownBase(at: Place, because: string, from: Instruction, written?: string): Base {
  const partly = written?.replace(/\$\{[^{}]{1,200}\}|\$\w{1,200}/g, UNRESOLVED);
  const image = {
    state: "unknown",
    origin: "dockerfile",
    at,
    because,
    ...(partly === undefined ? {} : { partly }),
  } as const;
  return { at, image, windows: hasWindowsPlatform(from) };
}

function hasWindowsPlatform(from: Instruction): boolean {
  return from.flags.some(({ name, value }) => name === "platform" && /^windows(?:\/|\(|$)/i.test(value));
}
