import type { ColdStart, LargestFile, TreeRun } from "./command-line.ts";
import type { InProcess, Row } from "./in-process.ts";
import type { ServerTimes } from "./language-server.ts";
import {
  ALL_COMPOSE,
  ALL_DOCKERFILES,
  JSON_FIXES,
  NO_FIXES,
  ONE_COMPOSE,
  ONE_DOCKERFILE,
  PLAIN,
  type ProcessorGroup,
} from "./processor-time.ts";
import type { Growth } from "./shapes.ts";
import type { Summary } from "./statistics.ts";

/** One language server on one file; undefined times where it did not answer. */
export interface ServerRow {
  readonly input: string;
  readonly server: string;
  readonly times: ServerTimes | string;
  /** What the server waits by design, in milliseconds. */
  readonly pause: number;
}

export interface Results {
  readonly machine: string;
  readonly corpus: string;
  readonly inProcess: InProcess;
  readonly growths: readonly Growth[];
  readonly most: LargestFile;
  readonly servers: readonly ServerRow[];
  readonly starts: readonly ColdStart[];
  readonly trees: readonly TreeRun[];
  readonly peers: readonly string[];
  /** What programs took of the processors, or why that could not be measured. */
  readonly processor: readonly ProcessorGroup[] | string;
  /** Why peers are missing, where they are. */
  readonly peerProblems: readonly string[];
}

/** The names that the rows of our own server and of the floor have. */
export const OURS = "**bulkhead**";
export const FLOOR = "floor: parses and says where errors are";

/** All results as Markdown. */
export function reportOf(results: Results): string {
  const { machine, corpus, inProcess, servers, starts, trees, peers, peerProblems } = results;
  const missing = peerProblems.flatMap((problem) => ["", problem]);
  return [
    ...["## Targets", "", table(["What", "Wanted", "Measured", ""], targets(results)), ""],
    ...[
      "## The analysis beside its parsers",
      "",
      `Corpus: ${corpus}. Times are milliseconds for all files of a row.`,
      "",
      FLOOR_NOTE,
      "",
    ],
    table(
      ["Texts", "Files", "Characters", "Parsers alone", "Analysis", "Ratio", "Others"],
      inProcess.rows.map(inProcessRow),
    ),
    ...["", growthLine(inProcess), ""],
    ...processorSection(results.processor),
    ...shapesReport(results.growths),
    ...["", largestLine(results.most), ""],
    ...["## Language servers over stdio", "", SERVER_NOTE, ""],
    table(SERVER_HEAD, servers.map(serverRow)),
    ...["", "## Command line", "", "From start to end of a program on one small file, in milliseconds.", ""],
    table(
      ["Program", "Median", "Least"],
      starts.map(({ title, time }) => [title, ms(time.median), ms(time.least)]),
    ),
    "",
    ...trees.map(
      ({ title, files, filesPerSecond }) =>
        `- \`bulkhead check\` over ${files} files, ${title}: ${Math.round(filesPerSecond)} files a second`,
    ),
    ...["", "## Conditions", "", `${machine}.`, "", `Peers: ${peers.join(", ")}.`, PEERS_ELSEWHERE, ...missing, ""],
  ].join("\n");
}

/** How the time of all fixes grows, as lines of Markdown. */
export function shapesReport(growths: readonly Growth[]): readonly string[] {
  const rows = table(["Shape", "Size", "Seconds", "Fixes", "Exponent"], growths.map(growthRow));
  return ["## All fixes of one file", "", GROWTH_NOTE, "", rows];
}

const PEERS_ELSEWHERE =
  "Trivy, KICS, Checkov and Docker's own language server are not measured here: no package of npm's or PyPI's carries them, or they need a network.";

const PROCESSOR_NOTE =
  "User and system time of all threads and children, in seconds; the programs of a table take turns. The first row is what the ratios count from. " +
  "Every linter prints JSON, but for `bulkhead check`, which prints text and names one fix of each finding; with `--format json` it makes and proves every fix.";

