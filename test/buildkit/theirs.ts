import { KEYWORDS } from "../../server/analysis/dockerfile/syntax/parse.ts";
import type { Answer, Told, ToldStage } from "./answers.ts";

/** What the program of `record/` answers for a file; what is empty is absent. */
export interface Recorded {
  readonly refused?: { readonly line: number; readonly message: string };
  readonly syntax?: string;
  readonly escape?: string;
  readonly instructions?: readonly RecordedInstruction[];
  readonly stages?: readonly { readonly base: string; readonly name?: string; readonly line: number }[];
}

interface RecordedInstruction {
  readonly keyword: string;
  readonly lines: readonly [number, number];
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
  readonly json?: boolean;
  readonly heredocs?: readonly RecordedHeredoc[];
  readonly holds?: RecordedInstruction;
}

interface RecordedHeredoc {
  readonly name: string;
  readonly expands: boolean;
  readonly chomps: boolean;
  readonly body: string;
}

/** BuildKit's answer in the words that both readings share. */
export function theirAnswer({ refused, syntax, escape: escapedBy, instructions, stages }: Recorded): Answer {
  return {
    // What BuildKit proposes instead hangs on the order of a map, which is another one in each run.
    ...(refused ? { refused: [refused.line, refused.message.replace(/ \(did you mean .*?\?\)/s, "")] } : {}),
    ...(syntax === undefined ? {} : { syntax }),
    ...(escapedBy === undefined ? {} : { escapedBy }),
    ...(instructions ? { instructions: instructions.map(theirInstruction) } : {}),
    ...(stages && !refused
      ? { stages: stages.map(({ base, name, line }): ToldStage => [base, name ?? "", line]) }
      : {}),
  };
}

function theirInstruction(one: RecordedInstruction): Told {
  return { keyword: one.keyword, lines: one.lines, ...content(one) };
}

function content({
  keyword,
  flags = [],
  args = [],
  json,
  heredocs = [],
  holds,
}: RecordedInstruction): Omit<Told, "keyword" | "lines"> {
  const words = wordsOf(keyword, args);
  const held =
    keyword === "HEALTHCHECK"
      ? healthcheck(args, json === true)
      : holds && { keyword: holds.keyword, ...content(holds) };
  return {
    ...(flags.length > 0 && KEYWORDS.has(keyword)
      ? { flags: flags.map((flag) => flag.replace(/^([^=]*)=$/, "$1")) }
      : {}),
    ...(words.length > 0 ? { args: words } : {}),
    ...(json && keyword !== "HEALTHCHECK" ? { json } : {}),
    ...(heredocs.length > 0 ? { heredocs: heredocs.map((one) => [one.name, one.expands, bodyOf(one)] as const) } : {}),
    ...(held ? { holds: held } : {}),
  };
}

function wordsOf(keyword: string, args: readonly string[]): readonly string[] {
  if (keyword === "ENV" || keyword === "LABEL") return pairs(args);
  return keyword === "HEALTHCHECK" || !KEYWORDS.has(keyword) ? [] : args;
}

/** BuildKit keeps name, value and what stood between them: `=`, or nothing in the old form of one pair. */
function pairs(args: readonly string[]): readonly string[] {
  return args.flatMap((name, index) => {
    if (index % 3 !== 0) return [];
    const value = args[index + 1] ?? "";
    return args[index + 2] === "" ? [name, value] : [`${name}=${value}`];
  });
}

function healthcheck([type, ...args]: readonly string[], json: boolean): Told | undefined {
  if (type === undefined) return undefined;
  return { keyword: type.toUpperCase(), ...(args.length > 0 ? { args } : {}), ...(json ? { json } : {}) };
}

/** BuildKit takes the leading tabs of `<<-` away when it uses the body; ours has LF at the end of its lines. */
function bodyOf({ body, chomps }: RecordedHeredoc): string {
  return (chomps ? body.replace(/(^|\n)\t+/g, "$1") : body).replace(/\r+\n/g, "\n");
}
