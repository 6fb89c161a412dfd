import { isRemote } from "../../model/remote.ts";
import {
  baseName,
  directoriesAbove,
  directoryOf,
  inDirectory,
  pathOf,
  resolvePath,
  withoutSlashes,
} from "../../text/uri.ts";
import { said, told } from "../../text/wording.ts";
import { isNull } from "../../yaml/scalar.ts";
import { nodeAt } from "../../yaml/tree.ts";
import type { Environments } from "./environments.ts";
import type { Caller } from "./invocation.ts";
import { BASE_NAMES, isBaseName, isOverrideName, OVERRIDE_NAMES } from "./project-files.ts";
import type { SourceFiles } from "./source-files.ts";
import { setElsewhere, substitute, type Variables } from "./variables.ts";

/** What a project begins with. */
export interface Start {
  readonly files: readonly string[];
  /** The project's own directory. */
  readonly directory: string;
  /** What Compose calls the project; undefined where the files do not tell. */
  readonly name: string | undefined;
  readonly variables: Variables;
  /** Whether `COMPOSE_FILE` names the entry. */
  readonly listed: boolean;
  /** Why Compose does not take the entry by itself, although it is called so that it would. */
  readonly unused?: string;
}

/** What the files of a project are read with. */
interface Reader {
  readonly sources: SourceFiles;
  readonly environments: Environments;
}

/** A Compose that was called in a directory, with what it knows before it has read a Compose file. */
interface Called {
  readonly here: string;
  /** Holds the project's name once that is known. */
  readonly names: Map<string, string | undefined>;
  readonly variables: Variables;
}

/** A way of calling Compose, with the files that it takes then. */
interface Call extends Called {
  readonly files: readonly string[];
  /** Whether `COMPOSE_FILE` names them. */
  readonly listed: boolean;
  readonly unused?: string;
}

/** Nobody calls Compose further above a file than this. */
const MOST_ABOVE = 20;

/** How many files `COMPOSE_FILE` may name. */
const MOST_NAMED = 500;

/** Variables that a login sets for the sockets of its agents, unless a file does. */
const LOGIN: ReadonlySet<string> = new Set(["SSH_AUTH_SOCK", "XDG_RUNTIME_DIR"]);

/** The files of the project that an entry stands for, with its directory and its variables. */
export function startOf(entry: readonly string[], caller: Caller, reader: Reader): Start {
  const { environments } = reader;
  const { directory: given, envFiles, exact = false } = caller;
  const own = given ?? directoryOf(entry[0] ?? "");
  const call = exact || entry.length > 1 ? undefined : callOf(entry[0] ?? "", own, caller, reader);
  const { here, names, variables: outer } = call ?? calledIn(own, envFiles, reader);
  const files = call?.files ?? entry;
  const directory = given ?? directoryOf(files[0] ?? "");
  // Compose reads the file beside the first Compose file too, where it was called elsewhere.
  const variables =
    directory !== here && envFiles === undefined ? environments.of([inDirectory(directory, ".env")], outer) : outer;
  const login: Variables = (name) => variables(name) ?? (LOGIN.has(name) ? setElsewhere(name) : undefined);
  environments.begins(login, variables);
  const name = projectName(files, directory, login, reader);
  names.set("COMPOSE_PROJECT_NAME", name);
  const listed = call?.listed ?? false;
  return {
    files,
    directory,
    name,
    variables: login,
    listed,
    ...(call?.unused === undefined ? {} : { unused: call.unused }),
  };
}

/** What a Compose that is called in a directory starts with. */
function calledIn(here: string, envFiles: readonly string[] | undefined, { environments }: Reader): Called {
  const names = new Map<string, string | undefined>();
  const outside: Variables = (name) => {
    if (name === "PWD") return pathOf(here);
    if (name === "HOME" || name === "USER") return setElsewhere(name);
    return name === "COMPOSE_PROJECT_NAME" ? names.get(name) : undefined;
  };
  return { here, names, variables: environments.of(envFiles ?? [inDirectory(here, ".env")], outside) };
}

/**
 * How Compose is called so that it takes a file: in the nearest directory whose `COMPOSE_FILE` names it, or else in its own, where it goes with its
 * neighbour unless `COMPOSE_FILE` names others.
 * Sources: https://github.com/compose-spec/compose-go/blob/v2.16.2/cli/options.go and observation of Compose 5.7.1.
 */
