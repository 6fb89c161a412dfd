import assert from "node:assert/strict";
import { readdirSync, readlinkSync } from "node:fs";
import os from "node:os";
import { writeTree } from "../../scripts/scale/tree.ts";
import type { EntryCheckOptions, EntryOutcome } from "../../server/cli/check/outcome.ts";
import { checkOnThreads } from "../../server/cli/check/worker-pool.ts";
import { Spool } from "../../server/disk/spool.ts";
import type { Entry } from "../../server/entries/entry.ts";
import { THREAD_HEAP } from "../../server/limits/budget.ts";
import { CliProject } from "./cli-project.ts";

describe("a tree of some thousand files", () => {
  let project: CliProject;
  before(async () => {
    project = await CliProject.with({});
    writeTree(project.directory, 2_000);
  });
  after(() => project.remove());

  it("gives the same report on several threads as on one", async () => {
    const args = ["check", "--format", "json", "--no-fixes"];
    const several = await project.run([...args, "--jobs", "2"]);
    assert.equal(several.status, 1);
    assert.equal(several.err, "");
    assert.deepEqual(await project.run([...args, "--jobs", "1"]), several);
    const { findings, files } = JSON.parse(several.out);
    assert.ok(findings.length > 1_000, `only ${findings.length} findings`);
    assert.ok(files > 800 && files < 1_400, `${files} files`);
    assert.ok(findings.some(({ message }: { message: string }) => message.startsWith("Compose refuses the project: ")));
  });

  it("does not begin where the settings that are named are not there", async () => {
    const { status, out, err } = await project.run(["check", "--config", "gone.yaml", "--jobs", "2"]);
    assert.deepEqual({ status, out, err }, { status: 2, out: "", err: "bulkhead: gone.yaml does not exist\n" });
  });
});

describe("threads", () => {
  const options: EntryCheckOptions = {
    cwd: "/project",
    config: false,
    fixes: "none",
    maxExposure: undefined,
    maps: false,
    provided: undefined,
    cache: undefined,
  };
  const entry = (name: string): Entry => ({ uris: [`file:///project/${name}`], invocation: {}, found: true });

  /** A program for threads that answers each entry with its name; over one called "fall" it falls, and with one called "hang" it goes no further. */
  const PROGRAM = `
    const { parentPort } = require("node:worker_threads");
    parentPort.on("message", async (entries) => {
      for (const { uris: [uri] } of entries) {
        const file = uri.slice("file:///project/".length);
        if (file === "fall") throw new Error("fallen");
        if (file === "hang") return;
        if (file === "refuse") return parentPort.postMessage({ is: "refused", message: "no" });
        await new Promise((done) => setTimeout(done, file.length % 7));
        const outcome = { file, findings: [], problems: [], looked: [file], asked: [], overrides: [] };
        parentPort.postMessage({ is: "checked", outcome });
      }
    });`;

  let project: CliProject;
  before(async () => {
    project = await CliProject.with({ "program.cjs": PROGRAM });
  });
  after(() => project.remove());

  const outcomes = async (
    names: readonly string[],
    patience: number,
    program = "program.cjs",
  ): Promise<readonly EntryOutcome[]> => {
    const all: EntryOutcome[] = [];
    const workers = { program: project.path(program), jobs: 2, heap: THREAD_HEAP, patience };
    for await (const one of checkOnThreads(names.map(entry), options, workers)) all.push(one);
    return all;
  };
  const names = Array.from({ length: 100 }, (_, index) => "x".repeat((index * 7) % 30) + index);

  it("answer in the order of the entries", async () => {
    assert.deepEqual(
      (await outcomes(names, 10_000)).map(({ file }) => file),
      names,
    );
  });

  for (const name of ["fall", "hang"]) {
    it(`that ${name} cost one entry and no other`, async () => {
      const mixed = [...names.slice(0, 20), name, ...names.slice(20)];
      const all = await outcomes(mixed, 1_500);
      assert.deepEqual(
        all.map(({ file }) => file),
        mixed,
      );
      const message = "could not be checked: it takes more time or memory than there is";
      assert.deepEqual(
        all.filter(({ looked }) => looked.length === 0).map(({ problems }) => problems),
        [[{ file: name, line: 1, message, unchecked: true }]],
      );
    });
  }

  it("that do not come to run cost no time", async () => {
    const all = await outcomes(["a", "b"], 1_000_000, "gone.cjs");
    assert.equal(all.flatMap(({ problems }) => problems).length, 2);
  });

  it("pass on why a check cannot be run", async () => {
    await assert.rejects(outcomes([...names, "refuse"], 10_000), { message: "no" });
  });
});

describe("a spool", () => {
  it("gives back what it took, in any order, and leaves no file behind", () => {
    const before = spools();
    const spool = new Spool();
    const texts = Array.from({ length: 50 }, (_, index) => `${index} ü🐳 `.repeat(50_000 + index));
    const slots = texts.map((text) => spool.add(text));
    assert.deepEqual(spools(), before);
    if (process.platform === "linux") assert.equal(unnamed().length, 1, "everything is in memory");
    for (const index of [49, 0, 25, 48, 1]) {
      const slot = slots[index];
      assert.ok(slot !== undefined && spool.read(slot) === texts[index], `text ${index} is another one`);
    }
    spool.close();
    assert.deepEqual(spools(), before);
  });

  it("makes no file for little", () => {
    const before = spools();
    const spool = new Spool();
    assert.equal(spool.read(spool.add("little")), "little");
    assert.deepEqual(spools(), before);
    spool.close();
  });

  /** The files of spools that this process has open and that have no name. */
  function unnamed(): readonly string[] {
    const open = readdirSync("/proc/self/fd").map((name) => {
      try {
        return readlinkSync(`/proc/self/fd/${name}`);
      } catch {
        // That of the listing itself is closed by now.
        return "";
      }
    });
    return open.filter((name) => name.includes("/bulkhead-findings-") && name.endsWith(" (deleted)"));
  }

  function spools(): readonly string[] {
    return readdirSync(os.tmpdir()).filter((name) => name.startsWith("bulkhead-findings-"));
  }
});
