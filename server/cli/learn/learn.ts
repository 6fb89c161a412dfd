import { homedir } from "node:os";
import path from "node:path";
import { type Evidence, evidenceUri, writeEvidence } from "../../analysis/learned/file.ts";
import type { Learned } from "../../analysis/model/learned.ts";
import type { Project } from "../../analysis/model/project.ts";
import { type Printable, printable, shown } from "../../analysis/text/printable.ts";
import { directoryOf } from "../../analysis/text/uri.ts";
import { outputTo } from "../../disk/output-file.ts";
import { ownDirectory } from "../../disk/own-directory.ts";
import { Refusal } from "../../disk/refusal.ts";
import { reasonOf } from "../../disk/system-error.ts";
import { EngineFailure } from "../../engine/failure.ts";
import { type Found, findAddress } from "../../engine/find-address.ts";
import { TrialEngine } from "../../engine/trial-engine.ts";
import { Analyzer } from "../../entries/analyzer.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import { pathOf } from "../../entries/file-names.ts";
import { FileSources } from "../../entries/sources.ts";
import { evidenceBeside } from "../../learn/evidence.ts";
import { learn, type Step } from "../../learn/learn.ts";
import { type Plan, planOf } from "../../learn/plan.ts";
import { NotLearnable, type Preparation, prepare } from "../../learn/prepare.ts";
import { projectToLearn, serviceNames } from "../../learn/project.ts";
import { LeftBehind, sweep } from "../../learn/workshop.ts";
import { exactEntry, fileEntry, invocationOf } from "../input/entries.ts";
import type { LearnOptions } from "../options.ts";
import type { Terminal } from "../output/terminal.ts";
import { changesBetween, linesOf } from "./words.ts";

/** What one run of the command works with. */
interface Run {
  readonly project: Project;
  readonly sources: FileSources;
  readonly options: LearnOptions;
  readonly terminal: Terminal;
  readonly engine: TrialEngine;
  readonly found: Found;
  readonly signal: AbortSignal;
  readonly version: string;
}

/**
 * Runs `bulkhead learn`: finds out what services need by running copies of them, and writes that down. Asks before anything is run. Returns 1 where a service was not learned,
 * or, with `--verify`, where something is otherwise than it was written. Throws `CannotRun`.
 */
export async function learnServices(
  file: string,
  services: readonly string[],
  options: LearnOptions,
  version: string,
  terminal: Terminal,
): Promise<0 | 1> {
  const sources = new FileSources(terminal.cwd);
  const project = await projectOf(file, options, sources, terminal);
  const evidence = evidenceBeside(project, sources);
  const names = services.length > 0 ? services : options.verify ? [...evidence.keys()] : [];
  if (names.length === 0)
    throw new CannotRun(options.verify ? "there is no evidence to verify" : whichServices(project));
  const surroundings = { environment: terminal.env, home: homedir(), platform: process.platform };
  const asked = {
    ...(options.host ? { host: options.host } : {}),
    ...(options.context ? { context: options.context } : {}),
  };
  const tree = pathOf(directoryOf(project.files[0] ?? project.file)) ?? terminal.cwd;
  const abort = new AbortController();
  const cancel = (): void => {
    terminal.warn(shown`bulkhead: ending, and removing what was made`);
    abort.abort(new CannotRun("it was cancelled; what was made is removed"));
  };
  let engine: TrialEngine | undefined;
  process.on("SIGINT", cancel).on("SIGTERM", cancel).on("SIGHUP", cancel);
  try {
    const found = findAddress(asked, surroundings);
    engine = await TrialEngine.connect(found.address, tree, { signal: abort.signal });
    const run: Run = { project, sources, options, terminal, engine, found, signal: abort.signal, version };
    await sweepBefore(run);
    return await learnEach(names, evidence, run);
  } catch (error) {
    if (!(error instanceof LeftBehind)) abort.signal.throwIfAborted();
    if (error instanceof EngineFailure) throw new CannotRun(error.message);
    throw error;
  } finally {
    process.off("SIGINT", cancel).off("SIGTERM", cancel).off("SIGHUP", cancel);
    engine?.close();
  }
}

async function projectOf(
  file: string,
  options: LearnOptions,
  sources: FileSources,
  terminal: Terminal,
): Promise<Project> {
  const invocation = await invocationOf(options, sources, terminal.cwd);
  const entry =
    options.file.length === 0
      ? await fileEntry(file, invocation, sources, terminal.cwd)
      : await exactEntry([file, ...options.file], invocation, sources, terminal.cwd);
  const analyzer = new Analyzer(options, terminal.cwd);
  return projectToLearn(entry, file, analyzer, sources);
}

function whichServices(project: Project): string {
  return `name a service to learn about: ${serviceNames(project).join(", ")}`;
}

/** What an earlier run has left is removed where that is certain, and named where it is not. */
async function sweepBefore({ engine, terminal }: Run): Promise<void> {
  const { removed, left } = await sweep(engine);
  if (removed > 0) terminal.warn(shown`bulkhead: removed ${removed} things that an earlier run had left on the engine`);
  if (left > 0)
    terminal.warn(
      shown`bulkhead: ${left} things that trials of another machine made are on the engine; where they are not needed any more: docker rm -fv $(docker ps -aq --filter label=dev.bulkhead.trial)`,
    );
}

