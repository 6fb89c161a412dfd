import { MAP_STYLE, MAP_STYLE_HASH } from "../map/style.ts";
import { LEVELS } from "../model/level.ts";
import { escaped } from "../text/markup.ts";
import { joined, type Printable, printable, printableLines, shown } from "../text/printable.ts";
import { STYLE, STYLE_HASH } from "./html-style.ts";
import { hiddenText, type Report, type ReportedFinding, skippedText, totalOf, uncheckedText } from "./report.ts";
import { ruleAddress } from "./rule-address.ts";

/** Writes one section of the page as HTML, in pieces; nothing where there is nothing to say. Everything that comes from a file goes through `escaped`. */
type Section = (report: Report) => Iterable<Printable>;

/** What the page shows, from the top down. */
const SECTIONS: readonly Section[] = [
  summary,
  hiddenLine,
  findingsTable,
  baselineList,
  allowedTable,
  problemsList,
  isolationMaps,
];

/**
 * The report as one HTML page that needs nothing else, in pieces. It runs no script and loads nothing: its policy allows its own style sheet and no more.
 * Source: https://www.w3.org/TR/CSP3/
 */
export function* htmlReport(report: Report): Iterable<Printable> {
  yield headOf(report);
  for (const section of SECTIONS) yield* section(report);
  yield shown`</main>\n</body>\n</html>\n`;
}

/** The maps' style sheet comes only with maps. Both sheets stand as they are hashed. */
function headOf({ maps }: Report): Printable {
  const hashes = [STYLE_HASH, ...(maps === undefined ? [] : [MAP_STYLE_HASH])].map((hash) => `'${hash}'`);
  const styles = printable(hashes.join(" "));
  const policy = shown`default-src 'none'; style-src ${styles}; base-uri 'none'; form-action 'none'`;
  const mapStyle = maps === undefined ? shown`` : shown`<style>${printableLines(MAP_STYLE)}</style>\n`;
  return shown`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Bulkhead: how containers are isolated</title>
<style>${printableLines(STYLE)}</style>
${mapStyle}</head>
<body>
<main>
<h1>How containers are isolated</h1>
`;
}

function* summary(report: Report): Iterable<Printable> {
  const { counts, files: count, fixable, problems } = report;
  const unchecked = uncheckedText(problems);
  if (unchecked !== undefined) yield shown`<p><strong>${unchecked}</strong></p>\n`;
  const files = count === 1 ? shown`1 file` : shown`${count} files`;
  if (totalOf(counts) === 0) {
    yield shown`<p>No findings in ${files}${skippedText(report)}.</p>\n`;
    return;
  }
  yield shown`<ul class="counts">\n`;
  for (const level of LEVELS)
    yield shown`<li><strong>${counts[level]}</strong><span class="${escaped(level)}">${escaped(level)}</span></li>\n`;
  yield shown`</ul>\n`;
  yield shown`<p>In ${files}${skippedText(report)}. <code>bulkhead check --fix</code> mends ${fixable.safe}, <code>--fix-unsafe</code> ${fixable.unsafe} more.</p>\n`;
}

function* hiddenLine(report: Report): Iterable<Printable> {
  const hidden = hiddenText(report);
  if (hidden !== undefined) yield shown`<p>${hidden}</p>\n`;
}

function* findingsTable({ findings, counts }: Report): Iterable<Printable> {
  if (totalOf(counts) > 0) yield* table(shown`Findings`, shown`By file and line`, findings);
}

function* baselineList({ baseline }: Report): Iterable<Printable> {
  if (baseline === undefined) return;
  yield shown`<h2>Baseline</h2>\n<p>It knows ${baseline.knownCount} more findings, which are not shown here. Gone since it was written: ${baseline.gone.length}.</p>\n`;
  if (baseline.gone.length === 0) return;
  yield shown`<ul>\n`;
  for (const { rule, file, subject } of baseline.gone) {
    yield shown`<li><code>${escaped(rule)}</code> in <code>${escaped(file)}</code>${subject === "" ? shown`` : shown` (${escaped(subject)})`}</li>\n`;
  }
  yield shown`</ul>\n`;
}

