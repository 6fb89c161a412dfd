import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Diagnostic,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { placedTitle } from "../analysis/ide/fix-place.ts";
import type { ShownFile } from "../analysis/ide/shown-file.ts";
import type { Finding } from "../analysis/model/finding.ts";
import type { Edit } from "../analysis/text/edit.ts";
import { printable } from "../analysis/text/printable.ts";
import type { Span } from "../analysis/text/span.ts";
import { allowsOf } from "./allow-actions.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { type EditOptions, rangeOf, SOURCE, spanOf, workspaceEditOf } from "./convert.ts";
import type { Documents } from "./documents.ts";
import { type Shown, type ShownFindings, shownFileOf } from "./findings.ts";
import { FIX_ALL, fixAllOfRule, fixAllSafely } from "./fix-all.ts";
import { HARDEN_KIND, hardenActions } from "./harden.ts";

export const CODE_ACTION_KINDS: string[] = [CodeActionKind.QuickFix, HARDEN_KIND, FIX_ALL];

/** Nobody reads on in a longer menu, and every entry's edit has to be made and checked. */
const MOST_FINDINGS = 20;
/** An entry that fixes all of one kind costs as much as many others. */
const MOST_RULES = 3;
/** Every entry's edit is made by reading the whole file again, so the menu is shorter where files are very long. In UTF-16 code units. */
const MOST_TEXT = 1_000_000;

/**
 * The actions for a range of a file, the preferred fixes first. They are made of the current analysis alone, so they fit the text as it is now,
 * whatever diagnostics the client still shows.
 */
export function codeActionsFor(
  { range, context }: Pick<CodeActionParams, "range" | "context">,
  shown: ShownFindings,
  documents: Documents,
  features: ClientCapabilities,
): CodeAction[] {
  const lines = shown.own.lines(shown.own.uri);
  if (!lines) return [];
  const asked = (kind: string) => context.only === undefined || context.only.some((only) => includesKind(only, kind));
  // An editor that only wants to know whether to show its bulb asks at every move of the cursor; that is not worth making every edit of the file.
  const idle = context.only === undefined && context.triggerKind === CodeActionTriggerKind.Automatic;
  const actions: CodeAction[] = [];
  if (asked(CodeActionKind.QuickFix)) {
    const span = spanOf(lines, range);
    const length = shown.own.text(shown.own.uri)?.length ?? 0;
    const most = Math.max(1, Math.min(MOST_FINDINGS, Math.floor(MOST_TEXT / Math.max(1, length))));
    const touched = shown.findings.filter(({ value }) => meets(value.at, span)).slice(0, most);
    const file = shownFileOf(shown);
    const groups = touched.map((one) => {
      const at = rangeOf(lines, one.value.at);
      const diagnostics = context.diagnostics.filter((diagnostic) => isOf(diagnostic, one.value, at));
      return actionsFor(one, file, diagnostics, documents, features);
    });
    const fixes = groups.flatMap((group) => group.fixes);
    const rules = idle ? [] : [...new Set(touched.map(({ value }) => value.rule))].slice(0, MOST_RULES);
    const alls = rules.flatMap((rule) => fixAllOfRule(rule, shown, of(rule, context.diagnostics), documents, features));
    actions.push(...fixes.filter((fix) => fix.isPreferred), ...fixes.filter((fix) => !fix.isPreferred));
    actions.push(...alls, ...groups.flatMap((group) => group.allows), ...groups.flatMap((group) => group.opens));
  }
  if (asked(HARDEN_KIND) && !idle) actions.push(...hardenActions(spanOf(lines, range), shown, documents, features));
  if (asked(FIX_ALL) && !idle) actions.push(...fixAllSafely(shown, documents, features));
  return actions;
}

interface Actions {
  readonly fixes: CodeAction[];
  readonly allows: CodeAction[];
  readonly opens: CodeAction[];
}

function actionsFor(
  { value: finding, snapshot }: Shown<Finding>,
  file: ShownFile | undefined,
  diagnostics: Diagnostic[],
  documents: Documents,
  features: ClientCapabilities,
): Actions {
  const action = (title: string, edits: readonly Edit[], options: EditOptions): CodeAction[] => {
    const edit = workspaceEditOf(edits, snapshot, documents, features, options);
    return edit ? [quickFix(title, edit, diagnostics)] : [];
  };
  const fixes = snapshot.analysis.fixes(finding).flatMap(({ fix, edits }) => {
    const title = file === undefined ? fix.title : placedTitle(fix, edits, finding.subject, file);
    const made = action(title, edits, {
      ...(fix.safe ? {} : { confirm: fix.title }),
      ...(fix.placeholder === undefined ? {} : { placeholder: fix.placeholder }),
    });
    return fix.preferred === true ? made.map((one) => ({ ...one, isPreferred: true })) : made;
  });
  const allows = allowsOf(finding, snapshot, documents, features).map(({ title, edit }) =>
    quickFix(title, edit, diagnostics),
  );
  return { fixes, allows, opens: opensOf(finding.rule, diagnostics, features) };
}

/** Opens the packed page of a rule, which only our own client has; others follow the link of the message. */
function opensOf(rule: string, diagnostics: Diagnostic[], features: ClientCapabilities): CodeAction[] {
  if (!features.openRule) return [];
  const title = `Open documentation for ${rule}`;
  const command = { title, command: "bulkhead.openRule", arguments: [rule] };
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics, command }];
}

function quickFix(title: string, edit: WorkspaceEdit, diagnostics: Diagnostic[]): CodeAction {
  return {
    title: printable(title),
    kind: CodeActionKind.QuickFix,
    edit,
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
  };
}

/** Whether the ranges share anything; a cursor at either end of a finding is on it. */
function meets(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Whether a kind that a client asks for takes in another: `source` takes in `source.fixAll.bulkhead`. */
function includesKind(asked: string, kind: string): boolean {
  return asked === "" || asked === kind || kind.startsWith(`${asked}.`);
}

function of(rule: string, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ source, code }) => source === SOURCE && code === rule);
}

function isOf(diagnostic: Diagnostic, finding: Finding, at: Diagnostic["range"]): boolean {
  return (
    diagnostic.source === SOURCE &&
    diagnostic.code === finding.rule &&
    JSON.stringify(diagnostic.range) === JSON.stringify(at)
  );
}
