import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { normaliseCapability } from "../../../server/analysis/facts/capabilities.ts";
import { QUADLET_KEYS } from "../../../server/analysis/facts/quadlet-key-table.ts";
import { runFlag, shortRunFlag } from "../../../server/analysis/facts/run-flags.ts";
import { hover } from "../../../server/analysis/ide/hover/hover.ts";
import type { Finding } from "../../../server/analysis/model/finding.ts";
import { surroundingsOf } from "../../../server/analysis/quadlet/resolve/other-units.ts";
import type { QuadletUnit } from "../../../server/analysis/quadlet/syntax/tree.ts";
import { type Analysis, analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf, readSettings } from "../../../server/analysis/settings/read.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";
import { UNRESOLVED } from "../../../server/analysis/text/unresolved.ts";
import type { Scalar } from "../../../server/analysis/yaml/tree.ts";
import { CASES, MENDED, type Units } from "./cases.ts";
import type { Recorded, Recording } from "./recording.ts";

const RECORDING = JSON.parse(readFileSync(path.join(import.meta.dirname, "services.json"), "utf8")) as Recording;

const DIRECTORY = "file:///units";

function analysisOf(units: Units, name = Object.keys(units)[0] ?? "", settings = ""): Analysis {
  const files = new Map(Object.entries(units).map(([file, text]) => [`${DIRECTORY}/${file}`, text]));
  const read = readSettings(`${DIRECTORY}/.bulkhead.yaml`, settings, new Set());
  return analyze([`${DIRECTORY}/${name}`], (uri) => files.get(uri) ?? null, configOf([read.settings]), {
    cache: new ParseCache(),
    onRuleError: (_, error) => {
      throw error;
    },
  });
}

function unitOf(units: Units, name?: string): QuadletUnit {
  const { unit } = analysisOf(units, name);
  assert.ok(unit, "no unit is found");
  return unit;
}

describe(`Quadlet units as Podman's generator ${RECORDING.version} reads them`, () => {
  it("was recorded for every case", () => {
    assert.deepEqual(
      RECORDING.cases.map(({ units }) => units),
      CASES,
    );
  });

  it("has a case for each key that becomes a flag of a container", () => {
    const written = CASES.flatMap((units) => Object.values(units)).join("\n");
    const keys = QUADLET_KEYS.filter(({ section, flag }) => section === "Container" && flag !== undefined);
    const missing = keys.map(({ name }) => name).filter((name) => !new RegExp(`^${name} *=`, "m").test(written));
    assert.deepEqual(missing, [
      ...["HealthLogDestination", "HealthMaxLogCount", "HealthMaxLogSize", "HealthStartPeriod", "HealthStartupCmd"],
      ...["HealthStartupInterval", "HealthStartupRetries", "HealthStartupSuccess", "HealthStartupTimeout"],
      ...["HealthTimeout", "RemapGid", "RemapUid", "RetryDelay"],
    ]);
  });

  for (const recorded of RECORDING.cases) {
    const [name = ""] = Object.keys(recorded.units);
    it(JSON.stringify(recorded.units), () => {
      const isSame = recorded.refused.length === 0 && recorded.units[name] !== OTHERWISE;
      if (isSame) assert.deepEqual(ourWords(recorded), theirWords(recorded, name));
      const { kind, findings } = analysisOf(recorded.units);
      const refusals = findings.filter(({ message }) => message.startsWith("Quadlet refuses"));
      const isOurs = kind === "quadlet";
      assert.equal(isOurs && refusals.length > 0, isOurs && recorded.refused.length > 0);
    });
  }
});

/** The root file system of a host's directory is no image, and nothing is said of one. */
const OTHERWISE = "[Container]\nRootfs=/r\nReadOnly=true\n";

type Said = readonly [name: string, value: string];

/** Flags of ours, in an order of their own, and then the image and the command. */
function ourWords({ units }: Recorded): readonly (Said | string)[] {
  const names = Object.keys(units);
  const dropIn = names.find((name) => name.includes(".d/"));
  const unit = unitOf(units, dropIn ?? names[0]);
  const read = (uri: string): string | null => units[uri.slice(DIRECTORY.length + 1)] ?? null;
  const { command } = surroundingsOf(unit, read);
  const flags = command.flags
    .filter(({ fact, value }) => fact.name !== "name" && !(fact.name === "pod" && value.text === ""))
    .map(({ fact, value }): Said => [fact.name, spoken(fact.name, shown(value))]);
  return [...sorted(flags), ...[command.image, ...command.command].flatMap((one) => (one ? [shown(one)] : []))];
}

/** A value with the specifiers in it, which stand in the generator's words too. */
function shown({ text, unknown = [] }: Scalar): string {
  let index = 0;
  return text.replaceAll(UNRESOLVED, () => unknown[index++] ?? "");
}

function theirWords({ services }: Recorded, name: string): readonly (Said | string)[] {
  const words = services[name.replace(/\.container$/, "")] ?? [];
  const flags: Said[] = [];
  let at = words.indexOf("run") + 1;
  for (; words[at]?.startsWith("-") === true; at++) {
    const [, dashes = "", flag = "", joined] = /^(--?)([^=]+)(?:=([\s\S]*))?$/.exec(words[at] ?? "") ?? [];
    const fact = dashes === "-" ? shortRunFlag(flag, "podman") : runFlag(flag, "podman");
    assert.ok(fact, `no flag ${flag}`);
    const value = joined ?? (fact.takes === "switch" ? "true" : (words[++at] ?? ""));
    const isGiven = GIVEN.has(fact.name) || (fact.name === "cgroups" && value === "split");
    if (!isGiven) flags.push([fact.name, spoken(fact.name, value)]);
  }
  return [...sorted(flags), ...words.slice(at).map(withPercent)];
}

