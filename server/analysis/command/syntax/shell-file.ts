import { type ScriptPart, withoutCarriageReturns } from "./script-part.ts";

/** A script is one piece. */
export function shellParts(text: string): readonly ScriptPart[] {
  return [{ source: withoutCarriageReturns(text), comments: "#" }];
}
