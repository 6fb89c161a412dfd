/** Tries to break what SECURITY.md promises about files that are read: which are refused, how much of them is read, and what one of them can cost. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import { mkdir, symlink, truncate } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { afterEach, describe, it } from "mocha";
import { DEFAULT_ENGINE } from "../../server/analysis/facts/engine.ts";
import type { Analysis } from "../../server/analysis/run/analysis.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import { load } from "../../server/analysis/run/load.ts";
import { CliProject } from "../cli/cli-project.ts";

/** What would be found where somebody read it as what it stands for. */
const BAIT = "services: { bait: { image: kn4llb0nb0n, privileged: true } }\n";
const WORD = "kn4llb0nb0n";
const COMPOSE = `include: [./include.yaml]
services:
  web:
    image: acme/web:1
    extends: { file: extends.yaml, service: bait }
    env_file: [own.env]
    security_opt: [seccomp=seccomp.json]
    configs: [config]
  app:
    build: { context: app, dockerfile: other.df }
  lib:
    build: lib
    privileged: true
configs: { config: { file: config.txt } }
`;

/** Every file that a project names, or that is looked for beside one. */
const NAMED = [
  "compose.override.yaml",
  "include.yaml",
  "extends.yaml",
  ".env",
  "own.env",
  "seccomp.json",
  "config.txt",
  "app/other.df",
  "app/.dockerignore",
  "app/other.df.dockerignore",
  "lib/Dockerfile",
  "lib/Dockerfile.dockerignore",
  "lib/.dockerignore",
  ".bulkhead.yaml",
  ".gitignore",
  ".ignore",
  "app/.gitignore",
];

/** The command lines that name a file themselves. */
const ARGUMENTS: readonly (readonly string[])[] = [
  ["check", "FILE"],
  ["check", "-f", "compose.yaml", "-f", "FILE"],
  ["check", "--config", "FILE", "fine"],
  ["check", "--baseline", "FILE", "fine"],
  ["explain", "FILE"],
  ["explain", "--diff", "fine/compose.yaml", "FILE"],
  ["merge", "FILE"],
];

/** A pipe with the bait in it: whoever reads the bait takes it out. */
class Pipe {
  readonly #descriptor: number;

