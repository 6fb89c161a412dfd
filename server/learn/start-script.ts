import type { CapabilityName } from "../analysis/facts/capabilities.ts";
import { mayNeed } from "../analysis/fixes/dockerfile-needs.ts";
import { parseScript } from "../analysis/shell/parse.ts";
import { MappedText } from "../analysis/text/mapped-text.ts";
import { normalisePath } from "../analysis/text/uri.ts";

/** `tini -- sh -e /entrypoint.sh` names the script with its fifth word. */
const MOST_WORDS = 8;

const SEARCHED = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** Where the files of an image may lie that the words of its start name; many images have a link to `/usr/bin` at `/bin`. */
export function startPaths(words: readonly string[], workingDir = "/"): ReadonlySet<string> {
  const named = words.slice(0, MOST_WORDS).filter((word) => word !== "" && !word.startsWith("-"));
  const paths = named.flatMap((word) => {
    if (!word.includes("/")) return SEARCHED.map((directory) => `${directory}/${word}`);
    const path = normalisePath(word.startsWith("/") ? word : `${workingDir}/${word}`);
    return /^\/s?bin\//.test(path) ? [path, `/usr${path}`] : [path];
  });
  return new Set(paths);
}

/** What the commands of scripts may need, as far as they can be read: the search begins with it, and shows what is needed indeed. */
export function hintedBy(scripts: Iterable<string>): readonly CapabilityName[] {
  const commands = [...scripts].flatMap((text) => {
    const source = MappedText.whole(text, 0);
    return parseScript({ file: "", shell: ["/bin/sh", "-c"], source, variables: () => undefined }).commands;
  });
  return mayNeed(commands);
}
