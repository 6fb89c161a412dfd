/**
 * `npm run test:compose`: our resolution of Compose projects against the real `docker-compose config`, value by value, on the projects of
 * `test/compose/projects` and on the corpus where one lies beside the repository. Compose's answers on the former are written to `answers`, so
 * that `npm test` compares with them again on any machine. Without a Compose it says why, and passes nothing.
 * `npm run test:compose -- TEXT` takes only the projects whose names hold the text, and leaves the other answers as they are; `COMPOSE=/path/to/docker-compose` takes that Compose, under whose
 * release our resolution then reads the files too.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { ROOT } from "../../scripts/build.ts";
import { conclude } from "../../scripts/counts.ts";
import { type Answer, answerOf } from "./answer.ts";
import { answersBefore, PROJECTS, releaseOf, writeAnswers } from "./answers.ts";
import { type Case, corpusCases, projectCases } from "./cases.ts";
import { ourProject } from "./compare.ts";
import { type ComposeProgram, composeProgram } from "./config.ts";
import { type Judgement, judge } from "./judge.ts";

process.exitCode = await main(process.argv[2] ?? "");

async function main(wanted: string): Promise<number> {
  const projects = projectCases(PROJECTS);
  const cases = [...projects, ...corpusCases(path.join(ROOT, "../shared/corpus"))].filter(({ name }) =>
    name.includes(wanted),
  );
  const compose = await composeProgram(process.env["COMPOSE"]);
  if (typeof compose === "string") {
    console.log(`Skipped: ${compose}.\n0 passed, 0 failed, ${cases.length} skipped`);
    return 0;
  }
  console.log(`Docker Compose ${compose.version}`);
  const answers = new Map<Case, Answer>();
  const judged = await judgeAll(cases, compose, answers);
  const known = wanted === "" ? {} : await answersBefore(compose.version);
  const own = projects.flatMap((one) => (answers.has(one) ? [[one.name, answers.get(one)] as const] : []));
  await writeAnswers(compose.version, new Map([...Object.entries(known), ...own]));
  for (const { name, differences } of judged) {
    for (const difference of differences) console.log(`FAILED ${name}: ${difference}`);
  }
  report(judged);
  const failed = judged.filter(({ differences }) => differences.length > 0).length;
  return conclude({ passed: judged.length - failed, failed });
}

/** Compose keeps a processor busy by itself for a tenth of a second for each project. */
async function judgeAll(
  cases: readonly Case[],
  compose: ComposeProgram,
  answers: Map<Case, Answer>,
): Promise<readonly Judgement[]> {
  const home = await mkdtemp(path.join(os.tmpdir(), "bulkhead-home-"));
  const queue = [...cases];
  const judged: Judgement[] = [];
  const worker = async (): Promise<void> => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      const ours = ourProject(one.files, releaseOf(compose.version));
      if (ours === undefined) continue;
      const answer = await answerOf(one, compose, home);
      answers.set(one, answer);
      judged.push(judge(one, ours, answer, releaseOf(compose.version)));
    }
  };
  try {
    await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
  } finally {
    await rm(home, { recursive: true });
  }
  return judged.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function report(judged: readonly Judgement[]): void {
  const total = (count: (one: Judgement) => number): number => judged.reduce((sum, one) => sum + count(one), 0);
  const refused = judged.filter(({ is }) => is === "refused");
  console.log(`${judged.length - refused.length} projects that Compose accepts, ${refused.length} that it refuses`);
  console.log(
    `${total(({ same }) => same)} values are the same, ${total(({ unknown }) => unknown)} are unknown for want of a variable, ` +
      `${total(({ differences }) => differences.length)} differ`,
  );
  for (const why of new Set(refused.flatMap(({ unsaid }) => unsaid ?? []))) {
    const names = refused.filter(({ unsaid }) => unsaid === why).map(({ name }) => name);
    console.log(`Refused without a word of ours, ${names.length}, since it is ${why}:\n  ${names.join("\n  ")}`);
  }
}
