import path from "node:path";
import { glob } from "tinyglobby";
import { isComposeName } from "../../server/analysis/compose/syntax/detect.ts";
import { isDockerfileName } from "../../server/analysis/dockerfile/syntax/detect.ts";
import type { Level } from "../../server/analysis/model/level.ts";
import { lineReader, locator } from "../../server/analysis/report/location.ts";
import { causeOf, reported } from "../../server/analysis/report/report.ts";
import type { Analysis } from "../../server/analysis/run/analysis.ts";
import { Analyzer } from "../../server/entries/analyzer.ts";
import { uriOf } from "../../server/entries/file-names.ts";
import { FileSources } from "../../server/entries/sources.ts";
import { type Hardened, hardenedBy } from "./hardened.ts";

/** A finding as a reviewer needs it. `file` is relative to the corpus, `line` counts from 1. */
export interface Seen {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly source: string;
  /** `service`, `stage` or what else it is about. */
  readonly about: string;
}

/** What one profile says about a corpus. Containers are services, and the final stages of Dockerfiles that no service builds. */
export interface Measured {
  readonly files: number;
  readonly services: number;
  readonly stages: number;
  readonly findings: readonly Seen[];
  /** How many findings each service has, in rising order. */
  readonly perService: readonly number[];
  /** How many services have neither an error nor a warning. */
  readonly calm: number;
  /** The services that *Harden* changes, each once. */
  readonly hardened: readonly Hardened[];
}

/** Analyses every Compose file and Dockerfile below a directory, as `bulkhead check` does, and tells each cause once. */
export async function measure(directory: string, profile: "default" | "strict"): Promise<Measured> {
  const names = await glob("**/*", { cwd: directory, dot: true });
  const files = names.filter((name) => isCandidate(path.basename(name))).sort();
  const analyst = new Analyzer({ profile, config: false }, directory);
  const tally = new Tally();
  for (const name of files) {
    const sources = new FileSources(directory);
    const entry = { uris: [uriOf(name, directory)], invocation: {}, found: true } as const;
    await tally.add(analyst.analyse(entry, sources), sources);
  }
  if (analyst.problems.length > 0) throw new Error(analyst.problems.map(({ message }) => message).join("\n"));
  return tally.result();
}

function isCandidate(name: string): boolean {
  return /\.ya?ml$/i.test(name) || isDockerfileName(name) || isComposeName(name);
}

class Tally {
  readonly #findings = new Map<string, Seen>();
  readonly #services = new Map<string, Set<string>>();
  readonly #alarming = new Set<string>();
  readonly #built = new Set<string>();
  readonly #stages = new Set<string>();
  readonly #hardened = new Map<string, Hardened>();
  #files = 0;

  async add(analysis: Analysis, sources: FileSources): Promise<void> {
    if (analysis.kind === "other") return;
    this.#files++;
    for (const { name, at } of analysis.project?.services ?? []) this.#causesOf(`${at.file} ${name}`);
    for (const file of analysis.project?.dockerfiles.keys() ?? []) this.#built.add(file);
    for (const { file, final } of analysis.dockerfile?.stages ?? []) if (final) this.#stages.add(file);
    for (const one of hardenedBy(analysis, (uri) => sources.name(uri)))
      this.#hardened.set(`${one.file} ${one.service}`, one);
    const locate = locator(sources);
    const line = lineReader(sources);
    for (const finding of analysis.findings) {
      const told = reported(finding, [], locate, line);
      const cause = causeOf(told);
      for (const { kind, name } of [finding.subject, ...(finding.others ?? [])]) {
        const service = analysis.project?.services.find((one) => kind === "service" && one.name === name);
        if (!service) continue;
        this.#causesOf(`${service.at.file} ${name}`).add(cause);
        if (finding.level === "error" || finding.level === "warning") this.#alarming.add(`${service.at.file} ${name}`);
      }
      const { rule, level, message, subject, location } = told;
      this.#findings.set(cause, {
        rule,
        level,
        message,
        file: location.file,
        line: location.start.line,
        source: told.source?.text.trim() ?? "",
        about: subject.kind,
      });
    }
  }

  result(): Measured {
    const perService = [...this.#services.values()].map(({ size }) => size).sort((a, b) => a - b);
    return {
      files: this.#files,
      services: this.#services.size,
      stages: [...this.#stages].filter((file) => !this.#built.has(file)).length,
      findings: [...this.#findings.values()],
      perService,
      calm: this.#services.size - this.#alarming.size,
      hardened: [...this.#hardened.values()],
    };
  }

  #causesOf(service: string): Set<string> {
    const known = this.#services.get(service) ?? new Set<string>();
    this.#services.set(service, known);
    return known;
  }
}
