import type { StartScript } from "../../model/container.ts";
import { knownValue } from "../../model/setting.ts";
import { layersOf, type Stage } from "../../model/stage.ts";
import { parseScript } from "../../shell/parse.ts";
import { MappedText } from "../../text/mapped-text.ts";
import { normalisePath, resolvePath } from "../../text/uri.ts";

/**
 * The script of the build context that the image starts with, with what it runs; undefined where it starts with something else. `directory` is the
 * context's, `read` gives a file's text, undefined where it is not loaded yet and null where it cannot be read.
 */
export function startScriptOf(
  stage: Stage,
  directory: string,
  read: (uri: string) => string | null | undefined,
): StartScript | undefined {
  const words = knownValue(stage.entrypoint) ?? knownValue(stage.command) ?? [];
  for (const word of words.slice(0, MOST_WORDS)) {
    const source = sourceOf(word, stage);
    if (source === undefined) continue;
    const file = resolvePath(directory, source);
    const text = read(file);
    if (typeof text !== "string" || text.length > LONGEST) return { path: source, script: NOTHING };
    const shell = ["/bin/sh", "-c"];
    const script = parseScript({ file, shell, source: MappedText.whole(text, 0), variables: () => undefined });
    return { path: source, script };
  }
  return undefined;
}

/** `tini -- sh -e /entrypoint.sh` names the script with its fifth word. */
const MOST_WORDS = 8;

/** A longer script is not followed. UTF-16 code units. */
const LONGEST = 100_000;

const NOTHING = { commands: [], complete: false } as const;

/** The path in the context of the file that a word names, be it by its path or as a program of PATH. */
function sourceOf(word: string, stage: Stage): string | undefined {
  if (word.startsWith("-") || word === "" || word.includes("$")) return undefined;
  for (const layer of layersOf(stage)) {
    const workdir = layer.workdirs.map(({ path }) => knownValue(path) ?? "").findLast((path) => path.startsWith("/"));
    for (const { sources, target, from } of layer.copies) {
      if (from !== undefined) continue;
      const at = inside(workdir ?? "/", target);
      for (const { text } of sources) {
        const found = matching(word, text, at, target.endsWith("/") || sources.length > 1, workdir ?? "/");
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

/** Where in the context the file lies that is copied from `source` to `at` and is called `word`. */
function matching(word: string, source: string, at: string, isDirectory: boolean, workdir: string): string | undefined {
  const name = source.slice(source.lastIndexOf("/") + 1);
  const named = word.includes("/") ? inside(workdir, word) : undefined;
  const places = isDirectory ? [inside(at, name)] : [at, inside(at, name)];
  for (const place of places) {
    if (named === place || (named === undefined && place.endsWith(`/${word}`) && /\/bin\//.test(place))) return source;
  }
  // What is copied as a directory: the file lies as deep in it as in the image.
  const isTree = !/\.\w+$/.test(name) || name === "." || name === "";
  return isTree && named?.startsWith(at === "/" ? "/" : `${at}/`)
    ? `${source}/${named.slice(at === "/" ? 1 : at.length + 1)}`
    : undefined;
}

function inside(directory: string, path: string): string {
  return normalisePath(path.startsWith("/") ? path : `${directory}/${path}`);
}
