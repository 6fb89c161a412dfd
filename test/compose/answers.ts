import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Answer } from "./answer.ts";

/** The directory of the hand-written projects. */
export const PROJECTS = path.join(import.meta.dirname, "projects");

const ANSWERS = path.join(import.meta.dirname, "answers");

/** Stands in the written answers for the directory of the projects, which is another one on each machine. */
const HERE = "<projects>";

/** What a release of Compose answered, by the names of the projects. */
export interface Answers {
  readonly compose: string;
  readonly projects: Readonly<Record<string, Answer>>;
}

/** A release by its first two numbers: `5.7` of `v5.7.1`. */
export function releaseOf(version: string): string {
  return /\d+\.\d+/.exec(version)?.[0] ?? version;
}

/** Writes a Compose's answers on the hand-written projects, in place of what a Compose of its release said before. */
export async function writeAnswers(compose: string, answers: ReadonlyMap<string, Answer | undefined>): Promise<void> {
  const inOrder = [...answers].sort(([a], [b]) => (a < b ? -1 : 1));
  const written: object = { compose, projects: Object.fromEntries(inOrder) };
  const text = JSON.stringify(written, null, 1).replaceAll(PROJECTS, HERE);
  await writeFile(path.join(ANSWERS, `${releaseOf(compose)}.json`), `${text}\n`);
}

/** What a Compose of a version said before on the hand-written projects; nothing where another one of its release was asked, or none. */
export async function answersBefore(compose: string): Promise<Answers["projects"]> {
  const release = releaseOf(compose);
  const before = releasesAsked().includes(release) ? await readAnswers(release) : undefined;
  return before?.compose === compose ? before.projects : {};
}

/** The releases whose answers are written down. */
export function releasesAsked(): readonly string[] {
  return readdirSync(ANSWERS).map((file) => path.basename(file, ".json"));
}

/** The answers of a release as they were written last, for this machine. */
export async function readAnswers(release: string): Promise<Answers> {
  const here = JSON.stringify(PROJECTS).slice(1, -1);
  const text = await readFile(path.join(ANSWERS, `${release}.json`), "utf8");
  return JSON.parse(text.replaceAll(HERE, () => here)) as Answers;
}
