import type { CancellationToken, Connection } from "vscode-languageserver";
import { checkAnswer, findingCounts } from "../analysis/agent/check-answer.ts";
import { explainAnswer } from "../analysis/agent/explain-answer.ts";
import { answeredChanges, answeredReasons, type FixAnswer } from "../analysis/agent/fix-answer.ts";
import { quoted } from "../analysis/agent/quoted.ts";
import { nearestRule, ruleAnswer } from "../analysis/agent/rule-answer.ts";
import type { Finding } from "../analysis/model/finding.ts";
import { refusalText } from "../analysis/model/refusal.ts";
import { type Locate, locator } from "../analysis/report/location.ts";
import { problemOf, type ReportedInputError } from "../analysis/report/report.ts";
import { bestFix } from "../analysis/run/best-fix.ts";
import type { Limited } from "../analysis/run/load.ts";
import { applyEdits } from "../analysis/text/edit.ts";
import { pathBelow, pathOf } from "../analysis/text/uri.ts";
import { whyFailed } from "../limits/failure.ts";
import type { Documents, Snapshot } from "./documents.ts";
import type { AgentAnswer } from "./extension-protocol.ts";
import { field, stringIn } from "./fields.ts";
import { together } from "./fix-all.ts";
import type { Guard } from "./guard.ts";
import type { Queue } from "./queue.ts";

/**
 * Answers `bulkhead/agent`, an `AgentQuestion`: what a tool of a language model tells of a file as it is in the editor, with edits that are not saved, or of a
 * rule. What a model gives a tool may be anything, so each part of it is read as text or number, or counts as left out. Nothing is written.
 */
export function answerAgent(
  connection: Connection,
  guard: Guard,
  queue: Queue,
  limited: Limited,
  documents: Documents,
): void {
  connection.onRequest<AgentAnswer, never>("bulkhead/agent", (params: unknown, token: CancellationToken) =>
    guard<AgentAnswer>("bulkhead/agent", token, { refused: "the question could not be answered" }, () =>
      queue.do(() => answerTo(params, documents, limited)),
    ),
  );
}

async function answerTo(params: unknown, documents: Documents, limited: Limited): Promise<AgentAnswer> {
  const input = field(params, "input");
  const tool = stringIn(params, "tool");
  if (tool === "rule") return aboutRule(textOf(input, "id"));
  if (!FILE_TOOLS.includes(tool)) return { refused: `there is no tool "${quoted(tool, 100)}"` };
  const about = await askedFile(params, documents);
  if ("refused" in about) return about;
  try {
    if (tool === "check") return { answer: limited(() => checked(about, input)) };
    if (tool === "explain") return limited(() => explainedTo(about, input));
    return { answer: await fixed(about, input, documents, limited) };
  } catch (error) {
    return { refused: `the file could not be looked at: ${whyFailed(error)}` };
  }
}

const FILE_TOOLS: readonly string[] = ["check", "explain", "fix"];

function aboutRule(id: string | undefined): AgentAnswer {
  const answer = ruleAnswer(id);
  if (answer !== undefined) return { answer };
  const near = nearestRule(id ?? "");
  const meant = near === undefined ? "" : `; did you mean ${near}?`;
  return { refused: `there is no rule "${quoted(id ?? "", 100)}"${meant}` };
}

/** A file that is asked about, and how its places and those of the files that it names are told. */
interface AskedFile {
  readonly snapshot: Snapshot;
  readonly locate: Locate;
  readonly problems: readonly ReportedInputError[];
  name(uri: string): string;
}

async function askedFile(params: unknown, documents: Documents): Promise<AskedFile | { readonly refused: string }> {
  const uri = stringIn(params, "uri");
  const name = nameFrom(stringIn(params, "folder"));
  const snapshot = await documents.once(uri, textOf(field(params, "input"), "text"));
  if (snapshot === undefined) return { refused: `${quoted(name(uri))} cannot be read, or Bulkhead is off for it` };
  const { analysis, failure } = snapshot;
  if (failure !== undefined) return { refused: `${quoted(name(uri))} could not be looked at: ${failure.message}` };
  const skipped = analysis.skipped ?? (analysis.kind === "other" ? "declares no container" : undefined);
  if (skipped !== undefined) return { refused: `${quoted(name(uri))} ${skipped}` };
  const locate = locator({ text: snapshot.text, name });
  return { snapshot, locate, name, problems: analysis.inputErrors.map((one) => problemOf(one, locate)) };
}

/** A name as its path from a folder, or the whole path of what lies outside. */
function nameFrom(folder: string): (uri: string) => string {
  return (uri) => pathBelow(folder, uri) ?? pathOf(uri);
}

function checked({ snapshot, locate, problems }: AskedFile, input: unknown) {
  const most = numberOf(input, "limit", 30, 200);
  return checkAnswer(snapshot.analysis, locate, { most, rule: textOf(input, "rule"), problems });
}

function explainedTo({ snapshot, locate, problems }: AskedFile, input: unknown): AgentAnswer {
  const { analysis, config } = snapshot;
  const refused = analysis.refusals.map((one) => problemOf({ at: one.at, message: refusalText(one) }, locate));
  const service = textOf(input, "service");
  const most = numberOf(input, "limit", 10, 50);
  const scope = { engine: config.engine, most, service, problems: [...refused, ...problems] };
  const answer = explainAnswer(analysis, locate, scope);
  if (answer.containers.length > 0) return { answer };
  return {
    refused: `${answer.file} has no ${service === undefined ? "container" : `service "${quoted(service, 100)}"`}`,
  };
}

/** The difference that fixing makes of the file itself; fixes that would change another one are left, and said to be. */
async function fixed(
  { snapshot, locate, name }: AskedFile,
  input: unknown,
  documents: Documents,
  limited: Limited,
): Promise<FixAnswer> {
  const { analysis, uri, text } = snapshot;
  const rule = textOf(input, "rule");
  const service = textOf(input, "service");
  const allowed = field(input, "unsafe") === true ? "sure" : "safe";
  const isWanted = (one: Finding): boolean =>
    (rule === undefined || one.rule === rule) &&
    (service === undefined || one.subject.name === service || one.subject.service === service);
  const fixes = analysis.findings.filter(isWanted).map((one) => limited(() => bestFix(analysis, one, allowed)?.fix));
  const wanted = fixes.filter((fix) => fix !== undefined);
  const made = limited(() => together(wanted, snapshot));
  const before = text(uri) ?? "";
  const after = made === undefined ? before : (applyEdits(before, made.edits) ?? before);
  const { changes, leftOut } = answeredChanges(after === before ? [] : [{ name: name(uri), before, after }]);
  const left = new Set(wanted.map(({ changes: of }) => JSON.stringify(of))).size - (made?.count ?? 0);
  const reasons = left === 0 ? [] : [`${left} more would change another file, or do not fit together with these`];
  const then = after === before ? snapshot : await documents.once(uri, after);
  return {
    file: quoted(name(uri)),
    changes,
    before: findingCounts(analysis, locate),
    after:
      then === undefined
        ? findingCounts(analysis, locate)
        : findingCounts(then.analysis, locator({ text: then.text, name })),
    notFixed: answeredReasons(reasons),
    leftOut: { changes: leftOut, notFixed: 0 },
  };
}

/** A text that the model gave, where it gave one. */
function textOf(input: unknown, name: string): string | undefined {
  const value = field(input, name);
  return typeof value === "string" ? value : undefined;
}

function numberOf(input: unknown, name: string, otherwise: number, most: number): number {
  const value = field(input, name);
  return typeof value === "number" && value >= 1 ? Math.min(Math.floor(value), most) : otherwise;
}
