import { type CodeAction, CodeActionKind, type WorkspaceEdit } from "vscode-languageserver";
import { type HardeningPlan, hardeningPlan } from "../analysis/ide/harden.ts";
import { serviceExtent } from "../analysis/ide/service-extent.ts";
import type { ShownFile } from "../analysis/ide/shown-file.ts";
import type { Container } from "../analysis/model/container.ts";
import { type Printable, printable } from "../analysis/text/printable.ts";
import type { Span } from "../analysis/text/span.ts";
import type { Exposure } from "../analysis/walls/exposure.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { annotatedEditOf, confirmsParts, type EditGroup, workspaceEditOf } from "./convert.ts";
import type { Documents } from "./documents.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";

/** The command that hardens a service; its arguments are the file's URI and the service's name. */
export const HARDEN = "bulkhead.harden";

/** The kind of the actions that harden a service. */
export const HARDEN_KIND = `${CodeActionKind.RefactorRewrite}.bulkhead`;

/**
 * Hardens the service at a span. One action has parts that the user confirms one by one. If the client cannot show
 * that, each part has an action of its own beside the one for all.
 */
export function hardenActions(
  span: Span,
  shown: ShownFindings,
  documents: Documents,
  features: ClientCapabilities,
): CodeAction[] {
  const file = shownFileOf(shown);
  const service = file && serviceAt(span, file);
  const plan = service && hardeningPlan(service, file);
  if (!plan) return [];
  const kind = HARDEN_KIND;
  const whole = editOf(plan, shown, documents, features);
  const actions: CodeAction[] = whole ? [{ title: titleOf(plan, features), kind, edit: whole }] : [];
  if (confirmsParts(features)) return actions;
  for (const { label, edits } of plan.parts ?? []) {
    const edit = workspaceEditOf(edits, shown.own, documents, features, {});
    if (edit && (plan.parts?.length ?? 0) > 1)
      actions.push({
        title: printable(`${inLanguage(plan.title, features)}: ${inLanguage(label, features)}`),
        kind,
        edit,
      });
  }
  return actions;
}

/** The edit that hardens a service of an open file by its name, for the command; undefined where there is none. */
export function hardenEdit(
  service: string,
  shown: ShownFindings,
  documents: Documents,
  features: ClientCapabilities,
): { readonly label: string; readonly edit: WorkspaceEdit } | undefined {
  const file = shownFileOf(shown);
  const found = file?.analysis.project?.services.find(({ name }) => name === service);
  const plan = found && file && hardeningPlan(found, file);
  const edit = plan && editOf(plan, shown, documents, features);
  return edit && { label: titleOf(plan, features), edit };
}

function serviceAt(span: Span, file: ShownFile): Container | undefined {
  return file.analysis.project?.services.find((service) => {
    const extent = serviceExtent(service, file);
    return extent !== undefined && span.start <= extent.end && extent.start <= span.end;
  });
}

/** The quick fix of the same title does all at once; where parts can be chosen, the title says so. */
function titleOf({ title, before, after }: HardeningPlan, features: ClientCapabilities): Printable {
  const { say } = features.language;
  const whole = inLanguage(title, features);
  const named = confirmsParts(features) ? say("{0} part by part", whole) : whole;
  // Where only the hidden decimals change, two equal numbers would look like nothing.
  if (!before || !after || before.score === after.score) return printable(named);
  const words = ({ score, word }: Exposure) =>
    before.word === after.word ? score.toFixed(1) : `${score.toFixed(1)} ${say(word)}`;
  return printable(say("{0}: exposure {1} → {2}", named, words(before), words(after)));
}

function inLanguage(title: string, { language }: ClientCapabilities): string {
  return language.fixTitle({ title });
}

function editOf(
  { edits, parts, title }: HardeningPlan,
  { own }: ShownFindings,
  documents: Documents,
  features: ClientCapabilities,
): WorkspaceEdit | undefined {
  // A part that needs no confirmation is ticked from the start, but a client shows the parts only where one of them needs it.
  const unsure = parts?.some(({ confidence }) => confidence !== "high") ?? false;
  const groups: readonly EditGroup[] = parts?.map(({ label, why, confidence, edits }) => ({
    label: inLanguage(label, features),
    description: why,
    ticked: unsure && confidence === "high",
    edits,
  })) ?? [{ label: inLanguage(title, features), description: "", ticked: false, edits }];
  return annotatedEditOf(groups, own, documents, features) ?? workspaceEditOf(edits, own, documents, features, {});
}
