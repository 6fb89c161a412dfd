import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { complete } from "../../../server/analysis/ide/complete/complete.ts";
import { hover } from "../../../server/analysis/ide/hover/hover.ts";
import { buildModel } from "../../../server/analysis/map/build-model.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { load } from "../../../server/analysis/run/load.ts";
import { configOf, readSettings } from "../../../server/analysis/settings/read.ts";

const URI = "file:///work/compose.yaml";
const CURSOR = "▮";

async function analysed(text: string, settings = "", cache = new ParseCache()): Promise<Analysis> {
  const files = new Map([[URI, text]]);
  const own = readSettings("file:///work/.bulkhead.yaml", settings, new Set(["privileged", "unhardened"])).settings;
  return load([URI], async (uri) => files.get(uri) ?? null, configOf([own]), {
    cache,
    onRuleError: (rule, cause) => {
      throw new Error(rule, { cause });
    },
  });
}

async function rulesIn(text: string, settings?: string): Promise<readonly string[]> {
  const { findings } = await analysed(text, settings);
  return findings
    .filter(({ rule }) => rule !== "unhardened")
    .map(({ rule, subject }) => `${rule} ${subject.kind} ${subject.name}`);
}

async function keysAt(marked: string): Promise<readonly string[]> {
  const offset = marked.indexOf(CURSOR);
  const text = marked.replace(CURSOR, "");
  const cache = new ParseCache();
  const analysis = await analysed(text, "", cache);
  const found = complete(
    { uri: URI, text, analysis, findings: [], cache, config: configOf([]), lookup: () => null },
    offset,
  );
  return (found?.items ?? []).map((item) => item.text);
}

const JOB = "jobs:\n  backup:\n    image: acme/backup:1\n    triggers: {manual: true}\n    privileged: true\n";

