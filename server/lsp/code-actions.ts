import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Diagnostic,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Analysis } from "../analysis/analyze.ts";
import type { Finding } from "../analysis/finding.ts";
import type { Fix } from "../analysis/model/change.ts";
import type { Edit } from "../analysis/text/edit.ts";
import type { Place, Span } from "../analysis/text/span.ts";
import { type EditOptions, rangeOf, SOURCE, spanOf, workspaceEditOf } from "./convert.ts";
import type { Documents, Snapshot } from "./documents.ts";
import type { ClientFeatures } from "./features.ts";
import type { Shown, ShownFindings } from "./findings.ts";
import { HARDEN_KIND, hardenActions } from "./harden.ts";
import { keyOf } from "./uri.ts";

/** Applies every safe fix of a file at once. Editors run it on save when asked to, so there is never more than one action of the kind. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.bulkhead`;

export const CODE_ACTION_KINDS: string[] = [CodeActionKind.QuickFix, HARDEN_KIND, FIX_ALL];

/** Nobody reads on in a longer menu, and every entry's edit has to be made and checked. */
const MOST_FINDINGS = 20;

/** The text that stands for the reason in a new comment until the user types one. */
const REASON = "reason";

/**
 * The actions for a range of a file, the preferred fixes first. They are made of the current analysis alone, so they fit the text as it is now,
 * whatever diagnostics the client still shows.
 */
export function codeActionsFor(
  { range, context }: Pick<CodeActionParams, "range" | "context">,
  shown: ShownFindings,
  documents: Documents,
  features: ClientFeatures,
): CodeAction[] {
  const lines = shown.own.lines(shown.own.uri);
  if (!lines) return [];
  const asked = (kind: string) => context.only === undefined || context.only.some((only) => includesKind(only, kind));
  const actions: CodeAction[] = [];
  if (asked(CodeActionKind.QuickFix)) {
    const span = spanOf(lines, range);
    const touched = shown.findings.filter(({ value }) => meets(value.at, span)).slice(0, MOST_FINDINGS);
    const groups = touched.map((one) => {
      const at = rangeOf(lines, one.value.at);
      const diagnostics = context.diagnostics.filter((diagnostic) => isOf(diagnostic, one.value, at));
      return actionsFor(one, diagnostics, documents, features);
    });
    const fixes = groups.flatMap((group) => group.fixes);
    actions.push(...fixes.filter((fix) => fix.isPreferred), ...fixes.filter((fix) => !fix.isPreferred));
    actions.push(...groups.flatMap((group) => group.allows), ...groups.flatMap((group) => group.opens));
  }
  // An editor that only wants to know whether to show its bulb asks at every move of the cursor; that is not worth making every edit of the file.
  const idle = context.only === undefined && context.triggerKind === CodeActionTriggerKind.Automatic;
  if (asked(HARDEN_KIND) && !idle) actions.push(...hardenActions(spanOf(lines, range), shown, documents, features));
  if (asked(FIX_ALL) && !idle) actions.push(...fixAll(shown, documents, features));
  return actions;
}

interface Actions {
  readonly fixes: CodeAction[];
  readonly allows: CodeAction[];
  readonly opens: CodeAction[];
}

function actionsFor(
  { value: finding, snapshot }: Shown<Finding>,
  diagnostics: Diagnostic[],
  documents: Documents,
  features: ClientFeatures,
): Actions {
  const action = (title: string, edits: readonly Edit[], options: EditOptions): CodeAction[] => {
    const edit = workspaceEditOf(edits, snapshot, documents, features, options);
    return edit ? [quickFix(title, edit, diagnostics)] : [];
  };
  const fixes = snapshot.analysis.fixes(finding).flatMap(({ fix, edits }) => {
    const made = action(fix.title, edits, fix.safe ? {} : { confirm: fix.title });
    return fix.preferred === true ? made.map((one) => ({ ...one, isPreferred: true })) : made;
  });
  const allows = allowsOf(finding, snapshot.analysis).flatMap(({ fix, edits }) =>
    action(fix.title, edits, { placeholder: REASON }),
  );
  const title = `Open documentation for ${finding.rule}`;
  const command = { title, command: "bulkhead.openRule", arguments: [finding.rule] };
  const opens = features.openRule ? [{ title, kind: CodeActionKind.QuickFix, diagnostics, command }] : [];
  return { fixes, allows, opens };
}

