import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Invocation } from "../../analysis/compose/project/invocation.ts";
import { isBaseName, isOverrideName } from "../../analysis/compose/project/project-files.ts";
import { isComposeTemplateName } from "../../analysis/compose/syntax/detect.ts";
import { isDockerfileName } from "../../analysis/dockerfile/syntax/detect.ts";
import type { ReportedInputError } from "../../analysis/report/report.ts";
import { isNamedAsDoor } from "../../analysis/run/doors/names.ts";
import { SKIPPED } from "../../analysis/text/skipped-directories.ts";
import { withoutSlashes } from "../../analysis/text/uri.ts";
import { readStream } from "../../disk/read-file.ts";
import { isWithin } from "../../disk/real-path.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import type { Entry } from "../../entries/entry.ts";
import { isDevContainerBaseName, pathOf, uriOf } from "../../entries/file-names.ts";
import type { FileSources } from "../../entries/sources.ts";
import type { Terminal } from "../output/terminal.ts";
import { findFiles, type Wanted } from "./find-files.ts";
import { repositoryOf } from "./ignore-files.ts";

/** What is to be checked, in order, and what could not be read while looking for it. */
export interface Entries {
  readonly entries: readonly Entry[];
  readonly problems: readonly ReportedInputError[];
}

/** Standard input's name on the command line. */
const STDIN = "-";

/** What the command line says as `docker compose` would be told: URIs of paths that count from the working directory. */
export interface Surroundings {
  readonly projectDirectory?: string;
  readonly envFile: readonly string[];
}

/** How Compose would be called, by what the command line says. Throws `CannotRun` where a file of variables cannot be read. */
export async function invocationOf(
  { projectDirectory, envFile }: Surroundings,
  sources: FileSources,
  cwd: string,
): Promise<Invocation> {
  const envFiles = envFile.map((file) => uriOf(file, cwd));
  for (const uri of envFiles) mustOpen(uri, sources);
  return {
    ...(projectDirectory === undefined ? {} : { directory: withoutSlashes(uriOf(projectDirectory, cwd)) }),
    ...(envFiles.length === 0 ? {} : { envFiles }),
  };
}

/** The project of exactly these files. Throws `CannotRun` where one of them cannot be read. */
export async function exactEntry(
  files: readonly string[],
  invocation: Invocation,
  sources: FileSources,
  cwd: string,
): Promise<Entry> {
  const [first, ...others] = files.map((file) => uriOf(file, cwd));
  if (first === undefined) throw new CannotRun("no file is named");
  for (const uri of [first, ...others]) mustOpen(uri, sources);
  return { uris: [first, ...others], invocation: { ...invocation, exact: true }, found: false };
}

/** The project that a file stands for, with the files that go with it. Throws `CannotRun` where it cannot be read. */
export async function fileEntry(
  file: string,
  invocation: Invocation,
  sources: FileSources,
  cwd: string,
): Promise<Entry> {
  const uri = mustOpen(uriOf(file, cwd), sources);
  return { uris: [uri], invocation: withOutermost(invocation, uri, cwd), found: false };
}

/** Compose is called in the repository around a file, or in the working directory where that lies above the repository or there is none. */
function withOutermost(invocation: Invocation, uri: string, cwd: string): Invocation {
  const file = pathOf(uri);
  if (file === undefined) return invocation;
  const repository = repositoryOf(path.dirname(file));
  const isBelow = isWithin(file, cwd) && (repository === undefined || isWithin(repository, cwd));
  const outermost = isBelow ? cwd : repository;
  return outermost === undefined ? invocation : { ...invocation, outermost: withoutSlashes(uriOf(outermost, cwd)) };
}

/**
 * Finds what is to be checked under the paths of the command line.
 * Throws `CannotRun` where one of them cannot be read, or is a directory although the project's is given; what cannot be read inside of a directory is a
 * problem.
 */
export async function findEntries(
  paths: readonly string[],
  stdinName: string | undefined,
  invocation: Invocation,
  sources: FileSources,
  terminal: Terminal,
): Promise<Entries> {
  const named = new Set<string>();
  const met = new Set<string>();
  const problems: ReportedInputError[] = [];
  for (const name of paths) {
    if (name === STDIN) {
      named.add(await standardInput(stdinName, sources, terminal));
    } else if (await isDirectory(name, terminal.cwd)) {
      if (invocation.directory !== undefined)
        throw new CannotRun("--project-directory is that of one project: name its files, with -f");
      const found = await findFiles(path.resolve(terminal.cwd, name), WANTED, terminal.cwd);
      problems.push(...found.problems);
      for (const file of found.files) met.add(uriOf(file, terminal.cwd));
    } else if (isPattern(name) && !existsSync(path.resolve(terminal.cwd, name))) {
      for (const file of await matching(name, terminal.cwd)) met.add(uriOf(file, terminal.cwd));
    } else {
      named.add(mustOpen(uriOf(name, terminal.cwd), sources));
    }
  }
  const uris = [...new Set([...named, ...met])].sort(basesFirst);
  const entries = uris.map(
    (uri): Entry => ({
      uris: [uri],
      invocation: isDockerfileName(uri) ? invocation : withOutermost(invocation, uri, terminal.cwd),
      found: !named.has(uri),
    }),
  );
  return { entries, problems };
}

/** A base brings its override along, so it has to be looked at first; Dockerfiles come last, since a project says more about them. */
function basesFirst(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function rank(uri: string): number {
  if (isDockerfileName(uri)) return 2;
  return isOverrideName(uri) ? 1 : 0;
}

async function isDirectory(named: string, cwd: string): Promise<boolean> {
  try {
    return (await stat(path.resolve(cwd, named))).isDirectory();
  } catch {
    // Reading it as a file will say what is wrong with it.
    return false;
  }
}

function isPattern(name: string): boolean {
  return /[*?[\]{}]/.test(name);
}

/** The files that a pattern matches, for shells that leave it as it is. Throws `CannotRun` where there is none. */
async function matching(pattern: string, cwd: string): Promise<readonly string[]> {
  const { filesMatching } = await import("./matching-files.ts");
  const files = await filesMatching(pattern, SKIPPED, cwd);
  if (files.length === 0) throw new CannotRun(`no file matches ${pattern}`);
  return files.filter((file) => isCandidate(path.basename(file), path.basename(path.dirname(file))));
}

function mustOpen(uri: string, sources: FileSources): string {
  const opened = sources.open(uri);
  if (opened.is !== "read") throw new CannotRun(`${sources.name(uri)} ${opened.why}`);
  return uri;
}

async function standardInput(name: string | undefined, sources: FileSources, terminal: Terminal): Promise<string> {
  if (name === undefined) throw new CannotRun("- needs --stdin-filename to tell what it is");
  const text = await readStream(terminal.stdin);
  if (text === undefined) throw new CannotRun("standard input is larger than 2 MiB");
  const uri = uriOf(name, terminal.cwd);
  sources.provide(uri, text);
  return uri;
}

function isCandidate(name: string, directory: string): boolean {
  return (
    /\.ya?ml$/i.test(name) ||
    isDevContainerBaseName(name) ||
    isComposeTemplateName(name) ||
    isNamedAsDoor(`${directory}/${name}`)
  );
}

/** The names that Compose and engines look for by themselves: a directory of such a name stands where a file was meant. */
function isDefaultName(name: string): boolean {
  return isBaseName(name) || isOverrideName(name) || name === "Dockerfile" || name === "Containerfile";
}

const WANTED: Wanted = { isCandidate, isDefaultName };
