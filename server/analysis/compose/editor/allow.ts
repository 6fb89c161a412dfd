import { allowIn } from "../../model/allow-comment.ts";
import type { AllowChange } from "../../model/change.ts";
import type { Place } from "../../text/span.ts";
import { type EditContext, type Plan, unchanged } from "./edit-context.ts";
import { lastStep, trailToSection } from "./node-path.ts";
import type { Splice } from "./text-draft.ts";

/**
 * Writes a comment that allows findings: at the end of the place's line, on a line above its service or section, or
 * at the top of the file. If such a comment is already there, the rules are added to it.
 */
export function planAllow(page: EditContext, { at, rules, reason, scope }: AllowChange): Plan | undefined {
  const wanted: Allowed = { rules, reason: reason.replace(/\s+/g, " ").trim() };
  if (rules.length === 0) return undefined;
  const splice =
    scope === "line"
      ? onLine(page, at, wanted)
      : scope === "subject"
        ? aboveSection(page, at, wanted)
        : onTop(page, wanted);
  return splice && { ...unchanged(page), splices: [splice] };
}

interface Allowed {
  readonly rules: readonly string[];
  readonly reason: string;
}

function onLine({ layout }: EditContext, at: Place, wanted: Allowed): Splice {
  const comment = layout.commentOn(at.start);
  if (comment !== undefined && allowIn(layout.text, comment)) return joined(layout.text, comment, wanted);
  if (comment !== undefined) {
    const reason = `${wanted.reason} ${layout.slice(comment)}`.trim();
    return { start: comment.start, end: comment.end, newText: commentText({ ...wanted, reason }) };
  }
  const start = layout.contentEnd(layout.lineEnd(at.start), layout.lineStart(at.start));
  return { start, end: start, newText: ` ${commentText(wanted)}` };
}

function aboveSection(page: EditContext, at: Place, wanted: Allowed): Splice | undefined {
  const { layout } = page;
  const trail = trailToSection(page.file.documents, at);
  const step = trail && lastStep(trail);
  if (step?.kind !== "entry" || layout.prefix(step.item.key.start).trim() !== "") return undefined;
  const start = layout.lineStart(step.item.key.start);
  const above = layout.lineBreakBefore(start);
  const comment = above < start ? layout.commentOn(above) : undefined;
  if (comment !== undefined && layout.prefix(comment.start).trim() === "" && allowIn(layout.text, comment))
    return joined(layout.text, comment, wanted);
  return { start, end: start, newText: layout.prefix(step.item.key.start) + commentText(wanted) + layout.eol };
}

function onTop({ layout }: EditContext, wanted: Allowed): Splice {
  const start = layout.lineStart(0);
  const comment = layout.commentOn(start);
  if (comment?.start === start && allowIn(layout.text, comment)) return joined(layout.text, comment, wanted);
  return { start, end: start, newText: commentText(wanted) + layout.eol + layout.eol };
}

/** A comment that allows with further rules, and both reasons. */
function joined(text: string, comment: Place, wanted: Allowed): Splice {
  const old = allowIn(text, comment);
  const rules = new Set([...(old?.ids ?? []).map(({ id }) => id), ...wanted.rules]);
  const reasons = new Set([old?.reason ?? "", wanted.reason].filter((reason) => reason !== ""));
  return {
    start: comment.start,
    end: comment.end,
    newText: commentText({ rules: [...rules], reason: [...reasons].join("; ") }),
  };
}

function commentText({ rules, reason }: Allowed): string {
  return `# bulkhead: allow ${rules.join(", ")}${reason === "" ? "" : ` -- ${reason}`}`;
}
