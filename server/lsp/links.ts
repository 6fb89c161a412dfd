import type { DocumentLink } from "vscode-languageserver";
import { links } from "../analysis/ide/links.ts";
import { printable } from "../analysis/text/printable.ts";
import { baseName } from "../analysis/text/uri.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { rangeOf } from "./convert.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";
import { rulePageFor } from "./rule-pages.ts";

/** The links of an open file. A rule's leads to its page, and is left out where the client could not open one. */
export function documentLinksOf(shown: ShownFindings, features: ClientCapabilities): DocumentLink[] {
  const file = shownFileOf(shown);
  const lines = shown.own.lines(shown.own.uri);
  if (!file || !lines) return [];
  return links(file).flatMap((link) => {
    const range = rangeOf(lines, link.at);
    if (link.to !== "rule")
      return [{ range, target: link.uri, tooltip: printable(`${link.what}: ${baseName(link.uri)}`) }];
    const target = rulePageFor(link.rule, features);
    return target === undefined
      ? []
      : [{ range, target, tooltip: `${features.language.say(link.what)} (${link.rule})` }];
  });
}
