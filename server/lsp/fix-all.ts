import { type CodeAction, CodeActionKind, type Diagnostic, type WorkspaceEdit } from "vscode-languageserver";
import type { Fix } from "../analysis/model/change.ts";
import type { Finding } from "../analysis/model/finding.ts";
import type { Edit } from "../analysis/text/edit.ts";
import { baseName } from "../analysis/text/uri.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { workspaceEditOf } from "./convert.ts";
import type { Documents, Snapshot } from "./documents.ts";
import type { ShownFindings } from "./findings.ts";
import { keyOf } from "./uri.ts";

/** Applies every safe fix of a file at once. Editors run it on save when asked to, so there is never more than one action of the kind. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.bulkhead`;

/** One safe fix of each finding, all together or as many as can be had together. */
export function fixAllSafely({ own }: ShownFindings, documents: Documents, features: ClientCapabilities): CodeAction[] {
  const fixes = own.analysis.findings.map(({ fixes }) => fixes.find(({ safe }) => safe));
  const made = together(fixes, own);
  const edit = made && workspaceEditOf(made.edits, own, documents, features, {});
  return edit ? [{ title: features.language.say("Fix all that Bulkhead can fix safely"), kind: FIX_ALL, edit }] : [];
}

/** The command that fixes what can be fixed in a file; its argument is the file's URI. */
export const FIX_FILE = "bulkhead.fixFile";

/** One fix of each finding of a file that is known well enough, all together, shown before they are made; undefined where there is none. */
export function fixFile(
  { own }: ShownFindings,
  documents: Documents,
  features: ClientCapabilities,
): { readonly label: string; readonly edit: WorkspaceEdit } | undefined {
  const found = own.analysis.findings.filter(({ at }) => keyOf(at.file) === keyOf(own.uri));
  const fixes = found.map(firstFix);
  const made = together(fixes, own);
  const name = baseName(own.uri);
  const label =
    made?.count === 1
      ? features.language.say("Fix 1 finding of {0}", name)
      : features.language.say("Fix {0} findings of {1}", String(made?.count), name);
  const edit = made && workspaceEditOf(made.edits, own, documents, features, { confirm: label });
  return edit && { label, edit };
}

/**
 * Fixes all findings of one rule in the file, each by its first fix, if there is more than one. The title gives their
 * number, since the user did not look at each place. If a fix is not safe, the client shows the edits first.
 */
export function fixAllOfRule(
  rule: string,
  { own }: ShownFindings,
  diagnostics: Diagnostic[],
  documents: Documents,
  features: ClientCapabilities,
): CodeAction[] {
  const found = own.analysis.findings.filter(
    (finding) => finding.rule === rule && keyOf(finding.at.file) === keyOf(own.uri),
  );
  const fixes = found.map(firstFix);
  const made = found.length > 1 ? together(fixes, own) : undefined;
  if (!made || made.count < 2) return [];
  const safe = fixes.every((fix) => fix === undefined || fix.safe);
  const count = String(made.count);
  const title = safe
    ? features.language.say("Fix all {0} in this file ({1} places)", rule, count)
    : features.language.say("Fix all {0} in this file ({1} places, not known to be safe)", rule, count);
  // The user has not looked at each place.
  const edit = workspaceEditOf(made.edits, own, documents, features, safe ? {} : { confirm: title });
  return edit
    ? [{ title, kind: CodeActionKind.QuickFix, edit, ...(diagnostics.length > 0 ? { diagnostics } : {}) }]
    : [];
}

/** A fix of low confidence, or one that says so itself, is only made one at a time. */
function firstFix({ fixes }: Finding): Fix | undefined {
  const known = fixes.filter(({ confidence, alone }) => confidence !== "low" && alone === undefined);
  return known.find(({ preferred }) => preferred) ?? known[0];
}

interface Made {
  readonly edits: readonly Edit[];
  /** How many fixes are among them. */
  readonly count: number;
}

/** Each change is made by reading the whole file again; this many characters may be read for one action, which takes about half a second. */
const MOST_WORK = 3_000_000;

/**
 * The edits of as many fixes as fit together. Only fixes within the file count, since a change of one file must not
 * surprise with another. The analysis decides whether fixes fit together: two that add the same key would leave a
 * file that has it twice. If they do not, each half is tried in turn, which finds the few that do not fit without
 * trying each by itself.
 */
export function together(fixes: readonly (Fix | undefined)[], { analysis, uri, text }: Snapshot): Made | undefined {
  const each = new Map(fixes.flatMap((fix) => (fix ? [[JSON.stringify(fix.changes), fix.changes] as const] : [])));
  let work = MOST_WORK;
  const inFile = (changes: Fix["changes"]) => {
    work -= changes.length * (text(uri)?.length ?? 0);
    const edits = changes.length > 0 && work >= 0 ? analysis.edits({ title: "", safe: true, changes }) : undefined;
    return edits?.every(({ file }) => keyOf(file) === keyOf(uri)) ? edits : undefined;
  };
  let chosen: readonly Fix["changes"][] = [];
  let made: Made | undefined;
  for (let waiting = [[...each.values()]], part = waiting.pop(); part !== undefined && work > 0; part = waiting.pop()) {
    const tried = [...chosen, ...part];
    const edits = inFile(tried.flat());
    if (edits) {
      chosen = tried;
      made = { edits, count: chosen.length };
    } else if (part.length > 1) {
      const half = part.length >> 1;
      waiting.push(part.slice(half), part.slice(0, half));
    }
  }
  return made;
}
