/**
 * Reads the pages beside the rules: Markdown documents whose fenced blocks are files, with marks under the lines that a rule reports.
 *
 * A fence `` ```yaml compose.yaml `` is a file; the first of a section is the one that is opened, and `crlf` behind the name gives it CRLF lines.
 * `fixed "Remove"` behind the name says what the file is after the first fix whose title starts so. `` ```text fixes `` lists every fix offered.
 * A `.bulkhead.yaml` configures the section. A line of blanks and `^` is a mark and no part of the file.
 */

import type { Fix } from "../../../server/analysis/model/change.ts";
import type { Finding } from "../../../server/analysis/model/finding.ts";
import { RULES, RULES_BY_ID } from "../../../server/analysis/rules/index.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import type { Config } from "../../../server/analysis/settings/config.ts";
import { configOf, readSettings } from "../../../server/analysis/settings/read.ts";
import { applyEdits, type Edit } from "../../../server/analysis/text/edit.ts";
import { Lines } from "../../../server/analysis/text/lines.ts";

const ROOT = "file:///project/";

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** One fenced block: `text` is its content as it stands in the page, `start` and `end` its offsets there. */
interface Block {
  readonly kind: "file" | "fixed" | "fixes";
  readonly name: string;
  readonly crlf: boolean;
  /** How the fix's title starts, for `fixed`. */
  readonly fix: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The sections of a page that hold files. */
export function sectionsOf(page: string): readonly Section[] {
  const sections: { title: string; blocks: Block[] }[] = [];
  for (const match of page.matchAll(/^## (.+)$|^```\w+ (\S+)(.*)\n([\s\S]*?)^```$/gm)) {
    const [whole, title, name, flags = "", text = ""] = match;
    if (text.includes("\n## ")) throw new Error(`the block ${name} does not end before the next heading`);
    if (title !== undefined) sections.push({ title, blocks: [] });
    else if (name !== undefined) {
      const end = match.index + whole.length - "```".length;
      sections.at(-1)?.blocks.push({ ...readFlags(name, flags), name, text, start: end - text.length, end });
    }
  }
  return sections.filter(({ blocks }) => blocks.length > 0);
}

function readFlags(name: string, flags: string): Pick<Block, "kind" | "crlf" | "fix"> {
  const fixed = /\bfixed\b(?: "([^"]*)")?/.exec(flags);
  return {
    kind: fixed ? "fixed" : name === "fixes" ? "fixes" : "file",
    crlf: /\bcrlf\b/.test(flags),
    fix: fixed?.[1] ?? "",
  };
}

/** What a section's analysis says, with what is needed to print it. */
export interface Ran {
  readonly analysis: Analysis;
  /** The findings of the page's rule. */
  readonly findings: readonly Finding[];
  /** The section's files by URI, without marks. */
  readonly files: ReadonlyMap<string, string>;
}

/** Analyses a section's files with nothing but the rule of the page; rules about comments need the others, to have something to allow. */
export function run(id: string, files: ReadonlyMap<string, string>): Ran {
  const rule = RULES_BY_ID.get(id);
  if (!rule) throw new Error(`no rule "${id}"`);
  const entry = [...files.keys()].find((file) => file !== `${ROOT}.bulkhead.yaml`) ?? "";
  const analysis = analyze([entry], (file) => files.get(file) ?? null, configFor(id, files), {
    cache: new ParseCache(),
    rules: rule.checkAllow ? RULES : RULES.filter((one) => one.id === id),
    onRuleError: (_, error) => {
      throw error;
    },
  });
  return { analysis, findings: analysis.findings.filter((finding) => finding.rule === id), files };
}

/** The day on which the pages are read. */
const SPEC_DAY = "2026-11-30";

function configFor(id: string, files: ReadonlyMap<string, string>): Config {
  const name = `${ROOT}.bulkhead.yaml`;
  const { settings, inputErrors } = readSettings(name, files.get(name) ?? "", new Set(RULES_BY_ID.keys()));
  if (inputErrors[0]) throw new Error(`${name}: ${inputErrors[0].message}`);
  const strict = RULES_BY_ID.get(id)?.profile === "strict";
  return configOf([settings, strict ? { profile: "strict" } : {}, { today: SPEC_DAY }]);
}

/** The files of a section by URI, without marks. */
export function filesOf({ blocks }: Section): ReadonlyMap<string, string> {
  const files = blocks.filter(({ kind }) => kind === "file");
  return new Map(files.map((block) => [`${ROOT}${block.name}`, withoutMarks(block)]));
}

/** The file that an example in a rule's documentation stands for. */
export function exampleFiles(name: string, text: string): ReadonlyMap<string, string> {
  return new Map([[`${ROOT}${name}`, text]]);
}

const MARK = /^[ \t]*(\^+)(?: (\w+)\[([\w-]+)\](?:: (.*))?)?$/;

function withoutMarks({ text, crlf }: Block): string {
  const lines = text.split("\n").filter((line) => !MARK.test(line));
  return lines.join(crlf ? "\r\n" : "\n");
}

/** The section's blocks as they should read: with the marks, the results of the fixes and the list of fixes that the analysis gives. */
export function expected(id: string, section: Section): readonly string[] {
  const ran = run(id, filesOf(section));
  return section.blocks.map((block) => {
    if (block.kind === "file") return marked(block, ran);
    return block.kind === "fixes" ? offered(ran) : fixedText(block, section, ran);
  });
}

function offered({ analysis, findings }: Ran): string {
  return findings.flatMap((finding) => analysis.fixes(finding).map(({ fix }) => `${fix.title}\n`)).join("");
}

function marked(block: Block, { findings }: Ran): string {
  const file = `${ROOT}${block.name}`;
  const text = withoutMarks(block);
  const lines = new Lines(text);
  const silent = marksWithoutMessage(block);
  const result: string[] = [];
  for (let line = 0; line < lines.count; line++) {
    result.push(lines.content(line));
    const here = findings.filter(({ at }) => at.file === file && lines.positionAt(at.start).line === line);
    for (const finding of here) {
      const mark = markOf(finding, lines);
      result.push(silent.has(mark) ? mark : `${mark}: ${finding.message}`);
    }
  }
  return result.join("\n");
}

/** The caret line of a finding. A primary place that crosses lines cannot be shown in an editor and is a fault of the rule. */
function markOf({ at, level, rule }: Finding, lines: Lines): string {
  const start = lines.positionAt(at.start);
  const end = lines.positionAt(at.end);
  if (end.line !== start.line) throw new Error(`${rule} points at lines ${start.line + 1} to ${end.line + 1}`);
  return `${" ".repeat(start.column)}${"^".repeat(Math.max(1, end.column - start.column))} ${level}[${rule}]`;
}

/** A page may leave the message out where another section has it. */
function marksWithoutMessage({ text }: Block): ReadonlySet<string> {
  return new Set(text.split("\n").filter((line) => MARK.test(line) && MARK.exec(line)?.[4] === undefined));
}

function fixedText(block: Block, section: Section, ran: Ran): string {
  const chosen = choose(block.fix, ran);
  if (!chosen) throw new Error(`no fix "${block.fix}" is offered in "${section.title}"`);
  const after = applied(chosen.edits, ran.files);
  const shown = new Set(
    section.blocks.filter((one) => one.kind === "fixed" && one.fix === block.fix).map(({ name }) => name),
  );
  for (const [file, text] of after) {
    const name = file.slice(ROOT.length);
    if (text !== ran.files.get(file) && !shown.has(name)) throw new Error(`"${chosen.fix.title}" also changes ${name}`);
  }
  const text = after.get(`${ROOT}${block.name}`) ?? "";
  if (block.crlf && /(?<!\r)\n/.test(text))
    throw new Error(`"${chosen.fix.title}" writes LF into a file of CRLF lines`);
  // A block cannot show that the last line does not end.
  return text.replaceAll("\r\n", "\n").replace(/(?<=[^\n])$/, "\n");
}

interface Chosen {
  readonly fix: Fix;
  readonly edits: readonly Edit[];
}

function choose(prefix: string, { analysis, findings }: Ran): Chosen | undefined {
  return findings.flatMap((finding) => analysis.fixes(finding)).find(({ fix }) => fix.title.startsWith(prefix));
}

/** The files after a fix; edits that do not fit are a fault of the editor. */
export function applied(edits: readonly Edit[], files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const made = edits.flatMap(({ file, makes }) => (makes ? [[file, ""] as const] : []));
  return new Map(
    [...files, ...made].map(([file, text]) => {
      const after = applyEdits(
        text,
        edits.filter((edit) => edit.file === file),
      );
      if (after === undefined) throw new Error(`edits of ${file} overlap`);
      return [file, after];
    }),
  );
}

/** The page with each block replaced. `texts` are in the order of the sections and their blocks. */
export function rewritten(page: string, sections: readonly Section[], texts: readonly string[]): string {
  let result = "";
  let done = 0;
  for (const [index, { start, end }] of sections.flatMap(({ blocks }) => blocks).entries()) {
    result += page.slice(done, start) + (texts[index] ?? "");
    done = end;
  }
  return result + page.slice(done);
}
