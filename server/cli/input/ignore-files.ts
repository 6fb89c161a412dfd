import { existsSync } from "node:fs";
import path from "node:path";
import type { ReportedInputError } from "../../analysis/report/report.ts";
import { readRegularFile } from "../../disk/read-file.ts";
import { nameOf, uriOf } from "../../entries/file-names.ts";
import { Comparisons, type IgnorePatterns, parseGitignore } from "./gitignore.ts";

/** The ignore files that hold in a directory: its own and those above it, the outermost first, in a directory the weakest first. */
export type IgnoreRules = readonly {
  readonly directory: string;
  readonly patterns: IgnorePatterns;
  /** Is told where the patterns take more comparisons than a path may have. */
  readonly giveUp: () => void;
}[];

/** The names of ignore files, the weakest first. */
const NAMES = [".gitignore", ".ignore"];

const TOO_MUCH =
  "has patterns that take too long to compare with a path: some paths are looked at that they may leave out";

/** The largest ignore file that is read, in bytes: every pattern of it is tried on every file below. */
const LARGEST = 256 * 1024;

/** The rules that hold for a directory, and whether they leave it out. */
interface RulesOn {
  readonly rules: IgnoreRules;
  readonly isOut: boolean;
}

/** Reads the ignore files of repositories, and remembers which of them could not be read. */
export class IgnoreFiles {
  readonly problems: ReportedInputError[] = [];
  readonly #cwd: string;
  readonly #told = new Set<string>();
  /** What holds in the directories that were asked about, for those who ask about many files in each. */
  readonly #inside = new Map<string, RulesOn>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** The rules that hold in a directory, from the ignore files of the repository around it. Those above it do not count where they ignore the directory itself. */
  rulesAbove(directory: string): IgnoreRules {
    const { rules, isOut } = this.#rulesOn(directory);
    return isOut ? [] : rules;
  }

  /** Whether the ignore files of the repository around a file leave it out, or a directory that it lies in. */
  leavesOut(file: string, isDirectory: boolean): boolean {
    const directory = path.dirname(file);
    const inside = this.#inside.get(directory) ?? this.#rulesInside(directory);
    this.#inside.set(directory, inside);
    const { rules, isOut } = inside;
    return isOut || isIgnored(rules, file, isDirectory);
  }

  /** The rules that hold in a directory below one with `above`. */
  rulesIn(directory: string, above: IgnoreRules): IgnoreRules {
    const rules = [...above];
    for (const name of NAMES) {
      const file = path.join(directory, name);
      const read = readRegularFile(file, LARGEST);
      if (read.is === "read") {
        const giveUp = (): void => this.#tell(file, TOO_MUCH);
        rules.push({ directory, patterns: parseGitignore(read.bytes), giveUp });
      } else if (read.is !== "missing") this.#tell(file, read.why);
    }
    return rules;
  }

  /** Says what is wrong with a file once, however many paths it holds for. */
  #tell(file: string, message: string): void {
    if (this.#told.has(file)) return;
    this.#told.add(file);
    this.problems.push({ file: nameOf(uriOf(file, this.#cwd), this.#cwd), line: 1, message });
  }

  #rulesInside(directory: string): RulesOn {
    const { rules, isOut } = this.#rulesOn(directory);
    return { rules: isOut ? rules : this.rulesIn(directory, rules), isOut };
  }

  /** The rules of the directories above one, and whether they leave it out. */
  #rulesOn(directory: string): RulesOn {
    const root = repositoryOf(directory);
    const below = root === undefined ? "" : path.relative(root, directory);
    let rules: IgnoreRules = [];
    let at = root ?? directory;
    for (const name of below === "" ? [] : below.split(path.sep)) {
      rules = this.rulesIn(at, rules);
      at = path.join(at, name);
      if (isIgnored(rules, at, true)) return { rules, isOut: true };
    }
    return { rules, isOut: false };
  }
}

/** Whether the rules ignore a path whose directory they do not ignore. The innermost file that speaks of it decides; where it gave up, nothing is ignored. */
export function isIgnored(rules: IgnoreRules, file: string, isDirectory: boolean): boolean {
  const comparisons = new Comparisons();
  for (let index = rules.length - 1; index >= 0; index--) {
    const { directory, patterns, giveUp } = rules[index] as IgnoreRules[number];
    const relative = path.relative(directory, file).split(path.sep).join("/");
    const verdict = patterns.verdict(relative, isDirectory, comparisons);
    if (verdict !== undefined) return verdict;
    if (comparisons.areSpent) {
      giveUp();
      return false;
    }
  }
  return false;
}

/** The root of the repository that a directory lies in; undefined where there is none. */
export function repositoryOf(directory: string): string | undefined {
  for (let at = directory; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, ".git"))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}
