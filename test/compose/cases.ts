import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";

/** A project to be resolved by Compose and by us. */
export interface Case {
  readonly name: string;
  /** Where Compose is started. */
  readonly directory: string;
  /** The files that we are given, as absolute paths; the first one decides the directory. */
  readonly files: readonly string[];
  /** What Compose is given: `-f` and a file for each, or nothing where it finds them by their names. */
  readonly options: readonly string[];
  /** Where a release of Compose refuses it: what we say, as `FILE:LINE: message`. Undefined in the corpus, where anything will do. */
  readonly inputErrors?: (release: string) => readonly string[];
}

const NAMES = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

/**
 * The hand-written projects: one directory each. `arguments` holds options of Compose, where there are any; `refused.txt` tells what we say of a
 * project that Compose refuses, `refused-5.7.txt` of one that this release refuses otherwise.
 */
export function projectCases(root: string): readonly Case[] {
  return readdirSync(root)
    .sort()
    .map((name) => {
      const directory = path.join(root, name);
      const options = words(path.join(directory, "arguments"));
      const named = options.filter((option) => option !== "-f");
      const files =
        named.length > 0 ? named : NAMES.filter((file) => existsSync(path.join(directory, file))).slice(0, 1);
      const inputErrors = (release: string): readonly string[] => {
        const files = [`refused-${release}.txt`, "refused.txt"].map((file) => path.join(directory, file));
        const refused = files.find((file) => existsSync(file));
        return refused === undefined ? [] : readFileSync(refused, "utf8").trim().split("\n");
      };
      return { name, directory, options, files: files.map((file) => path.join(directory, file)), inputErrors };
    });
}

function words(file: string): readonly string[] {
  return existsSync(file) ? readFileSync(file, "utf8").trim().split(/\s+/) : [];
}

/** Every YAML file of a directory, each as a project of its own; those of a usual name with the override beside them. */
export function corpusCases(folder: string): readonly Case[] {
  if (!existsSync(folder)) return [];
  // Compose names files by the path that the system gives for its directory, which knows no symbolic links.
  const root = realpathSync(folder);
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => {
      const file = path.join(root, name);
      const directory = path.dirname(file);
      const taken = NAMES.find((usual) => existsSync(path.join(directory, usual)));
      return { name, directory, files: [file], options: path.basename(file) === taken ? [] : ["-f", file] };
    });
}
