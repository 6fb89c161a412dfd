/** Programs that Debian does not carry, taken from the registries that do, into a root file system. */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { captured } from "../../../scripts/capture.ts";
import type { Registry } from "./program.ts";

/** What was taken, and from where: `npm`, `{"node-red": "4.1.1"}`. */
export interface Taken {
  readonly registry: "npm" | "PyPI" | "Go's proxy" | "Maven Central";
  readonly versions: Readonly<Record<string, string>>;
}

/** Runs a script inside the root file system, with words as its arguments. */
type Inside = (script: string, ...words: string[]) => Promise<string>;

/** Puts a program into a root file system. Rejects with what the registry's client says. */
export function takeFrom(from: Registry, root: string, inside: Inside): Promise<Taken> {
  if ("npm" in from) return ofNpm(from.npm, root);
  if ("pypi" in from) return ofPypi(from.pypi, root, inside);
  if ("go" in from) return ofGo(from, root);
  return ofMaven(from.maven, root);
}

async function ofNpm(packages: Readonly<Record<string, string>>, root: string): Promise<Taken> {
  const directory = path.join(root, "opt/npm");
  await mkdir(directory, { recursive: true });
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  const options = ["--prefix", directory, "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"];
  await captured("npm", ["install", ...options, ...wanted], { cwd: directory });
  const versions: Record<string, string> = {};
  for (const name of Object.keys(packages)) {
    const text = await readFile(path.join(directory, "node_modules", name, "package.json"), "utf8");
    versions[name] = (JSON.parse(text) as { version: string }).version;
  }
  return { registry: "npm", versions };
}

/** The authorities that the machine trusts: its network may have one of its own. */
const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

async function ofPypi(packages: Readonly<Record<string, string>>, root: string, inside: Inside): Promise<Taken> {
  await mkdir(path.join(root, path.dirname(AUTHORITIES)), { recursive: true });
  await copyFile(AUTHORITIES, path.join(root, AUTHORITIES));
  const wanted = Object.entries(packages).map(([name, version]) => `${name}==${version}`);
  await inside('python3 -m venv /opt/venv; /opt/venv/bin/pip install --quiet --no-cache-dir "$@"', ...wanted);
  const versions: Record<string, string> = {};
  for (const name of Object.keys(packages)) {
    const told = await inside('/opt/venv/bin/pip show "$1"', name);
    versions[name] = /^Version: (.*)$/m.exec(told)?.[1] ?? "";
  }
  return { registry: "PyPI", versions };
}

async function ofGo(
  { go, version, package: wanted = ".", program, placeholders = [] }: Extract<Registry, { go: string }>,
  root: string,
): Promise<Taken> {
  const elsewhere = { cwd: "/" };
  const told = await captured("go", ["mod", "download", "-json", `${go}@${version}`], elsewhere);
  const { Dir, Version } = JSON.parse(told) as { Dir: string; Version: string };
  const parent = await mkdtemp(path.join(os.tmpdir(), "bulkhead-go-"));
  try {
    // The cache of modules is read-only, and a module that replaces others can be built in a directory of its own only.
    await captured("cp", ["-r", "--no-preserve=mode", `${Dir}/.`, parent], elsewhere);
    for (const file of placeholders) {
      await mkdir(path.dirname(path.join(parent, file)), { recursive: true });
      await writeFile(path.join(parent, file), "");
    }
    const target = path.join(root, "usr/local/bin", program);
    const surroundings = {
      cwd: parent,
      env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=mod -buildvcs=false" },
    };
    await captured("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", target, wanted], surroundings);
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
  return { registry: "Go's proxy", versions: { [go]: Version } };
}

async function ofMaven(artifacts: readonly string[], root: string): Promise<Taken> {
  const directory = path.join(root, "opt/maven");
  await mkdir(directory, { recursive: true });
  const versions: Record<string, string> = {};
  for (const one of artifacts) {
    const [group = "", artifact = "", version = "", type = "jar", classifier] = one.split(":");
    versions[artifact] = version;
    if (type === "jar") await withWhatItRestsOn({ group, artifact, version }, directory);
    else await copied([group, artifact, version, type, ...(classifier === undefined ? [] : [classifier])], directory);
  }
  return { registry: "Maven Central", versions };
}

async function copied(coordinates: readonly string[], directory: string): Promise<void> {
  const artifact = `-Dartifact=${coordinates.join(":")}`;
  const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";
  await captured("mvn", ["--batch-mode", "--quiet", goal, artifact, `-DoutputDirectory=${directory}`], { cwd: "/" });
}

/** Maven takes what a jar rests on only as a project's. */
async function withWhatItRestsOn(
  { group, artifact, version }: Readonly<Record<"group" | "artifact" | "version", string>>,
  directory: string,
): Promise<void> {
  const parent = await mkdtemp(path.join(os.tmpdir(), "bulkhead-maven-"));
  try {
    const dependency = `<groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>`;
    const project = `<project><modelVersion>4.0.0</modelVersion><groupId>bulkhead</groupId><artifactId>tried</artifactId><version>1</version><dependencies><dependency>${dependency}</dependency></dependencies></project>`;
    await writeFile(path.join(parent, "pom.xml"), project);
    const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";
    const options = ["--batch-mode", "--quiet", goal, "-DincludeScope=runtime", `-DoutputDirectory=${directory}`];
    await captured("mvn", options, { cwd: parent });
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}
