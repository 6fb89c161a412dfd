/**
 * Analyses every hostile project and asks for all that is made of an analysis, in a process of its own, whose memory is limited:
 * `node --max-old-space-size=512 test/hostile/hostile-child.ts [part of a name]`. Writes a line of JSON for each, before and after it, and at both ends what
 * a harmless file takes.
 */

import { composeOf } from "../../scripts/bench/inputs.ts";
import { DEFAULT_ENGINE } from "../../server/analysis/facts/engine.ts";
import { complete } from "../../server/analysis/ide/complete/complete.ts";
import { hover } from "../../server/analysis/ide/hover/hover.ts";
import { inlayHints } from "../../server/analysis/ide/inlay-hints.ts";
import { lenses } from "../../server/analysis/ide/lenses.ts";
import { links } from "../../server/analysis/ide/links.ts";
import { semanticTokens } from "../../server/analysis/ide/semantic-tokens.ts";
import type { ShownFile } from "../../server/analysis/ide/shown-file.ts";
import { buildModel } from "../../server/analysis/map/build-model.ts";
import { mapSvg } from "../../server/analysis/map/svg.ts";
import { explained } from "../../server/analysis/report/explain.ts";
import { locator } from "../../server/analysis/report/location.ts";
import { analyze } from "../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import type { Config } from "../../server/analysis/settings/config.ts";
import { type Files, hostileProjects } from "./hostile-projects.ts";

/** What became of one project; in rows of their own, `unit` alone. */
export interface Answered {
  readonly what: string;
  /** Milliseconds of the processor, of the analysis or of what took longest of all that is asked about it, whichever is more. */
  readonly milliseconds: number;
  /** What took longest. */
  readonly longest: string;
  readonly inputErrors: readonly string[];
  readonly findings: number;
}

const CONFIG: Config = { profile: "strict", engine: DEFAULT_ENGINE, rules: new Map() };
const FOLDER = "file:///hostile";
/** How many places of a file are asked about. */
const PLACES = 2;

function onRuleError(rule: string, error: unknown): void {
  throw new Error(`the rule ${rule} failed`, { cause: error });
}

function answered(what: string, files: Files): Answered {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`${FOLDER}/${name}`, text]));
  const [[uri, text] = ["", ""]] = texts;
  const lookup = (asked: string): string | null => texts.get(asked) ?? null;
  const cache = new ParseCache();
  let milliseconds = 0;
  let longest = "";
  const timed = <T>(name: string, work: () => T): T => {
    const started = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(started);
    const took = (user + system) / 1000;
    if (took > milliseconds) longest = name;
    milliseconds = Math.max(milliseconds, took);
    return result;
  };
  const analysis = timed("check", () => {
    const made = analyze([uri], lookup, CONFIG, { cache, onRuleError });
    JSON.stringify(made.findings);
    return made;
  });
  const shown = { uri, text, analysis, config: CONFIG, findings: analysis.findings, cache, lookup } satisfies ShownFile;
  const { project } = analysis;
  if (project) {
    const locate = locator({ text: (file) => texts.get(file), name: (file) => file });
    timed("explain", () => JSON.stringify(explained(project.services, { ...project, engine: DEFAULT_ENGINE }, locate)));
    // A map shows every container and every mount, so whoever draws thousands of them is ended by the limit of time.
    if (
      project.services.length <= 200 &&
      project.services.every(({ mounts, ports }) => mounts.length + ports.length < 1_000)
    )
      timed("map", () => mapSvg(buildModel(project, DEFAULT_ENGINE), { columns: 2, styled: false }));
  }
  for (const view of [lenses, inlayHints, links, semanticTokens]) timed(view.name, () => JSON.stringify(view(shown)));
  const places = [...analysis.inputErrors, ...analysis.findings].slice(0, PLACES).map(({ at }) => at.start);
  for (const offset of [...places, text.length]) {
    timed("hover", () => hover(shown, offset));
    timed("completion", () => complete(shown, offset));
  }
  const inputErrors = analysis.inputErrors.slice(0, 3).map(({ message }) => message);
  return { what, milliseconds, longest, inputErrors, findings: analysis.findings.length };
}

/** Milliseconds of the processor for a harmless file of 4,000 lines, in the middle of several runs, by which the machine of the moment is measured. */
function unit(): number {
  const text = composeOf(4_000);
  const times = Array.from({ length: 9 }, () => {
    const started = process.cpuUsage();
    analyze([`${FOLDER}/compose.yaml`], (uri) => (uri.endsWith("/compose.yaml") ? text : null), CONFIG, {
      cache: new ParseCache(),
      onRuleError,
    });
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[4] ?? 0;
}

process.stdout.write(`${JSON.stringify({ unit: unit() })}\n`);
for (const { what, files } of hostileProjects()) {
  if (!what.includes(process.argv[2] ?? "")) continue;
  process.stdout.write(`${JSON.stringify({ what })}\n`);
  process.stdout.write(`${JSON.stringify(answered(what, files))}\n`);
}
process.stdout.write(`${JSON.stringify({ unit: unit() })}\n`);
