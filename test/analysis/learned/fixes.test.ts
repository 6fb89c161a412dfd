import assert from "node:assert/strict";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { neededCapabilities } from "../../../server/analysis/fixes/needed-capabilities.ts";
import { addNoNewPrivileges } from "../../../server/analysis/fixes/new-privileges.ts";
import { readOnlyRoot } from "../../../server/analysis/fixes/read-only.ts";
import { runAsKnownUser } from "../../../server/analysis/fixes/user.ts";
import { serviceSummary } from "../../../server/analysis/ide/hover/service.ts";
import { lenses } from "../../../server/analysis/ide/lenses.ts";
import type { ShownFile } from "../../../server/analysis/ide/shown-file.ts";
import { writeEvidence } from "../../../server/analysis/learned/file.ts";
import { identityOf } from "../../../server/analysis/learned/identity.ts";
import type { Container } from "../../../server/analysis/model/container.ts";
import type { Learned } from "../../../server/analysis/model/learned.ts";
import { knownValue } from "../../../server/analysis/model/setting.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import type { Config } from "../../../server/analysis/settings/config.ts";
import { hardeningParts } from "../../../server/analysis/walls/harden.ts";
import { learnedExample } from "./example.ts";

const URI = "file:///p/compose.yaml";
const CONFIG: Config = { profile: "strict", engine: DEFAULT_ENGINE, rules: new Map() };

/** A project of a service `app` with these lines, and what was learned of it. */
function shown(
  lines: readonly string[],
  learned: Learned | undefined,
  files: Readonly<Record<string, string>> = {},
): ShownFile {
  const text = `services:\n  app:\n${lines.map((line) => `    ${line}\n`).join("")}`;
  const texts = new Map(Object.entries(files).map(([name, content]) => [`file:///p/${name}`, content]));
  texts.set(URI, text);
  if (learned) texts.set("file:///p/.bulkhead/evidence/compose.yaml.json", writeEvidence(new Map([["app", learned]])));
  const lookup = (uri: string): string | null => texts.get(uri) ?? null;
  const onRuleError = (_: string, error: unknown): void => {
    throw error;
  };
  const cache = new ParseCache();
  const analysis = analyze([URI], lookup, CONFIG, { cache, onRuleError });
  return { uri: URI, config: CONFIG, analysis, findings: analysis.findings, text, lookup, cache };
}

function app(
  lines: readonly string[],
  learned: Learned | undefined,
  files?: Readonly<Record<string, string>>,
): Container {
  const [service] = shown(lines, learned, files).analysis.project?.services ?? [];
  assert.ok(service);
  return service;
}

const IMAGE = ["image: acme/app:1"];
const TRIED = /tried here on 2026-11-30, Docker 28\.5/;

