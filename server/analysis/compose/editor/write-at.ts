import type { Written } from "../../model/change.ts";
import type { Place } from "../../text/span.ts";
import { wholeOf } from "../../yaml/tree.ts";
import { type EditContext, type Plan, planned, rootAt, styleAt } from "./edit-context.ts";
import { asNode, substituted } from "./expected-tree.ts";
import { lastStep, trailToPlace } from "./node-path.ts";
import { replacedValue } from "./replace.ts";
import { inlineText } from "./write.ts";

/** Puts a value in place of the one at a place, wherever aliases and merge keys bring it in. An item of a list is only replaced by a text, on its line. */
export function planWriteAt(page: EditContext, at: Place, value: Written): Plan | undefined {
  const trail = trailToPlace(page.file.documents, at);
  const root = trail && rootAt(page, trail);
  if (trail === undefined || root === undefined) return undefined;
  const { item, parent, kind } = lastStep(trail);
  if (item.via !== undefined) return undefined;
  const next = substituted(root, item.value, asNode(value));
  if (kind === "entry") return planned(page, trail, next, replacedValue(page, trail, value, undefined));
  const { start, end } = wholeOf(item.value);
  if (typeof value !== "string" || /[\r\n]/.test(page.layout.text.slice(start, end))) return undefined;
  const newText = inlineText(value, styleAt(page, trail, parent), parent.style);
  return planned(page, trail, next, [{ start, end, newText }]);
}