/** What the generator puts in by itself. */
const GIVEN = new Set(["name", "replace", "rm", "sdnotify", "detach", "rootfs"]);

function sorted(flags: readonly Said[]): readonly Said[] {
  return [...flags].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** What a flag says, whichever way: capabilities by their names, paths and names as they stand in the unit, fields of mounts in any order. */
function spoken(name: string, value: string): string {
  const text = withPercent(value.replace(/^DIR\//, "./").replaceAll("=DIR/", "=./"));
  if (name.startsWith("cap-")) return normaliseCapability(text) ?? text.toUpperCase();
  if (name === "mount") return text.replaceAll('"', "").split(",").sort().join(",");
  if (name === "volume") return text.replace(/^systemd-conf:/, "conf.volume:").replace(/^other:/, "named.volume:");
  if (name === "network") {
    const [network = ""] = text
      .replace(/^systemd-lan\b/, "lan.network")
      .replace(/^inner$/, "own.network")
      .split(":");
    return /^(?:pasta|container)$/.test(network) ? text.replace("container:systemd-", "container:") : network;
  }
  return name === "pod" ? text.replace(/^systemd-(.*)$/, "$1.pod") : text;
}

function withPercent(text: string): string {
  return text.replaceAll("%%", "%");
}

describe("fixes of Quadlet units", () => {
  for (const { before, rule, title, after } of MENDED) {
    const [name = ""] = Object.keys(before);
    it(`${rule}: ${title} in ${JSON.stringify(before[name])}`, () => {
      const analysis = analysisOf(before);
      const offered = analysis.findings.filter((one) => one.rule === rule).flatMap((one) => analysis.fixes(one));
      const extra = rule === "unhardened" ? partsOf(analysis) : [];
      const fix = [...offered, ...extra].find((one) => one.fix.title.startsWith(title));
      assert.ok(fix, `no fix, only ${[...offered, ...extra].map((one) => one.fix.title).join("; ")}`);
      assert.deepEqual({ [name]: applyEdits(before[name] ?? "", fix.edits) }, after);
      const recorded = RECORDING.cases.find(({ units }) => JSON.stringify(units) === JSON.stringify(after));
      assert.deepEqual(recorded?.refused, []);
    });
  }
});

/** The fixes of the rules of the strict profile, which close one wall each. */
function partsOf(analysis: Analysis): ReturnType<Analysis["fixes"]> {
  return analysis.hidden().flatMap((one: Finding) => analysis.fixes(one));
}

describe("hovers of Quadlet units", () => {
  const text =
    "[Container]\nImage=docker.io/library/nginx:1.29\nAddCapability=NET_ADMIN SYS_ADMIN\nPublishPort=8080:80\nPodmanArgs=--pid=host\nReadOnly=true\n";
  const at = (what: string): string | undefined => {
    const uri = `${DIRECTORY}/web.container`;
    const analysis = analysisOf({ "web.container": text });
    const config = configOf([{}]);
    return hover({ uri, text, analysis, config, findings: [], cache: new ParseCache() }, text.indexOf(what) + 1)
      ?.markdown;
  };
  for (const [what, says] of [
    ["[Container]", "Container"],
    ["AddCapability", "--cap-add"],
    ["SYS_ADMIN", "CAP_SYS_ADMIN"],
    ["8080:80", "8080"],
    ["--pid=host", "pid"],
    ["host", "host"],
    ["ReadOnly", "--read-only"],
    ["nginx", "nginx"],
  ] as const) {
    it(what, () => assert.match(at(what) ?? "nothing", new RegExp(says, "i")));
  }
});

describe("what is no unit", () => {
  it("leaves the manuals of Perl alone, and what has the name of another section", () => {
    assert.equal(analysisOf({ "perlfunc.pod": "=head1 NAME\n\nperlfunc\n" }).kind, "other");
    assert.equal(analysisOf({ "x.container": "[Pod]\nPodName=x\n" }).kind, "other");
    assert.equal(analysisOf({ "Dockerfile.env.container": "FROM alpine\n" }).kind, "dockerfile");
  });

  it("can be switched off", () => {
    const units = { "x.container": "[Container]\nImage=a\nPodmanArgs=--privileged\n" };
    const { kind, skipped, findings } = analysisOf(units, undefined, "doors: { quadlet: off }\n");
    assert.deepEqual([kind, findings.length], ["other", 0]);
    assert.match(skipped ?? "", /switch off/);
  });

  it("reads every beginning of a unit without a fault", () => {
    const whole = Object.values(CASES[9] ?? {})[0] ?? "";
    const all = CASES.flatMap((units) => Object.values(units)).join("");
    for (const text of [whole, all.slice(0, 3_000)]) {
      for (let end = 0; end < text.length; end += 17) analysisOf({ "x.container": text.slice(0, end) });
    }
  });
});
