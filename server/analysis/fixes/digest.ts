import type { Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { knownValue } from "../model/setting.ts";

/** Adds the digest that is at hand to a service's image; none where there is none, and where variables make the name. */
export function pinToDigest({ image, digest }: Container): readonly Fix[] {
  const text = knownValue(image)?.text;
  if (text === undefined || digest === undefined) return [];
  const { at } = image;
  const length = at.end - at.start;
  if (length !== text.length && length !== text.length + 2) return [];
  const title = `Pin to ${digest.slice(0, "sha256:".length + SHOWN)}…, which the project names elsewhere or in a comment`;
  return [
    { title, safe: false, confidence: "medium", changes: [{ do: "replace-at", at, value: `${text}@${digest}` }] },
  ];
}

/** As many digits as the engine itself shows of an ID. */
const SHOWN = 12;
