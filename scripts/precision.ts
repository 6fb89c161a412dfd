/**
 * `npm run precision`: measures what the rules say about the corpus in `../shared/corpus`, or in a directory that is named, and writes the tables of
 * `docs/precision.md`. Without a corpus it says so and writes nothing. `npm run precision -- --draw SEED [DIRECTORY]` prints a sample for a review,
 * `--draw-alarms SEED` one of warnings and errors alone, `--hardened` lists what *Harden* writes of each service and on which evidence, `--save FILE` keeps the findings, and `--lost FILE` prints the warnings and errors of a kept list that are none any more.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Confidence } from "../server/analysis/model/change.ts";
import { LEVELS } from "../server/analysis/model/level.ts";
import { markdownTable } from "./markdown-table.ts";
import { type Measured, measure, type Seen } from "./precision/measure.ts";
import {
  ALARMS,
  ALARMS_DRAWN,
  ALSO_MENDED,
  BEFORE,
  DRAWN,
  isFixture,
  isLaboratory,
  isMended,
  KEPT_BACK,
  LEVELS_ARGUED,
  NO_LONGER_TOLD,
  REVIEW,
  type Reviewed,
  type Verdict,
} from "./precision/review.ts";
import { draw, sample } from "./precision/sample.ts";
import { UNSEEN, UNSEEN_DRAWN, UNSEEN_MENDED, UNSEEN_READ, type Unseen } from "./precision/unseen.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const PAGE = path.join(ROOT, "docs", "precision.md");
const CONFIDENCES = ["high", "medium", "low"] as const satisfies readonly Confidence[];

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const [option, value = "", directory] = args[0]?.startsWith("--") ? args : [undefined, "", args[0]];
  const corpus = path.resolve(directory ?? path.join(ROOT, "..", "shared", "corpus"));
  if (!existsSync(corpus)) {
    console.log(`Skipped: there is no corpus at ${corpus}.`);
    return 0;
  }
  const quiet = await measure(corpus, "default");
  if (option === "--draw")
    for (const one of sample(drawable(quiet), DRAWN.count, Number(value))) console.log(shown(one));
  if (option === "--draw-alarms")
    for (const one of draw(drawable(quiet).filter(isAlarm), ALARMS_DRAWN.count, Number(value))) console.log(shown(one));
  if (option === "--hardened") {
    for (const { file, service, parts } of quiet.hardened)
      console.log(
        [file, service, ...parts.map(({ label, confidence, why }) => `${label} (${confidence}: ${why})`)].join("\t"),
      );
  }
  if (option === "--save") await writeFile(value, JSON.stringify(quiet.findings));
  if (option === "--lost") {
    const before: readonly Seen[] = JSON.parse(await readFile(value, "utf8"));
    for (const one of lost(before, quiet.findings)) console.log(shown(one));
  }
  if (option !== undefined) return 0;
  await writeFile(PAGE, page(quiet, await measure(corpus, "strict")));
  console.log(`Wrote ${path.relative(ROOT, PAGE)}: ${quiet.findings.length} findings in ${quiet.files} files.`);
  return 0;
}

/** Of the tests of Compose itself nothing is of use to anybody. */
function drawable({ findings }: Measured): readonly Seen[] {
  return findings.filter((one) => !isFixture(one));
}

function isAlarm({ level }: { readonly level: string }): boolean {
  return level === "error" || level === "warning";
}

function shown({ file, line, level, rule, message, source }: Seen): string {
  return `${file}:${line} ${level}[${rule}] ${message}\n    ${source}`;
}

/** The warnings and errors of one run of which another tells nothing, or less than a warning. */
function lost(before: readonly Seen[], after: readonly Seen[]): readonly Seen[] {
  const placeOf = ({ file, line, rule }: Seen): string => `${file}:${line} ${rule}`;
  const told = new Set(after.filter(isAlarm).map(placeOf));
  return before.filter((one) => isAlarm(one) && !told.has(placeOf(one)));
}

