import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { knownValue } from "../../../server/analysis/model/setting.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";

const FILE = "file:///work/.github/workflows/ci.yml";

function analysisOf(text: string): Analysis {
  return analyze([FILE], (uri) => (uri === FILE ? text : null), configOf([]), {
    cache: new ParseCache(),
    onRuleError: (_, error) => {
      throw error;
    },
  });
}

function rulesOf(text: string): readonly string[] {
  return [...new Set(analysisOf(text).findings.map(({ rule }) => rule))].sort();
}

function workflow(job: string): string {
  return `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n${job}    steps:\n      - run: true\n`;
}

const WHOLE = workflow(`    container:
      image: node:22.4.0
      options: --privileged --user root --health-cmd "a --cap-add b" # why
      volumes: ["/:/host", "data:/data"]
      env: { TOKEN: "\${{ secrets.TOKEN }}" }
    services:
      db:
        image: postgres:17.2
        ports: ["5432:5432"]
        options: >-
          --cap-add=SYS_ADMIN
          --health-interval 10s
      cache: redis:7.4
`);

describe("the containers of a workflow's jobs", () => {
  it("are told nothing of a capability that an expression names", () => {
    const job = "    container:\n      image: node:22.4.0\n      options: --privileged --cap-add ${{ inputs.x }}\n";
    assert.deepEqual(rulesOf(workflow(job)), ["privileged"]);
  });

  it("are those that the runner makes of container and services", () => {
    const { project, kind } = analysisOf(WHOLE);
    assert.equal(kind, "command");
    const [job, db, cache] = project?.services ?? [];
    assert.deepEqual([job?.name, db?.name, cache?.name], ["test", "db", "cache"]);
    assert.equal(job && knownValue(job.privileged), true);
    assert.equal(job && knownValue(job.user)?.text, "root");
    assert.deepEqual(job?.capabilities.added, []);
    assert.deepEqual(
      job?.mounts.map(({ target }) => target),
      ["/host", "/data"],
    );
    assert.equal(job?.environment.get("TOKEN")?.state, "unknown");
    assert.deepEqual(
      db?.capabilities.added.map(({ text }) => text),
      ["SYS_ADMIN"],
    );
    assert.deepEqual(
      db?.ports.map(({ published }) => knownValue(published)),
      ["5432"],
    );
  });

  it("are judged like any other that is not there to stay", () => {
    assert.deepEqual(rulesOf(WHOLE), [
      "dangerous-capability",
      "exposed-admin-port",
      "host-path",
      "privileged",
      "root-user",
    ]);
    assert.deepEqual(rulesOf(workflow("    container: node:22.4.0\n")), []);
    assert.deepEqual(rulesOf(workflow("    container: ${{ matrix.image }}\n")), []);
  });

  it("are unknown where an expression decides", () => {
    const { project, findings } = analysisOf(
      workflow("    container:\n      image: node:22.4.0\n      options: ${{ matrix.options }} --cap-drop ALL\n"),
    );
    assert.equal(project?.services[0]?.source.partial, "matrix.options");
    assert.deepEqual(findings, []);
  });

  it("lose an option, and a port gets an address", () => {
    const fixed = (text: string, rule: string, title: string): string | undefined => {
      const analysis = analysisOf(text);
      const finding = analysis.findings.find((one) => one.rule === rule);
      const fix = finding && analysis.fixes(finding).find((one) => one.fix.title.startsWith(title));
      return fix && applyEdits(text, fix.edits);
    };
    assert.equal(fixed(WHOLE, "privileged", "Remove"), WHOLE.replace("--privileged --user", "--user"));
    assert.equal(fixed(WHOLE, "exposed-admin-port", "Bind"), WHOLE.replace('"5432:5432"', '"127.0.0.1:5432:5432"'));
    const alone = workflow("    container: { image: node:22.4.0, options: --privileged }\n");
    assert.equal(analysisOf(alone).findings.length, 1);
    assert.equal(analysisOf(fixed(alone, "privileged", "Remove") ?? alone).findings.length, 0);
  });

  it("are allowed by a comment above the container, and above a line of it", () => {
    const above = WHOLE.replace("    container:", "    # bulkhead: allow privileged -- builds images\n    container:");
    assert.ok(!rulesOf(above).includes("privileged"));
    const inside = WHOLE.replace(
      "      options: --priv",
      "      # bulkhead: allow privileged -- builds images\n      options: --priv",
    );
    assert.ok(!rulesOf(inside).includes("privileged"));
    assert.ok(rulesOf(inside).includes("host-path"));
  });

  it("are read at every beginning of a file", () => {
    for (let end = 0; end <= WHOLE.length; end++) assert.ok(analysisOf(WHOLE.slice(0, end)));
  });
});
