import { homedir } from "node:os";
import { evidenceUri, writeEvidence } from "../analysis/learned/file.ts";
import type { Project } from "../analysis/model/project.ts";
import { directoryOf } from "../analysis/text/uri.ts";
import { EngineFailure } from "../engine/failure.ts";
import { findAddress } from "../engine/find-address.ts";
import { TrialEngine } from "../engine/trial-engine.ts";
import { Analyzer } from "../entries/analyzer.ts";
import { CannotRun } from "../entries/cannot-run.ts";
import { pathOf } from "../entries/file-names.ts";
import { FileSources } from "../entries/sources.ts";
import type { FromLearning, LearnOrder } from "./editor-protocol.ts";
import { evidenceBeside } from "./evidence.ts";
import { learn, type Step } from "./learn.ts";
import { type Plan, planOf } from "./plan.ts";
import { NotLearnable, prepare } from "./prepare.ts";
import { projectToLearn, serviceNames } from "./project.ts";
import { sweep } from "./workshop.ts";

/** Whoever asked, in an editor. */
export interface Asker {
  /** Undefined where none is chosen. */
  choose(names: readonly string[]): Promise<string | undefined>;
  /** Nothing is run before it says yes. */
  agree(plan: Plan): Promise<boolean>;
  progress(step: Step): void;
}

/**
 * Learns what a service of a Compose file needs, as the file is on the disk, and writes nothing: the editor shows the evidence first. Everything that was made is
 * removed before it resolves. `version` is the extension's. Undefined where the user wants none of it, or ends it. Rejects where something could not be removed.
 */
export async function learnForEditor(
  order: LearnOrder,
  asker: Asker,
  version: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<FromLearning | undefined> {
  let engine: TrialEngine | undefined;
  let service = order.service;
  try {
    const tree = pathOf(directoryOf(order.uri));
    if (tree === undefined) throw new CannotRun("the file is not on this machine");
    const sources = new FileSources(tree);
    const project = projectOf(order, sources, tree);
    // Evidence that cannot be read is said before anything is run.
    evidenceBeside(project, sources);
    service ??= await asker.choose(serviceNames(project));
    if (service === undefined) return undefined;
    const found = findAddress({}, { environment, home: homedir(), platform: process.platform });
    engine = await TrialEngine.connect(found.address, tree, { signal });
    await sweep(engine);
    const info = await engine.info({ signal });
    const read = (uri: string) => sources.read(uri);
    const given = { engine, info, projectName: project.name ?? "", read, shell: environment, signal };
    const preparation = await prepare(service, project, given);
    if (!(await asker.agree(planOf([preparation], engine, found)))) return undefined;
    const learned = await learn(preparation, {
      ...{ engine, info, signal, version, exercise: undefined, minutes: order.minutes },
      today: new Date().toISOString().slice(0, 10),
      read: (uri) => sources.text(uri) ?? null,
      progress: (step) => asker.progress(step),
    });
    // Another run may have written some since this one began.
    const evidence = evidenceBeside(project, new FileSources(tree));
    const text = writeEvidence(new Map([...evidence, [service, learned]]));
    return { is: "learned", service, file: evidenceUri(project.files[0] ?? project.file), text };
  } catch (error) {
    if (signal.aborted && isOfEnding(error, signal)) return undefined;
    if (signal.aborted) throw error;
    if (error instanceof NotLearnable) return { is: "refused", why: `${service} ${error.message}` };
    if (error instanceof CannotRun || error instanceof EngineFailure) return { is: "refused", why: error.message };
    throw error;
  } finally {
    engine?.close();
  }
}

function projectOf({ uri, outermost }: LearnOrder, sources: FileSources, tree: string): Project {
  const analyzer = new Analyzer({ config: true }, pathOf(outermost) ?? tree);
  const entry = { uris: [uri], invocation: { outermost }, found: false } as const;
  return projectToLearn(entry, sources.name(uri), analyzer, sources);
}

/** Whether something ended for no other reason than that it was to. */
function isOfEnding(error: unknown, { reason }: AbortSignal): boolean {
  if (error instanceof EngineFailure) return error.kind === "aborted";
  return error === reason || (error instanceof Error && error.name === "AbortError");
}
