import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { QUADLET_KEYS } from "../../../server/analysis/facts/quadlet-key-table.ts";
import { complete } from "../../../server/analysis/ide/complete/complete.ts";
import { hover } from "../../../server/analysis/ide/hover/hover.ts";
import type { Finding } from "../../../server/analysis/model/finding.ts";
import type { QuadletUnit } from "../../../server/analysis/quadlet/syntax/tree.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf, readSettings } from "../../../server/analysis/settings/read.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";
import type { Place } from "../../../server/analysis/text/span.ts";
import { CASES, MENDED, type Units } from "./cases.ts";
import type { Recorded, Recording } from "./recording.ts";
import { ourWords, theirWords } from "./spoken.ts";

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
      if (isSame) assert.deepEqual(ours(recorded), theirWords(recorded.services[name.replace(".container", "")] ?? []));
      const { kind, findings } = analysisOf(recorded.units);
      const refusals = findings.filter(({ message }) => message.startsWith("Quadlet refuses"));
      const isOurs = kind === "quadlet";
      assert.equal(isOurs && refusals.length > 0, isOurs && recorded.refused.length > 0);
    });
  }
});

/** The root file system of a host's directory is no image, and nothing is said of one. */
const OTHERWISE = "[Container]\nRootfs=/r\nReadOnly=true\n";

function ours({ units }: Recorded): ReturnType<typeof ourWords> {
  const names = Object.keys(units);
  const unit = unitOf(units, names.find((name) => name.includes(".d/")) ?? names[0]);
  // What a pod says stands in a command of the pod's own, for the generator.
  return ourWords(unit, (uri) => (uri.endsWith(".pod") ? null : (units[uri.slice(DIRECTORY.length + 1)] ?? null)));
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
      const [said, left] = [before, after].map((one) =>
        RECORDING.cases.find(({ units }) => JSON.stringify(units) === JSON.stringify(one)),
      );
      assert.deepEqual(left?.refused, []);
      assert.notDeepEqual(
        [said?.services, said?.refused],
        [left.services, left.refused],
        "the generator makes the same",
      );
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

describe("completion in Quadlet units", () => {
  const written = (marked: string): readonly string[] => {
    const offset = marked.indexOf("▮");
    const text = marked.replace("▮", "");
    const uri = `${DIRECTORY}/web.container`;
    const analysis = analysisOf({ "web.container": text });
    const { findings } = analysis;
    const file = { uri, text, analysis, findings, cache: new ParseCache(), config: configOf([{}]), lookup: () => null };
    return complete(file, offset)?.items.map((item) => item.text) ?? [];
  };
  const head = "[Unit]\nDescription=x\n[Container]\nImage=docker.io/library/nginx:1.29\n";

  it("knows the keys of the section, those that close a wall first", () => {
    assert.equal(written(`${head}▮`)[0], "DropCapability=");
    assert.ok(written(`${head}Dro▮`).includes("ReadOnly="));
    assert.ok(written(`${head}Dro▮=all`).includes("ReadOnly"));
    assert.deepEqual(written("[Unit]\nDes▮\n[Container]\nImage=a\n"), []);
  });

  it("knows the words of values", () => {
    assert.equal(written(`${head}DropCapability=▮`)[0], "ALL");
    assert.ok(written(`${head}AddCapability=CHOWN NET_▮`).includes("NET_ADMIN"));
    assert.deepEqual(written(`${head}ReadOnly=▮`), ["true", "false"]);
    assert.equal(written(`${head}UserNS=▮`)[0], "auto");
    assert.deepEqual(written(`${head}ContainerName=▮`), []);
  });

  it("knows the rules that a comment allows", () => {
    assert.ok(written(`${head}# bulkhead: allow ▮\nPodmanArgs=--privileged\n`).includes("privileged"));
  });
});

describe("comments in Quadlet units", () => {
  const units = { "x.container": "[Container]\nImage=quay.io/a/b:1\nPodmanArgs=--privileged --pid=host\n" };

  it("are put above the line, above the section and on top, and allow what they name", () => {
    const analysis = analysisOf(units);
    const finding = analysis.findings.find(({ rule }) => rule === "host-pid");
    const service = analysis.project?.services[0];
    assert.ok(finding && service);
    const allow = (at: Place, scope: "line" | "subject" | "file"): string => {
      const change = { do: "allow", at, rules: ["host-pid"], reason: "why", scope } as const;
      const edits = analysis.edits({ title: "", safe: true, changes: [change] });
      return applyEdits(units["x.container"], edits ?? []) ?? "";
    };
    for (const text of [allow(finding.at, "line"), allow(service.at, "subject"), allow(finding.at, "file")]) {
      assert.match(text, /# bulkhead: allow host-pid -- why\n/);
      const rules = analysisOf({ "x.container": text }).findings.map(({ rule }) => rule);
      assert.ok(rules.includes("privileged") && !rules.includes("host-pid") && !rules.includes("unused-allow"), text);
    }
  });
});

describe("drop-ins of Quadlet units", () => {
  const units = {
    "db.container": "[Container]\nImage=quay.io/a/b:1\nVolume=/etc:/etc\n",
    "db.container.d/10.conf": "[Container]\nVolume=/home:/home\n",
  };

  it("are told of what they decide, over what their unit says", () => {
    const { findings, project } = analysisOf(units, "db.container.d/10.conf");
    assert.deepEqual(project?.services[0]?.mounts.length, 2);
    assert.deepEqual(
      findings.filter(({ rule }) => rule === "host-path").map(({ at }) => at.file),
      [`${DIRECTORY}/db.container.d/10.conf`],
    );
  });

  it("say nothing of what is missing where their unit is not at hand", () => {
    const { findings, project } = analysisOf({ "db.container.d/10.conf": "[Container]\nNetwork=host\n" });
    assert.equal(project?.services[0]?.source.partial, "the unit's own file");
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["host-network"],
    );
  });
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
