/**
 * Measures the analysis in this process, beside the parsers alone, and prints the results as JSON.
 * It is bundled as the product is, so that both sides run the same build of each parser.
 */
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DockerfileParser } from "dockerfile-ast";
import { parse as parseShell } from "unbash";
import { parseDocument } from "yaml";
import { parseDockerfile } from "../../server/analysis/dockerfile/syntax/parse.ts";
import type { DockerfileTree } from "../../server/analysis/dockerfile/syntax/tree.ts";
import { DEFAULT_ENGINE } from "../../server/analysis/facts/engine.ts";
import { analyze } from "../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import type { Config } from "../../server/analysis/settings/config.ts";
import type { YamlFile } from "../../server/analysis/yaml/yaml-file.ts";
import { composeOf, dockerfileOf, filesBelow, syntheticInputs, textOf } from "./inputs.ts";
import type { CorpusFiles } from "./processor-time.ts";
import { exponent, ratio, type Summary, summary } from "./statistics.ts";

/** Times are milliseconds over all files of the row. */
export interface Row {
  readonly title: string;
  readonly files: number;
  readonly characters: number;
  /** Parsers alone, over the same texts and over those that the analysis reads beside them. */
  readonly floor: Summary;
  readonly ours: Summary;
  /** Ours over the floor, pass by pass. */
  readonly ratio: number;
  /** Other tools over the same texts; undefined for one that is not installed. */
  readonly others: Readonly<Record<string, Summary | undefined>>;
}

export interface InProcess {
  /** The files of the corpus by what they are. */
  readonly files: CorpusFiles;
  readonly rows: readonly Row[];
  /** How the time of the whole analysis grows with the number of lines. */
  readonly exponents: { readonly compose: number; readonly dockerfile: number };
}

const CONFIG: Config = { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() };
/** Passes before measuring starts, for the engine to compile what runs often. */
const WARM = 3;

type Pass = () => void;

function main(corpus: string, peers: string, passes: number): InProcess {
  const tools = toolsIn(peers);
  const texts = new Map<string, string | null>();
  const lookup = (uri: string): string | null => {
    const known = texts.get(uri);
    if (known !== undefined) return known;
    const text = textOf(fileURLToPath(uri));
    texts.set(uri, text);
    return text;
  };
  const files = filesBelow(corpus).map((file) => {
    const uri = pathToFileURL(file).href;
    return { uri, file, kind: analyze([uri], lookup, CONFIG, fresh()).kind };
  });
  const of = (kind: Kind) => files.filter((file) => file.kind === kind);
  const rows = KINDS.map((kind) =>
    corpusRow(
      kind,
      of(kind).map(({ uri }) => uri),
      lookup,
      tools,
      passes,
    ),
  );
  return {
    files: { compose: of("compose").map(({ file }) => file), dockerfile: of("dockerfile").map(({ file }) => file) },
    rows: [...rows, ...syntheticRows(tools, passes)],
    exponents: { compose: growth(composeOf, "compose.yaml"), dockerfile: growth(dockerfileOf, "Dockerfile") },
  };
}

function corpusRow(
  kind: Kind,
  uris: readonly string[],
  lookup: (uri: string) => string | null,
  tools: Tools,
  passes: number,
): Row {
  // One cache for a pass, as in a run over a tree: what several projects name is parsed once by either side.
  const whole = (): void => {
    const options = fresh();
    for (const uri of uris) use(analyze([uri], lookup, CONFIG, options).findings.length);
  };
  const read = uris.map((uri) => lookup(uri) ?? "");
  const title = kind === "compose" ? "corpus: Compose files" : "corpus: Dockerfiles";
  const noted = new NotedParses();
  for (const uri of uris) analyze([uri], lookup, CONFIG, { ...fresh(), cache: noted });
  return measured(title, kind, read, floorOf(noted.parsed(), kind), whole, tools, passes);
}

const KINDS = ["compose", "dockerfile"] as const;
type Kind = (typeof KINDS)[number];

interface Parsed {
  readonly kind: Kind;
  readonly text: string;
}

/** Notes what an analysis parses: its entries, and what they name, which are overrides, included files and the Dockerfiles that services build. */
class NotedParses extends ParseCache {
  readonly #parsed = new Map<string, Parsed>();

  override compose(file: string, text: string): YamlFile {
    this.#parsed.set(file, { kind: "compose", text });
    return super.compose(file, text);
  }

  override dockerfile(file: string, text: string): DockerfileTree {
    this.#parsed.set(file, { kind: "dockerfile", text });
    return super.dockerfile(file, text);
  }