function quickFix(title: string, edit: WorkspaceEdit, diagnostics: Diagnostic[]): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, edit, ...(diagnostics.length > 0 ? { diagnostics } : {}) };
}

interface MadeFix {
  readonly fix: Fix;
  readonly edits: readonly Edit[];
}

/** A comment at the line, and one for the whole service or stage; one of the two where both come to the same. */
function allowsOf(finding: Finding, analysis: Analysis): readonly MadeFix[] {
  const { rule, subject, at } = finding;
  const line = allow(`Allow ${rule} here (with a reason)`, rule, at, "line");
  const subjectAt = subjectPlace(finding, analysis);
  const whole = `Allow ${rule} for ${subject.kind} "${subject.name}" (with a reason)`;
  const fixes = subjectAt ? [line, allow(whole, rule, subjectAt, "subject")] : [line];
  const made: MadeFix[] = [];
  for (const fix of fixes) {
    const edits = analysis.edits(fix);
    if (edits && !made.some((one) => JSON.stringify(one.edits) === JSON.stringify(edits))) made.push({ fix, edits });
  }
  return made;
}

function allow(title: string, rule: string, at: Place, scope: "line" | "subject"): Fix {
  return { title, safe: true, changes: [{ do: "allow", at, rules: [rule], reason: REASON, scope }] };
}

function subjectPlace({ subject }: Finding, { project, dockerfile }: Analysis): Place | undefined {
  if (subject.kind === "service") return project?.services.find(({ name }) => name === subject.name)?.key.at;
  if (subject.kind === "stage") return dockerfile?.stages.find(({ name }) => name === subject.name)?.at;
  return undefined;
}

function fixAll({ own }: ShownFindings, documents: Documents, features: ClientFeatures): CodeAction[] {
  const edits = safeEdits(own);
  const edit = edits && workspaceEditOf(edits, own, documents, features, {});
  return edit ? [{ title: "Fix all that Bulkhead can fix safely", kind: FIX_ALL, edit }] : [];
}

/**
 * One safe fix of each finding, all together or as many as can be had together. Only fixes that stay in the file, since saving one file must not change
 * another. Whether they fit together is for the analysis to say: two fixes that both add a key would give a file that has it twice.
 */
function safeEdits({ analysis, uri }: Snapshot): readonly Edit[] | undefined {
  const fixes = new Map<string, Fix>();
  for (const finding of analysis.findings) {
    const safe = finding.fixes.find((fix) => fix.safe);
    if (safe) fixes.set(JSON.stringify(safe.changes), safe);
  }
  const inFile = (changes: Fix["changes"]) => {
    const edits = changes.length > 0 ? analysis.edits({ title: "", safe: true, changes }) : undefined;
    return edits?.every(({ file }) => keyOf(file) === keyOf(uri)) ? edits : undefined;
  };
  const all = inFile([...fixes.values()].flatMap(({ changes }) => changes));
  if (all) return all;
  let chosen: Fix["changes"] = [];
  let made: readonly Edit[] | undefined;
  for (const { changes } of fixes.values()) {
    const edits = inFile([...chosen, ...changes]);
    if (!edits) continue;
    chosen = [...chosen, ...changes];
    made = edits;
  }
  return made;
}

/** Whether the ranges share anything; a cursor at either end of a finding is on it. */
function meets(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Whether a kind that a client asks for takes in another: `source` takes in `source.fixAll.bulkhead`. */
function includesKind(asked: string, kind: string): boolean {
  return asked === "" || asked === kind || kind.startsWith(`${asked}.`);
}

function isOf(diagnostic: Diagnostic, finding: Finding, at: Diagnostic["range"]): boolean {
  return (
    diagnostic.source === SOURCE &&
    diagnostic.code === finding.rule &&
    JSON.stringify(diagnostic.range) === JSON.stringify(at)
  );
}
