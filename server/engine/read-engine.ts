import type { Address } from "./address.ts";
import type { Config, Container, FileChange, Image, Info, ListedContainer, Network, Stats, Volume } from "./answers.ts";
import { EngineFailure } from "./failure.ts";
import { type Piece, piecesOf } from "./output.ts";
import { type TarEntry, type TarHeader, tarEntries } from "./tar.ts";
import { type Limits, type Opened, Transport } from "./transport.ts";

/** What an engine said of itself when it was first asked. */
export interface About {
  readonly name: "Docker" | "Podman";
  /** As `28.5.2`; empty where it does not say. */
  readonly release: string;
  /** Of the API, as `1.45`: the one that is spoken. */
  readonly api: string;
}

/** Labels or names to look for. A label is `NAME` or `NAME=VALUE`. */
export interface Filters {
  readonly label?: readonly string[];
  readonly name?: readonly string[];
}

/** The version that is spoken where the engine knows it: it has all that is used (subpaths of volumes). */
const WANTED = 45;
/** The oldest that is spoken: it tells the version of cgroups and the mode of their namespace. Docker 20.10 has it. */
const OLDEST = 41;
/** In milliseconds: an engine that is there says so at once; over ssh it may take long to get to it. */
const FIRST = 45_000;

/** Makes a connection to an engine. `tree` is the project's directory, of which no program is started. Throws `EngineFailure`. */
export async function openEngine(
  address: Address,
  tree: string,
  limits: Limits = {},
): Promise<{ readonly transport: Transport; readonly about: About }> {
  const transport = new Transport(address, tree);
  try {
    return { transport, about: await negotiated(transport, { within: FIRST, ...limits }) };
  } catch (error) {
    transport.close();
    throw error;
  }
}

/** The paths of these two have no version. */
async function negotiated(transport: Transport, limits: Limits): Promise<About> {
  const { headers, body } = await transport.open({ method: "GET", path: "/_ping", ...limits });
  // An unread answer would keep the connection.
  for await (const _ of body);
  const [major, minor] = versionOf(headers["api-version"]);
  if (major === undefined || minor === undefined)
    throw new EngineFailure("broken", "what answers at the engine's address is no container engine");
  if (headers["ostype"] === "windows")
    throw new EngineFailure("unsupported", "the engine runs Windows containers, which have none of the walls of Linux");
  if (major < 1 || (major === 1 && minor < OLDEST))
    throw new EngineFailure(
      "unsupported",
      `the engine's API is ${major}.${minor}; Bulkhead needs 1.${OLDEST}, which Docker 20.10 brought`,
    );
  const version = (await transport.ask({ method: "GET", path: "/version", ...limits })) as {
    readonly Version?: string;
    readonly MinAPIVersion?: string;
  } | null;
  const [, oldest = 0] = versionOf(version?.MinAPIVersion);
  const api = `${major}.${major > 1 ? minor : Math.max(Math.min(minor, WANTED), oldest)}`;
  const isPodman = headers["libpod-api-version"] !== undefined;
  return { name: isPodman ? "Podman" : "Docker", release: version?.Version ?? "", api };
}

function versionOf(text: unknown): readonly [number?, number?] {
  const [, major, minor] = /^(\d{1,4})\.(\d{1,4})$/.exec(typeof text === "string" ? text : "") ?? [];
  return major === undefined ? [] : [Number(major), Number(minor)];
}

/**
 * An engine that is asked and never changed: every request is a GET. Methods throw `EngineFailure` and nothing else; a thing that is not there is `refused`
 * with status 404. The values of an environment are dropped as they arrive.
 */
export class EngineReader {
  readonly about: About;
  protected readonly transport: Transport;

  protected constructor(transport: Transport, about: About) {
    this.transport = transport;
    this.about = about;
  }

  /** Connects. `tree` is the project's directory, of which no program is started. */
  static async connect(address: Address, tree: string, limits: Limits = {}): Promise<EngineReader> {
    const { transport, about } = await openEngine(address, tree, limits);
    return new EngineReader(transport, about);
  }

  /** Ends all connections. */
  close(): void {
    this.transport.close();
  }

  info(limits: Limits = {}): Promise<Info> {
    return this.read<Info>("/info", {}, limits);
  }

  /** An image by its name, its digest or its identity. */
  async image(name: string, limits: Limits = {}): Promise<Image> {
    return withoutEnvironment(await this.read<Raw<Image>>(`/images/${imagePath(name)}/json`, {}, limits));
  }

  /** The values of the variables of an image whose names are wanted: for nothing but to leave them out of what is told. */
  async imageVariables(
    name: string,
    wanted: (variable: string) => boolean,
    limits: Limits = {},
  ): Promise<readonly string[]> {
    const { Config } = await this.read<Raw<Image>>(`/images/${imagePath(name)}/json`, {}, limits);
    return (Config?.Env ?? []).flatMap((pair) => {
      const at = pair.indexOf("=");
      return at > 0 && wanted(pair.slice(0, at)) ? [pair.slice(at + 1)] : [];
    });
  }

