import type { Lookup } from "../../compose/project/source-files.ts";
import type { BuildRequest, DockerfileReader, ProjectReaders } from "../../compose/resolve/build.ts";
import type { Value } from "../../dockerfile/resolve/expand.ts";
import { resolveDockerfile } from "../../dockerfile/resolve/resolve.ts";
import { parseDockerfile } from "../../dockerfile/syntax/parse.ts";
import { relocated } from "../../dockerfile/syntax/relocate.ts";
import type { DockerfileTree } from "../../dockerfile/syntax/tree.ts";
import type { InputError } from "../../model/project.ts";
import type { Span } from "../../text/span.ts";
import { baseName } from "../../text/uri.ts";
import { said, told } from "../../text/wording.ts";
import { scalarText } from "../../yaml/scalar-text.ts";
import { type Scalar, wholeOf } from "../../yaml/tree.ts";
import { buildContext } from "../build-context.ts";
import type { ParseCache } from "../cache.ts";
import type { Source } from "../source.ts";
import { dockerfileSource } from "./dockerfile-source.ts";
import { type Entry, noting } from "./door-reader.ts";

/** A Dockerfile within a Compose file, and its extent there. */
export interface InlineDockerfile {
  readonly tree: DockerfileTree;
  readonly within: Span;
}

/** What an entry reads of builds beyond its own text, and what is wrong with that. */
interface Noted {
  /** The Dockerfiles that stand in the file itself. */
  readonly inlines?: Map<string, InlineDockerfile>;
  report?(inputError: InputError): void;
}

/** What reads the files of an entry's builds and projects; each that is not loaded yet is one more of `needs`. */
export function readersFor(
  { lookup, options: { cache } }: Entry,
  needs: Set<string>,
  noted: Noted = {},
): ProjectReaders {
  const read = noting(lookup, needs);
  return {
    dockerfile: dockerfileReader(read, cache, noted),
    context: (directory, dockerfile, files) => buildContext(directory, dockerfile, files, read),
    read,
    parseCompose: (file, text) => cache.compose(file, text),
  };
}

/** Reads the Dockerfiles that containers are built of, under what their build says. */
function dockerfileReader(read: Lookup, cache: ParseCache, { inlines = new Map(), report }: Noted): DockerfileReader {
  return ({ file, inline, target, args, contexts, at }) => {
    const text = read(inline?.at.file ?? file);
    if (text === null) report?.({ at, ...told(said`${baseName(file)} of this build cannot be read`) });
    if (typeof text !== "string") return undefined;
    const tree = inline === undefined ? cache.dockerfile(file, text) : inlineTree(inline, text, inlines);
    const { dockerfile } = resolveDockerfile(tree, {
      args: buildArguments(args),
      contexts: new Set(contexts.map((name) => name.toLowerCase())),
      ...(target === undefined ? {} : { target }),
    });
    return dockerfile;
  };
}

/** The Dockerfile that a scalar holds, with its places in the Compose file. Services that share an anchor share it. */
function inlineTree(scalar: Scalar, source: string, inlines: Map<string, InlineDockerfile>): DockerfileTree {
  const { file, start } = scalar.at;
  const key = `${start} ${file}`;
  const known = inlines.get(key);
  if (known) return known.tree;
  const text = scalarText(source, scalar);
  const tree = relocated(parseDockerfile(file, text.text), file, text, source);
  inlines.set(key, { tree, within: wholeOf(scalar) });
  return tree;
}

/** An argument without a value is taken from the shell of whoever builds. */
function buildArguments(args: BuildRequest["args"]): ReadonlyMap<string, Value> {
  return new Map(
    [...args].map(([name, setting]): readonly [string, Value] => {
      if (setting.state === "unknown") return [name, setting];
      const { value } = setting;
      return [name, value === null ? { state: "unknown", because: `\${${name}}` } : { state: "known", value }];
    }),
  );
}

/** The Dockerfiles that stand in a file of another kind, as sources. */
export function inlineSources(inlines: ReadonlyMap<string, InlineDockerfile>): readonly Source[] {
  return [...inlines.values()].map(({ tree, within }) => dockerfileSource(tree, within));
}

/** The Dockerfiles that a project builds, as sources. */
export function dockerfileSources(files: Iterable<string>, lookup: Lookup, cache: ParseCache): readonly Source[] {
  return [...files].flatMap((file): Source[] => {
    const text = lookup(file);
    return typeof text === "string" ? [dockerfileSource(cache.dockerfile(file, text))] : [];
  });
}
