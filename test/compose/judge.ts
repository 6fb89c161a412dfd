import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Project, Trouble } from "../../server/analysis/model/project.ts";
import { Lines } from "../../server/analysis/text/lines.ts";
import type { Case } from "./cases.ts";
import { type Comparison, compare, ourProject } from "./compare.ts";
import { type ComposeProgram, type Printed, printed } from "./config.ts";
import { UNSAID } from "./unsaid.ts";

/** What became of one project. */
export interface Judgement extends Comparison {
  readonly name: string;
  readonly is: "accepted" | "refused" | "not compose";
  /** Why we say nothing of a project that Compose refuses. */
  readonly unsaid?: string;
}

/** Resolves a project in both ways and compares. `home` is the home directory that Compose is told. */
export async function judge(one: Case, compose: ComposeProgram, home: string): Promise<Judgement> {
  const { name, directory, options } = one;
  const ours = ourProject(one.files);
  if (ours === undefined) return { name, is: "not compose", same: 0, unknown: 0, differences: [] };
  const theirs = await printed(compose, directory, options, [], home);
  const said = troubleLines(ours, directory);
  if (theirs.is === "accepted") {
    const comparison = compare(ours, theirs, home);
    for (const line of said) comparison.differences.push(`Compose accepts what we say it refuses: ${line}`);
    return { name, is: "accepted", ...comparison };
  }
  // What Compose still resolves when it is told to overlook what it can, must be the same too.
  const lenient = await printed(compose, directory, options, ["--no-consistency", "--no-env-resolution"], home);
  const comparison: Comparison =
    lenient.is === "accepted" ? compare(ours, lenient, home) : { same: 0, unknown: 0, differences: [] };
  const unsaid = said.length > 0 ? undefined : whyUnsaid(theirs);
  if (said.length === 0 && unsaid === undefined)
    comparison.differences.push(`Compose refuses it and we say nothing: ${theirs.reason}`);
  if (one.troubles !== undefined && one.troubles.join("\n") !== said.join("\n")) {
    comparison.differences.push(
      `Compose: ${theirs.reason}\n      we say\n${said.join("\n")}\n      and not\n${one.troubles.join("\n")}`,
    );
  }
  return { name, is: "refused", ...comparison, ...(unsaid === undefined ? {} : { unsaid }) };
}

function whyUnsaid({ reason, unset }: Printed & { readonly is: "refused" }): string | undefined {
  const known = UNSAID.find(({ message }) => message.test(reason))?.why;
  return known ?? (unset.size > 0 ? "a value that a variable without a value leaves empty" : undefined);
}

function troubleLines({ troubles }: Project, directory: string): readonly string[] {
  return troubles.map(({ at, message }: Trouble) => {
    const file = fileURLToPath(at.file);
    const { line } = new Lines(readFileSync(file, "utf8")).positionAt(at.start);
    return `${path.relative(directory, file)}:${line + 1}: ${message}`;
  });
}
