import assert from "node:assert/strict";
import path from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { ROOT } from "../../scripts/build.ts";
import { Coverage } from "../../scripts/fuzz/coverage.ts";
import { checkLaws } from "../../scripts/fuzz/laws.ts";
import { checkProject } from "../../scripts/fuzz/project-laws.ts";
import { fuzzedProjects } from "../../scripts/fuzz/projects.ts";
import { FuzzedServers } from "../../scripts/fuzz/protocol.ts";
import { fuzzedFiles } from "../../scripts/fuzz/texts.ts";
import { traffic } from "../../scripts/fuzz/traffic.ts";

/** The same texts and messages in every run; `npm run fuzz` tries others. */
const SEED = 20_261_122;

describe("fuzz", () => {
  const files = fuzzedFiles();

  it("finds no text that breaks the analysis or is broken by a fix", () => {
    fc.assert(fc.property(files, checkLaws), { seed: SEED, numRuns: 150 });
  });

  it("finds no project that breaks the analysis, or what is made of it", () => {
    fc.assert(fc.property(fuzzedProjects(), checkProject), { seed: SEED, numRuns: 100 });
  });

  it("makes projects of every shape that it means to make", () => {
    const coverage = new Coverage();
    for (const project of fc.sample(fuzzedProjects(), { seed: SEED, numRuns: 3_000 })) coverage.add(project);
    const missing = [...coverage.counts].filter(([, count]) => count < 3);
    assert.deepEqual(missing, []);
  });

  it("finds no messages that break the language server", async () => {
    const servers = new FuzzedServers(path.join(ROOT, "dist/server/main.node.mjs"));
    try {
      const property = fc.asyncProperty(traffic(files, fuzzedProjects()), (one) => servers.run(one));
      await fc.assert(property, { seed: SEED, numRuns: 16, endOnFailure: true });
    } finally {
      await servers.stop();
    }
  });
});
