import assert from "node:assert/strict";
import { evidenceUri, readEvidence, writeEvidence } from "../../../server/analysis/learned/file.ts";
import { schemaCheck } from "../facts/json-schema.ts";
import { learnedExample } from "./example.ts";

const conforms = schemaCheck("evidence");

/** A file whose service `app` has this in some place. */
function fileWith(change: (app: Record<string, unknown>) => void): unknown {
  const file = JSON.parse(writeEvidence(new Map([["app", learnedExample()]])));
  change(file.services.app);
  return file;
}

function readWith(change: (app: Record<string, unknown>) => void): ReturnType<typeof readEvidence> {
  return readEvidence(JSON.stringify(fileWith(change)));
}

describe("the evidence file", () => {
  it("lies in the project, and is called after its first Compose file", () => {
    assert.equal(evidenceUri("file:///p/compose.yaml"), "file:///p/.bulkhead/evidence/compose.yaml.json");
  });

  it("gives back what was written, services by name", () => {
    const evidence = new Map([
      ["web", learnedExample({ capabilities: null, user: { works: false, at: "restart", said: "it ended with 1" } })],
      ["app", learnedExample()],
    ]);
    const text = writeEvidence(evidence);
    assert.deepEqual(readEvidence(text), new Map([...evidence].reverse()));
    assert.ok(text.indexOf('"app"') < text.indexOf('"web"'));
    conforms(JSON.parse(text));
  });

  it("is not read where it is of another version, no JSON, or no evidence", () => {
    for (const text of [
      "",
      "{",
      "[]",
      "null",
      '{"version":2,"services":{}}',
      '{"version":1}',
      '{"version":1,"services":[]}',
    ])
      assert.equal(readEvidence(text), undefined, text);
  });

  const wrong: readonly (readonly [string, (app: Record<string, unknown>) => void])[] = [
    [
      "a capability beyond the defaults",
      (app) => Object.assign(app, { capabilities: { enough: ["SYS_ADMIN"], without: {} } }),
    ],
    ["root as another user", (app) => Object.assign(app, { user: { works: true, as: "0:0" } })],
    ["root in more digits", (app) => Object.assign(app, { user: { works: true, as: "00" } })],
    [
      "a user with more behind it",
      (app) => Object.assign(app, { user: { works: true, as: "1000\nprivileged: true" } }),
    ],
    ["a path with options", (app) => Object.assign(app, { readOnly: { works: true, tmpfs: [{ path: "/a:suid" }] } })],
    ["a path that is relative", (app) => Object.assign(app, { readOnly: { works: true, tmpfs: [{ path: "a" }] } })],
    [
      "a line end in what was said",
      (app) => Object.assign(app, { noNewPrivileges: { works: false, at: "stop", said: "a\nb" } }),
    ],
    ["more than can be", (app) => Object.assign(app, { written: Array.from({ length: 300 }, () => "/a") })],
    ["a part that is missing", (app) => void delete app["judged"]],
  ];
  for (const [what, change] of wrong)
    it(`leaves a service out with ${what}, and keeps the others`, () => {
      assert.deepEqual(readWith(change), new Map());
      assert.throws(() => conforms(fileWith(change)), "the schema in docs/ says so too");
    });

  it("takes no fields that nobody asked for", () => {
    const read = readWith((app) => Object.assign(app, { privileged: true }));
    assert.deepEqual(read, new Map([["app", learnedExample()]]));
  });
});