describe("a file with jobs", () => {
  it("is a Compose file by its name, and by what is in it", async () => {
    assert.deepEqual(await rulesIn(JOB), ["privileged job backup"]);
    assert.deepEqual(await rulesIn(`services:\n  web: {image: acme/web:1, privileged: true}\n${JOB}`), [
      "privileged service web",
      "privileged job backup",
    ]);
  });

  it("is another tool's where its jobs are no containers", async () => {
    for (const job of ["runs-on: ubuntu-latest", "steps: [checkout]", "script: make", "docker: [{image: a}]"]) {
      const { kind } = await analysed(`jobs:\n  build:\n    image: a\n    ${job}\n`);
      assert.equal(kind, "other", job);
    }
  });

  it("is refused by a Compose that knows none", async () => {
    const { findings } = await analysed(JOB, 'engine: {compose: "5.5"}');
    const [refused] = findings.filter(({ rule }) => rule === "invalid-option");
    assert.match(refused?.message ?? "", /Compose knows jobs since 5\.6, and this is 5\.5/);
  });

  const refused: readonly (readonly [text: string, message: RegExp])[] = [
    ["jobs:\n  a: {image: b}\n", /job "a" has no triggers/],
    ["jobs:\n  a: {image: b, triggers: {}}\n", /triggers of job "a" must say manual or schedule/],
    [`services:\n  backup: {image: b}\n${JOB}`, /"backup" is the name of a service and of a job/],
    [`services:\n  web: {image: b, depends_on: [backup]}\n${JOB}`, /service "web" cannot depend on job "backup"/],
    [`${JOB}    depends_on: [nobody]\n`, /depends on nobody, which is neither a service nor a job/],
    [`${JOB}    deploy: {replicas: 1}\n`, /there is no key "deploy" in job "backup"/],
  ];
  for (const [text, message] of refused) {
    it(`is refused: ${message.source}`, async () => {
      const { findings } = await analysed(text);
      const messages = findings.map((finding) => finding.message);
      assert.ok(
        messages.some((one) => message.test(one)),
        messages.join("\n"),
      );
    });
  }

  it("lets a comment and an exception allow what is found of a job", async () => {
    assert.deepEqual(
      await rulesIn(JOB.replace("    priv", "    # bulkhead: allow privileged -- It reads disks.\n    priv")),
      [],
    );
    assert.deepEqual(
      await rulesIn(JOB.replace("  backup:", "  # bulkhead: allow privileged -- It reads disks.\n  backup:")),
      [],
    );
    const exception = "exceptions: [{rule: privileged, service: backup, reason: It reads disks.}]\n";
    assert.deepEqual(await rulesIn(JOB, exception), []);
  });

  it("hardens a job as a service", async () => {
    const { findings, fixes } = await analysed(
      "jobs:\n  backup:\n    image: redis:8.2\n    triggers: {manual: true}\n",
    );
    const [unhardened] = findings.filter(({ rule }) => rule === "unhardened");
    const titles = unhardened === undefined ? [] : fixes(unhardened).map(({ fix }) => fix.title);
    assert.ok(titles.includes('Harden job "backup"'), titles.join());
  });

  it("is on the map, each job behind the services", async () => {
    const { project } = await analysed(`${JOB}services:\n  web: {image: acme/web:1}\n`);
    assert.ok(project);
    assert.deepEqual(
      buildModel(project, DEFAULT_ENGINE).containers.map(({ name }) => name),
      ["web", "backup"],
    );
  });

  it("publishes no ports of jobs, which whoever starts one has to ask for", async () => {
    const { project } = await analysed(`${JOB}    ports: ["6379:6379"]\n`);
    assert.deepEqual(
      project?.services.map(({ ports }) => ports.map(({ effective }) => effective)),
      [[false]],
    );
  });

  it("has its keys completed, those that are there left out", async () => {
    const keys = await keysAt(`jobs:\n  backup:\n    image: a\n    ${CURSOR}\n`);
    assert.ok(keys.includes("triggers: ") && keys.includes("cap_drop: ") && keys.includes("umask: "));
    assert.ok(!keys.includes("image: ") && !keys.includes("deploy: ") && !keys.includes("pre_start: "));
    assert.deepEqual(await keysAt(`jobs:\n  a:\n    triggers:\n      ${CURSOR}\n`), ["manual: ", "schedule: "]);
    assert.deepEqual(
      await keysAt(`jobs:\n  a:\n    triggers:\n      schedule:\n        - cron: x\n          ${CURSOR}\n`),
      ["timezone: ", "concurrency: ", "missed_fires: "],
    );
    const before = await keysAt(`services:\n  a:\n    pre_start:\n      - image: b\n        ${CURSOR}\n`);
    assert.ok(before.includes("per_replica: ") && before.includes("cap_drop: ") && !before.includes("ports: "));
  });

  it("has its values completed", async () => {
    assert.deepEqual(await keysAt(`jobs:\n  a:\n    triggers: {manual: ${CURSOR}}\n`), ["true", "false"]);
    const words = await keysAt(`jobs:\n  a:\n    triggers: {schedule: [{cron: x, missed_fires: ${CURSOR}}]}\n`);
    assert.deepEqual(words, ["one", "skip"]);
    assert.equal((await keysAt(`jobs:\n  a:\n    cap_add: [${CURSOR}]\n`)).length, 42);
    assert.ok((await keysAt(`jobs:\n  a:\n    pid: ${CURSOR}\n`)).includes("host"));
  });

  const hovers: readonly (readonly [text: string, title: RegExp])[] = [
    [`${CURSOR}jobs:\n  a: {image: b, triggers: {manual: true}}\n`, /^\*\*`jobs`\*\* · since Compose 5\.6/],
    [`jobs:\n  a: {image: b, ${CURSOR}triggers: {manual: true}}\n`, /^\*\*`triggers`\*\* · since Compose 5\.6/],
    [`jobs:\n  a: {image: b, triggers: {${CURSOR}schedule: []}}\n`, /refuses `up`/],
    [`jobs:\n  a: {image: b, triggers: {schedule: [{${CURSOR}cron: x}]}}\n`, /crontab/],
    [`jobs:\n  a: {image: b, cap_add: [${CURSOR}SYS_ADMIN]}\n`, /CAP_SYS_ADMIN/],
    [`jobs:\n  a: {image: b, ${CURSOR}umask: "0"}\n`, /since Compose 5\.7/],
    [`services:\n  a: {image: b, pre_start: [{${CURSOR}pid: host}]}\n`, /PID/],
    [`services:\n  a: {image: b, pre_start: [{volumes: ["${CURSOR}/etc:/x"]}]}\n`, /\/etc/],
    [`services:\n  a: {image: b, volumes: ["${CURSOR}$HOME/.ssh:/x"]}\n`, /~\/\.ssh/],
    [`services:\n  a: {build: {context: ., ${CURSOR}no_cache_filter: b}}\n`, /since Compose 5\.0/],
  ];
  for (const [marked, expected] of hovers) {
    it(`is explained: ${JSON.stringify(marked)}`, async () => {
      const offset = marked.indexOf(CURSOR);
      const text = marked.replace(CURSOR, "");
      const cache = new ParseCache();
      const analysis = await analysed(text, "", cache);
      const found = hover({ uri: URI, text, analysis, config: configOf([]), findings: [], cache }, offset);
      assert.match(found?.markdown ?? "", expected);
    });
  }
});
