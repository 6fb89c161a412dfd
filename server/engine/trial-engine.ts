import type { Address } from "./address.ts";
import type { CreatedMount, Healthcheck, HostConfig } from "./answers.ts";
import { EngineFailure } from "./failure.ts";
import { type Printed, piecesOf, printedLines } from "./output.ts";
import { EngineReader, openEngine, segment } from "./read-engine.ts";
import type { Limits } from "./transport.ts";

/** The label that everything has which Bulkhead makes. Its value names the trial. */
export const TRIAL_LABEL = "dev.bulkhead.trial";
/** How the names begin of everything that Bulkhead makes. */
export const TRIAL_PREFIX = "bulkhead-";

/**
 * The identity of something that Bulkhead made: it came back from creating it, or from a list in which it has our label and our prefix. What changes
 * or removes something takes nothing else, so that nothing of the user's can be given to it.
 */
export type Own<Kind extends "container" | "network" | "volume"> = string & { readonly [KIND]: Kind };
declare const KIND: unique symbol;

/** The labels of something new: the one that marks it, and others. */
export type TrialLabels = Readonly<Record<string, string>> & { readonly [TRIAL_LABEL]: string };

/** What a trial's container is made of: these fields and no others go to the engine. */
export interface NewContainer {
  readonly Image: string;
  readonly Labels: TrialLabels;
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  /** `NAME=VALUE`. Values go to the engine and nowhere else. */
  readonly Env?: readonly string[];
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly Hostname?: string;
  readonly Healthcheck?: Healthcheck;
  readonly StopSignal?: string;
  /** In seconds. */
  readonly StopTimeout?: number;
  readonly HostConfig: NewHostConfig;
  /** The names by which others on the network know it. */
  readonly NetworkingConfig?: {
    readonly EndpointsConfig: Readonly<Record<string, { readonly Aliases: readonly string[] }>>;
  };
}

type NewHostConfig = Pick<
  HostConfig,
  | "CapAdd"
  | "CapDrop"
  | "GroupAdd"
  | "SecurityOpt"
  | "ReadonlyRootfs"
  | "Tmpfs"
  | "Sysctls"
  | "Ulimits"
  | "ShmSize"
  | "Init"
  | "PidsLimit"
  | "Memory"
  | "MemorySwap"
  | "NanoCpus"
> & {
  readonly NetworkMode: "none" | Own<"network"> | Joined;
  readonly PidMode?: Joined;
  readonly Mounts?: readonly (CreatedMount & { readonly Type: "volume"; readonly Source: Own<"volume"> })[];
  readonly RestartPolicy?: { readonly Name: "no" };
  readonly LogConfig?: { readonly Type: "json-file" | "k8s-file"; readonly Config: Readonly<Record<string, string>> };
};

/** The namespace of another container of the trial. */
type Joined = `container:${string}`;

const FIELDS: ReadonlySet<string> = new Set<keyof NewContainer>([
  ...(["Image", "Labels", "Entrypoint", "Cmd", "Env", "User", "WorkingDir", "Hostname"] as const),
  ...(["Healthcheck", "StopSignal", "StopTimeout", "HostConfig", "NetworkingConfig"] as const),
]);
const HOST_FIELDS: ReadonlySet<string> = new Set<keyof NewHostConfig>([
  ...([
    "CapAdd",
    "CapDrop",
    "GroupAdd",
    "SecurityOpt",
    "ReadonlyRootfs",
    "Tmpfs",
    "Sysctls",
    "Ulimits",
    "ShmSize",
  ] as const),
  ...(["Init", "NetworkMode", "PidMode", "PidsLimit", "Memory", "MemorySwap", "NanoCpus"] as const),
  ...(["Mounts", "RestartPolicy", "LogConfig"] as const),
]);

/** How a container ended. */
export interface Ended {
  readonly StatusCode: number;
  readonly Error?: { readonly Message?: string } | null;
}

/** A command that ran in a container, to its end. */
export interface Executed extends Printed {
  readonly exitCode: number;
}

/** In milliseconds: to start a container may take long on a busy machine, and to stop it as long as its program likes. */
const PATIENCE = 120_000;

/** An engine on which Bulkhead runs trials. What is there of the user's can be read; only what Bulkhead made can be changed. */
export class TrialEngine extends EngineReader {
  static override async connect(address: Address, tree: string, limits: Limits = {}): Promise<TrialEngine> {
    const { transport, about } = await openEngine(address, tree, limits);
    return new TrialEngine(transport, about);
  }