  constructor(file: string) {
    execFileSync("mkfifo", [file]);
    this.#descriptor = openSync(file, constants.O_RDWR | constants.O_NONBLOCK);
    writeSync(this.#descriptor, BAIT);
  }

  /** What is left of the bait; ends the pipe. */
  rest(): string {
    const bytes = Buffer.alloc(BAIT.length + 1);
    try {
      return bytes.toString("utf8", 0, readSync(this.#descriptor, bytes));
    } catch {
      return "";
    } finally {
      closeSync(this.#descriptor);
    }
  }
}

describe("SECURITY.md: Read other files", () => {
  let project: CliProject;
  let endings: (() => void)[] = [];
  afterEach(async () => {
    for (const end of endings) end();
    endings = [];
    await project.remove();
  });

  const start = async (): Promise<void> => {
    project = await CliProject.with({
      ".git/HEAD": "",
      "compose.yaml": COMPOSE,
      "app/x": "",
      "lib/x": "",
      "fine/compose.yaml": "services: { a: { image: 'acme/a:1', user: '1' } }\n",
    });
  };

  /** What each kind of file that is none is made by, below a name; `rest` tells what a pipe still holds. */
  const KINDS: Readonly<Record<string, (file: string) => Promise<unknown> | unknown>> = {
    device: (file) => symlink("/dev/zero", file),
    socket: (file) => {
      const server: Server = createServer().listen(file);
      endings.push(() => server.close());
      return new Promise((done) => server.once("listening", done));
    },
    "file of the kernel's": (file) => symlink("/proc/self/status", file),
    directory: (file) => mkdir(file),
    "file of 3 MiB": async (file) => {
      await project.write(path.relative(project.directory, file), BAIT);
      await truncate(file, 3 * 1024 * 1024);
    },
  };

  if (process.platform === "linux") {
    it("takes nothing out of a pipe that a project names, whatever for", async () => {
      await start();
      const pipes = NAMED.map((name) => [name, new Pipe(project.path(name))] as const);
      const check = await project.run(["check", "--profile", "strict", "--format", "json"]);
      const explain = await project.run(["explain", "compose.yaml"]);
      assert.deepEqual(
        pipes.filter(([, pipe]) => pipe.rest() !== BAIT).map(([name]) => name),
        [],
      );
      assert.ok(!check.out.includes(WORD) && !explain.out.includes(WORD));
      assert.equal(check.status, 1, "the rest is checked");
    });

    it("takes nothing out of a pipe that the command line names, and says what it is", async () => {
      await start();
      for (const [index, args] of ARGUMENTS.entries()) {
        const name = `pipe${index}.yaml`;
        const pipe = new Pipe(project.path(name));
        const { status, err } = await project.run(args.map((one) => (one === "FILE" ? name : one)));
        assert.equal(pipe.rest(), BAIT, args.join(" "));
        assert.equal(status, 2, args.join(" "));
        assert.ok(err.includes(`${name} is not a regular file`), `${args.join(" ")}: ${err}`);
      }
    });

    for (const [kind, make] of Object.entries(KINDS)) {
      it(`reads no ${kind} in the place of a file that a project names, and checks the rest`, async () => {
        await start();
        for (const name of NAMED) await make(project.path(name));
        const { status, out, err } = await project.run(["check", "--profile", "strict", "--format", "json"]);
        assert.equal(status, 1, err);
        assert.ok(!out.includes(WORD));
        const { files, problems } = JSON.parse(out) as { files: number; problems: { message: string }[] };
        assert.equal(files, 2);
        const told = problems.map(({ message }) => message).join("\n");
        for (const name of ["include.yaml", "extends.yaml"]) assert.match(told, new RegExp(`${name} cannot be read`));
        assert.match(told, /is not a regular file|is a directory|is larger than/);
      });

      it(`reads no ${kind} that the command line names`, async () => {
        await start();
        await make(project.path("x.yaml"));
        for (const args of ARGUMENTS) {
          // A directory is checked with what is in it, and the reports of shards may be larger than what anybody writes by hand.
          if (kind === "directory" && args[0] === "check" && args[1] === "FILE") continue;
          const { status, err } = await project.run(args.map((one) => (one === "FILE" ? "x.yaml" : one)));
          assert.equal(status, 2, `${args.join(" ")}: ${err}`);
          assert.ok(err.includes("x.yaml "), `${args.join(" ")}: ${err}`);
        }
      });
    }
  }

  it("reads up to 1,000 files for a project, and tells of the others", async () => {
    await start();
    for (const [entry, name] of [
      [
        "compose.yaml",
        (index: number) => `  s${index}: { image: 'a:1', extends: { file: f${index}.yaml, service: s } }`,
      ],
      ["compose.yaml", (index: number) => `  s${index}: { build: { context: ., dockerfile: f${index}.df } }`],
      ["compose.yaml", (index: number) => `  s${index}: { build: d${index} }`],
    ] as const) {
      const text = `services:\n${Array.from({ length: 1_100 }, (_, index) => name(index)).join("\n")}\n`;
      const asked = new Set<string>();
      const analysis = await analysed(`file:///p/${entry}`, async (uri) => {
        asked.add(uri);
        if (uri === `file:///p/${entry}`) return text;
        return uri.endsWith("yaml") ? "services: { s: { image: 'a:1' } }\n" : "FROM a\n";
      });
      assert.ok(asked.size <= 1_000, `${asked.size} files were asked for`);
      assert.match(
        analysis.inputErrors.map(({ message }) => message).join("\n"),
        /too many files: f?d?\S+ and \d+ more are not read/,
      );
    }
  });
});

function analysed(uri: string, read: (uri: string) => Promise<string | null>): Promise<Analysis> {
  const config = { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() } as const;
  return load([uri], read, config, { cache: new ParseCache(), onRuleError: assert.ifError });
}