describe("what was learned by trials", () => {
  it("says which capabilities an unknown image needs, and where that comes from", () => {
    assert.equal(neededCapabilities(app(IMAGE, undefined)), undefined);
    const needed = neededCapabilities(app(IMAGE, learnedExample()));
    assert.deepEqual(needed?.names, ["CHOWN"]);
    assert.match(needed?.evidence ?? "", TRIED);
    assert.equal(needed?.confidence, "medium");
  });

  it("adds to what was read of an image with more care, and takes nothing away", () => {
    const lines = ["image: redis:8.2"];
    const from = { ...learnedExample().from, image: "redis:8.2" };
    const less = learnedExample({ from, capabilities: { enough: ["CHOWN"], without: {} } });
    const known = neededCapabilities(app(lines, undefined));
    assert.deepEqual(neededCapabilities(app(lines, less))?.names, known?.names);
    assert.equal(neededCapabilities(app(lines, less))?.confidence, known?.confidence);
    const more = learnedExample({ from, capabilities: { enough: ["FOWNER"], without: {} } });
    const joined = neededCapabilities(app(lines, more));
    assert.deepEqual([...(joined?.names ?? [])].sort(), [...(known?.names ?? []), "FOWNER"].sort());
    assert.equal(joined?.confidence, "medium");
  });

  it("gives a read-only root its tmpfs mounts, but where something is mounted", () => {
    const root = readOnlyRoot(app(IMAGE, learnedExample()));
    assert.ok("changes" in root);
    const tmpfs = root.changes.find((change) => change.do === "set" && change.path[0] === "tmpfs");
    assert.deepEqual(tmpfs?.do === "set" && tmpfs.value, ["/var/cache", "/run/app:exec,uid=999,gid=999"]);
    assert.match(root.why, TRIED);
    const mounts = ["volume /var/cache"];
    const from = { ...learnedExample().from, mounts };
    const mounted = readOnlyRoot(app([...IMAGE, "volumes: [cache:/var/cache]"], learnedExample({ from })));
    assert.ok("changes" in mounted);
    const items = mounted.changes.find((change) => change.do === "set" && change.path[0] === "tmpfs");
    assert.deepEqual(items?.do === "set" && items.value, ["/run/app:exec,uid=999,gid=999"]);
  });

  it("refuses what did not work", () => {
    const failed = { works: false, at: "first start", said: "sudo: nope" } as const;
    const service = app(IMAGE, learnedExample({ noNewPrivileges: failed, readOnly: failed, user: failed }));
    assert.deepEqual(addNoNewPrivileges(service), []);
    assert.deepEqual(readOnlyRoot(service), { refused: "it did not work in a trial: sudo: nope" });
    assert.deepEqual(runAsKnownUser(service, undefined), []);
  });

  it("proposes a user that it worked as, with what shows it in the title", () => {
    const [fix] = runAsKnownUser(app(IMAGE, learnedExample()), undefined);
    assert.match(fix?.title ?? "", /^Run as 999:999 \(tried here on/);
    assert.equal(fix?.confidence, "medium");
  });

  it("is said in every part of Harden, in the hover and above the service", () => {
    const file = shown(IMAGE, learnedExample());
    const service = file.analysis.project?.services[0];
    assert.ok(service);
    const parts = hardeningParts(service);
    assert.ok(parts.length >= 3);
    for (const { label, why } of parts) assert.match(`${label} ${why}`, TRIED, label);
    assert.ok(parts.every(({ confidence }) => confidence === "medium"));
    const markdown = serviceSummary(service, { engine: DEFAULT_ENGINE, services: [service], networks: new Map() });
    assert.match(markdown, /\*\*Tried here on 2026-11-30/);
    assert.match(markdown, /without CHOWN at restart: `chown: not permitted`/);
    const [lens] = lenses(file);
    assert.match(lens?.title ?? "", / · tried here on 2026-11-30$/);
  });

  it("silences no finding", () => {
    const rules = (learned: Learned | undefined): readonly string[] =>
      shown(IMAGE, learned).analysis.findings.map(({ rule }) => rule);
    const everything = learnedExample({ capabilities: { enough: ["CHOWN", "NET_RAW", "MKNOD"], without: {} } });
    assert.deepEqual(rules(everything), rules(undefined));
  });

  it("is never among the fixes that are made many at a time", () => {
    const { analysis } = shown(IMAGE, learnedExample());
    const fixes = analysis.findings.flatMap((finding) => analysis.fixes(finding)).map(({ fix }) => fix);
    const high = fixes.filter(
      ({ confidence, title }) => confidence === "high" && /capabilit|read-only|Run as|privileges/.test(title),
    );
    assert.deepEqual(high, []);
  });

  const changed: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["another image", ["image: acme/app:2"], /learned from acme\/app:1/],
    ["another command", [...IMAGE, "command: [serve]"], /another command/],
    ["another entry point", [...IMAGE, "entrypoint: [serve]"], /another entry point/],
    ["another user", [...IMAGE, "user: '5'"], /another user/],
    ["other mounts", [...IMAGE, "volumes: [data:/data]"], /other mounts/],
    ["another variable", [...IMAGE, "environment: {A: b}"], /other variables/],
  ];
  for (const [what, lines, why] of changed)
    it(`no longer counts with ${what}, and that is said`, () => {
      const file = shown(lines, learnedExample());
      const service = file.analysis.project?.services[0];
      assert.ok(service);
      assert.match(service.trials?.stale ?? "", why);
      assert.equal(neededCapabilities(service), undefined);
      assert.match(lenses(file)[0]?.title ?? "", /trial out of date/);
      const markdown = serviceSummary(service, { engine: DEFAULT_ENGINE, services: [service], networks: new Map() });
      assert.match(markdown, /no longer counts: .*learned/);
    });

  it("holds no value of a variable that a command takes from elsewhere", () => {
    const lines = [...IMAGE, "command: [serve, '--password=$SECRET']"];
    const { analysis, lookup } = shown(lines, undefined, { ".env": "SECRET=correct-horse\n" });
    const service = analysis.project?.services[0];
    assert.ok(service);
    assert.deepEqual(knownValue(service.command), ["serve", "--password=correct-horse"]);
    assert.doesNotMatch(JSON.stringify(identityOf(service, lookup)), /correct-horse/);
  });

  it("no longer counts with another digest", () => {
    const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
    const pinned = [`image: acme/app:1 # ${digest("b")}`];
    const learned = (one: string): Learned =>
      learnedExample({ image: { ...learnedExample().image, digests: [digest(one)] } });
    assert.match(app(pinned, learned("a")).trials?.stale ?? "", /another digest/);
    assert.equal(app(pinned, learned("b")).trials?.stale, undefined);
  });

  it("no longer counts once the Dockerfile has changed", () => {
    const build = ["build: ."];
    const files = { Dockerfile: "FROM acme/base:1\n" };
    const { analysis } = shown(build, learnedExample(), files);
    assert.match(analysis.project?.services[0]?.trials?.stale ?? "", /learned from acme\/app:1/);
    const from = { ...learnedExample().from, image: null, dockerfile: "0".repeat(16) };
    assert.match(app(build, learnedExample({ from }), files).trials?.stale ?? "", /another Dockerfile/);
  });
});