function page(quiet: Measured, strict: Measured): string {
  return `${[
    `# How much is reported, and how much of it is right

Written by \`npm run precision\` from ${quiet.files.toLocaleString("en")} Compose files and Dockerfiles of eleven public repositories: examples, laboratories full of known flaws, monitoring, and the tests of Compose itself. They hold ${quiet.services.toLocaleString("en")} services, and ${quiet.stages.toLocaleString("en")} images that no Compose file there builds. A cause is counted once, as \`bulkhead check\` tells it, however many files lead to it.`,
    `## Noise\n\n${noise(quiet, strict)}\n\nAt most one \`unhardened\` is told of a service; the strict profile has a rule for each thing that it lists.`,
    `## By rule, default profile\n\n${byRule(quiet)}`,
    `## By rule, strict profile\n\nOnly rules that report more than in the default profile.\n\n${byRule(strict, quiet)}`,
    hardened(quiet),
    unseen(),
    alarms(),
    review(),
  ].join("\n\n")}\n`;
}

function noise(quiet: Measured, strict: Measured): string {
  const rows: readonly (readonly [string, (measured: Measured) => string])[] = [
    ["Findings", ({ findings }) => findings.length.toLocaleString("en")],
    ...LEVELS.map(
      (level) => [`of these ${level}`, (one: Measured) => ofLevel(one, level).toLocaleString("en")] as const,
    ),
    ["A service has, in the middle", ({ perService }) => String(quantile(perService, 0.5))],
    ["nine of ten have at most", ({ perService }) => String(quantile(perService, 0.9))],
    ["the most that one has", ({ perService }) => String(perService.at(-1) ?? 0)],
    [
      "Services without an error or a warning",
      ({ calm, services }) => `${Math.round((100 * calm) / Math.max(1, services))} %`,
    ],
  ];
  return markdownTable(
    ["", "Default", "Strict"],
    rows.map(([name, of]) => [name, of(quiet), of(strict)]),
  );
}

/** What *Harden* writes by itself, by what it rests on. */
function hardened({ hardened: all, services }: Measured): string {
  const counts = new Map<string, Map<Confidence, number>>();
  for (const { label: whole, confidence } of all.flatMap(({ parts }) => parts)) {
    const label = whole.replace(/ but [A-Z_, ]+$/, " but those that are needed");
    const of = counts.get(label) ?? new Map<Confidence, number>();
    counts.set(label, of.set(confidence, (of.get(confidence) ?? 0) + 1));
  }
  const rows = [...counts].map(([label, of]) => [label, ...CONFIDENCES.map((one) => String(of.get(one) ?? ""))]);
  return `## What Harden writes

Of ${services.toLocaleString("en")} services it changes ${all.length.toLocaleString("en")}, each in edits that were proved. Where something of high confidence can be done, which is what was tried or read in the image's own files and what no container notices, it does that alone; \`npm run precision -- --hardened\` lists each service with each part and the evidence of it.

${markdownTable(["Part", ...CONFIDENCES], rows)}`;
}

function ofLevel({ findings }: Measured, wanted: string): number {
  return findings.filter(({ level }) => level === wanted).length;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function byRule({ findings }: Measured, without?: Measured): string {
  const known = counts(without?.findings ?? []);
  const rows = [...counts(findings)]
    .filter(([rule, levels]) => total(levels) > total(known.get(rule)))
    .sort(([a, left], [b, right]) => total(right) - total(left) || (a < b ? -1 : 1))
    .map(([rule, levels]) => [
      `[\`${rule}\`](rules/${rule}.md)`,
      ...LEVELS.map((level) => String(levels.get(level) ?? "")),
      String(total(levels)),
    ]);
  return markdownTable(["Rule", ...LEVELS, "all"], rows);
}

function counts(findings: Measured["findings"]): Map<string, Map<string, number>> {
  const rules = new Map<string, Map<string, number>>();
  for (const { rule, level } of findings) {
    const levels = rules.get(rule) ?? new Map<string, number>();
    rules.set(rule, levels.set(level, (levels.get(level) ?? 0) + 1));
  }
  return rules;
}