function processorSection(groups: Results["processor"]): readonly string[] {
  const head = ["## Processor time", ""];
  if (typeof groups === "string") return [...head, `It could not be measured: ${groups}.`, ""];
  const tables = groups.flatMap(({ title, rows }) => [
    ...[`${title}:`, ""],
    table(
      ["Program", "Median", "Least", "Ratio"],
      rows.map((row) => [
        row.title,
        row.time.median.toFixed(3),
        row.time.least.toFixed(3),
        row === rows[0] ? "" : row.ratio.toFixed(2),
      ]),
    ),
    "",
  ]);
  return [...head, PROCESSOR_NOTE, "", ...tables];
}

const FLOOR_NOTE =
  "The floor, *parsers alone*, is what the package `yaml` takes with its defaults for every Compose file that the analysis reads, and what our own parser " +
  "of Dockerfiles and the package `unbash` take for every Dockerfile and its scripts; where a Compose file is checked, the scripts of the Dockerfiles " +
  "that it builds do not count. The analysis reads plainly written Compose files with a reader of its own, which is faster than that, and all others with `yaml`.";

const GROWTH_NOTE =
  "Processor time of a whole check with the edits of every fix, at doubling sizes; the exponent is that of the last two. One over 1.3 fails the bench.";

const SERVER_NOTE =
  "Median / 95th percentile in milliseconds, from the client's side. The change puts a comment before the first line. " +
  "Servers that wait for a pause in the typing are given as they are, with what they wait; ours waits where a text has 100,000 characters or more, " +
  "a millisecond for each thousand.";

const SERVER_HEAD = [
  "File",
  "Server",
  "Start",
  "First diagnostics",
  "Change to diagnostics",
  "Waits",
  "Hover",
  "Completion",
  "Memory",
];

function inProcessRow({ title, files, characters, floor, ours, ratio, others }: Row): readonly string[] {
  const told = Object.entries(others).map(([name, time]) => `${name} ${time ? ms(time.median) : "not installed"}`);
  return [
    title,
    String(files),
    String(characters),
    ms(floor.median),
    ms(ours.median),
    ratio.toFixed(2),
    told.join(", "),
  ];
}

function growthLine({ exponents: { compose, dockerfile } }: InProcess): string {
  return `Time grows with the length of a file to the power of ${compose.toFixed(2)} (Compose) and ${dockerfile.toFixed(2)} (Dockerfile), from 300 to 10,000 lines.`;
}

function growthRow({ title, points, exponent }: Growth): readonly string[] {
  const told = (of: (point: Growth["points"][number]) => string): string => points.map(of).join(" / ");
  const seconds = told((point) => point.seconds.toFixed(2));
  return [title, told(({ size }) => String(size)), seconds, told(({ fixes }) => String(fixes)), exponent.toFixed(2)];
}

function largestLine({ services, findings, fixes, missing, seconds, memory }: LargestFile): string {
  return `\`bulkhead check --format json\` of ${services} services in one file: ${findings} findings with ${fixes} fixes in ${seconds.toFixed(1)} s of processor time and ${memory.toFixed(0)} MB${missing.map((what) => `; ${what}`).join("")}.`;
}

function serverRow({ input, server, times, pause }: ServerRow): readonly string[] {
  if (typeof times === "string") return [input, server, times, "", "", "", "", "", ""];
  const { start, first, change, hover, completion, memory } = times;
  const waits = pause === 0 ? "" : `${pause.toFixed(0)} ms`;
  const held = memory === undefined ? "" : `${Math.round(memory / 2 ** 20)} MiB`;
  return [input, server, ms(start.median), ms(first.median), both(change), waits, both(hover), both(completion), held];
}

