import type { CodeLens } from "vscode-languageserver";
import { lenses } from "../analysis/ide/lenses.ts";
import { printable } from "../analysis/text/printable.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { rangeOf } from "./convert.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";
import { HARDEN } from "./harden.ts";

/** The lenses of an open file: what each container is exposed to and, where it can be had, an offer to harden it. */
export function codeLensesOf(shown: ShownFindings, features: ClientCapabilities): CodeLens[] {
  const file = shownFileOf(shown);
  const lines = shown.own.lines(shown.own.uri);
  if (!file || !lines) return [];
  return lenses(file).flatMap(({ at, title, subject: { name }, harden }) => {
    const range = rangeOf(lines, at);
    // A lens needs a command; where the client has none to open the findings with, the empty one makes it a mere text.
    const opened = {
      title,
      command: features.showFindings ? "bulkhead.showFindings" : "",
      arguments: [file.uri, name],
    };
    const hardened = {
      title: features.language.say("Harden"),
      tooltip: printable(harden ? features.language.fixTitle(harden) : ""),
      command: HARDEN,
      arguments: [file.uri, name],
    };
    const offers = harden !== undefined && features.applyEdit;
    return [{ range, command: opened }, ...(offers ? [{ range, command: hardened }] : [])];
  });
}
