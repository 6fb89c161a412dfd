import { appendFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  INSTRUMENTER_CONSTANTS,
  type InstrumenterContext,
  type MutantResult,
  type StrykerOptions,
} from "@stryker-mutator/api/core";
import { commonTokens, declareClassPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";
import type { Reporter } from "@stryker-mutator/api/report";
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import Mocha from "mocha";

/** Fields that may be set to nothing. */
type Writable<Fields> = { -readonly [Name in keyof Fields]: Fields[Name] | undefined };

/** The name by which Stryker's options call the runner below. */
export const TEST_RUNNER = "mocha-in-process";

/** What the options hold for it. */
export interface MochaTests {
  readonly files: readonly string[];
  /** Tests are left out whose full title this matches; the source of an expression. */
  readonly leftOut: string;
}

/**
 * Runs the tests in the process that holds the mutants, each mutant with the tests that reach it. Stryker's own runner for Mocha asks for files that Mocha 12
 * no longer has.
 */
class MochaTestRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  readonly #tests: MochaTests;
  readonly #context: Partial<Writable<InstrumenterContext>>;
  readonly #mocha = new Mocha({ timeout: 0, reporter: Collected, ui: "bdd" });
  #isLoaded = false;
  #isRunning = false;
  #before: (test: Mocha.Test | undefined) => void = () => {};

  constructor(options: StrykerOptions) {
    this.#tests = options["mochaTests"] as MochaTests;
    const globals: { [name: string]: unknown } = globalThis;
    this.#context = {};
    globals[INSTRUMENTER_CONSTANTS.NAMESPACE] = this.#context;
  }

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init(): Promise<void> {
    this.#mocha.cleanReferencesAfterRun(false);
    for (const file of this.#tests.files) this.#mocha.addFile(file);
    const before = (test: Mocha.Test | undefined) => this.#before(test);
    this.#mocha.suite.beforeEach(function () {
      before(this.currentTest);
    });
  }

  async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    this.#before = (test) => {
      this.#context.currentTestId = test?.fullTitle();
    };
    const result = await this.#run(new RegExp(`^(?!${this.#tests.leftOut})`), undefined);
    this.#before = () => {};
    const { mutantCoverage } = this.#context;
    if (result.status !== DryRunStatus.Complete || coverageAnalysis === "off" || !mutantCoverage) return result;
    return { ...result, mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, testFilter, hitLimit } = options;
    this.#context.hitLimit = hitLimit;
    this.#context.hitCount = hitLimit === undefined ? undefined : 0;
    const titles = testFilter?.map((title) => `^${escaped(title)}$`) ?? [`^(?!${this.#tests.leftOut})`];
    return toMutantRunResult(await this.#run(new RegExp(titles.join("|")), activeMutant.id));
  }

  async dispose(): Promise<void> {
    // A run that took too long is ended with its process.
    if (!this.#isRunning) this.#mocha.dispose();
  }

  async #run(titles: RegExp, mutant: string | undefined): Promise<DryRunResult> {
    try {
      if (!this.#isLoaded) await this.#mocha.loadFilesAsync();
      this.#isLoaded = true;
      this.#context.activeMutant = mutant;
      this.#mocha.grep(titles).bail(mutant !== undefined);
      bailAll(this.#mocha.suite, mutant !== undefined);
      this.#isRunning = true;
      await new Promise<void>((done) => this.#mocha.run(() => done()));
      this.#isRunning = false;
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: String(error) };
    }
    const tests = Collected.last?.tests ?? [];
    return (
      determineHitLimitReached(this.#context.hitCount, this.#context.hitLimit) ?? {
        status: DryRunStatus.Complete,
        tests,
      }
    );
  }
}

function escaped(title: string): string {
  return title.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function bailAll(suite: Mocha.Suite, bail: boolean): void {
  suite.bail(bail);
  for (const one of suite.suites) bailAll(one, bail);
}

/** A reporter that prints nothing and keeps what each test came to. */
class Collected extends Mocha.reporters.Base {
  static last: Collected | undefined;
  readonly tests: TestResult[] = [];

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    Collected.last = this;
    const told = (test: Mocha.Test) => ({
      id: test.fullTitle(),
      name: test.fullTitle(),
      timeSpentMs: test.duration ?? 0,
      ...(test.file === undefined ? {} : { fileName: test.file }),
    });
    runner.on("pass", (test) => this.tests.push({ status: TestStatus.Success, ...told(test) }));
    runner.on("fail", (test, error) =>
      this.tests.push({ status: TestStatus.Failed, failureMessage: String(error.message ?? error), ...told(test) }),
    );
  }
}

/** The name by which Stryker's options call the reporter below. */
export const SURVIVORS = "survivors";

/** Writes each survivor down once it is known, so that a run that is cut short has not been in vain. */
class SurvivorReporter implements Reporter {
  static readonly inject = tokens(commonTokens.options);
  readonly #file: string;

  constructor(options: StrykerOptions) {
    this.#file = options["survivorFile"] as string;
    writeFileSync(this.#file, "");
  }

  onMutantTested({ fileName, location: { start }, status, mutatorName, replacement }: Readonly<MutantResult>): void {
    if (status !== "Survived" && status !== "NoCoverage") return;
    const place = `${path.relative(process.cwd(), fileName)}:${start.line + 1}:${start.column + 1}`;
    appendFileSync(this.#file, `${place} ${status} ${mutatorName} ${JSON.stringify(replacement)}\n`);
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, TEST_RUNNER, MochaTestRunner),
  declareClassPlugin(PluginKind.Reporter, SURVIVORS, SurvivorReporter),
];
