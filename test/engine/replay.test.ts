import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Observation } from "./observation.ts";
import { NOT_RUN, projectChecks, seenFlags } from "./run-flags.ts";

const PROJECTS = path.join(import.meta.dirname, "projects");

/** What `npm run test:engine` saw on a live engine is data, so that every machine can compare with it. */
describe("what containers were seen to be", () => {
  for (const project of readdirSync(PROJECTS)) {
    it(`is what explain says of ${project}`, async () => {
      const file = path.join(import.meta.dirname, "observations", `${project}.json`);
      assert.ok(existsSync(file), `nobody has looked at ${project} yet. Run: npm run test:engine`);
      const observation = JSON.parse(readFileSync(file, "utf8")) as Observation;
      const directory = path.join(PROJECTS, project);
      const checks = await projectChecks(directory, observation);
      const wrong = checks.filter(({ verdict }) => verdict === "different");
      assert.deepEqual(wrong, []);
      assert.ok(checks.length > observation.subjects.length * 5, "too little was compared");
    });
  }
});

describe("the flags of docker run on a live engine", () => {
  it("are each seen in a command, or there is a reason why not", async () => {
    const flags = await seenFlags();
    const wrong = flags.filter(({ containers, reason }) => (containers.length === 0) === (reason === undefined));
    assert.deepEqual(
      wrong.map(({ name }) => name),
      [],
    );
    const known = new Set(flags.map(({ name }) => name));
    assert.deepEqual(
      [...NOT_RUN.keys()].filter((name) => !known.has(name)),
      [],
    );
  });

  it("are compared, in what is told of each container that a command names", async () => {
    const flags = (await seenFlags()).filter(({ reason }) => reason === undefined);
    assert.ok(flags.length > 90, String(flags.length));
    for (const { name, containers, checks } of flags) {
      const compared = checks.filter(({ verdict }) => verdict === "same");
      assert.ok(compared.length > containers.length * 30, `${name}: ${compared.length}`);
    }
  });
});