function targets(results: Results): readonly (readonly string[])[] {
  const { inProcess, starts, servers, growths, most } = results;
  const rows = inProcess.rows.filter(({ title }) => title.startsWith("corpus"));
  const floor = sum(rows.map((row) => row.floor.median));
  const packages = sum(rows.map(({ floor, others }) => (others["dockerfile-ast"] ?? floor).median));
  const ours = sum(rows.map((row) => row.ours.median));
  const started = (title: string): number =>
    starts.find((one) => one.title.startsWith(title))?.time.median ?? Number.NaN;
  const taken = (group: string, program: string): number => {
    const rows = typeof results.processor === "string" ? [] : results.processor;
    const found = rows.find(({ title }) => title.startsWith(group))?.rows ?? [];
    // Where the peer is missing, ours would be compared with itself.
    return found[0]?.title.startsWith("bulkhead") === false
      ? (found.find(({ title }) => title === program)?.ratio ?? Number.NaN)
      : Number.NaN;
  };
  const { compose, dockerfile } = inProcess.exponents;
  return [
    limit("Whole analysis over the parsers alone, on the corpus", 2, ours / floor, "×"),
    limit("The same, over the packages yaml and dockerfile-ast alone", 1.5, ours / packages, "×"),
    limit("One Compose file over an empty program, processor time", 2.2, taken(ONE_COMPOSE, PLAIN), "×"),
    limit("One Dockerfile over an empty program, processor time", 2.2, taken(ONE_DOCKERFILE, PLAIN), "×"),
    limit("The same Compose file, time of the clock", 2.2, started("bulkhead") / started("floor"), "×"),
    limit("Compose files over compose-lint, processor time, no fixes", 0.7, taken(ALL_COMPOSE, NO_FIXES), "×"),
    limit("The same with one fix of each finding as text", 0.7, taken(ALL_COMPOSE, PLAIN), "×"),
    limit("The same with every fix made and proved", 0.7, taken(ALL_COMPOSE, JSON_FIXES), "×"),
    limit("Dockerfiles over hadolint, every fix made and proved", 1, taken(ALL_DOCKERFILES, JSON_FIXES), "×"),
    limit("First diagnostics over those of the floor's server", 1.4, firstRatio(servers), "×"),
    ...["Compose", "Dockerfile"].flatMap((kind) => [
      limit(`Change to diagnostics, ${kind}, 300 lines, own time`, 10, ownChange(servers, `${kind}, 300 lines`), " ms"),
      limit(
        `Change to diagnostics, ${kind}, 3000 lines, own time`,
        50,
        ownChange(servers, `${kind}, 3000 lines`),
        " ms",
      ),
    ]),
    limit("Exponent of growth", 1.1, Math.max(compose, dockerfile), ""),
    limit("Exponent of growth with all fixes, worst shape", 1.1, Math.max(...growths.map((one) => one.exponent)), ""),
    limit("20,000 services with all fixes in JSON, processor time", 12, most.seconds, " s"),
    limit("The same, memory", 1024, most.memory, " MB"),
    fastest("Change to diagnostics beside every peer that runs here", servers, ({ change }) => change.median),
    fastest("The same without what each waits by design", servers, ({ change }, pause) => change.median - pause),
  ];
}

function limit(what: string, wanted: number, measured: number, unit: string): readonly string[] {
  if (Number.isNaN(measured)) return [what, `≤ ${wanted}${unit}`, "", "not measured"];
  const verdict = measured <= wanted ? "met" : `missed by ${((measured / wanted - 1) * 100).toFixed(0)} %`;
  return [what, `≤ ${wanted}${unit}`, `${measured.toFixed(2)}${unit}`, verdict];
}

type Take = (times: ServerTimes, pause: number) => number;

/** Whether ours takes less than every other server on each file. */
function fastest(what: string, servers: readonly ServerRow[], take: Take): readonly string[] {
  const taken = ({ times, pause }: ServerRow): number => (typeof times === "string" ? Number.NaN : take(times, pause));
  const beaten = servers.filter((row) => {
    const ours = servers.find(({ server, input }) => server === OURS && input === row.input);
    return row.server !== OURS && row.server !== FLOOR && ours !== undefined && taken(row) <= taken(ours);
  });
  const verdict =
    beaten.length === 0 ? "met" : `not on ${beaten.map(({ input, server }) => `${input} (${server})`).join("; ")}`;
  return [what, "less", "", verdict];
}

/** From a change to our diagnostics, without the wait for a pause in the typing. */
function ownChange(servers: readonly ServerRow[], input: string): number {
  const row = servers.find(({ server, input: of }) => server === OURS && of === input);
  return typeof row?.times === "object" ? row.times.change.median - row.pause : Number.NaN;
}

function firstRatio(servers: readonly ServerRow[]): number {
  const first = (server: string): number => {
    const times = servers.find((row) => row.server === server && row.input === "Compose, 300 lines")?.times;
    return typeof times === "object" ? times.first.median : Number.NaN;
  };
  return first(OURS) / first(FLOOR);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function both(times: Summary | undefined): string {
  return times === undefined ? "–" : `${ms(times.median)} / ${ms(times.p95)}`;
}

function ms(value: number): string {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
