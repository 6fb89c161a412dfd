import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { ROOT } from "../../scripts/build.ts";
import { sectionsOf } from "../analysis/rules/spec.ts";
import { beside } from "../beside.ts";
import { HOSTILE } from "../dockerfile-corpus.ts";
import { Draw, generatedFile } from "./generate.ts";
import { SHAPES } from "./shapes.ts";

export interface Case {
  readonly name: string;
  readonly text: string;
}

/** Real files that lie beside the repository on the machines of those who work on it. */
const BESIDE = beside("corpus");
const DOCKERFILES = "**/*[dD]ockerfile*";

/** The Dockerfiles of the repository, those of the spec pages, the shapes, and those that are generated. */
export function ownCases(seed: number, generated: number): readonly Case[] {
  const draw = new Draw(seed);
  return [
    ...filesOf(ROOT, [`test/corpus/${DOCKERFILES}`, `examples/${DOCKERFILES}`, "Dockerfile"]),
    ...globSync("server/analysis/rules/*.md", { cwd: ROOT }).sort().flatMap(pageCases),
    ...Object.entries(HOSTILE).map(([name, make]) => ({ name, text: make(400) })),
    ...SHAPES.map((text, index) => ({ name: `shape ${index}: ${JSON.stringify(text.slice(0, 200))}`, text })),
    ...Array.from({ length: generated }, (_, index) => ({ name: `generated ${index}`, text: generatedFile(draw) })),
  ];
}

/** The Dockerfiles beside the repository; none where they are not there. */
export function casesBeside(): readonly Case[] {
  return BESIDE === undefined ? [] : filesOf(BESIDE, [DOCKERFILES]);
}

function filesOf(folder: string, patterns: readonly string[]): readonly Case[] {
  return globSync([...patterns], { cwd: folder })
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), "utf8") }));
}

/** The files of a spec page without its marks. */
function pageCases(page: string): readonly Case[] {
  return sectionsOf(readFileSync(path.join(ROOT, page), "utf8")).flatMap(({ title, blocks }) =>
    blocks
      .filter(({ kind, name }) => kind !== "fixes" && /dockerfile$/i.test(name))
      .map(({ name, text }) => ({
        name: `${page}, ${title}, ${name}`,
        text: text.replace(/^[ \t]*\^.*\n/gm, ""),
      })),
  );
}
