import type { FuzzedProject } from "./projects.ts";

type Files = FuzzedProject["files"];

/** What is to be seen in a project for it to count for a class. The texts decide, not what made them. */
const CLASSES: Readonly<Record<string, (files: Files) => boolean>> = {
  "20 levels of shared mappings": deep(/^x-\w+?\d+: &\w+ \{l: \*(\w+), r: \*\1\}$/gm),
  "20 levels of shared lists": deep(/^x-\w+?\d+: &\w+ \[\*(\w+), \*\1\]$/gm),
  "20 levels of merge keys": deep(/^x-\w+?\d+: &\w+ \{<<: /gm),
  "an alias in a service": compose(/^ {4}[\w-]+: .*\*[nmc]\w*\d/m),
  "an alias below two keys of a service": compose(/^ {4}[\w-]+: \{[^}]*\{.*\*[nmc]\w*\d/m),
  "an alias at the top": compose(/^(?!x-)[\w-]+: .*\*[nmc]\w*\d/m),
  "a merge key in a service": compose(/^ {4}[\w-]+: \{<<: /m),
  "!!omap": compose(/!!omap/),
  "!!pairs": compose(/!!pairs/),
  "!!set": compose(/!!set/),
  "a tag of nobody's": compose(/!custom/),
  "!reset": compose(/!reset/),
  "!override": compose(/!override/),
  "several documents": compose(/\n---/),
  "a directive of YAML": compose(/^%/m),
  "flow soup": compose(/[[\]{}]{4}/),
  "one token often": compose(/(.{1,6})\1{90}/),
  "a key that every object has": compose(/[{, ]"?(?:constructor|toString|__proto__|valueOf)"?: /),
  "a value that every object has": compose(/: "(?:constructor|toString|__proto__|valueOf)"/),
  "a seccomp profile with a name that every object has": compose(/"seccomp:(?:constructor|toString|__proto__|valueOf)/),
  "a variable that every object has": file(/\.env$/, /^(?:constructor|toString|__proto__)=/m),
  "variables that name each other": file(/\.env$/, /^\w+=.*\$\{?\w/m),
  "variables that double 25 times": file(/\.env$/, /^D25=/m),
  "a use of such a variable": (files) => compose(/\$\{D(?:2[5-9]|[34]\d)\}/)(files) && file(/^\.env$/, /^D25=/m)(files),
  "a cycle of includes": (files) =>
    reaches(files, (text) => [...text.matchAll(/^include: .*$/gm)].flatMap(([line]) => namesIn(line))),
  "a cycle of extends": (files) =>
    reaches(files, (text) => [...text.matchAll(/extends: \{file: (g\d+)/g)].map(([, name = ""]) => name)),
  "a diamond of includes": (files) => Object.keys(files).filter((name) => included(files, name) > 1).length > 0,
  "includes that double 20 times": (files) =>
    Object.keys(files).filter((name) => included(files, name) > 1).length >= 20,
  "an override file": (files) => "compose.override.yaml" in files,
  "!reset in an override file": file(/override/, /!reset/),
  "a range of all ports": compose(/\D1-65535/),
  dockerfile_inline: compose(/dockerfile_inline/),
  "a Dockerfile beside it": (files) => "Dockerfile" in files,
  "a seccomp profile": file(/^p\.json$/, /./),
  settings: (files) => ".bulkhead.yaml" in files,
  "an escape sequence": compose(/\\u001[bB]/),
  "text that turns its direction": compose(/[\u202E\u2066\u061C\u200F]/),
  "half of a surrogate pair": compose(/\\ud[89a-f]/i),
  "a command of a CI system": compose(/##vso\[|##\[|::error|::add-mask/),
  "four files": (files) => Object.keys(files).length >= 4,
};

/** Counts how many projects hold what. */
export class Coverage {
  readonly #counts = new Map(Object.keys(CLASSES).map((name) => [name, 0]));

  add({ files }: FuzzedProject): void {
    for (const [name, holds] of Object.entries(CLASSES)) {
      if (holds(files)) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    }
  }

  /** The classes with the number of their projects, in their order. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}

function compose(pattern: RegExp): (files: Files) => boolean {
  return file(/^compose\.yaml$/, pattern);
}

function file(name: RegExp, pattern: RegExp): (files: Files) => boolean {
  return (files) => Object.entries(files).some(([one, text]) => name.test(one) && pattern.test(text));
}

function deep(level: RegExp): (files: Files) => boolean {
  return ({ "compose.yaml": text = "" }) => [...text.matchAll(level)].length >= 20;
}

function namesIn(line: string): readonly string[] {
  return [...line.matchAll(/g\d+/g)].map(([name]) => name);
}

/** How often one file includes another. */
function included(files: Files, name: string): number {
  return Object.values(files).reduce((count, text) => {
    const lines = [...text.matchAll(/^include: .*$/gm)].flatMap(([line]) => namesIn(line));
    return count + lines.filter((one) => `${one}.yaml` === name).length;
  }, 0);
}

/** Whether one of the graph's files leads back to itself. */
function reaches(files: Files, targets: (text: string) => readonly string[]): boolean {
  const next = (name: string): readonly string[] => targets(files[`${name}.yaml`] ?? "");
  return Object.keys(files).some((start) => {
    const own = start.replace(".yaml", "");
    const seen = new Set<string>();
    const open = [...next(own)];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      open.push(...next(name));
    }
    return seen.has(own);
  });
}
