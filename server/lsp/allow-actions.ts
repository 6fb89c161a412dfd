import type { CreateFile, WorkspaceEdit } from "vscode-languageserver";
import type { Fix } from "../analysis/model/change.ts";
import type { Finding } from "../analysis/model/finding.ts";
import { RULES_BY_ID } from "../analysis/rules/index.ts";
import type { Analysis } from "../analysis/run/analyze.ts";
import { settingsTurningOff, turningOff } from "../analysis/settings/edit.ts";
import type { Edit } from "../analysis/text/edit.ts";
import type { Place } from "../analysis/text/span.ts";
import { baseName } from "../analysis/text/uri.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { workspaceEditOf } from "./convert.ts";
import type { Documents, Snapshot } from "./documents.ts";

/** The text that stands for the reason in a new comment until the user types one. */
const REASON = "reason";

/** An edit with the title of the action that offers it. */
export interface Titled {
  readonly title: string;
  readonly edit: WorkspaceEdit;
}

/** Ways to allow a finding, the narrowest first: a comment at its line, for its service or stage, for the file; then the settings of the workspace. */
export function allowsOf(
  finding: Finding,
  snapshot: Snapshot,
  documents: Documents,
  features: ClientCapabilities,
): readonly Titled[] {
  const comments = commentsOf(finding, snapshot.analysis).flatMap(({ fix, edits }): Titled[] => {
    const edit = workspaceEditOf(edits, snapshot, documents, features, { placeholder: REASON });
    return edit ? [{ title: fix.title, edit }] : [];
  });
  return [...comments, ...inSettings(finding.rule, snapshot, documents, features)];
}

interface MadeFix {
  readonly fix: Fix;
  readonly edits: readonly Edit[];
}

/** Of comments that come to the same, only the first. */
function commentsOf(finding: Finding, analysis: Analysis): readonly MadeFix[] {
  const { rule, subject, at } = finding;
  const subjectAt = subjectPlace(finding, analysis);
  const whole = `Allow ${rule} for ${subject.kind} "${subject.name}" (with a reason)`;
  const fixes = [
    allow(`Allow ${rule} here (with a reason)`, rule, at, "line"),
    ...(subjectAt ? [allow(whole, rule, subjectAt, "subject")] : []),
    allow(`Allow ${rule} in this file (with a reason)`, rule, at, "file"),
  ];
  const made: MadeFix[] = [];
  for (const fix of fixes) {
    const edits = analysis.edits(fix);
    if (edits && !made.some((one) => JSON.stringify(one.edits) === JSON.stringify(edits))) made.push({ fix, edits });
  }
  return made;
}

function allow(title: string, rule: string, at: Place, scope: "line" | "subject" | "file"): Fix {
  return { title, safe: true, changes: [{ do: "allow", at, rules: [rule], reason: REASON, scope }] };
}

function subjectPlace({ subject }: Finding, { project, dockerfile }: Analysis): Place | undefined {
  if (subject.kind === "service" || subject.kind === "job" || subject.kind === "container")
    return project?.services.find(({ name }) => name === subject.name)?.key.at;
  if (subject.kind === "stage") return dockerfile?.stages.find(({ name }) => name === subject.name)?.at;
  return undefined;
}

/** Turns the rule off in the nearest file of settings, or in a new one at the root of the workspace folder. */
function inSettings(
  id: string,
  snapshot: Snapshot,
  documents: Documents,
  features: ClientCapabilities,
): readonly Titled[] {
  const rule = RULES_BY_ID.get(id);
  const nearest = snapshot.settingsFiles.find((file) => snapshot.text(file) !== undefined);
  if (!rule) return [];
  if (nearest !== undefined) {
    const edits = turningOff(nearest, snapshot.text(nearest) ?? "", rule);
    const edit = edits && workspaceEditOf(edits, snapshot, documents, features, {});
    return edit ? [{ title: `Turn ${id} off in ${baseName(nearest)}`, edit }] : [];
  }
  const file = snapshot.newSettingsFile;
  if (file === undefined || !features.createFiles || !features.documentChanges) return [];
  const create: CreateFile = { kind: "create", uri: file, options: { ignoreIfExists: true } };
  const start = { line: 0, character: 0 };
  const insert = { range: { start, end: start }, newText: settingsTurningOff(rule) };
  const filled = { textDocument: { uri: file, version: null }, edits: [insert] };
  return [{ title: `Turn ${id} off in a new ${baseName(file)}`, edit: { documentChanges: [create, filled] } }];
}
