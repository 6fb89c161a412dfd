import { capture } from "../../../scripts/capture.ts";
import type { RunningEngine } from "../../../scripts/engine.ts";
import { pathOf } from "../../../scripts/images.ts";
import type { CapabilityName } from "../../../server/analysis/facts/capabilities.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { neededCapabilities } from "../../../server/analysis/fixes/needed-capabilities.ts";
import { tmpfsItems } from "../../../server/analysis/fixes/read-only.ts";
import { mayHold } from "../../../server/analysis/model/conditions.ts";
import type { Container } from "../../../server/analysis/model/container.ts";
import { knownValue } from "../../../server/analysis/model/setting.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import type { Built } from "./image.ts";
import type { Program } from "./program.ts";
import type { Taken } from "./registries.ts";
import { type Outcome, PATIENCE, STORES, type Start, type Store, tryOut } from "./trial.ts";

/** What became of the container once it was started as said. */
export interface Trial extends Start {
  readonly outcome: Outcome;
}

/** A trial with one capability less than proposed. */
export interface TrialWithout extends Trial {
  readonly without: CapabilityName;
}

/** A trial of a read-only root with one path less that may be written to. */
interface TrialWithoutPath extends Trial {
  /** The path that is no tmpfs. */
  readonly path: string;
}

/** What is shown of an image's profile with the program rebuilt. */
export interface Proof {
  readonly image: string;
  /** The variables that the container was started with. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What the program was told that the image leaves open, such as to listen on a Unix socket. */
  readonly settings?: string;
  readonly source: string;
  readonly packages: Built["versions"];
  /** What does not come from Debian. */
  readonly taken?: Taken;
  /** The set that *Drop capabilities* proposes for the image as it starts by itself. */
  readonly proposed: readonly CapabilityName[];
  /** With the proposed set: on each store, with a read-only root, as the user that *Run as non-root* proposes, and with `init: true` where the engine has an init. */
  readonly enough: readonly Trial[];
  /** With one less: the first store on which that fails, or the last one where it never does. */
  readonly oneLess: readonly TrialWithout[];
  /** With a read-only root and one tmpfs less. Left out where that was not tried. */
  readonly onePathLess?: readonly TrialWithoutPath[];
}

/** Puts an image's profile to the test. */
export async function prove(program: Program, { tag, versions, taken }: Built, engine: RunningEngine): Promise<Proof> {
  let patience = PATIENCE;
  let longest = 0;
  const trial = async (start: Start): Promise<Trial> => {
    const from = performance.now();
    const outcome = await tryOut(engine, tag, program, start, patience);
    if (outcome.works) longest = Math.max(longest, (performance.now() - from) / 1000);
    return { ...start, outcome };
  };
  const service = serviceOf(program);
  const proposed = neededCapabilities(service)?.names ?? [];
  const asRoot = knownValue(service.user)?.root === true;
  const onHost = neededCapabilities(serviceOf(program, `volumes: ["/srv:${program.data}"]`))?.names ?? [];
  const plain = storesOf(program, asRoot).map((store): Start => {
    const kept = store === "named volume" || store === "no volume" ? proposed : onHost;
    return { kept, store, noNewPrivileges: true };
  });
  const enough: Trial[] = [];
  const withInit = await hasInit(engine, tag);
  const others = [...otherStarts(program, plain[0], asRoot)].filter(({ init }) => init !== true || withInit);
  for (const start of [...plain, ...others]) enough.push(await trial(start));
  // The whole of a trial, three starts and a stop, is far more than one start takes.
  patience = Math.max(30, longest);
  const oneLess: TrialWithout[] = [];
  for (const without of proposed) {
    const trials = plain.map((start) => ({ ...start, kept: start.kept.filter((name) => name !== without) }));
    oneLess.push({ without, ...(await firstFailure(trials, trial)) });
  }
  for (const start of others) {
    for (const without of start.user === undefined ? start.kept.filter((name) => !proposed.includes(name)) : [])
      oneLess.push({ without, ...(await trial({ ...start, kept: proposed })) });
  }
  const onePathLess: TrialWithoutPath[] = [];
  for (const start of others) {
    for (const item of start.tmpfs ?? []) {
      const tmpfs = start.tmpfs?.filter((one) => one !== item) ?? [];
      onePathLess.push({ path: pathOf(item), ...(await trial({ ...start, tmpfs })) });
    }
  }
  const { image, settings, environment, source } = program;
  return {
    image,
    ...(settings === undefined ? {} : { settings }),
    ...(environment === undefined ? {} : { environment }),
    source,
    packages: versions,
    ...(taken === undefined ? {} : { taken }),
    proposed,
    enough,
    oneLess,
    onePathLess,
  };
}

