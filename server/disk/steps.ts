import { lstatSync, readlinkSync, type Stats } from "node:fs";
import path from "node:path";

/** A path that is gone through to open a file. A directory counts as nothing, since it holds nothing itself. */
export interface Step {
  /** Absolute, and without a symbolic link above its last part. */
  readonly at: string;
  /** A symbolic link has the text that it leads to. */
  readonly is: "nothing" | "file" | { readonly link: string };
}

/** More links one after the other no system follows. */
const MOST_LINKS = 40;

/**
 * Every symbolic link on the way to an absolute path, and what lies at its end. `plain` remembers directories that are no links, from call to call.
 * Nothing is opened; what may not be looked at counts as a file.
 */
export function* stepsTo(file: string, plain: Set<string>): Iterable<Step> {
  let at = path.parse(file).root;
  let links = 0;
  const waiting = file.slice(at.length).split(path.sep).reverse();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const next = path.join(at, name);
    if (next === at || name === ".." || (waiting.length > 0 && plain.has(next))) {
      at = next;
      continue;
    }
    const about = lookAt(next);
    if (about === "hidden") return yield { at: next, is: "file" };
    if (about?.isSymbolicLink()) {
      const link = readlinkSync(next);
      yield { at: next, is: { link } };
      if (++links > MOST_LINKS) return;
      const { root } = path.parse(link);
      if (root !== "") at = path.resolve(root);
      waiting.push(...link.slice(root.length).split(path.sep).reverse());
      continue;
    }
    if (about === undefined || (waiting.length > 0 && !about.isDirectory()))
      return yield { at: path.join(next, ...waiting.reverse()), is: "nothing" };
    at = next;
    if (about.isDirectory()) plain.add(next);
    if (waiting.length === 0) yield { at, is: about.isDirectory() ? "nothing" : "file" };
  }
}

function lookAt(file: string): Stats | "hidden" | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch {
    return "hidden";
  }
}
