import { PUBLICATION, type Publication, pageAddress } from "./publication.ts";

/** Whether a text that somebody else says to be a rule's id can be one, of whatever version. */
export function isRuleId(text: unknown): text is string {
  return typeof text === "string" && /^[a-z][a-z0-9-]{0,63}$/.test(text);
}

/** Stands in the place of a rule's id in what `--max-exposure` reports. */
export const MAX_EXPOSURE = "max-exposure";

/** The address of a rule's page on the web; undefined while there is none, and for `MAX_EXPOSURE`, which is no rule. */
export function ruleAddress(rule: string, publication: Publication = PUBLICATION): string | undefined {
  return rule === MAX_EXPOSURE ? undefined : pageAddress(`docs/rules/${rule}.md`, publication);
}

/**
 * The page of a rule that is packed with the extension. Our own client opens it without a network; no other program knows the scheme,
 * so that the language server hands it to nobody else (`withOpenablePages`).
 */
export function packedRuleAddress(rule: string): string {
  return `bulkhead:/${rule}.md`;
}

/**
 * A Markdown text whose links to packed pages lead to the web instead, for whoever has no such pages.
 * While there is no address, the link's text stays: it names the rule, which `bulkhead rule` explains.
 */
export function withoutPackedPages(markdown: string, publication: Publication = PUBLICATION): string {
  return markdown.replace(/\[([^[\]]*)\]\(bulkhead:\/([a-z0-9-]+)\.md\)/g, (_, text: string, rule: string) => {
    const address = ruleAddress(rule, publication);
    return address === undefined ? text : `[${text}](${address})`;
  });
}
