import type { Location, Range, WorkspaceEdit } from "vscode-languageserver";
import type { CheckAnswer } from "../analysis/agent/check-answer.ts";
import type { ExplainAnswer } from "../analysis/agent/explain-answer.ts";
import type { FixAnswer } from "../analysis/agent/fix-answer.ts";
import type { RuleAnswer } from "../analysis/agent/rule-answer.ts";
import type { SubjectName } from "../analysis/model/finding.ts";
import type { Level } from "../analysis/model/level.ts";
import type { RuleGroup } from "../analysis/rules/rule.ts";
import type { Analysis } from "../analysis/run/analysis.ts";

/*
 * The answers to our own requests, for clients that show more than the protocol has. Types alone: the server fills what our client reads.
 */

/**
 * The answer to `bulkhead/findings`: all open files, and those that are not open, of which an open one or the last scan says something. `version` names
 * what is said of these; they are left out where the client named the same one.
 */
export interface Overviews {
  readonly files: readonly FileOverview[];
  readonly version: number;
  readonly closed?: readonly FileOverview[];
}

/** What is to be shown of a file in a list: its containers with their findings, the worst first, the file's own findings last. */
export interface FileOverview {
  readonly uri: string;
  readonly subjects: readonly SubjectOverview[];
}

/** A container, or another thing that findings are about; `name` is empty for the file as a whole. */
export interface SubjectOverview {
  readonly kind: SubjectName["kind"];
  readonly name: string;
  /** The first file of the project that it belongs to, or its own file: containers of one kind, name and home are one. */
  readonly home: string;
  /** `6.2 · shares the host's processes`; left out where there is none. */
  readonly exposure?: string;
  /** The exposure before it was rounded, to sort by. */
  readonly score?: number;
  /** Where it is defined, where that is in this file. */
  readonly range?: Range;
  readonly findings: readonly FindingOverview[];
}

export interface FindingOverview {
  readonly rule: string;
  readonly title: string;
  readonly group: RuleGroup;
  readonly level: Level;
  readonly message: string;
  readonly range: Range;
  /** Tells findings of one rule at one place apart. */
  readonly evidence: string;
}

/** The answer to `bulkhead/status`: what holds for one open file. `kind` is missing while everything is off. */
export interface Status {
  readonly enable: boolean;
  readonly profile: string;
  /** `rootful 29.5, cgroup v2, apparmor`. */
  readonly engine: string;
  readonly kind?: Analysis["kind"];
  /** Why the file could not be analysed, where that is so, in words for the user. */
  readonly failure?: string;
  /** The file of settings that holds, where there is one. */
  readonly settingsFile?: string;
}

/** One entry of the answer to `bulkhead/rules`. */
export interface RuleEntry {
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  readonly group: RuleGroup;
}

/** The answer to `bulkhead/scan`. `looked` counts the Dockerfiles and Compose files among what it was given, `failed` what could not be analysed. */
export interface Scan {
  readonly looked: number;
  readonly failed: number;
  readonly cancelled: boolean;
  readonly files: readonly FileOverview[];
}

/** What `bulkhead/agent` is asked: a tool of the language model, and what the model gave it. `uri` is the file that its `path` names, `folder` what names count from. */
export interface AgentQuestion {
  readonly tool: "check" | "explain" | "fix" | "rule";
  readonly input: unknown;
  readonly uri?: string;
  readonly folder?: string;
}

/** The answer to `bulkhead/agent`, as the tools of `bulkhead mcp` give it; or why there is none. */
export type AgentAnswer =
  | { readonly answer: CheckAnswer | ExplainAnswer | FixAnswer | RuleAnswer }
  | { readonly refused: string };

/** What `bulkhead/map` answers where a map would be too large, or could not be drawn: the reason, in words for the user. */
export interface RefusedMap {
  readonly refused: string;
}

/** What `bulkhead/map` answers for a file of which there is nothing to draw: it is no Compose file and no Dockerfile, or broken. */
export interface NoMap {
  readonly nothing: true;
}

/** The answer to `bulkhead/map`: the picture, the table and the style sheet of both. `data-at` in them is an index into `places`. */
export interface IsolationMap {
  readonly svg: string;
  readonly table: string;
  readonly style: string;
  readonly places: readonly Location[];
  /** The files that the map is made of. */
  readonly files: readonly string[];
  /** What the signs mean, as a picture of its own. */
  readonly legend: string;
  /** Where each container is declared, in the order of the map's. */
  readonly containers: readonly Location[];
}

/** The answer to `bulkhead/compare`: a page of Markdown, or why there is none, in words for the user. */
export type RunningPage = { readonly page: string } | { readonly refused: string };

/** The answer to `bulkhead/learned`: how a service is hardened with what was learned of it. */
export interface LearnedEdit {
  readonly label: string;
  readonly edit: WorkspaceEdit;
}
