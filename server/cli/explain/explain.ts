import type { Invocation } from "../../analysis/compose/project/invocation.ts";
import { isOverrideName } from "../../analysis/compose/project/project-files.ts";
import type { Engine } from "../../analysis/facts/engine.ts";
import type { Container } from "../../analysis/model/container.ts";
import { refusalText } from "../../analysis/model/refusal.ts";
import { type ExplainedSubject, explained, explanationOf } from "../../analysis/report/explain.ts";
import { locator } from "../../analysis/report/location.ts";
import { problemOf } from "../../analysis/report/report.ts";
import type { Analysis } from "../../analysis/run/analysis.ts";
import { stageContainer } from "../../analysis/run/stage-container.ts";
import { json } from "../../analysis/text/json.ts";
import { printable, shown } from "../../analysis/text/printable.ts";
import { Analyzer } from "../../entries/analyzer.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import type { Entry } from "../../entries/entry.ts";
import { uriOf } from "../../entries/file-names.ts";
import { FileSources } from "../../entries/sources.ts";
import { EXPLAINING } from "../../limits/budget.ts";
import { whyFailed } from "../../limits/failure.ts";
import { sharedLimit } from "../../limits/time-limit.ts";
import { exactEntry, fileEntry, invocationOf } from "../input/entries.ts";
import type { ExplainOptions } from "../options.ts";
import { colorsFor, type Terminal } from "../output/terminal.ts";
import { changesBetween, changesJson, changesText } from "./explain-diff.ts";
import { explanationText, type TableLook } from "./explain-text.ts";

/** Runs `bulkhead explain`. Throws `CannotRun` where a named file cannot be read, is not one to explain, or makes the analysis fail. */
export async function explain(path: string | undefined, options: ExplainOptions, terminal: Terminal): Promise<0> {
  const sources = new FileSources(terminal.cwd);
  const explainer = new Explainer(options, sources, terminal);
  const look: TableLook = {
    colors: colorsFor(options.color, terminal),
    columns: Math.max(MIN_COLUMNS, terminal.columns ?? DEFAULT_COLUMNS),
  };
  const isJson = options.format === "json";
  const invocation = await invocationOf(options, sources, terminal.cwd);
  if (options.diff !== undefined) {
    if (path !== undefined) throw new CannotRun("--diff takes its two files itself");
    const [before, after] = await sidesOf(options.diff, options.file, invocation, sources, terminal.cwd);
    const changes = changesBetween(
      (await explainer.explain(before)).subjects,
      (await explainer.explain(after)).subjects,
    );
    terminal.write(isJson ? shown`${json(changesJson(changes), 2)}\n` : changesText(changes, look));
    return 0;
  }
  const entry = await entryFor(path, options.file, invocation, sources, terminal.cwd);
  const { subjects, engine } = await explainer.explain(entry);
  terminal.write(
    isJson ? shown`${json(explanationOf(subjects, engine), 2)}\n` : explanationText(subjects, engine, look),
  );
  return 0;
}

const MIN_COLUMNS = 60;
const DEFAULT_COLUMNS = 100;

async function entryFor(
  path: string | undefined,
  files: readonly string[],
  invocation: Invocation,
  sources: FileSources,
  cwd: string,
): Promise<Entry> {
  if (path === undefined && files.length === 0) throw new CannotRun("name a Compose file or a Dockerfile to explain");
  if (path !== undefined && files.length === 0) return fileEntry(path, invocation, sources, cwd);
  return exactEntry(path === undefined ? files : [path, ...files], invocation, sources, cwd);
}

/** The two projects to compare. An override file is compared as what it makes of its base; what `-f` names is below both sides. */
async function sidesOf(
  [left, right, ...more]: readonly string[],
  below: readonly string[],
  invocation: Invocation,
  sources: FileSources,
  cwd: string,
): Promise<readonly [before: Entry, after: Entry]> {
  if (left === undefined || right === undefined || more.length > 0) throw new CannotRun("--diff takes two files");
  const isOnBase = isOverrideName(uriOf(right, cwd)) && !isOverrideName(uriOf(left, cwd));
  if (isOnBase || below.length > 0) {
    const above = isOnBase ? [left, right] : [right];
    return [
      await exactEntry([...below, left], invocation, sources, cwd),
      await exactEntry([...below, ...above], invocation, sources, cwd),
    ];
  }
  return [await fileEntry(left, invocation, sources, cwd), await fileEntry(right, invocation, sources, cwd)];
}

interface Explained {
  readonly subjects: readonly ExplainedSubject[];
  readonly engine: Engine;
}

class Explainer {
  readonly #options: ExplainOptions;
  readonly #analyzer: Analyzer;
  readonly #sources: FileSources;
  readonly #terminal: Terminal;
  readonly #warned = new Set<string>();
  readonly #limited = sharedLimit(EXPLAINING);

  constructor(options: ExplainOptions, sources: FileSources, terminal: Terminal) {
    this.#options = options;
    this.#sources = sources;
    this.#terminal = terminal;
    this.#analyzer = new Analyzer(options, terminal.cwd);
  }

  /** What the engine would give the containers of an entry, only those of `--service` where it is given. */
  async explain(entry: Entry): Promise<Explained> {
    const { whole, analysis } = await this.#whole(entry).catch((error: unknown) => {
      if (error instanceof CannotRun) throw error;
      throw new CannotRun(`${this.#sources.name(entry.uris[0])} could not be explained: ${whyFailed(error)}`);
    });
    this.#warn(analysis);
    return whole;
  }

  async #whole(entry: Entry): Promise<{ readonly whole: Explained; readonly analysis: Analysis }> {
    const analysis = this.#analyzer.analyse(entry, this.#sources, this.#limited);
    const { engine } = this.#analyzer.configFor(entry);
    const locate = locator(this.#sources);
    const { services, networks } = analysis.project ?? { services: [], networks: new Map() };
    const surroundings = { engine, services, networks };
    const subjects = this.#limited(() => explained(this.#containersIn(analysis, engine), surroundings, locate));
    return { whole: { subjects, engine }, analysis };
  }

  /** Those of `--service` where it is given. Throws `CannotRun` where there are none. */
  #containersIn({ kind, file, project, dockerfile }: Analysis, engine: Engine): readonly Container[] {
    const name = this.#sources.name(file);
    const stage = dockerfile?.stages.at(-1);
    if (kind === "other") throw new CannotRun(`${name} is no Compose file, no Dockerfile, and starts no container`);
    if (project === undefined && stage === undefined) throw new CannotRun(`${name} has no stage that could be run`);
    const all = project?.services ?? (stage ? [stageContainer(stage, engine)] : []);
    const { service } = this.#options;
    const chosen = service === undefined ? all : all.filter((container) => container.name === service);
    if (chosen.length > 0 || service === undefined) return chosen;
    const known = all.map((container) => container.name).join(", ");
    throw new CannotRun(`${name} has no service "${service}", only ${known}`);
  }

  /** Says what could not be made out, each thing once, since two compared projects share files. */
  #warn({ inputErrors, refusals }: Analysis): void {
    const locate = locator(this.#sources);
    const refused = refusals.map((one) => ({ at: one.at, message: refusalText(one) }));
    const found = [...inputErrors, ...refused].map((one) => problemOf(one, locate));
    for (const { file, line, message } of [...found, ...this.#analyzer.problems]) {
      const warning = printable(`bulkhead: ${file}:${line}: ${message}`);
      if (!this.#warned.has(warning)) this.#terminal.warn(warning);
      this.#warned.add(warning);
    }
  }
}
