import type { CodeLens } from "vscode-languageserver";
import { lenses } from "../analysis/ide/lenses.ts";
import { printable } from "../analysis/text/printable.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { rangeOf } from "./convert.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";
import { HARDEN } from "./harden.ts";
import { LEARN } from "./learned.ts";

/**
 * The lenses of an open file: what each container is exposed to, where it can be had an offer to harden it, and of services an offer to find out what they need,
 * which our own client hides where no engine may be asked.
 */
export function codeLensesOf(shown: ShownFindings, features: ClientCapabilities): CodeLens[] {
  const file = shownFileOf(shown);
  const lines = shown.own.lines(shown.own.uri);
  if (!file || !lines) return [];
  return lenses(file, features.language).flatMap(({ at, title, subject: { name, kind }, harden }) => {
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
    const learned = {
      title: features.language.say("Learn What This Service Needs…"),
      command: LEARN,
      arguments: [file.uri, name],
    };
    const learns = features.learns && file.analysis.kind === "compose" && kind === "service" && !name.includes("/");
    return [
      { range, command: opened },
      ...(offers ? [{ range, command: hardened }] : []),
      ...(learns ? [{ range, command: learned }] : []),
    ];
  });
}
