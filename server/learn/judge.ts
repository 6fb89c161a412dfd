import type { Phase } from "../analysis/model/learned.ts";

/** What was seen of a copy in one phase. */
export interface Seen {
  readonly isRunning: boolean;
  readonly exitCode: number;
  readonly isOutOfMemory: boolean;
  /** `healthy`, `unhealthy`, `starting`; undefined without a health check. */
  readonly health: string | undefined;
  /** `tcp 5432`; undefined where nothing in the image could look. */
  readonly listeners: ReadonlySet<string> | undefined;
  /** Names of programs with their uid: `postgres 999`; undefined likewise. */
  readonly processes: ReadonlySet<string> | undefined;
  /** Those of them that were there each time. */
  readonly lasting: ReadonlySet<string> | undefined;
  /** What was printed so far, as it was. */
  readonly lines: readonly string[];
  /** The files of its volumes: `/data/file - 644 999:999`. */
  readonly data: ReadonlySet<string>;
  /** How long it took until it was as it is expected to be, in milliseconds. */
  readonly took: number;
}

/** A time of watching, with how the copy ended when it was asked to. */
export interface Watched {
  readonly seen: Seen;
  /** Whether it ended by itself; undefined where it was not asked. */
  readonly stopped: boolean | undefined;
}

/** All that was seen of a copy, by phase. */
export type Story = ReadonlyMap<Exclude<Phase, "stop">, Watched>;

/** What every later copy has to do too: what both untouched copies did. */
export interface Expected {
  readonly isRunning: boolean;
  readonly exitCode: number;
  readonly health: string | undefined;
  readonly listeners: ReadonlySet<string> | undefined;
  readonly processes: ReadonlySet<string> | undefined;
  /** Lines in a form without what changes at each start, that both printed. */
  readonly printed: ReadonlySet<string>;
  /** The same, that one of them printed. */
  readonly known: ReadonlySet<string>;
  readonly data: ReadonlySet<string>;
  readonly stopped: boolean | undefined;
  /** The longer of both times, in milliseconds. */
  readonly took: number;
}

/** What two untouched copies have in common in one phase; a text says in what they differ, so that nothing can be learned from them. */
export function expectedOf(one: Watched, other: Watched): Expected | string {
  const [a, b] = [one.seen, other.seen];
  if (a.isRunning !== b.isRunning) return "one copy kept running and the other did not";
  if (!a.isRunning && a.exitCode !== b.exitCode)
    return `one copy ended with ${a.exitCode}, the other with ${b.exitCode}`;
  if (a.health !== b.health) return `one copy was ${a.health}, the other ${b.health}`;
  const [printedA, printedB] = [normalisedAll(a.lines), normalisedAll(b.lines)];
  return {
    isRunning: a.isRunning,
    exitCode: a.exitCode,
    health: a.health,
    listeners: common(a.listeners, b.listeners),
    processes: common(a.lasting, b.lasting),
    printed: intersection(printedA, printedB),
    known: new Set([...printedA, ...printedB]),
    data: intersection(a.data, b.data),
    stopped: one.stopped === other.stopped ? one.stopped : undefined,
    took: Math.max(a.took, b.took),
  };
}

/** What the words of a log look like of which a copy says that something was not allowed to it. */
const COMPLAINT =
  /not permitted|denied|\bE(?:PERM|ACCES|ROFS)\b|read-only file system|can(?:no|')t\b|\bfail(?:ed|ure|s)?\b|\bfatal\b|\berror\b|unable to/i;

/** Of these, the words of the kernel, which say more than that something went wrong. */
const DENIAL = /not permitted|denied|\bE(?:PERM|ACCES|ROFS)\b|read-only file system/i;

/** Why a copy does not do what the untouched ones did, in one line; undefined where it does. */
export function failureOf(expected: Expected, { seen, stopped }: Watched, isOtherUser: boolean): string | undefined {
  const complaint = complaintOf(seen.lines, expected.known);
  const because = (words: string): string => complaint ?? words;
  if (seen.isOutOfMemory) return "it ran out of memory";
  if (expected.isRunning && !seen.isRunning) return because(endWords(seen));
  if (!expected.isRunning && seen.isRunning) return because("it did not end");
  if (!seen.isRunning && seen.exitCode !== expected.exitCode) return because(endWords(seen));
  if (seen.health !== expected.health) return because(`its health check says ${seen.health}`);
  const silent = missing(expected.listeners, seen.listeners);
  if (silent !== undefined) return because(`it does not listen on ${silent}`);
  if (!isOtherUser) {
    const gone = missing(expected.processes, seen.processes);
    if (gone !== undefined) return because(processWords(gone, seen.processes));
  }
  const without = isOtherUser ? withoutOwner : same;
  const data = missing(mapped(expected.data, without), mapped(seen.data, without));
  if (data !== undefined) return because(`its data differ: there is no ${data}`);
  if (expected.stopped === true && stopped === false)
    return because("it had to be killed, since the signal to end did not reach it");
  return complaint;
}

/** How it ended, with its last words. */
export function endWords({ exitCode, lines }: Seen): string {
  const last = lines.findLast((line) => line.trim() !== "");
  return last === undefined ? `it ended with ${exitCode}` : `it ended with ${exitCode}: ${last.trim()}`;
}

function processWords(process: string, seen: ReadonlySet<string> = new Set()): string {
  const [name = "", uid = ""] = process.split(" ");
  const other = [...seen].find((one) => one.startsWith(`${name} `));
  return other === undefined ? `${name} does not run` : `${name} runs as ${other.split(" ")[1] ?? ""}, not as ${uid}`;
}

/** A new line of the log that complains: the first that says what was denied, else the first. */
function complaintOf(lines: readonly string[], known: ReadonlySet<string>): string | undefined {
  const complaints = lines.filter((line) => COMPLAINT.test(line) && !known.has(normalised(line)));
  return (complaints.find((line) => DENIAL.test(line)) ?? complaints[0])?.trim();
}

/** Whether the copy is as it should be, as far as its own words and ports tell; the words of its log may come late and are not waited for. */
export function isReady(expected: Expected, seen: Seen): boolean {
  return (
    seen.isRunning === expected.isRunning &&
    (expected.health === undefined || seen.health === expected.health) &&
    missing(expected.listeners, seen.listeners) === undefined &&
    missing(expected.processes, seen.processes) === undefined
  );
}

/** Whether it has printed all that the untouched copies printed. */
export function hasPrinted(expected: Expected, seen: Seen): boolean {
  return missing(expected.printed, normalisedAll(seen.lines)) === undefined;
}

/** A line without what differs from start to start: times, numbers, addresses, identities. */
export function normalised(line: string): string {
  return line
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi, "#")
    .replace(/\d+/g, "#")
    .replace(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g, "#")
    .trim();
}

function normalisedAll(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.map(normalised));
}

function intersection(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a].filter((one) => b.has(one)));
}

/** Undefined where one of them could not be seen. */
function common(
  a: ReadonlySet<string> | undefined,
  b: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  return a && b && intersection(a, b);
}

/** The first that should be there and is not. What could not be seen is not missing. */
function missing(wanted: ReadonlySet<string> | undefined, seen: ReadonlySet<string> | undefined): string | undefined {
  return wanted && seen && [...wanted].find((one) => !seen.has(one));
}

function mapped(texts: ReadonlySet<string>, turn: (text: string) => string): ReadonlySet<string> {
  return new Set([...texts].map(turn));
}

function same(text: string): string {
  return text;
}

/** A file without whose it is. */
function withoutOwner(text: string): string {
  return text.replace(/ \d+:\d+$/, "");
}
