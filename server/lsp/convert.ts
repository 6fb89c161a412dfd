import {
  type ChangeAnnotation,
  type CreateFile,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type Range,
  type SnippetTextEdit,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Finding, Related } from "../analysis/model/finding.ts";
import type { Level } from "../analysis/model/level.ts";
import type { InputError } from "../analysis/model/project.ts";
import { SETTINGS_FILES } from "../analysis/settings/read.ts";
import type { Edit } from "../analysis/text/edit.ts";
import { Lines } from "../analysis/text/lines.ts";
import { printable } from "../analysis/text/printable.ts";
import type { Place, Span } from "../analysis/text/span.ts";
import { baseName } from "../analysis/text/uri.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import type { Documents, Snapshot } from "./documents.ts";
import type { Shown } from "./findings.ts";
import type { Language } from "./language.ts";
import { rulePageFor } from "./rule-pages.ts";

/** Stands before every message of ours in the editor's list of problems. */
export const SOURCE = "bulkhead";

const SEVERITIES: Readonly<Record<Level, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A span of UTF-16 offsets as a range of lines and UTF-16 columns, which is the protocol's own encoding. */
export function rangeOf(lines: Lines, span: Span): Range {
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  return {
    start: { line: start.line, character: start.column },
    end: { line: end.line, character: end.column },
  };
}

/** A range of the protocol as offsets. Positions behind a line's or the text's end are moved to it, as the protocol asks. */
export function spanOf(lines: Lines, { start, end }: Range): Span {
  return {
    start: lines.offsetAt({ line: start.line, column: start.character }),
    end: lines.offsetAt({ line: end.line, column: end.character }),
  };
}

/** What a finding says, as editors show it: as plain text, in which backticks would stand as they are. */
export function messageOf(finding: Finding, language: Language): string {
  return printable(language.told(finding).replaceAll("`", ""));
}