function total(levels: ReadonlyMap<string, number> | undefined): number {
  return [...(levels?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}

function unseen(): string {
  return `## Projects that no rule was made with

${UNSEEN_DRAWN}

${markdownTable(
  ["", "files", "with an error or a warning", "findings", "right", "arguable", "wrong", "useful"],
  [...UNSEEN, ...UNSEEN_MENDED].map(unseenRow),
)}

Of Compose files, the third column counts services.

${UNSEEN_READ.map((text) => `- ${text}`).join("\n")}`;
}

function unseenRow({ group, files, subjects, alarmed, findings, ...judgements }: Unseen): readonly string[] {
  const share = (part: number, of: number): string => `${Math.round((100 * part) / Math.max(1, of))} %`;
  const { right, arguable, wrong, useful } = judgements;
  return [
    group,
    String(files),
    `${alarmed} of ${subjects} (${share(alarmed, subjects)})`,
    String(findings),
    ...[right, arguable, wrong, useful].map((part) => `${part} (${share(part, findings)})`),
  ];
}

function alarms(): string {
  const left = ALARMS.filter((one) => !isMended(one));
  const inUse = ALARMS.filter((one) => !isLaboratory(one));
  return `## ${ALARMS_DRAWN.count} warnings and errors, read one by one

Drawn with seed ${ALARMS_DRAWN.seed} (\`npm run precision -- --draw-alarms ${ALARMS_DRAWN.seed}\` draws anew) from the warnings and errors of the default profile, without the tests of Compose itself, each as likely as any other; before the last of what it led to was mended. One judge read them. Most are of laboratories, where a password that is written into a file is right and of no use to anybody. Ten installers of a fixed version that come over TLS are counted as right; who calls these arguable has 94 % right. The words are those of the review below.

${BEFORE}

${judged([
  ["As drawn", ALARMS],
  ["Without the laboratories of flaws", inUse],
  ["As drawn, without what was mended since", left],
  ["The same without the laboratories of flaws", left.filter((one) => !isLaboratory(one))],
])}

${rowsOf(ALARMS)}`;
}

function review(): string {
  const found = REVIEW.filter(isAlarm);
  const totals = judged([
    ["All", REVIEW],
    ["Warnings and errors", found],
    ["The same without the laboratories of flaws", found.filter((one) => !isLaboratory(one))],
  ]);
  return `## ${DRAWN.count} findings, read one by one

Drawn with seed ${DRAWN.seed} from the findings of the default profile as they were before the review, without the tests of Compose itself: half of them from all, so that what is frequent is frequent here, and half rule by rule, so that rare rules are there too. Each was read with five lines before it and nine behind it, and with more where those did not decide. *Right* means that what the message says holds in the file and matters as its level says; *arguable*, that it holds and a reader may shrug; *wrong*, that it does not hold or has the wrong level. *Useful* means that whoever is responsible for the file would want to know. Of a laboratory that is broken into on purpose little is: what reaches the host or the network around it, and what its images are built of.

${totals}

${rowsOf(REVIEW)}

What the review led to:

${ALSO_MENDED.map((text) => `- ${text}`).join("\n")}

## What is no longer told

\`npm run precision -- --lost FILE\` prints the warnings and errors that an earlier \`npm run precision -- --save FILE\` had and that are none any more. Against the figures before, when 48 % of the services had a warning or an error:

${NO_LONGER_TOLD.map((text) => `- ${text}`).join("\n")}

## Levels, and why

${LEVELS_ARGUED.map((text) => `- ${text}`).join("\n")}

## Files that the rules were not made with

${KEPT_BACK}`;
}

/** How many findings of each group have which verdict, with the shares. */
function judged(groups: readonly (readonly [string, readonly Reviewed[]])[]): string {
  return markdownTable(
    ["", "findings", "right", "arguable", "wrong", "useful"],
    groups.map(([name, of]) => {
      const share = (part: readonly Reviewed[]): string =>
        `${part.length} (${Math.round((100 * part.length) / Math.max(1, of.length))} %)`;
      const judgedAs = (verdict: Verdict): string => share(of.filter((one) => one.verdict === verdict));
      const useful = share(of.filter((one) => one.useful));
      return [name, String(of.length), judgedAs("right"), judgedAs("arguable"), judgedAs("wrong"), useful];
    }),
  );
}

function rowsOf(reviewed: readonly Reviewed[]): string {
  return markdownTable(
    ["Where", "Rule", "Level", "Verdict", "Useful", "Why, and what was mended"],
    reviewed.map((one) => [
      `${one.file}:${one.line}`,
      `\`${one.rule}\``,
      one.level,
      one.verdict,
      one.useful ? "yes" : "no",
      one.note,
    ]),
  );
}