function callOf(only: string, own: string, caller: Caller, reader: Reader): Call {
  const { directory: given, envFiles, outermost } = caller;
  const first = calledIn(own, envFiles, reader);
  const named = namedIn(first);
  if (named?.includes(only)) return { ...first, files: readable(named, own, reader), listed: true };
  for (const above of given === undefined ? directoriesWithin(own, outermost) : []) {
    const call = calledIn(above, envFiles, reader);
    const files = namedIn(call);
    if (files?.includes(only)) return { ...call, files: readable(files, above, reader), listed: true };
  }
  const isSet = named !== undefined && !isMissing(named, own, reader);
  if (!isSet) return { ...first, files: withNeighbour(only, reader), listed: false };
  const why = "is not read by itself: COMPOSE_FILE in .env names other files";
  return {
    ...first,
    files: [only],
    listed: false,
    ...(isBaseName(only) || isOverrideName(only) ? { unused: why } : {}),
  };
}

/** The files that `COMPOSE_FILE` names; undefined where it is not set. Compose refuses an empty one, which leaves nothing but what is there without it. */
function namedIn({ here, variables }: Called): readonly string[] | undefined {
  const named = variables("COMPOSE_FILE");
  if (typeof named !== "string" || named === "") return undefined;
  const paths = separated(named, variables("COMPOSE_PATH_SEPARATOR")).filter((path) => !isRemote(path));
  return paths.map((path) => resolvePath(here, path));
}

/**
 * Whether none of the files of `COMPOSE_FILE` is there, which is told. Compose refuses that, so that whoever runs a Compose file here says which by other
 * means.
 */
function isMissing(named: readonly string[], directory: string, reader: Reader): boolean {
  const missing = named.length > 0 && named.every((file) => reader.sources.text(file) === null);
  if (missing) readable(named, directory, reader);
  return missing;
}

/** The files of `COMPOSE_FILE` as far as they are read; what is wrong with them is reported at the `.env` of a directory. */
function readable(named: readonly string[], directory: string, { sources }: Reader): readonly string[] {
  const at = { file: inDirectory(directory, ".env"), start: 0, end: 0 };
  const files = named.slice(0, MOST_NAMED);
  if (named.length > files.length)
    sources.report({ at, ...told(said`COMPOSE_FILE names more than ${MOST_NAMED} files`), cut: true });
  for (const file of files) {
    // An empty path is the directory itself.
    const what =
      file === directory
        ? said`COMPOSE_FILE names a directory`
        : said`COMPOSE_FILE names ${baseName(file)}, which cannot be read`;
    if (sources.text(file) === null) sources.report({ at, ...told(what) });
  }
  return files;
}

/**
 * What the project is called: as `COMPOSE_PROJECT_NAME` in its `.env` says, else as the last of its files does that names it, else as its directory is.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/loader/loader.go (projectName)
 */
function projectName(
  files: readonly string[],
  directory: string,
  variables: Variables,
  { sources }: Reader,
): string | undefined {
  const set = variables("COMPOSE_PROJECT_NAME");
  if (typeof set === "string" && set !== "") return set;
  const documents = files.flatMap((file) => sources.parsed(file)?.documents ?? []);
  const names = documents.flatMap(({ root }) => nodeAt(root, "name") ?? []);
  const named = names.findLast((node) => node.kind === "scalar" && !isNull(node) && node.text !== "");
  const { text, unknown } = substitute(named?.kind === "scalar" ? named.text : "", variables, sources.filled);
  return unknown.length > 0 ? undefined : normalisedName(text) || normalisedName(baseName(directory));
}

/** A single file of a usual name goes with the override beside it, and an override with its base, as `docker compose up` would take them. */
function withNeighbour(only: string, reader: Reader): readonly string[] {
  const directory = directoryOf(only);
  if (isBaseName(only)) return [only, ...firstOf(directory, OVERRIDE_NAMES, reader)];
  if (isOverrideName(only)) return [...firstOf(directory, BASE_NAMES, reader), only];
  return [only];
}

function firstOf(directory: string, names: readonly string[], { sources }: Reader): readonly string[] {
  const uris = names.map((name) => inDirectory(directory, name));
  return uris.filter((uri) => typeof sources.text(uri) === "string").slice(0, 1);
}

/** The directories above one up to the outermost, the nearest first; none where the outermost does not lie above it. */
function directoriesWithin(directory: string, outermost: string | undefined): readonly string[] {
  if (outermost === undefined || !directory.startsWith(`${withoutSlashes(outermost)}/`)) return [];
  return directoriesAbove(directory, MOST_ABOVE).filter((above) => above.length >= outermost.length);
}

/** The paths of `COMPOSE_FILE`. Without a separator of its own, Compose takes the system's, which is a semicolon on Windows. */
function separated(paths: string, separator: ReturnType<Variables>): readonly string[] {
  const written = typeof separator === "string" && separator !== "" ? separator : undefined;
  return paths.split(written ?? (paths.includes(";") ? ";" : ":"));
}

/** Source: https://docs.docker.com/compose/how-tos/project-name/ */
function normalisedName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/^[_-]+/, "");
}
