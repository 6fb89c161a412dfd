import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import { turnedCommand } from "../analysis/ide/compose-service.ts";
import { printable } from "../analysis/text/printable.ts";
import type { Span } from "../analysis/text/span.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { workspaceEditOf } from "./convert.ts";
import type { Documents } from "./documents.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";

/** The kind of the action that makes a Compose file of a command. */
export const TURN_KIND = `${CodeActionKind.RefactorExtract}.bulkhead`;

/** Makes a Compose file of the command at a span, which the user sees first; or says why none can be made, to a client that shows that. */
export function turnActions(
  span: Span,
  shown: ShownFindings,
  documents: Documents,
  features: ClientCapabilities,
): CodeAction[] {
  const file = shownFileOf(shown);
  const turned = file && turnedCommand(span, file);
  if (turned === undefined) return [];
  const { say } = features.language;
  const kind = TURN_KIND;
  if ("refused" in turned) {
    const title = printable(say("Turn into a Compose service"));
    return features.disabledActions ? [{ title, kind, disabled: { reason: printable(turned.refused) } }] : [];
  }
  const title = printable(say("Turn into a Compose service, in {0}", turned.name));
  const edit = workspaceEditOf([turned.edit], shown.own, documents, features, { confirm: title });
  return edit ? [{ title, kind, edit }] : [];
}