  /** Makes a container and does not start it. The image has to be there: the engine is never asked to pull one. */
  async createContainer(name: string, body: NewContainer, limits: Limits = {}): Promise<Own<"container">> {
    const json = { ...only(body, FIELDS), HostConfig: only(body.HostConfig, HOST_FIELDS) };
    const answer = await masked(body.Env, () =>
      this.#post<{ readonly Id: string }>("/containers/create", { name: prefixed(name) }, limits, json),
    );
    return answer.Id as Own<"container">;
  }

  /** Starts a container, and returns whether it was not running. */
  async start(id: Own<"container">, limits: Limits = {}): Promise<boolean> {
    return (await this.#tell("POST", `/containers/${segment(id)}/start`, {}, limits)) !== 304;
  }

  /** Asks a container to end, and kills it after `seconds`. */
  async stop(id: Own<"container">, seconds: number, limits: Limits = {}): Promise<void> {
    await this.#tell("POST", `/containers/${segment(id)}/stop`, { t: seconds }, limits);
  }

  async kill(id: Own<"container">, signal = "SIGKILL", limits: Limits = {}): Promise<void> {
    await this.#tell("POST", `/containers/${segment(id)}/kill`, { signal }, limits);
  }

  /**
   * Waits for a container's end. Resolves once the engine waits, so that a container that is started then cannot end unseen; `ended` resolves at its end.
   * `within` counts for the beginning alone; use the signal to give up.
   */
  async waitFor(
    id: Own<"container">,
    condition: "next-exit" | "not-running",
    limits: Limits = {},
  ): Promise<{ readonly ended: Promise<Ended> }> {
    const path = this.versioned(`/containers/${segment(id)}/wait`);
    const { body } = await this.transport.open({ method: "POST", path, query: { condition }, ...limits });
    const ended = endOf(body);
    // Whoever gives up does not ask how it ended.
    ended.catch(() => undefined);
    return { ended };
  }

  /** Runs a command in a container to its end. What is printed beyond `most` bytes is not kept, and the command is not waited for then. */
  async execute(
    id: Own<"container">,
    command: {
      readonly Cmd: readonly string[];
      readonly User?: string;
      readonly WorkingDir?: string;
      readonly Env?: readonly string[];
    },
    { most, ...limits }: Limits & { readonly most: number },
  ): Promise<Executed> {
    const asked = { ...command, AttachStdout: true, AttachStderr: true, AttachStdin: false, Tty: false };
    const { Id } = await masked(command.Env, () =>
      this.#post<{ readonly Id: string }>(`/containers/${segment(id)}/exec`, {}, limits, asked),
    );
    const json = { Detach: false, Tty: false };
    const path = this.versioned(`/exec/${segment(Id)}/start`);
    const { body } = await this.transport.open({ method: "POST", path, json, ...limits });
    const printed = await printedLines(piecesOf(body, { hasTerminal: false }), most);
    const { ExitCode } = await this.read<{ readonly ExitCode?: number | null }>(
      `/exec/${segment(Id)}/json`,
      {},
      limits,
    );
    return { ...printed, exitCode: ExitCode ?? -1 };
  }

  /** Puts the entries of a tar into a directory of a container that is there, with the owners that the tar says. */
  async putArchive(id: Own<"container">, directory: string, tar: Uint8Array, limits: Limits = {}): Promise<void> {
    const path = this.versioned(`/containers/${segment(id)}/archive`);
    const query = { path: directory, copyUIDGID: true, noOverwriteDirNonDir: true };
    await this.transport.tell({ method: "PUT", path, query, tar, within: PATIENCE, ...limits });
  }

  /** Ends and removes a container with its anonymous volumes. One that is gone is no failure. */
  async removeContainer(id: Own<"container">, limits: Limits = {}): Promise<void> {
    await gone(this.#tell("DELETE", `/containers/${segment(id)}`, { force: true, v: true }, limits));
  }

  /** Makes a network without a way out. */
  async createNetwork(name: string, Labels: TrialLabels, limits: Limits = {}): Promise<Own<"network">> {
    const body = { Name: prefixed(name), Driver: "bridge", Internal: true, CheckDuplicate: true, Labels };
    const { Id } = await this.#post<{ readonly Id: string }>("/networks/create", {}, limits, body);
    return Id as Own<"network">;
  }

  async removeNetwork(id: Own<"network">, limits: Limits = {}): Promise<void> {
    await gone(this.#tell("DELETE", `/networks/${segment(id)}`, {}, limits));
  }

  /** Makes a volume. The engine answers with the one that is there where the name is taken: such a one is not ours, and is refused. */
  async createVolume(name: string, Labels: TrialLabels, limits: Limits = {}): Promise<Own<"volume">> {
    const body = { Name: prefixed(name), Labels };
    const made = await this.#post<{
      readonly Name: string;
      readonly Labels?: Readonly<Record<string, string>> | null;
    }>("/volumes/create", {}, limits, body);
    if (made.Labels?.[TRIAL_LABEL] !== Labels[TRIAL_LABEL])
      throw new EngineFailure("refused", `there is a volume ${made.Name} that is not Bulkhead's`, 409);
    return made.Name as Own<"volume">;
  }

  async removeVolume(name: Own<"volume">, limits: Limits = {}): Promise<void> {
    await gone(this.#tell("DELETE", `/volumes/${segment(name)}`, { force: true }, limits));
  }

  /** Everything on the engine that Bulkhead made, by label and name, with its labels. */
  async owned(limits: Limits = {}): Promise<{
    readonly containers: readonly Owned<"container">[];
    readonly networks: readonly Owned<"network">[];
    readonly volumes: readonly Owned<"volume">[];
  }> {
    const filters = { label: [TRIAL_LABEL] };
    const [containers, networks, volumes] = await Promise.all([
      this.containers(filters, { all: true, ...limits }),
      this.networks(filters, limits),
      this.volumes(filters, limits),
    ]);
    return {
      containers: containers.flatMap(({ Id, Names, Labels }) =>
        ownedOf<"container">(Id, Names?.[0]?.replace(/^\//, "") ?? "", Labels),
      ),
      networks: networks.flatMap(({ Id, Name, Labels }) => ownedOf<"network">(Id, Name, Labels)),
      volumes: volumes.flatMap(({ Name, Labels }) => ownedOf<"volume">(Name, Name, Labels)),
    };
  }

  async #post<T>(path: string, query: Readonly<Record<string, string>>, limits: Limits, json: unknown): Promise<T> {
    const call = { method: "POST", path: this.versioned(path), query, json, within: PATIENCE, ...limits } as const;
    return (await this.transport.ask(call)) as T;
  }

  #tell(
    method: "POST" | "DELETE",
    path: string,
    query: Readonly<Record<string, string | number | boolean>>,
    limits: Limits,
  ): Promise<number> {
    return this.transport.tell({ method, path: this.versioned(path), query, within: PATIENCE, ...limits });
  }
}

/** Something that Bulkhead made. */
export interface Owned<Kind extends "container" | "network" | "volume"> {
  readonly id: Own<Kind>;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

function ownedOf<Kind extends "container" | "network" | "volume">(
  id: string,
  name: string,
  labels: Readonly<Record<string, string>> | null | undefined,
): readonly Owned<Kind>[] {
  if (labels?.[TRIAL_LABEL] === undefined || !name.startsWith(TRIAL_PREFIX)) return [];
  return [{ id: id as Own<Kind>, name, labels }];
}

function prefixed(name: string): string {
  if (!name.startsWith(TRIAL_PREFIX)) throw new EngineFailure("unsupported", `the name ${name} is not Bulkhead's`);
  return name;
}

/** Types do not see a field too many of a value that comes from elsewhere. */
function only(value: object, fields: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => fields.has(name)));
}

async function endOf(body: AsyncIterable<Uint8Array>): Promise<Ended> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  try {
    return JSON.parse(Buffer.concat(pieces).toString("utf8")) as Ended;
  } catch {
    throw new EngineFailure("broken", "the engine did not say how the container ended");
  }
}

/** What is gone need not be removed. */
async function gone(removed: Promise<unknown>): Promise<void> {
  try {
    await removed;
  } catch (error) {
    if (!(error instanceof EngineFailure && error.status === 404)) throw error;
  }
}

/** An engine may quote the environment that it refuses: its values are taken out of the message, but those of one or two characters, which every text has. */
async function masked<T>(environment: readonly string[] = [], asked: () => Promise<T>): Promise<T> {
  try {
    return await asked();
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    const values = environment
      .flatMap((pair) => [pair, pair.slice(pair.indexOf("=") + 1)])
      .filter((value) => value.length > 2)
      .sort((a, b) => b.length - a.length);
    const message = values.reduce((text, value) => text.replaceAll(value, "…"), error.message);
    throw new EngineFailure(error.kind, message, error.status);
  }
}
