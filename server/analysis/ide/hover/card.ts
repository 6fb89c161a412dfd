import { shortened } from "../../text/shorten.ts";

/** What a hover says of one thing, before it is laid out. All texts are Markdown. */
export interface Card {
  /** The name of the thing. */
  readonly title: string;
  /** Short facts that stand behind the title. */
  readonly facts?: readonly (string | undefined)[];
  /** What it is and does. */
  readonly text?: string;
  /** Further paragraphs, each under a word of its own: `["Attacker", "…"]`. Those without text are left out. */
  readonly parts?: readonly Part[];
  readonly links?: readonly string[];
  /** Whether it says more than the documentation of a rule that reports at the same place. */
  readonly specific: boolean;
  /** The id of the rule whose advice it gives itself. */
  readonly covers?: string | undefined;
}

/** Several texts become a list. */
type Part = readonly [word: string, text: string | readonly string[] | undefined];

/** The card as Markdown: a line with the title, the text, the parts, the links, an empty line between any two. */
export function cardMarkdown({ title, facts = [], text, parts = [], links = [] }: Card): string {
  const head = [`**${title}**`, ...facts.filter(isText)].join(" · ");
  const paragraphs = parts.map(partMarkdown);
  const linked = links.map((link) => `[${linkName(link)}](${link})`).join(" · ");
  return [head, isText(text) ? sentence(text) : undefined, ...paragraphs, linked].filter(isText).join("\n\n");
}

function partMarkdown([word, said]: Part): string | undefined {
  if (typeof said !== "object") return isText(said) ? `**${word}.** ${sentence(said)}` : undefined;
  return said.length > 0 ? [`**${word}**`, ...said.map((item) => `- ${plain(item)}`)].join("\n") : undefined;
}

/** Words as inline code, at most `limit` of them, and how many more there are. */
export function codeList(words: readonly string[], limit: number): string | undefined {
  if (words.length === 0) return undefined;
  const shown = words.slice(0, limit).map(code).join(", ");
  return words.length > limit ? `${shown} and ${words.length - limit} more` : shown;
}

/** Longer texts are cut in a hover. In UTF-16 code units. */
const LONGEST_CODE = 200;

/** Text from a file as inline code on one line, with a fence that it cannot end. Whatever a hover says in words of a file goes through here. */
export function code(text: string): string {
  const line = shortened(
    text
      .slice(0, 2 * LONGEST_CODE)
      .replace(/\s+/g, " ")
      .trim(),
    LONGEST_CODE,
  );
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  if (line === "") return "` `";
  if (longest === 0) return `\`${line}\``;
  const fence = "`".repeat(longest + 1);
  return `${fence} ${line} ${fence}`;
}

/** A default: a value as code, so that no sentence is made of it; words as they are. */
export function defaultWords(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return /^\S+$/.test(text) || text.startsWith("[") ? code(text) : text;
}

/** The same text with a full stop at its end and, unless it starts with a name or a path, a capital at its start. */
function sentence(text: string): string {
  const [first = ""] = text.split(" ", 1);
  const begun = /^[a-z]+[,;:]?$/.test(first) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return plain(/[.!?:]$/.test(begun) ? begun : `${begun}.`);
}

/** `<pid>` outside of inline code would be taken for HTML and vanish. */
function plain(text: string): string {
  const pieces = text.split("`");
  return pieces.map((piece, index) => (index % 2 === 0 ? piece.replaceAll("<", "\\<") : piece)).join("`");
}

const RULE_PAGE = /^bulkhead:\/([a-z0-9-]+)\.md$/;
const MAN_PAGE = /^https:\/\/man7\.org\/linux\/man-pages\/man\d\/(.+)\.(\d)[a-z]*\.html$/;

/** What a link is called: `capabilities(7)` for a manual page, a rule's id for its page, else the site and the page's name. */
function linkName(link: string): string {
  const [, rule] = RULE_PAGE.exec(link) ?? [];
  if (rule !== undefined) return `rule ${rule}`;
  const [, page, section] = MAN_PAGE.exec(link) ?? [];
  if (page !== undefined && section !== undefined) return `${page}(${section})`;
  const [address = "", anchor] = link.split("#");
  const [site = "", ...path] = address.replace(/^https?:\/\/(www\.)?/, "").split("/");
  const name = anchor ?? path.filter((segment) => segment !== "").at(-1);
  return name === undefined ? site : `${site}: ${name.replace(/\.(html|md|go)$/, "")}`;
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
