import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import { ROOT } from "../../scripts/build.ts";

async function textOf(file: string): Promise<string> {
  return readFile(path.join(ROOT, file), "utf8");
}

describe("workflows, those of the documentation too", () => {
  const WORKFLOWS = [".github/workflows/check.yml", ".github/workflows/release.yml"];

  it("take actions by the hash of a commit, and say its version", async () => {
    for (const file of [...WORKFLOWS, "action.yml", "docs/ci.md"]) {
      for (const [, used = ""] of (await textOf(file)).matchAll(/\buses: (\S.*)$/gm)) {
        assert.match(used, /^(?:YOUR-ORG\/bulkhead@[0-9a-f]{40}|\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/, file);
      }
    }
  });

  it("keep no credentials in a checkout, use no cache, and give no rights but those of a job", async () => {
    for (const file of WORKFLOWS) {
      const { permissions, jobs } = parse(await textOf(file));
      assert.deepEqual(permissions, {}, file);
      for (const { steps } of Object.values<Job>(jobs)) {
        for (const { uses = "", with: options = {} } of steps) {
          if (uses.startsWith("actions/checkout@")) assert.equal(options["persist-credentials"], false);
          if (uses.startsWith("actions/setup-node@")) assert.equal(options["package-manager-cache"], false);
          assert.ok(!uses.startsWith("actions/cache"));
        }
      }
    }
  });

  it("publish in jobs that neither check out nor install anything, and check the hashes first", async () => {
    const { jobs }: { jobs: Readonly<Record<string, Job>> } = parse(await textOf(".github/workflows/release.yml"));
    const [build, ...publishing] = Object.values(jobs);
    assert.deepEqual(build?.permissions, { contents: "read" });
    assert.equal(publishing.length, 2);
    for (const { steps } of publishing) {
      assert.ok(!steps.some(({ uses = "" }) => uses.startsWith("actions/checkout@")));
      const [check = "", ...rest] = steps.flatMap((step) => step.run ?? []);
      assert.match(check, /^sha256sum --check --strict/);
      for (const command of rest) assert.doesNotMatch(command, /\b(?:npm (?:ci|install|run|test|exec)|npx|node)\b/);
    }
  });

  it("run scripts of the manifest", async () => {
    const { scripts } = JSON.parse(await textOf("package.json"));
    for (const file of WORKFLOWS) {
      for (const [, name = ""] of (await textOf(file)).matchAll(/npm run (\S+)/g)) {
        assert.ok(Object.hasOwn(scripts, name), name);
      }
    }
  });
});

interface Job {
  readonly permissions: unknown;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}
