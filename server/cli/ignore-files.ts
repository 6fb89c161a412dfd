import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Ignore } from "ignore";

/** The ignore files that hold in a directory: its own and those above it, the outermost first. */
export type IgnoreRules = readonly { readonly directory: string; readonly matcher: Ignore }[];

/** The names of ignore files, the weakest first. */
const NAMES = [".gitignore", ".ignore"];

/** The rules that hold in a directory, from the ignore files of the repository around it. Those above it do not count where they ignore the directory itself. */
export async function rulesAbove(directory: string): Promise<IgnoreRules> {
  let rules: IgnoreRules = [];
  for (const parent of parentsInRepository(directory)) rules = await rulesIn(parent, rules);
  return isIgnored(rules, directory, true) ? [] : rules;
}

/** The rules that hold in a directory below one with `above`. */
export async function rulesIn(directory: string, above: IgnoreRules): Promise<IgnoreRules> {
  const texts = await Promise.all(NAMES.map((name) => readOrNothing(path.join(directory, name))));
  if (texts.every((text) => text === "")) return above;
  const { default: ignore } = await import("ignore");
  return [...above, { directory, matcher: ignore().add(texts.join("\n")) }];
}

/** Whether the rules ignore a path. The innermost file that speaks of it decides. */
export function isIgnored(rules: IgnoreRules, file: string, isDirectory: boolean): boolean {
  for (const { directory, matcher } of [...rules].reverse()) {
    const relative = path.relative(directory, file).split(path.sep).join("/");
    if (relative === "" || relative.startsWith("../")) continue;
    const verdict = matcher.test(isDirectory ? `${relative}/` : relative);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** The directories above one, from the repository's root down; none where there is no repository. */
function parentsInRepository(directory: string): readonly string[] {
  const parents: string[] = [];
  let at = directory;
  while (!existsSync(path.join(at, ".git"))) {
    const parent = path.dirname(at);
    if (parent === at) return [];
    parents.unshift(parent);
    at = parent;
  }
  return parents;
}

async function readOrNothing(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return "";
  }
}