/** Whether the engine has the program that `init: true` starts; Debian's package comes without it. */
async function hasInit({ env }: RunningEngine, tag: string): Promise<boolean> {
  const { status } = await capture("docker", ["run", "--rm", "--init", "--entrypoint", "true", tag], { cwd: "/", env });
  return status === 0;
}

/** A program that is not root cannot write to a directory that is not its own; that is no matter of capabilities. */
function storesOf({ data }: Program, asRoot: boolean): readonly Store[] {
  if (data === undefined) return ["no volume"];
  return asRoot ? STORES : ["named volume"];
}

/** With a read-only root, with an init, and as the user that the image works with as it is. */
function* otherStarts(program: Program, plain: Start | undefined, asRoot: boolean): Generator<Start> {
  if (plain === undefined) return;
  const service = serviceOf(program);
  const { profile } = service;
  if (profile === undefined) return;
  const { writes, runAs, asUser, becomes } = profile;
  if (writes !== "unknown") {
    const mounted = [program.data, ...(program.furtherVolumes ?? []), ...(program.mounts ?? [])];
    const open = writes.filter((one) => mayHold(one, service) && !mounted.includes(one.path));
    const places = open.filter(({ becomes: place }) => place === "tmpfs");
    // The fix refuses what is left over, unless the program works without it.
    if (open.every((one) => places.includes(one) || one.else !== undefined || one.becomes === "own volume"))
      yield { ...plain, tmpfs: tmpfsItems(places) };
  }
  if (asRoot && becomes !== null) {
    const needed = neededCapabilities(serviceOf(program, "init: true"))?.names ?? [];
    yield { ...plain, kept: needed, init: true };
  }
  if (runAs === null || typeof runAs === "string" || !asRoot) return;
  if (runAs.unless?.some((one) => mayHold(one, service))) return;
  const store = program.data === undefined ? plain.store : "its user's directory";
  yield {
    ...plain,
    kept: asUser === "unknown" ? [] : asUser.map(({ name }) => name),
    store,
    user: `${runAs.uid}:${runAs.gid ?? runAs.uid}`,
  };
}

/** The first of the trials that fails, else the last one. */
async function firstFailure(starts: readonly Start[], trial: (start: Start) => Promise<Trial>): Promise<Trial> {
  let last: Trial | undefined;
  for (const start of starts) {
    last = await trial(start);
    if (!last.outcome.works) break;
  }
  if (last === undefined) throw new Error("no start to try");
  return last;
}

/** The image's container as the analysis sees it, with one more line if wanted. */
export function serviceOf({ image, environment }: Pick<Proof, "image" | "environment">, line = ""): Container {
  const uri = "file:///compose.yaml";
  const variables = environment === undefined ? "" : `environment: ${JSON.stringify(environment)}`;
  const text = `services:\n  app:\n    image: ${image}\n    ${variables}\n    ${line}\n`;
  const config = { profile: "default" as const, engine: DEFAULT_ENGINE, rules: new Map() };
  const options = {
    cache: new ParseCache(),
    onRuleError: (_: string, error: unknown) => {
      throw error;
    },
  };
  const service = analyze([uri], (name) => (name === uri ? text : null), config, options).project?.services[0];
  if (service === undefined) throw new Error(`${image} gave no service`);
  return service;
}