async function learnEach(names: readonly string[], before: Evidence, run: Run): Promise<0 | 1> {
  const { engine, terminal, options, signal } = run;
  const info = await engine.info({ signal });
  const ready: { readonly name: string; readonly preparation: Preparation }[] = [];
  let failed = 0;
  const refuse = (name: string, error: unknown): void => {
    if (!(error instanceof NotLearnable)) throw error;
    failed += 1;
    terminal.warn(shown`bulkhead: ${printable(name)} ${printable(error.message)}`);
  };
  for (const name of names) {
    const given = {
      engine,
      info,
      projectName: run.project.name ?? "",
      read: (uri: string) => run.sources.read(uri),
      shell: terminal.env,
      signal,
    };
    await prepare(name, run.project, given).then(
      (preparation) => void ready.push({ name, preparation }),
      (error: unknown) => refuse(name, error),
    );
  }
  if (ready.length === 0) return 1;
  const plan = planOf(
    ready.map(({ preparation }) => preparation),
    engine,
    run.found,
  );
  terminal.write(questionOf(plan));
  if (!options.yes && !(await agreed(terminal))) throw new CannotRun("nothing was run");
  for (const { name, preparation } of ready) {
    try {
      const learned = await learnOne(name, preparation, info, run);
      // What is known is written before the next one is tried, which may take minutes.
      if (options.verify) failed += verified(name, before.get(name), learned, terminal);
      else write(name, learned, run);
      terminal.write(linesOf(name, learned));
    } catch (error) {
      refuse(name, error);
    }
  }
  return failed > 0 ? 1 : 0;
}

function learnOne(
  name: string,
  preparation: Preparation,
  info: Awaited<ReturnType<TrialEngine["info"]>>,
  run: Run,
): Promise<Learned> {
  const { engine, options, signal, version, terminal, sources } = run;
  return learn(preparation, {
    engine,
    info,
    exercise: options.exercise,
    minutes: options.minutes,
    today: new Date().toISOString().slice(0, 10),
    version,
    read: (uri) => sources.text(uri) ?? null,
    signal,
    progress: (step) => show(name, step, terminal),
  });
}

/** A line for each trial: on a terminal it is written anew once it is known how it ended. */
function show(name: string, step: Step, { status, warn }: Terminal): void {
  const what = shown`${printable(name)} ${step.number}: ${printable(step.what)}`;
  if (step.is === "begun") {
    status?.(shown`\r\u{1b}[K${what} …`);
    return;
  }
  status?.(shown`\r\u{1b}[K`);
  warn(step.works ? shown`${what}: works` : shown`${what}: ${printable(step.said)}`);
}

function questionOf({ engine, isHere, address, services }: Plan): Printable {
  const where = isHere ? shown`on this machine` : shown`on ANOTHER machine`;
  let text = shown`Copies are run on ${printable(engine)}, ${where}: ${printable(address)}\n`;
  for (const { name, copies, runs } of services) {
    for (const { service, image, identity, variables, files } of runs) {
      text = shown`${text}  ${printable(service)}: image ${printable(image)} (${printable(identity)})`;
      if (service !== name) text = shown`${text}, since ${printable(name)} depends on it`;
      if (variables.length > 0) text = shown`${text}; with the variables ${printable(variables.join(", "))}`;
      if (files > 0) text = shown`${text}; with copies of ${files} files`;
      text = shown`${text}\n`;
    }
    text = shown`${text}  ${copies.least} to ${copies.most} copies of ${printable(name)}, each started up to three times\n`;
  }
  return shown`${text}Programs of these images run there, with no more than every container has, in fresh volumes, without published ports and without a way out of a network of their own. Everything that is made is removed at the end.\n`;
}

async function agreed(terminal: Terminal): Promise<boolean> {
  if (terminal.status === undefined)
    throw new CannotRun("it asks before it runs anything: say --yes where nobody can answer");
  terminal.status(shown`Run them? [y/N] `);
  for await (const chunk of terminal.stdin) return /^y(?:es)?\s*$/i.test(Buffer.from(chunk).toString("utf8"));
  return false;
}

/** Returns 1 where something is otherwise than it was written. */
function verified(name: string, before: Learned | undefined, now: Learned, terminal: Terminal): 0 | 1 {
  const changes = before === undefined ? ["it is not among the evidence"] : changesBetween(before, now);
  for (const change of changes) terminal.warn(shown`bulkhead: ${printable(name)}: ${printable(change)}`);
  return changes.length > 0 ? 1 : 0;
}

/** Adds to the evidence as it is by now: another run may have written some since this one began. */
function write(name: string, learned: Learned, { project, sources, terminal }: Run): void {
  const evidence = new Map(evidenceBeside(project, new FileSources(terminal.cwd)));
  evidence.set(name, learned);
  const uri = evidenceUri(project.files[0] ?? project.file);
  const file = pathOf(uri);
  const tree = pathOf(directoryOf(project.files[0] ?? project.file));
  if (file === undefined || tree === undefined) throw new CannotRun("the project is not on this machine");
  try {
    const directory = ownDirectory(tree, [".bulkhead", "evidence"]);
    outputTo(path.join(directory, path.basename(file)), [tree]).write([writeEvidence(evidence)]);
  } catch (error) {
    throw new CannotRun(
      `${sources.name(uri)} ${error instanceof Refusal ? error.message : `could not be written: ${reasonOf(error)}`}`,
    );
  }
}
