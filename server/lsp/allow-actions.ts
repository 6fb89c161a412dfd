import type { CreateFile, WorkspaceEdit } from "vscode-languageserver";
import type { Fix } from "../analysis/model/change.ts";
import type { Finding, SubjectName } from "../analysis/model/finding.ts";
import { RULES_BY_ID } from "../analysis/rules/index.ts";
import type { Analysis } from "../analysis/run/analysis.ts";
import { settingsTurningOff, turningOff } from "../analysis/settings/edit.ts";
import type { Edit } from "../analysis/text/edit.ts";
import type { Place } from "../analysis/text/span.ts";
import { baseName } from "../analysis/text/uri.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { workspaceEditOf } from "./convert.ts";
import type { Documents, Snapshot } from "./documents.ts";
import type { Language } from "./language.ts";

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
  const comments = commentsOf(finding, snapshot.analysis, features.language).flatMap(({ fix, edits }): Titled[] => {
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
function commentsOf(finding: Finding, analysis: Analysis, language: Language): readonly MadeFix[] {
  const { rule, subject, at } = finding;
  const subjectAt = subjectPlace(finding, analysis);
  const whole = allowTitle(subject, rule, language);
  const fixes = [
    allow(language.say("Allow {0} here (with a reason)", rule), rule, at, "line"),
    ...(subjectAt && whole !== undefined ? [allow(whole, rule, subjectAt, "subject")] : []),
    allow(language.say("Allow {0} in this file (with a reason)", rule), rule, at, "file"),
  ];
  const made: MadeFix[] = [];
  for (const fix of fixes) {
    const edits = analysis.edits(fix);
    if (edits && !made.some((one) => JSON.stringify(one.edits) === JSON.stringify(edits))) made.push({ fix, edits });
  }
  return made;
}

/** The title for all of a container or stage; undefined for what is neither. */
function allowTitle({ kind, name }: SubjectName, rule: string, { say }: Language): string | undefined {
  switch (kind) {
    case "service":
      return say('Allow {0} for service "{1}" (with a reason)', rule, name);
    case "job":
      return say('Allow {0} for job "{1}" (with a reason)', rule, name);
    case "container":
      return say('Allow {0} for container "{1}" (with a reason)', rule, name);
    case "stage":
      return say('Allow {0} for stage "{1}" (with a reason)', rule, name);
    default:
      return undefined;
  }
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
    return edit ? [{ title: features.language.say("Turn {0} off in {1}", id, baseName(nearest)), edit }] : [];
  }
  const file = snapshot.newSettingsFile;
  if (file === undefined || !features.createFiles || !features.documentChanges) return [];
  const create: CreateFile = { kind: "create", uri: file, options: { ignoreIfExists: true } };
  const start = { line: 0, character: 0 };
  const insert = { range: { start, end: start }, newText: settingsTurningOff(rule) };
  const filled = { textDocument: { uri: file, version: null }, edits: [insert] };
  return [
    {
      title: features.language.say("Turn {0} off in a new {1}", id, baseName(file)),
      edit: { documentChanges: [create, filled] },
    },
  ];
}
