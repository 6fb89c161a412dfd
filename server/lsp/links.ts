import type { DocumentLink } from "vscode-languageserver";
import { links } from "../analysis/links.ts";
import { ruleAddress } from "../analysis/report/rule-address.ts";
import { printable } from "../analysis/text/printable.ts";
import { baseName } from "../analysis/text/uri.ts";
import { rangeOf } from "./convert.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";

/** The links of an open file. A rule's leads to its page on the web; our own client opens the packed one instead. */
export function documentLinksOf(shown: ShownFindings): DocumentLink[] {
  const file = shownFileOf(shown);
  const lines = shown.own.lines(shown.own.uri);
  if (!file || !lines) return [];
  return links(file).map((link) => {
    const range = rangeOf(lines, link.at);
    if (link.to === "rule") return { range, target: ruleAddress(link.rule), tooltip: `${link.what} (${link.rule})` };
    return { range, target: link.uri, tooltip: printable(`${link.what}: ${baseName(link.uri)}`) };
  });
}
