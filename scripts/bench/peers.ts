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

/** Installs what is missing. Returns what npm said where that does not work, as it will not without a network. */
export async function installPeers(): Promise<string | undefined> {
  const missing = Object.keys(PACKAGES).filter((name) => !isInstalled(name));
  if (missing.length === 0) return undefined;
  await mkdir(PEERS, { recursive: true });
  const dependencies = PACKAGES;
  await writeFile(path.join(PEERS, "package.json"), JSON.stringify({ private: true, dependencies }));
  const flags = ["install", "--no-audit", "--no-fund", "--ignore-scripts"];
  const { status, output } = await outcome("npm", flags, { cwd: PEERS });
  return status === 0 ? undefined : output;
}

export function isInstalled(name: string): boolean {
  return existsSync(path.join(PEERS, "node_modules", name, "package.json"));
}

/** `name@version` of every package that is measured. */
export function peerVersions(): readonly string[] {
  return Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
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