  parsed(): readonly Parsed[] {
    return [...this.#parsed.values()];
  }
}

function syntheticRows(tools: Tools, passes: number): readonly Row[] {
  return syntheticInputs().map(({ title, name, text }) => {
    const kind = name === "Dockerfile" ? "dockerfile" : "compose";
    return measured(title, kind, [text], floorOf([{ kind, text }], kind), wholeOf(name, text), tools, passes * 4);
  });
}

function wholeOf(name: string, text: string): Pass {
  const uri = `file:///bench/${name}`;
  const lookup = (asked: string): string | null => (asked === uri ? text : null);
  return () => use(analyze([uri], lookup, CONFIG, fresh()).findings.length);
}

function growth(make: (lines: number) => string, name: string): number {
  const points = [300, 1000, 3000, 10_000].map((lines) => {
    const text = make(lines);
    const pass = wholeOf(name, text);
    const times = Array.from({ length: 7 }, () => timed(pass));
    return { size: text.length, time: summary(times).least };
  });
  return exponent(points);
}

function measured(
  title: string,
  kind: Kind,
  texts: readonly string[],
  parse: Pass,
  whole: Pass,
  tools: Tools,
  passes: number,
): Row {
  for (let pass = 0; pass < WARM; pass++) {
    parse();
    whole();
  }
  const floor: number[] = [];
  const ours: number[] = [];
  for (let pass = 0; pass < passes; pass++) {
    floor.push(timed(parse));
    ours.push(timed(whole));
  }
  const others = Object.entries(tools[kind]).map(([name, tool]) => [name, tool && toolTime(tool, texts)] as const);
  return {
    title,
    files: texts.length,
    characters: texts.reduce((sum, text) => sum + text.length, 0),
    floor: summary(floor),
    ours: summary(ours),
    ratio: ratio(ours, floor),
    others: Object.fromEntries(others),
  };
}

/** The parsers alone. The scripts of Dockerfiles are parsed where the analysis has to: where the Dockerfile itself is checked. */
function floorOf(parsed: readonly Parsed[], checked: Kind): Pass {
  return () => {
    for (const { kind, text } of parsed) {
      if (kind === "compose") use(parseDocument(text).errors.length);
      else parseAlone(text, checked === "dockerfile");
    }
  };
}

function parseAlone(text: string, withScripts: boolean): void {
  const { instructions } = parseDockerfile("file:///bench/Dockerfile", text);
  use(instructions.length);
  for (const { keyword, json, rest } of withScripts ? instructions : []) {
    if (!json && SCRIPTS.has(keyword)) use(parseShell(rest.text).commands.length);
  }
}

const SCRIPTS: ReadonlySet<string> = new Set(["RUN", "CMD", "ENTRYPOINT"]);

type Tool = (text: string) => unknown;
interface Tools {
  readonly compose: Readonly<Record<string, Tool | undefined>>;
  readonly dockerfile: Readonly<Record<string, Tool | undefined>>;
}

/** The linters that can be called in a process, which none for Compose files can. Undefined for those that are not installed. */
function toolsIn(directory: string): Tools {
  const load = createRequire(path.join(directory, "package.json"));
  const tool = (make: () => Tool): Tool | undefined => {
    try {
      return make();
    } catch {
      return undefined;
    }
  };
  return {
    compose: {},
    dockerfile: {
      "dockerfile-ast": (text) => DockerfileParser.parse(text).getInstructions(),
      "dockerfile-utils": tool(() => {
        const { validate } = load("dockerfile-utils") as { validate: Tool };
        return (text) => validate(text);
      }),
      dockerfilelint: tool(() => {
        const { run } = load("dockerfilelint") as { run: (folder: string, text: string) => unknown };
        return (text) => run("/", text);
      }),
    },
  };
}

/** One pass after one to warm up, since some tools are slow; a tool that throws on a file goes on with the next. */
function toolTime(tool: Tool, texts: readonly string[]): Summary {
  const pass = (): void => {
    for (const text of texts) {
      try {
        tool(text);
      } catch {
        // Some tools fail on files that others take; the time until then counts.
      }
    }
  };
  pass();
  return summary([timed(pass), timed(pass)]);
}

function fresh(): { cache: ParseCache; onRuleError(rule: string, error: unknown): void } {
  const onRuleError = (rule: string, error: unknown): void => {
    throw new Error(rule, { cause: error });
  };
  return { cache: new ParseCache(), onRuleError };
}

function timed(pass: Pass): number {
  const started = performance.now();
  pass();
  return performance.now() - started;
}

let used = 0;

/** Keeps the engine from leaving out work whose result nobody looks at. */
function use(value: number): void {
  used += value;
}

const [corpus, peers, passes] = process.argv.slice(2);
if (corpus !== undefined && peers !== undefined) {
  process.stdout.write(JSON.stringify(main(corpus, peers, Number(passes))));
  process.exitCode = used < 0 ? 1 : 0;
}
