import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type Engine, MODE_NAMES } from "../analysis/facts/engine.ts";
import { LEVELS, type Level } from "../analysis/model/level.ts";
import type { Shard } from "../analysis/report/report.ts";
import { PROFILES, type Profile } from "../analysis/settings/config.ts";
import { MINUTES } from "../learn/minutes.ts";

/** What every command that reads the files of a project takes. */
interface ProjectOptions {
  /** The files of one project, in the order in which they are merged; empty where each file speaks for itself. */
  readonly file: readonly string[];
  /** The directory that relative paths count from. */
  readonly projectDirectory?: string;
  /** The files of variables that are read in the place of `.env`. */
  readonly envFile: readonly string[];
  readonly config: string | boolean;
  readonly color?: boolean;
}

/** What those take that run nothing and ask nobody. */
interface FileOptions extends ProjectOptions {
  readonly engine?: Engine["mode"];
}

export const FORMATS = ["text", "json", "sarif", "github", "gitlab", "markdown", "html"] as const;
export type Format = (typeof FORMATS)[number];

/** How the reports of findings are printed, and when they make the exit status 1. */
export interface ReportOptions {
  readonly format: Format;
  /** The file that the report goes to; standard output where there is none. */
  readonly output?: string;
  /** Further reports, each with its file. */
  readonly report: readonly { readonly format: Format; readonly file: string }[];
  readonly failOn: Level | "never";
  readonly quiet: boolean;
  readonly color?: boolean;
}

export interface CheckOptions extends FileOptions, ReportOptions {
  readonly profile?: Profile;
  readonly maxExposure?: number;
  readonly baseline?: string;
  readonly writeBaseline: boolean;
  readonly since?: string;
  readonly fix: boolean;
  readonly fixUnsafe: boolean;
  readonly diff: boolean;
  readonly stdinFilename?: string;
  /** False where reports are to name no fixes. */
  readonly fixes: boolean;
  readonly jobs?: number;
  readonly cache: boolean;
  readonly cacheLocation?: string;
  readonly shard?: Shard;
  readonly verbose: boolean;
  /** Whether it is no failure that none of the named files is one to check. */
  readonly passWithNoFiles: boolean;
}

export interface ExplainOptions extends FileOptions {
  readonly format: "text" | "json";
  readonly service?: string;
  /** The two sides of a comparison. */
  readonly diff?: readonly string[];
}

export interface LearnOptions extends ProjectOptions {
  /** Runs without asking. */
  readonly yes: boolean;
  /** A command for the image's shell that ends with 0 where a copy works. */
  readonly exercise?: string;
  readonly verify: boolean;
  /** How long one service may take. */
  readonly minutes?: number;
  /** The engine to run copies on; that of the Docker CLI where neither is given. */
  readonly host?: string;
  readonly context?: string;
}

export interface CompareOptions extends ProjectOptions {
  readonly format: "text" | "json";
  /** What Compose calls the project, where the files do not tell. */
  readonly projectName?: string;
  /** The engine, as `DOCKER_HOST` or by the name of a context. */
  readonly host?: string;
  readonly context?: string;
}

/** What agents may read. */
interface AgentOptions {
  /** The directories; empty for the current one. */
  readonly root: readonly string[];
  readonly config: string | boolean;
}

/** What the command line asks for. `print` is help, a version, or what is wrong with the arguments. */
export type Request =
  | { readonly do: "check"; readonly paths: readonly string[]; readonly options: CheckOptions }
  | { readonly do: "explain"; readonly path: string | undefined; readonly options: ExplainOptions }
  | {
      readonly do: "learn";
      readonly file: string;
      readonly services: readonly string[];
      readonly options: LearnOptions;
    }
  | { readonly do: "compare"; readonly path: string | undefined; readonly options: CompareOptions }
  | { readonly do: "merge"; readonly files: readonly string[]; readonly options: ReportOptions }
  | { readonly do: "rule"; readonly id: string | undefined }
  | { readonly do: "lsp" }
  | { readonly do: "mcp"; readonly options: AgentOptions }
  | { readonly do: "print"; readonly output: string; readonly error: string; readonly status: 0 | 2 };

/** Reads the arguments that follow the program's name. Never throws: a bad argument is a request to print what is wrong with it. */
export function parseArguments(args: readonly string[], version: string): Request {
  let output = "";
  let error = "";
  let request: Request | undefined;
  const program = commands((asked) => {
    request = asked;
  }, version);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        output += text;
      },
      writeErr: (text) => {
        error += text;
      },
      outputError: (text, write) => write(text.replace(/^error: /, "bulkhead: ")),
    });
  }
  try {
    program.parse(args, { from: "user" });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return { do: "print", output, error, status: thrown.exitCode === 0 ? 0 : 2 };
  }
  return request ?? { do: "print", output, error: program.helpInformation(), status: 2 };
}

