import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, readdir, symlink } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CliProject } from "../cli/cli-project.ts";

export const PRIVILEGED = "services:\n  web:\n    image: acme/web:1\n    privileged: true\n";

/** The checkout of an attacker: whatever in it is run, or loaded, leaves `ran` behind. */
const EVIL = `#!/bin/sh\ntouch "$RAN"\n`;
const EVIL_MODULE = 'require("node:fs").writeFileSync(process.env.RAN, "");\n';
const HOSTILE: Readonly<Record<string, string>> = {
  "a/compose.yaml": PRIVILEGED,
  "my app/compose.yaml": PRIVILEGED,
  ".bashrc": EVIL,
  "evil.cjs": EVIL_MODULE,
  "evil.sh": EVIL,
  "package.json": JSON.stringify({
    name: "bulkhead",
    bin: "evil.cjs",
    scripts: { prepare: "./evil.sh", preinstall: "./evil.sh" },
    volta: { node: "0.10.0" },
  }),
  "package-lock.json": "{}",
  ".node-version": "0.10.0\n",
  ".nvmrc": "0.10.0\n",
  ".tool-versions": "nodejs 0.10.0\n",
  "node_modules/bulkhead/package.json": '{ "name": "bulkhead", "main": "../../evil.cjs" }',
  "node_modules/esbuild/index.js": EVIL_MODULE,
  precious: "precious\n",
};
const PROGRAMS = ["bulkhead", "node", "npm", "npx", "git", "mktemp", "sh"];
/** Names that a report could be written under. */
const LINKS = ["bulkhead.sarif", "summary.md", "report.json", "bulkhead.html"];

/** What stands between a checkout and the machine of a runner, while a script of ours looks at it. */
export class Runner {
  readonly checkout: CliProject;
  readonly #registry: Server;
  readonly #asked: string[] = [];

  private constructor(checkout: CliProject, registry: Server) {
    this.checkout = checkout;
    this.#registry = registry.on("request", ({ url }, response) => {
      this.#asked.push(url ?? "");
      response.writeHead(404).end();
    });
  }

  /** A hostile checkout in the directory `work` of a machine whose other directories the caller may use. */
  static async start(): Promise<Runner> {
    const checkout = await CliProject.with(
      Object.fromEntries(Object.entries(HOSTILE).map(([name, text]) => [`work/${name}`, text])),
    );
    const registry = createServer().listen(0, "127.0.0.1");
    await once(registry, "listening");
    const runner = new Runner(checkout, registry);
    const { port } = registry.address() as AddressInfo;
    await checkout.write(
      "work/.npmrc",
      `registry=http://127.0.0.1:${port}/\nscript-shell=./evil.sh\nnode-options=--require ./evil.cjs\nignore-scripts=false\n`,
    );
    for (const program of PROGRAMS) await checkout.write(`work/node_modules/.bin/${program}`, EVIL);
    for (const file of [...PROGRAMS.map((program) => `node_modules/.bin/${program}`), "evil.sh"]) {
      await chmod(checkout.path(`work/${file}`), 0o755);
    }
    for (const link of LINKS) await symlink("precious", checkout.path(`work/${link}`));
    await mkdir(checkout.path("temp"));
    return runner;
  }

  /** Runs a script in the checkout as a runner would, by a workflow that is careless with names of files. */
  bash(script: string, variables: Readonly<Record<string, string>>): Promise<BashOutcome> {
    const bin = this.checkout.path("work/node_modules/.bin");
    const env = {
      HOME: process.env["HOME"] ?? "",
      RAN: this.checkout.path("ran"),
      GITHUB_WORKSPACE: this.checkout.path("work"),
      GITHUB_OUTPUT: this.checkout.path("output"),
      RUNNER_TEMP: this.checkout.path("temp"),
      BASH_ENV: ".bashrc",
      NODE_OPTIONS: "--require ./evil.cjs",
      ...variables,
      PATH: `node_modules/.bin:${bin}:${bin}/../.bin::${process.env["PATH"]}`,
    };
    return new Promise((resolve) => {
      const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
      execFile(BASH, args, { cwd: this.checkout.path("work"), env }, (error, out, err) => {
        resolve({ status: error === null ? 0 : Number(error.code), out, err });
      });
    });
  }

  /** Ends the machine. Throws where anything of the checkout was run, asked for or written to. */
  async end(): Promise<void> {
    this.#registry.close();
    const before = Object.keys(HOSTILE).length + 1 + PROGRAMS.length + LINKS.length;
    const files = await readdir(this.checkout.path("work"), { recursive: true, withFileTypes: true });
    const ran = existsSync(this.checkout.path("ran"));
    const precious = await this.checkout.read("work/precious");
    await this.checkout.remove();
    assert.deepEqual(
      { ran, asked: this.#asked, precious, count: files.filter((file) => !file.isDirectory()).length },
      { ran: false, asked: [], precious: HOSTILE["precious"], count: before },
    );
  }
}

export interface BashOutcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

const BASH = "/bin/bash";
