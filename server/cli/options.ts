import { Argument, Command, CommanderError, Option } from "commander";
import type { Profile } from "../analysis/config.ts";
import type { Engine } from "../analysis/facts/engine.ts";
import { LEVELS, type Level } from "../analysis/rules/rule.ts";

/** What every command that reads files takes. */
interface FileOptions {
  /** The files of one project, in the order in which they are merged; empty where each file speaks for itself. */
  readonly file: readonly string[];
  readonly engine?: Engine["mode"];
  readonly config: string | boolean;
  readonly format: "text" | "json";
  readonly color?: boolean;
}

export interface CheckOptions extends FileOptions {
  readonly profile?: Profile;
  readonly failOn: Level | "never";
  readonly fix: boolean;
  readonly fixUnsafe: boolean;
  readonly diff: boolean;
  readonly stdinFilename?: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export interface ExplainOptions extends FileOptions {
  readonly service?: string;
  /** The two sides of a comparison. */
  readonly diff?: readonly string[];
}

/** What the command line asks for. `print` is help, a version, or what is wrong with the arguments. */
export type Request =
  | { readonly do: "check"; readonly paths: readonly string[]; readonly options: CheckOptions }
  | { readonly do: "explain"; readonly path: string | undefined; readonly options: ExplainOptions }
  | { readonly do: "rule"; readonly id: string | undefined }
  | { readonly do: "print"; readonly output: string; readonly error: string; readonly status: 0 | 2 };

const ENGINES: readonly Engine["mode"][] = ["rootful", "rootless", "userns-remap", "podman", "swarm"];
const PROFILES: readonly Profile[] = ["default", "strict"];

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
    .description("Shows where the isolation of containers is weak, in Dockerfiles and Compose files.")
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .addHelpText("after", EXIT_STATUSES);
  program.addCommand(checkCommand(ask));
  program.addCommand(explainCommand(ask));
  program.addCommand(ruleCommand(ask));
  return program;
}

/** What holds for options that are not given. Told to commander, it would stand in the help as "default: false". */
const UNSET = { file: [], config: true };
const CHECK_UNSET = { ...UNSET, fix: false, fixUnsafe: false, diff: false, quiet: false, verbose: false };

const EXIT_STATUSES = `
Exit status:
  0  nothing at or above --fail-on was found
  1  something was
  2  the command could not be run; standard error says why`;

function checkCommand(ask: (request: Request) => void): Command {
  const command = new Command("check")
    .description("Check files, and directories with all Dockerfiles and Compose files in them.")
    .addArgument(new Argument("[paths...]", "files and directories; - is standard input").default([], "."))
    .addOption(new Option("--profile <profile>", "which rules run; strict adds hardening advice").choices(PROFILES))
    .addOption(
      new Option("--fail-on <level>", "lowest level that makes the exit status 1")
        .choices([...LEVELS, "never"])
        .default("error"),
    )
    .option("--fix", "apply the fixes that a correct container cannot notice")
    .option("--fix-unsafe", "apply the other fixes too: read what they change")
    .addOption(new Option("--diff", "print what the fixes would change; write nothing").conflicts("quiet"))
    .option("--stdin-filename <name>", "the file that - stands for")
    .addOption(new Option("-q, --quiet", "print only what makes the exit status 1").conflicts("verbose"))
    .option("-v, --verbose", "name each file that is looked at, and every fix");
  return withFileOptions(command).action((paths: string[], options: CheckOptions) =>
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
  return withFileOptions(command).action((path: string | undefined, options: ExplainOptions) =>
    ask({ do: "explain", path, options: { ...UNSET, ...options } }),
  );
}

function ruleCommand(ask: (request: Request) => void): Command {
  return new Command("rule")
    .description("Print the page of a rule, or list the rules.")
    .argument("[id]", "the rule")
    .action((id: string | undefined) => ask({ do: "rule", id }));
}

function withFileOptions(command: Command): Command {
  return command
    .option("-f, --file <file>", "a file of one project; give it once for each, in order", collect)
    .addOption(new Option("--engine <mode>", "the engine that runs the containers").choices(ENGINES))
    .option("--config <file>", "read the settings from this file")
    .option("--no-config", "read no .bulkhead.yaml")
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .option("--color", "use colours")
    .option("--no-color", "use none")
    .helpOption("-h, --help", "print help");
}

function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}