function* allowedTable({ allowed }: Report): Iterable<Printable> {
  for (const _ of allowed) {
    yield* table(shown`Allowed`, shown`Findings that a comment allows, with its reason`, allowed);
    return;
  }
}

function* problemsList({ problems }: Report): Iterable<Printable> {
  if (problems.length === 0) return;
  yield shown`<h2>Not checked</h2>\n<ul>\n`;
  for (const { file, line, message } of problems) {
    yield shown`<li><code>${escaped(`${file}:${line}`)}</code>: ${escaped(message)}</li>\n`;
  }
  yield shown`</ul>\n`;
}

function* isolationMaps({ maps = [] }: Report): Iterable<Printable> {
  let isFirst = true;
  for (const { file, svg, table: rows } of maps) {
    if (isFirst) yield shown`<h2>Isolation maps</h2>\n`;
    isFirst = false;
    const name = escaped(file);
    yield shown`<h3><code>${name}</code></h3>\n<div class="scroll" role="region" aria-label="Isolation map of ${name}" tabindex="0">\n${printableLines(svg)}\n</div>\n`;
    yield shown`<details>\n<summary>The isolation map of <code>${name}</code> as a table</summary>\n${printableLines(rows)}\n</details>\n`;
  }
}

function* table(title: Printable, caption: Printable, findings: Iterable<ReportedFinding>): Iterable<Printable> {
  yield shown`<h2>${title}</h2>\n<div class="scroll" role="region" aria-label="${title}" tabindex="0">\n<table>\n<caption>${caption}</caption>\n`;
  yield shown`<thead><tr><th scope="col">Level</th><th scope="col">Where</th><th scope="col">Rule</th><th scope="col">What</th></tr></thead>\n<tbody>\n`;
  for (const finding of findings) yield row(finding);
  yield shown`</tbody>\n</table>\n</div>\n`;
}

function row({ rule, level, message, location, source, related, fixes, allowed }: ReportedFinding): Printable {
  const name = shown`<code>${escaped(rule)}</code>`;
  const address = ruleAddress(rule);
  const notes = [
    ...related.map(
      (one) => shown`See <code>${escaped(`${one.file}:${one.start.line}`)}</code>: ${escaped(one.message)}`,
    ),
    ...fixes.map(({ title, safe }) => shown`${safe ? shown`Fix` : shown`Fix (unsafe)`}: ${escaped(title)}`),
    ...(allowed === undefined
      ? []
      : [shown`Allowed: ${allowed === "" ? shown`no reason is given` : escaped(allowed)}`]),
  ];
  const cells = [
    shown`<tr><td class="level ${escaped(level)}">${escaped(level)}</td>`,
    shown`<th scope="row"><code>${escaped(`${location.file}:${location.start.line}`)}</code></th>`,
    shown`<td>${address === undefined ? name : shown`<a href="${escaped(address)}">${name}</a>`}</td>`,
    shown`<td>${escaped(message)}${source === undefined ? shown`` : excerpt(source, location)}`,
    ...notes.map((note) => shown`<div class="dim">${note}</div>`),
    shown`</td></tr>\n`,
  ];
  return joined(cells, "");
}

function excerpt({ text, start }: NonNullable<ReportedFinding["source"]>, at: ReportedFinding["location"]): Printable {
  const from = at.start.column - 1 - start;
  const to = at.end.line === at.start.line ? at.end.column - 1 - start : text.length;
  const marked = shown`${escaped(text.slice(0, from))}<mark>${escaped(text.slice(from, to))}</mark>${escaped(text.slice(to))}`;
  return shown`<pre><code>${marked}</code></pre>`;
}
