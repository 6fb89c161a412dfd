import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { CLI_THREADS } from "../../scripts/build.ts";
import { run } from "../../server/cli/run.ts";

/** What a command line printed, and its exit status. */
export interface Outcome {
  readonly status: 0 | 1 | 2;
  readonly out: string;
  readonly err: string;
}

/** How one run differs from a plain one in a pipe. */
export interface Circumstances {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly stdin?: string;
  /** Standard error, where it is a terminal. */
  readonly status?: (text: string) => void;
  /** The working directory, below the project's. */
  readonly cwd?: string;
  /** The program of threads, where it is not the bundle. */
  readonly threads?: string;
}

/** A directory of its own with the files of one test. */
export class CliProject {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** Writes the files, whose names may contain directories. */
  static async with(files: Readonly<Record<string, string>>): Promise<CliProject> {
    const project = new CliProject(await mkdtemp(path.join(os.tmpdir(), "bulkhead-cli-")));
    for (const [name, text] of Object.entries(files)) await project.write(name, text);
    return project;
  }

  path(name: string): string {
    return path.join(this.directory, name);
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(path.dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), text);
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name), "utf8");
  }

  /** Runs a command line as the shell would, without a terminal. */
  async run(args: readonly string[], circumstances: Circumstances = {}): Promise<Outcome> {
    let out = "";
    let err = "";
    const { stdin = "" } = circumstances;
    const status = await run(args, "1.2.3", {
      cwd: path.join(this.directory, circumstances.cwd ?? "."),
      env: circumstances.env ?? {},
      columns: circumstances.columns,
      threads: circumstances.threads ?? CLI_THREADS,
      status: circumstances.status,
      stdin: (async function* () {
        yield Buffer.from(stdin);
      })(),
      write: (text) => {
        out += text;
      },
      warn: (line) => {
        err += `${line}\n`;
      },
    });
    return { status, out, err };
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}