/** A finding in the file whose `lines` are given; what the client does not know of is left out. */
export function diagnosticOf(
  { value: finding, snapshot, elsewhere }: Shown<Finding>,
  lines: Lines,
  documents: Documents,
  features: ClientCapabilities,
): Diagnostic {
  const related = features.relatedInformation
    ? finding.related.flatMap((one) => relatedOf(one, snapshot, documents, features))
    : [];
  const page = rulePageFor(finding.rule, features);
  return {
    range: rangeOf(lines, finding.at),
    // Our own client counts it where it is decided, open or not; any other shows only files that are open.
    severity: elsewhere && features.showFindings ? DiagnosticSeverity.Hint : SEVERITIES[finding.level],
    source: SOURCE,
    code: finding.rule,
    message: messageOf(finding, features.language),
    ...(features.codeDescription && page !== undefined ? { codeDescription: { href: page } } : {}),
    ...(features.unnecessaryTag && finding.redundant ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

/**
 * What kept the analysis from seeing everything, as information; what is wrong in a file of settings, as a warning.
 * Broken YAML is an error to the YAML extension and to Compose, which say so themselves; here it only explains why findings may be missing.
 * A hint would not do: editors keep hints out of the list of problems.
 */
export function troubleDiagnosticOf(inputError: InputError, lines: Lines, language: Language): Diagnostic {
  // A slip in our own settings silently leaves a rule on or off.
  const isSettings = SETTINGS_FILES.some((name) => name === baseName(inputError.at.file));
  return {
    range: rangeOf(lines, inputError.at),
    severity: isSettings ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
    source: SOURCE,
    message: printable(language.told(inputError)),
  };
}

/** A message about a whole file, at its top. It is a warning, since findings may be missing. */
export function fileDiagnosticOf(message: string): Diagnostic {
  const start = { line: 0, character: 0 };
  return { range: { start, end: start }, severity: DiagnosticSeverity.Warning, source: SOURCE, message };
}

/** How an edit is to be offered: `placeholder` is a text to be typed over; `confirm` names the change where the user is to see it first. */
export interface EditOptions {
  readonly placeholder?: string;
  readonly confirm?: string;
}

/**
 * Edits of one or more files. Undefined if an edit is in a file that was not part of the analysis, since its text is
 * unknown, or makes a file for a client that makes none. Edits of an open file carry its version, so that the client
 * refuses them after the text has changed; it refuses all of them where a file that is made is there.
 */
export function workspaceEditOf(
  edits: readonly Edit[],
  snapshot: Pick<Snapshot, "lines">,
  documents: Documents,
  features: ClientCapabilities,
  options: EditOptions,
): WorkspaceEdit | undefined {
  const files = new Map<string, { readonly lines: Lines; readonly edits: Edit[] }>();
  for (const edit of edits) {
    const uri = documents.get(edit.file)?.uri ?? edit.file;
    const lines = edit.makes ? new Lines("") : snapshot.lines(edit.file);
    if (!lines) return undefined;
    const file = files.get(uri) ?? { lines, edits: [] };
    file.edits.push(edit);
    files.set(uri, file);
  }
  const { placeholder, confirm } = options;
  const made = edits.filter(({ makes }) => makes);
  if (made.length > 0 && !(features.createFiles && features.documentChanges)) return undefined;
  if (!features.documentChanges) {
    const changes = [...files].map(([uri, file]) => [uri, file.edits.map((edit) => textEditOf(file.lines, edit))]);
    return { changes: Object.fromEntries(changes) };
  }
  const annotation = confirm !== undefined && features.changeAnnotations ? confirm : undefined;
  // What is previewed has no place to type over.
  const snippet = features.snippetEdits && annotation === undefined ? placeholder : undefined;
  const documentChanges = [...files].map(
    ([uri, file]): TextDocumentEdit => ({
      textDocument: { uri, version: documents.get(uri)?.version ?? null },
      edits: file.edits.map((edit) => documentEditOf(file.lines, edit, snippet, annotation)),
    }),
  );
  const creations = made.map(
    ({ file }): CreateFile => ({
      kind: "create",
      uri: file,
      options: { overwrite: false, ignoreIfExists: false },
      ...(annotation === undefined ? {} : { annotationId: ANNOTATION }),
    }),
  );
  return {
    documentChanges: [...creations, ...documentChanges],
    ...(annotation === undefined ? {} : { changeAnnotations: annotationsOf(annotation) }),
  };
}

/** A group of edits that the user may leave out: `label` says what they do, `description` why, and `ticked` whether they are chosen at first. */
export interface EditGroup {
  readonly label: string;
  readonly description: string;
  readonly ticked: boolean;
  readonly edits: readonly Edit[];
}

/** Whether the client shows the parts of an edit, each of which the user may leave out. */
export function confirmsParts({ documentChanges, changeAnnotations }: ClientCapabilities): boolean {
  return documentChanges && changeAnnotations;
}

/**
 * Groups of edits that the client shows before it applies them, each to be confirmed by itself. Undefined if the
 * client cannot show them, or if an edit is in a file that was not part of the analysis.
 */
export function annotatedEditOf(
  groups: readonly EditGroup[],
  snapshot: Pick<Snapshot, "lines">,
  documents: Documents,
  features: ClientCapabilities,
): WorkspaceEdit | undefined {
  if (!confirmsParts(features)) return undefined;
  const files = new Map<string, TextDocumentEdit>();
  for (const [index, { edits }] of groups.entries()) {
    for (const edit of edits) {
      const lines = snapshot.lines(edit.file);
      if (!lines) return undefined;
      const document = documents.get(edit.file);
      const uri = document?.uri ?? edit.file;
      const file = files.get(uri) ?? { textDocument: { uri, version: document?.version ?? null }, edits: [] };
      file.edits.push({ ...textEditOf(lines, edit), annotationId: `${ANNOTATION}.${index}` });
      files.set(uri, file);
    }
  }
  const annotations = groups.map(({ label, description, ticked }, index) => [
    `${ANNOTATION}.${index}`,
    { label: printable(label), description: printable(description), needsConfirmation: !ticked },
  ]);
  return { documentChanges: [...files.values()], changeAnnotations: Object.fromEntries(annotations) };
}

const ANNOTATION = "bulkhead";

function annotationsOf(label: string): Record<string, ChangeAnnotation> {
  return { [ANNOTATION]: { label: printable(label), needsConfirmation: true } };
}

function textEditOf(lines: Lines, edit: Edit): TextEdit {
  return { range: rangeOf(lines, edit), newText: edit.newText };
}

function documentEditOf(
  lines: Lines,
  edit: Edit,
  placeholder: string | undefined,
  annotation: string | undefined,
): TextDocumentEdit["edits"][number] {
  const at = placeholder === undefined ? -1 : edit.newText.lastIndexOf(placeholder);
  if (placeholder !== undefined && at >= 0) return snippetEditOf(lines, edit, at, placeholder);
  const plain = textEditOf(lines, edit);
  return annotation === undefined ? plain : { ...plain, annotationId: ANNOTATION };
}

function snippetEditOf(lines: Lines, edit: Edit, at: number, placeholder: string): SnippetTextEdit {
  const before = escapeSnippet(edit.newText.slice(0, at));
  const after = escapeSnippet(edit.newText.slice(at + placeholder.length));
  const value = `${before}\${1:${escapeSnippet(placeholder)}}${after}`;
  return { range: rangeOf(lines, edit), snippet: { kind: "snippet", value } };
}

/** Source of the grammar: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#snippet_syntax */
function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

function relatedOf(
  related: Related,
  snapshot: Snapshot,
  documents: Documents,
  { language }: ClientCapabilities,
): readonly DiagnosticRelatedInformation[] {
  const { at } = related;
  const lines = snapshot.lines(at.file);
  if (!lines) return [];
  const location = { uri: openUri(at, documents), range: rangeOf(lines, at) };
  return [{ location, message: printable(language.told(related)) }];
}

/** The URI as the client spells it, where it has the file open. */
export function openUri(at: Place, documents: Documents): string {
  return documents.get(at.file)?.uri ?? at.file;
}
