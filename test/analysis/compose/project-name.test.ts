import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Project } from "../../../server/analysis/model/project.ts";
import { knownValue } from "../../../server/analysis/model/setting.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";

describe("a project", () => {
  const SERVICE = 'services: { web: { image: "x:${COMPOSE_PROJECT_NAME}" } }\n';

  /** What each set of files was seen to be called by Compose 2.40, which put the name into the image's tag too. */
  const CASES: readonly (readonly [files: Readonly<Record<string, string>>, name: string])[] = [
    [{ "compose.yaml": SERVICE }, "my-shop"],
    [{ "compose.yaml": `name: shop\n${SERVICE}` }, "shop"],
    [{ "compose.yaml": `name: shop\n${SERVICE}`, ".env": "COMPOSE_PROJECT_NAME=fromenv\n" }, "fromenv"],
    [{ "compose.yaml": `name: a-\${COMPOSE_PROJECT_NAME}\n${SERVICE}`, ".env": "COMPOSE_PROJECT_NAME=b\n" }, "b"],
    [{ "compose.yaml": `name: shop\n${SERVICE}`, ".env": "COMPOSE_PROJECT_NAME=\n" }, "shop"],
  ];
  for (const [files, name] of CASES)
    it(`is called ${name}: ${JSON.stringify(files)}`, () => {
      const project = projectOf(files);
      assert.equal(project.name, name);
      assert.equal(project.directory, "file:///work/my-shop");
      assert.deepEqual(
        project.services.map(({ image }) => knownValue(image)?.tag),
        [name],
      );
    });

  it("knows what the engine calls the volumes that are not called after it", () => {
    const volumes = [
      ...["own: {}", "named: { name: other }", "outside: { external: true }", "old: { external: { name: older } }"],
      ...["both: { external: true, name: elsewhere }", "unknown: { name: $X }", "inside: { external: false }"],
    ];
    const { volumes: called } = projectOf({ "compose.yaml": `services: {}\nvolumes: { ${volumes.join(", ")} }\n` });
    assert.deepEqual(Object.fromEntries(called), {
      named: "other",
      outside: "outside",
      old: "older",
      both: "elsewhere",
    });
  });
});

function projectOf(files: Readonly<Record<string, string>>): Project {
  const lookup = (uri: string): string | null => files[uri.replace("file:///work/my-shop/", "")] ?? null;
  const options = { cache: new ParseCache(), onRuleError: () => assert.fail("a rule failed") };
  const { project } = analyze(["file:///work/my-shop/compose.yaml"], lookup, configOf([]), options);
  assert.ok(project);
  return project;
}
