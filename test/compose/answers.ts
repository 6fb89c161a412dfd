import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Answer } from "./answer.ts";

/** The directory of the hand-written projects. */
export const PROJECTS = path.join(import.meta.dirname, "projects");

const FILE = path.join(import.meta.dirname, "answers.json");

/** Stands in the written answers for the directory of the projects, which is another one on each machine. */
const HERE = "<projects>";

/** What a release of Compose answered, by the names of the projects. */
export interface Answers {
  readonly compose: string;
  readonly projects: Readonly<Record<string, Answer>>;
}

/** Writes Compose's answers on the hand-written projects. */
export async function writeAnswers(compose: string, answers: ReadonlyMap<string, Answer | undefined>): Promise<void> {
  const written: object = { compose, projects: Object.fromEntries(answers) };
  const text = JSON.stringify(written, null, 1).replaceAll(PROJECTS, HERE);
  await writeFile(FILE, `${text}\n`);
}

/** The answers as they were written last, for this machine. */
export async function readAnswers(): Promise<Answers> {
  const here = JSON.stringify(PROJECTS).slice(1, -1);
  return JSON.parse((await readFile(FILE, "utf8")).replaceAll(HERE, () => here)) as Answers;
}
