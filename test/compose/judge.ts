import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Project } from "../../server/analysis/model/project.ts";
import { Lines } from "../../server/analysis/text/lines.ts";
import type { Answer } from "./answer.ts";
import type { Case } from "./cases.ts";
import { type Comparison, compare } from "./compare.ts";
import { UNSAID } from "./unsaid.ts";

/** What became of one project. */
export interface Judgement extends Comparison {
  readonly name: string;
  readonly is: "accepted" | "refused";
  /** Why we say nothing of a project that Compose refuses. */
  readonly unsaid?: string;
}

/** Resolves a project and compares with what Compose makes of it. */
export function judge(one: Case, ours: Project, { refused, unset, services }: Answer, release: string): Judgement {
  const { name, directory } = one;
  const inputErrors = one.inputErrors?.(release);
  const comparison: Comparison =
    services === undefined ? { same: 0, unknown: 0, differences: [] } : compare(ours, services, unset);
  const said = troubleLines(ours, directory);
  if (refused === undefined) {
    for (const line of said) comparison.differences.push(`Compose accepts what we say it refuses: ${line}`);
    return { name, is: "accepted", ...comparison };
  }
  const unsaid = said.length > 0 ? undefined : whyUnsaid(refused, unset);
  if (said.length === 0 && unsaid === undefined)
    comparison.differences.push(`Compose refuses it and we say nothing: ${refused}`);
  if (inputErrors !== undefined && inputErrors.join("\n") !== said.join("\n")) {
    comparison.differences.push(
      `Compose: ${refused}\n      we say\n${said.join("\n")}\n      and not\n${inputErrors.join("\n")}`,
    );
  }
  return { name, is: "refused", ...comparison, ...(unsaid === undefined ? {} : { unsaid }) };
}

function whyUnsaid(reason: string, unset: readonly string[]): string | undefined {
  const known = UNSAID.find(({ message }) => message.test(reason))?.why;
  return known ?? (unset.length > 0 ? "a value that a variable without a value leaves empty" : undefined);
}

/** What we say could not be read, then what we say Compose refuses. */
function troubleLines({ inputErrors, refusals }: Project, directory: string): readonly string[] {
  const refused = refusals.map(({ at, because }) => ({ at, message: because }));
  return [...inputErrors, ...refused].map(({ at, message }) => {
    const file = fileURLToPath(at.file);
    const { line } = new Lines(readFileSync(file, "utf8")).positionAt(at.start);
    return `${path.relative(directory, file)}:${line + 1}: ${message}`;
  });
}