function commands(ask: (request: Request) => void, version: string): Command {
  const program = new Command("bulkhead")
    .description(
      "Shows where the isolation of containers is weak, in Dockerfiles, Compose files and commands such as `docker run`.",
    )
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .addHelpText("after", EXIT_STATUSES);
  program.addCommand(checkCommand(ask));
  program.addCommand(explainCommand(ask));
  program.addCommand(learnCommand(ask));
  program.addCommand(compareCommand(ask));
  program.addCommand(mergeCommand(ask));
  program.addCommand(ruleCommand(ask));
  program.addCommand(lspCommand(ask));
  program.addCommand(mcpCommand(ask));
  return program;
}

/** What holds for options that are not given. Told to commander, it would stand in the help as "default: false". */
const UNSET = { file: [], envFile: [], config: true };
const REPORT_UNSET = { report: [], quiet: false };
const CHECK_UNSET = {
  ...UNSET,
  ...REPORT_UNSET,
  writeBaseline: false,
  fix: false,
  fixUnsafe: false,
  diff: false,
  fixes: true,
  cache: false,
  verbose: false,
  passWithNoFiles: false,
};

const EXIT_STATUSES = `
Exit status:
  0  nothing at or above --fail-on was found, or everything runs as it is written
  1  something was, or does not
  2  the command could not be run; standard error says why`;

function checkCommand(ask: (request: Request) => void): Command {
  const command = new Command("check")
    .description("Check files, and directories with all Dockerfiles, Compose files and commands in them.")
    .addArgument(new Argument("[paths...]", "files, directories and patterns; - is standard input").default([], "."))
    .addOption(new Option("--profile <profile>", "which rules run; strict adds hardening advice").choices(PROFILES))
    .addOption(
      new Option("--max-exposure <score>", "report containers that are more exposed; from 0 to 10").argParser(exposure),
    )
    .option("--baseline <file>", "report only findings that this file does not have")
    .option("--write-baseline", "write the findings of now into the file of --baseline")
    .option("--since <ref>", "report only what a change since this git commit touches")
    .option("--fix", "apply the fixes that a correct container cannot notice")
    .option("--fix-unsafe", "apply the other fixes of high confidence too: read what they change")
    .addOption(new Option("--diff", "print what the fixes would change; write nothing").conflicts("quiet"))
    .option("--stdin-filename <name>", "the file that - stands for")
    .option("--pass-with-no-files", "do not fail where none of the named files is one to check, as for a hook")
    .option("--no-fixes", "name no fixes in reports, which takes less time")
    .addOption(new Option("--jobs <number>", "threads to check on").argParser(jobs))
    .option("--cache", "keep results, and use those of files that are as they were")
    .option(
      "--cache-location <directory>",
      "where --cache keeps them, outside of what is checked; your own cache directory by default",
    )
    .addOption(
      new Option("--shard <i/n>", "check only the i-th of n parts; merge puts the reports together").argParser(shard),
    )
    .addOption(
      new Option("-v, --verbose", "name each file that is looked at or skipped, and every fix").conflicts("quiet"),
    );
  return withReportOptions(withFileOptions(command)).action((paths: string[], options: CheckOptions) =>
    ask({ do: "check", paths, options: { ...CHECK_UNSET, ...options } }),
  );
}

function explainCommand(ask: (request: Request) => void): Command {
  const command = new Command("explain")
    .description("Show what the engine would give each container: every wall, its state, and where it is decided.")
    .argument("[file]", "a Compose file or a Dockerfile")
    .option("--service <name>", "only this service, with its hooks")
    .option(
      "--diff <files...>",
      "two files: show how the containers of the second differ; an override counts on its base",
    );
  const formats = new Option("--format <format>", "how to print").choices(["text", "json"]).default("text");
  return withFileOptions(command.addOption(formats)).action((path: string | undefined, options: ExplainOptions) =>
    ask({ do: "explain", path, options: { ...UNSET, ...options } }),
  );
}

function learnCommand(ask: (request: Request) => void): Command {
  const command = new Command("learn")
    .description(
      "Find out what services need by running copies of them on your container engine. It says what it will run, and asks.",
    )
    .argument("<compose-file>", "the Compose file")
    .argument("[services...]", "the services to learn about")
    .option("-y, --yes", "run without asking")
    .option("--exercise <command>", "a command that is run in each copy, and ends with 0 where it works")
    .option("--minutes <count>", `how long one service may take; ${MINUTES.usually} where it is not said`, minutes)
    .option("--verify", "compare with the evidence that is there, and write nothing")
    .addOption(new Option("--host <address>", "the engine, as DOCKER_HOST names it").conflicts("context"))
    .option("--context <name>", "the engine of this context of the Docker CLI");
  return withProjectOptions(command).action((file: string, services: string[], options: Partial<LearnOptions>) =>
    ask({ do: "learn", file, services, options: { ...UNSET, yes: false, verify: false, ...options } }),
  );
}