  async containers(
    filters: Filters,
    { all, ...limits }: Limits & { readonly all: boolean },
  ): Promise<readonly ListedContainer[]> {
    const query = { all, filters: JSON.stringify(filters) };
    return (await this.read<readonly ListedContainer[] | undefined>("/containers/json", query, limits)) ?? [];
  }

  async container(id: string, limits: Limits = {}): Promise<Container> {
    return withoutEnvironment(await this.read<Raw<Container>>(`/containers/${segment(id)}/json`, {}, limits));
  }

  /** What differs from the image, mounts left out. */
  async changes(id: string, limits: Limits = {}): Promise<readonly FileChange[]> {
    return (await this.read<readonly FileChange[] | undefined>(`/containers/${segment(id)}/changes`, {}, limits)) ?? [];
  }

  stats(id: string, limits: Limits = {}): Promise<Stats> {
    return this.read<Stats>(`/containers/${segment(id)}/stats`, { stream: false, "one-shot": true }, limits);
  }

  /** What a container has printed; with `follow`, until it ends. `since` is in seconds since 1970. */
  async *logs(
    id: string,
    {
      hasTerminal,
      follow,
      since,
      ...limits
    }: Limits & { readonly hasTerminal: boolean; readonly follow?: boolean; readonly since?: number },
  ): AsyncGenerator<Piece> {
    const query = { stdout: true, stderr: true, follow, since };
    const { body } = await this.open(`/containers/${segment(id)}/logs`, query, limits);
    yield* piecesOf(body, { hasTerminal });
  }

  /** All files of a container as the entries of a tar, volumes left out. It need not have been started. */
  async *exported(
    id: string,
    { wants, ...limits }: Limits & { readonly wants?: (header: TarHeader) => number } = {},
  ): AsyncGenerator<TarEntry> {
    const { body } = await this.open(`/containers/${segment(id)}/export`, {}, limits);
    yield* tarEntries(body, wants);
  }

  /** A file or a directory of a container with all that is below, volumes included. Paths begin with the last name of `path`. */
  async *archive(
    id: string,
    path: string,
    { wants, ...limits }: Limits & { readonly wants?: (header: TarHeader) => number } = {},
  ): AsyncGenerator<TarEntry> {
    const { body } = await this.open(`/containers/${segment(id)}/archive`, { path }, limits);
    yield* tarEntries(body, wants);
  }

  async networks(filters: Filters, limits: Limits = {}): Promise<readonly Network[]> {
    const query = { filters: JSON.stringify(filters) };
    return (await this.read<readonly Network[] | undefined>("/networks", query, limits)) ?? [];
  }

  network(id: string, limits: Limits = {}): Promise<Network> {
    return this.read<Network>(`/networks/${segment(id)}`, {}, limits);
  }

  async volumes(filters: Filters, limits: Limits = {}): Promise<readonly Volume[]> {
    const query = { filters: JSON.stringify(filters) };
    const answer = await this.read<{ readonly Volumes?: readonly Volume[] | null }>("/volumes", query, limits);
    return answer.Volumes ?? [];
  }

  volume(name: string, limits: Limits = {}): Promise<Volume> {
    return this.read<Volume>(`/volumes/${segment(name)}`, {}, limits);
  }

  /** The path of a request in the API's version. */
  protected versioned(path: string): string {
    return `/v${this.about.api}${path}`;
  }

  /** The answer is trusted to be of the engine's form: who answers for an engine has its machine already. */
  protected async read<T>(path: string, query: Query, limits: Limits): Promise<T> {
    return (await this.transport.ask({ method: "GET", path: this.versioned(path), query, ...limits })) as T;
  }

  private open(path: string, query: Query, limits: Limits): Promise<Opened> {
    return this.transport.open({ method: "GET", path: this.versioned(path), query, ...limits });
  }
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** An answer as the engine sends it. */
type Raw<T extends { readonly Config: Config }> = Omit<T, "Config"> & {
  readonly Config?: (Omit<Config, "environmentNames"> & { readonly Env?: readonly string[] | null }) | null;
};

/** Keeps the names of the environment and drops its values. */
function withoutEnvironment<T extends { readonly Config: Config }>(raw: Raw<T>): T {
  const { Env, ...config } = raw.Config ?? {};
  const environmentNames = (Env ?? []).map((pair) => pair.replace(/=.*$/s, ""));
  return { ...raw, Config: { ...config, environmentNames } } as unknown as T;
}

/** One part of a path: an identity, or a name. The engine would take dots and slashes for other paths. */
export function segment(name: string): string {
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name))
    throw new EngineFailure("unsupported", "this is no name that an engine gives to a container, network or volume");
  return encodeURIComponent(name);
}

/** The name of an image may come from a file. Source: https://pkg.go.dev/github.com/distribution/reference */
function imagePath(name: string): string {
  if (!/^[A-Za-z0-9][\w.:/@-]*$/.test(name) || /\.\.|\/\/|\/\.|\/$/.test(name))
    throw new EngineFailure("unsupported", "this is no name of an image");
  return name.split("/").map(encodeURIComponent).join("/");
}
