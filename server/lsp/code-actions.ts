import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { type EditedPlace, editedPlace } from "../analysis/ide/fix-place.ts";
import type { ShownFile } from "../analysis/ide/shown-file.ts";
import type { Fix } from "../analysis/model/change.ts";
import type { Finding } from "../analysis/model/finding.ts";
import type { Edit } from "../analysis/text/edit.ts";
import { printable } from "../analysis/text/printable.ts";
import type { Span } from "../analysis/text/span.ts";
import { allowsOf } from "./allow-actions.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { TURN_KIND, turnActions } from "./compose-service.ts";
import { type EditOptions, rangeOf, SOURCE, spanOf, workspaceEditOf } from "./convert.ts";
import type { Documents } from "./documents.ts";
import { type Shown, type ShownFindings, shownFileOf } from "./findings.ts";
import { FIX_ALL, fixAllOfRule, fixAllSafely } from "./fix-all.ts";
import { HARDEN_KIND, hardenActions, hardenEdit } from "./harden.ts";
import type { Language } from "./language.ts";
import { wordActions } from "./word-actions.ts";

export const CODE_ACTION_KINDS: string[] = [CodeActionKind.QuickFix, HARDEN_KIND, TURN_KIND, FIX_ALL];

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
  const exactly = (kind: string) => context.only?.includes(kind) === true;
  // An editor that only wants to know whether to show its bulb asks at every move of the cursor; that is not worth making every edit of the file.
  const idle = context.only === undefined && context.triggerKind === CodeActionTriggerKind.Automatic;
  const actions: CodeAction[] = [];
  if (asked(CodeActionKind.QuickFix) || exactly(ALLOW_KIND) || exactly(MORE_KIND)) {
    const groups = groupsAt({ range, context }, shown, documents, features, idle);
    if (exactly(ALLOW_KIND)) return groups.allows;
    if (exactly(MORE_KIND)) return groups.rest;
    actions.push(...(features.choices ? shortened(groups, range, shown, features) : groups.all));
  }
  const hardens = actions.some(({ kind }) => kind === HARDEN_FIX_KIND);
  const isWanted = asked(HARDEN_KIND) && !idle && !hardens;
  if (isWanted) actions.push(...hardenActions(spanOf(lines, range), shown, documents, features));
  if (asked(TURN_KIND) && !idle) actions.push(...turnActions(spanOf(lines, range), shown, documents, features));
  if (asked(FIX_ALL) && !idle) actions.push(...fixAllSafely(shown, documents, features));
  return actions;
}

/** The kinds of the actions that our own client lists when the user asks for more than the menu has. */
const ALLOW_KIND = `${CodeActionKind.QuickFix}.bulkhead.allow`;
const MORE_KIND = `${CodeActionKind.QuickFix}.bulkhead.more`;
/** The kind of the quick fix that our own client has in the place of the action that hardens. */
const HARDEN_FIX_KIND = `${CodeActionKind.QuickFix}.bulkhead.harden`;

/** How many fixes the menu of our own client has; with what leads to the others it is seven lines at most. */
const MOST_FIXES = 4;

const HARDEN_TITLE = "Harden ";

interface Groups {
  readonly fixes: CodeAction[];
  readonly allows: CodeAction[];
  /** What the short menu leaves out, but for the ways to allow. */
  readonly rest: CodeAction[];
  readonly all: CodeAction[];
}

function groupsAt(
  { range, context }: Pick<CodeActionParams, "range" | "context">,
  shown: ShownFindings,
  documents: Documents,
  features: ClientCapabilities,
  idle: boolean,
): Groups {
  const lines = shown.own.lines(shown.own.uri);
  if (!lines) return { fixes: [], allows: [], rest: [], all: [] };
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
  const offered = [...wordActions(span, shown, documents, features), ...groups.flatMap((group) => group.fixes)];
  const fixes = [...offered.filter((fix) => fix.isPreferred), ...offered.filter((fix) => !fix.isPreferred)];
  const rules = idle ? [] : [...new Set(touched.map(({ value }) => value.rule))].slice(0, MOST_RULES);
  const alls = rules.flatMap((rule) => fixAllOfRule(rule, shown, of(rule, context.diagnostics), documents, features));
  const allows = groups.flatMap((group) => group.allows);
  const opens = groups.flatMap((group) => group.opens);
  return {
    fixes,
    allows,
    rest: [...fixes.slice(MOST_FIXES), ...alls, ...opens],
    all: [...fixes, ...alls, ...allows, ...opens],
  };
}

/** The fixes, a way to allow what is found, and a way to all else. */
function shortened(
  { fixes, allows, rest }: Groups,
  range: Range,
  { own }: ShownFindings,
  { language }: ClientCapabilities,
): CodeAction[] {
  const choice = (title: string, command: string): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    command: { title, command, arguments: [own.uri, range] },
  });
  return [
    ...fixes.slice(0, MOST_FIXES),
    ...(allows.length > 0 ? [choice(language.say("Allow…"), "bulkhead.allow")] : []),
    ...(rest.length > 0 ? [choice(language.say("More…"), "bulkhead.more")] : []),
  ];
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
    const plain = features.language.fixTitle(fix);
    const place = file && editedPlace(edits, finding.subject, file);
    const title = place === undefined ? plain : placedTitle(plain, place, features.language);
    if (features.choices && finding.rule === "unhardened" && fix.title.startsWith(HARDEN_TITLE) && file) {
      const hardened = hardenEdit(
        finding.subject.name,
        { own: snapshot, findings: [], inputErrors: [] },
        documents,
        features,
      );
      return hardened
        ? [
            {
              ...quickFix(`${title}…`, hardened.edit, diagnostics),
              kind: HARDEN_FIX_KIND,
              isPreferred: fix.preferred === true,
            },
          ]
        : [];
    }
    const made = action(title, edits, {
      ...(isRisky(fix, edits, file) ? { confirm: plain } : {}),
      ...(fix.placeholder === undefined ? {} : { placeholder: fix.placeholder }),
    });
    return fix.preferred === true ? made.map((one) => ({ ...one, isPreferred: true })) : made;
  });
  const allows = allowsOf(finding, snapshot, documents, features).map(({ title, edit }) =>
    quickFix(title, edit, diagnostics),
  );
  return { fixes, allows, opens: opensOf(finding.rule, diagnostics, features) };
}

/** A title with the place of the edits, which is not the one in sight. */
function placedTitle(title: string, place: EditedPlace, { say }: Language): string {
  return "file" in place
    ? say("{0} in {1}", title, place.file)
    : say("{0} where it is written, on line {1}", title, String(place.line));
}

/**
 * Whether the user is to see the edits before they are made: they are in another file than the one in sight, nobody knows whether the program goes on
 * working, or it would lose what it is for.
 */
function isRisky(fix: Fix, edits: readonly Edit[], file: ShownFile | undefined): boolean {
  return fix.confidence === "low" || fix.alone !== undefined || edits.some((edit) => edit.file !== file?.uri);
}

/** Opens the packed page of a rule, which only our own client has; others follow the link of the message. */
function opensOf(rule: string, diagnostics: Diagnostic[], features: ClientCapabilities): CodeAction[] {
  if (!features.openRule) return [];
  const title = features.language.say("Open documentation for {0}", rule);
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
