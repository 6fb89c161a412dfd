import { expand } from "../../server/analysis/dockerfile/resolve/expand.ts";
import { resolveDockerfile } from "../../server/analysis/dockerfile/resolve/resolve.ts";
import { KEYWORDS, parseDockerfile } from "../../server/analysis/dockerfile/syntax/parse.ts";
import type { Instruction } from "../../server/analysis/dockerfile/syntax/tree.ts";
import type { Answer, Expanded, Told, ToldStage } from "./answers.ts";
import { VARIABLES, type Word } from "./words.ts";

const FILE = "file:///Dockerfile";

/** Our reading of a file. `refusals` are the one-based lines of all that we say BuildKit refuses. */
export interface OurAnswer extends Omit<Answer, "refused"> {
  readonly instructions: readonly Told[];
  readonly stages: readonly ToldStage[];
  readonly refusals: readonly (readonly [line: number, because: string])[];
}

/** Our reading of a file in the words that both readings share. Never throws. */
export function ourAnswer(text: string): OurAnswer {
  const tree = parseDockerfile(FILE, text);
  const { dockerfile, inputErrors } = resolveDockerfile(tree, { args: new Map() });
  const lineOf = lineCounter(text);
  return {
    ...(dockerfile.syntax ? { syntax: dockerfile.syntax.text } : {}),
    ...(tree.escapedBy === "`" ? { escapedBy: tree.escapedBy } : {}),
    instructions: tree.instructions.map((one) => ourInstruction(one, lineOf)),
    stages: dockerfile.stages.map(
      ({ baseAt, name, named, at }): ToldStage => [
        text.slice(baseAt.start, baseAt.end),
        named ? name : "",
        lineOf(at.start),
      ],
    ),
    refusals: [
      ...[...tree.inputErrors, ...inputErrors].map(({ at, message }) => [lineOf(at.start), message] as const),
      ...dockerfile.refusals.map(({ at, because }) => [lineOf(at.start), because] as const),
    ],
  };
}

/** What our reading makes of a word where all variables are known. */
export function ourWord({ text, escapedBy }: Word): Expanded {
  const value = expand(text, escapedBy, (name) =>
    Object.hasOwn(VARIABLES, name) ? { state: "known", value: VARIABLES[name] ?? "" } : undefined,
  );
  return value.state === "known" ? value.value : null;
}

/** One-based lines, ended by LF alone as BuildKit has it. */
function lineCounter(text: string): (offset: number) => number {
  const feeds = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => {
    const feed = feeds.findIndex((at) => at >= offset);
    return (feed < 0 ? feeds.length : feed) + 1;
  };
}

function ourInstruction(one: Instruction, lineOf: (offset: number) => number): Told {
  const lines = [lineOf(one.whole.start), lineOf(one.whole.end)] as const;
  const heredocs = one.heredocs.map(({ name, expands, body }) => [name, expands, body.text] as const);
  const { keyword, holds, ...own } = content(one);
  return {
    ...{ keyword, lines, ...own },
    ...(heredocs.length > 0 ? { heredocs } : {}),
    ...(holds ? { holds } : {}),
  };
}

/** Of an instruction that nobody knows only the keyword is told. What stands for one in a health check is told in any case. */
function content({ keyword, flags, arguments: words, json, inner }: Instruction, inHealthcheck = false): Told {
  if (!KEYWORDS.has(keyword) && !inHealthcheck) return { keyword };
  const args = inner ? [] : words.map(({ text }) => text);
  return {
    keyword,
    ...(flags.length > 0
      ? { flags: flags.map(({ name, value }) => `--${name}${value === "" ? "" : `=${value}`}`) }
      : {}),
    ...(args.length > 0 ? { args } : {}),
    ...(json ? { json } : {}),
    ...(inner ? { holds: content(inner, keyword === "HEALTHCHECK") } : {}),
  };
}
