import assert from "node:assert/strict";
import { PROJECTS, readAnswers, releasesAsked } from "./answers.ts";
import { projectCases } from "./cases.ts";
import { ourProject } from "./compare.ts";
import { judge } from "./judge.ts";

/** What `npm run test:compose` was answered by the real Compose is data, so that every machine can compare with it. */
describe("what Compose was seen to make of projects", () => {
  const cases = projectCases(PROJECTS);

  for (const [release, one] of releasesAsked().flatMap((release) => cases.map((one) => [release, one] as const))) {
    it(`is what we make of ${one.name} under Compose ${release}`, async () => {
      const ours = ourProject(one.files, release);
      const answer = (await readAnswers(release)).projects[one.name];
      assert.ok(ours !== undefined, "it is taken for no Compose file");
      assert.ok(answer !== undefined, "Compose has not been asked yet. Run: npm run test:compose");
      const { differences, same, is } = judge(one, ours, answer, release);
      assert.deepEqual(differences, []);
      assert.ok(is === "refused" || same > 20, "too little was compared");
    });
  }
});
