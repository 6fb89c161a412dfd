import { MAP_STYLE, MAP_STYLE_HASH } from "../map/style.ts";
import { LEVELS } from "../rules/rule.ts";
import { STYLE, STYLE_HASH } from "./html-style.ts";
import { type Report, type ReportedFinding, totalOf } from "./report.ts";
import { ruleAddress } from "./rule-address.ts";

/** Writes one section of the page as HTML, in pieces; nothing where there is nothing to say. Everything that comes from a file goes through `escaped`. */
type Section = (report: Report) => Iterable<string>;

/** What the page shows, from the top down. */
const SECTIONS: readonly Section[] = [summary, findingsTable, baselineList, allowedTable, problemsList, isolationMaps];

/**
 * The report as one HTML page that needs nothing else, in pieces. It runs no script and loads nothing: its policy allows its own style sheet and no more.
 * Source: https://www.w3.org/TR/CSP3/
 */
export function* htmlReport(report: Report): Iterable<string> {
  yield headOf(report);
  for (const section of SECTIONS) yield* section(report);
  yield "</main>\n</body>\n</html>\n";
}

/** A text as it may stand between tags and in quoted attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The maps' style sheet comes only with maps. Both sheets stand as they are hashed. */
function headOf({ maps }: Report): string {
  const hashes = [STYLE_HASH, ...(maps === undefined ? [] : [MAP_STYLE_HASH])].map((hash) => `'${hash}'`).join(" ");
  const policy = `default-src 'none'; style-src ${hashes}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Bulkhead: how containers are isolated</title>
<style>${STYLE}</style>
${maps === undefined ? "" : `<style>${MAP_STYLE}</style>\n`}</head>
<body>
<main>
<h1>How containers are isolated</h1>
`;
}

function* summary({ counts, files: count, fixable }: Report): Iterable<string> {
  const files = count === 1 ? "1 file" : `${count} files`;
  if (totalOf(counts) === 0) {
    yield `<p>No findings in ${files}.</p>\n`;
    return;
  }
  yield '<ul class="counts">\n';
  for (const level of LEVELS)
    yield `<li><strong>${counts[level]}</strong><span class="${level}">${level}</span></li>\n`;
  yield "</ul>\n";
  yield `<p>In ${files}. <code>bulkhead check --fix</code> mends ${fixable.safe}, <code>--fix-unsafe</code> ${fixable.unsafe} more.</p>\n`;
}

function* findingsTable({ findings, counts }: Report): Iterable<string> {
  if (totalOf(counts) > 0) yield* table("Findings", "By file and line", findings);
}

function* baselineList({ baseline }: Report): Iterable<string> {
  if (baseline === undefined) return;
  yield `<h2>Baseline</h2>\n<p>It knows ${baseline.knownCount} more findings, which are not shown here. Gone since it was written: ${baseline.gone.length}.</p>\n`;
  if (baseline.gone.length === 0) return;
  yield "<ul>\n";
  for (const { rule, file, subject } of baseline.gone) {
    yield `<li><code>${escaped(rule)}</code> in <code>${escaped(file)}</code>${subject === "" ? "" : ` (${escaped(subject)})`}</li>\n`;
  }
  yield "</ul>\n";
}

function* allowedTable({ allowed }: Report): Iterable<string> {
  for (const _ of allowed) {
    yield* table("Allowed", "Findings that a comment allows, with its reason", allowed);
    return;
  }
}

function* problemsList({ problems }: Report): Iterable<string> {
  if (problems.length === 0) return;
  yield "<h2>Not checked</h2>\n<ul>\n";
  for (const { file, line, message } of problems) {
    yield `<li><code>${escaped(`${file}:${line}`)}</code>: ${escaped(message)}</li>\n`;
  }
  yield "</ul>\n";
}

function* isolationMaps({ maps = [] }: Report): Iterable<string> {
  let isFirst = true;
  for (const { file, svg, table: rows } of maps) {
    if (isFirst) yield "<h2>Isolation maps</h2>\n";
    isFirst = false;
    const name = escaped(file);
    yield `<h3><code>${name}</code></h3>\n<div class="scroll" role="region" aria-label="Isolation map of ${name}" tabindex="0">\n${svg}\n</div>\n`;
    yield `<details>\n<summary>The isolation map of <code>${name}</code> as a table</summary>\n${rows}\n</details>\n`;
  }
}

function* table(title: string, caption: string, findings: Iterable<ReportedFinding>): Iterable<string> {
  yield `<h2>${title}</h2>\n<div class="scroll" role="region" aria-label="${title}" tabindex="0">\n<table>\n<caption>${caption}</caption>\n`;
  yield '<thead><tr><th scope="col">Level</th><th scope="col">Where</th><th scope="col">Rule</th><th scope="col">What</th></tr></thead>\n<tbody>\n';
  for (const finding of findings) yield row(finding);
  yield "</tbody>\n</table>\n</div>\n";
}

function row({ rule, level, message, location, source, related, fixes, allowed }: ReportedFinding): string {
  const name = `<code>${escaped(rule)}</code>`;
  const address = rule === "max-exposure" ? undefined : ruleAddress(rule);
  const notes = [
    ...related.map((one) => `See <code>${escaped(`${one.file}:${one.start.line}`)}</code>: ${escaped(one.message)}`),
    ...fixes.map(({ title, safe }) => `${safe ? "Fix" : "Fix (unsafe)"}: ${escaped(title)}`),
    ...(allowed === undefined ? [] : [`Allowed: ${allowed === "" ? "no reason is given" : escaped(allowed)}`]),
  ];
  return [
    `<tr><td class="level ${level}">${level}</td>`,
    `<th scope="row"><code>${escaped(`${location.file}:${location.start.line}`)}</code></th>`,
    `<td>${address === undefined ? name : `<a href="${escaped(address)}">${name}</a>`}</td>`,
    `<td>${escaped(message)}${source === undefined ? "" : excerpt(source, location)}`,
    ...notes.map((note) => `<div class="dim">${note}</div>`),
    "</td></tr>\n",
  ].join("");
}

function excerpt({ text, start }: NonNullable<ReportedFinding["source"]>, at: ReportedFinding["location"]): string {
  const from = at.start.column - 1 - start;
  const to = at.end.line === at.start.line ? at.end.column - 1 - start : text.length;
  const marked = `${escaped(text.slice(0, from))}<mark>${escaped(text.slice(from, to))}</mark>${escaped(text.slice(to))}`;
  return `<pre><code>${marked}</code></pre>`;
}