function compareCommand(ask: (request: Request) => void): Command {
  const command = new Command("compare")
    .description(
      "Compare the containers of a Compose project with its files. It asks a container engine, and changes nothing there.",
    )
    .argument("[file]", "a Compose file")
    .option("-p, --project-name <name>", "what Compose calls the project, where its files do not tell")
    .addOption(
      new Option("--host <address>", "the engine, as in DOCKER_HOST: unix://, npipe://, tcp:// or ssh://").conflicts(
        "context",
      ),
    )
    .option("--context <name>", "the engine, by the name of a Docker context")
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"));
  return withProjectOptions(command).action((path: string | undefined, options: CompareOptions) =>
    ask({ do: "compare", path, options: { ...UNSET, ...options } }),
  );
}

function mergeCommand(ask: (request: Request) => void): Command {
  const command = new Command("merge")
    .description("Put the reports of shards together: JSON reports into any format, SARIF reports into one.")
    .argument("<reports...>", "what check wrote with --format json or sarif")
    .helpOption("-h, --help", "print help");
  return withReportOptions(command).action((files: string[], options: ReportOptions) =>
    ask({ do: "merge", files, options: { ...REPORT_UNSET, ...options } }),
  );
}

function ruleCommand(ask: (request: Request) => void): Command {
  return new Command("rule")
    .description("Print the page of a rule, or list the rules.")
    .argument("[id]", "the rule")
    .action((id: string | undefined) => ask({ do: "rule", id }));
}

/** Editors are used to saying `--stdio`, and some cannot be told not to. */
function lspCommand(ask: (request: Request) => void): Command {
  return new Command("lsp")
    .description("Start the language server, for editors.")
    .option("--stdio", "talk on standard input and output, which is the only way")
    .action(() => ask({ do: "lsp" }));
}

function mcpCommand(ask: (request: Request) => void): Command {
  return new Command("mcp")
    .description(
      "Start the server for agents: the Model Context Protocol on standard input and output. It writes nothing.",
    )
    .option(
      "--root <directory>",
      "a directory whose files may be read; give it once for each (default: this one)",
      collect,
    )
    .option("--config <file>", "read the settings from this file")
    .option("--no-config", "read no .bulkhead.yaml")
    .helpOption("-h, --help", "print help")
    .action((options: Partial<AgentOptions>) => ask({ do: "mcp", options: { root: [], config: true, ...options } }));
}

function withFileOptions(command: Command): Command {
  const engine = new Option("--engine <mode>", "the engine that runs the containers").choices(MODE_NAMES);
  return withProjectOptions(command.addOption(engine));
}

function withProjectOptions(command: Command): Command {
  return command
    .option("-f, --file <file>", "a file of one project; give it once for each, in order", collect)
    .option("--project-directory <path>", "what relative paths count from; that of the first file by default")
    .option("--env-file <file>", "read variables from this file, not from .env; give it once for each", collect)
    .option("--config <file>", "read the settings from this file")
    .option("--no-config", "read no .bulkhead.yaml")
    .option("--color", "use colours")
    .option("--no-color", "use none")
    .helpOption("-h, --help", "print help");
}

function withReportOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--fail-on <level>", "lowest level that makes the exit status 1")
        .choices([...LEVELS, "never"])
        .default("error"),
    )
    .addOption(new Option("--format <format>", "how to print").choices(FORMATS).default("text"))
    .option("-o, --output <file>", "write there instead of to standard output")
    .addOption(
      new Option("--report <format=file>", "write another report; give it once for each").argParser(anotherReport),
    )
    .option("-q, --quiet", "print only what makes the exit status 1");
}

function anotherReport(value: string, earlier: CheckOptions["report"] | undefined): CheckOptions["report"] {
  const sign = value.indexOf("=");
  const format = FORMATS.find((one) => one === value.slice(0, sign));
  const file = value.slice(sign + 1);
  if (format === undefined || file === "") {
    throw new InvalidArgumentError(`It is a format and a file, such as sarif=bulkhead.sarif.`);
  }
  return [...(earlier ?? []), { format, file }];
}

function exposure(value: string): number {
  const score = /^\d{1,2}(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!(score <= 10)) throw new InvalidArgumentError("It is a number from 0 to 10.");
  return score;
}

function minutes(value: string): number {
  const count = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  if (count < 1 || count > MINUTES.most) throw new InvalidArgumentError(`It is a number from 1 to ${MINUTES.most}.`);
  return count;
}

function jobs(value: string): number {
  const count = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  if (count < 1) throw new InvalidArgumentError("It is a number from 1 to 999.");
  return count;
}

/** Reads `2/5`: the second of five parts. */
function shard(value: string): Shard {
  const match = /^(\d{1,5})\/(\d{1,5})$/.exec(value);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (index >= 1 && index <= count) return { index, count };
  throw new InvalidArgumentError("It is a part and the number of parts, such as 1/4.");
}

function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}
