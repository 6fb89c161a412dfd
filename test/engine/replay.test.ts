import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { checksOf } from "./checks.ts";
import { engineOf, type Observation } from "./observation.ts";
import { predict } from "./predict.ts";

const PROJECTS = path.join(import.meta.dirname, "projects");

/** What `npm run test:engine` saw on a live engine is data, so that every machine can compare with it. */
describe("what containers were seen to be", () => {
  for (const project of readdirSync(PROJECTS)) {
    it(`is what explain says of ${project}`, async () => {
      const file = path.join(import.meta.dirname, "observations", `${project}.json`);
      assert.ok(existsSync(file), `nobody has looked at ${project} yet. Run: npm run test:engine`);
      const observation = JSON.parse(readFileSync(file, "utf8")) as Observation;
      const directory = path.join(PROJECTS, project);
      const checks = checksOf(await predict(directory, engineOf(observation.machine)), observation, directory);
      const wrong = checks.filter(({ verdict }) => verdict === "different");
      assert.deepEqual(wrong, []);
      assert.ok(checks.length > observation.subjects.length * 5, "too little was compared");
    });
  }
});
