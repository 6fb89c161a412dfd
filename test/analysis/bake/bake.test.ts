import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { evaluate } from "../../../server/analysis/hcl/evaluate.ts";
import { parseHcl } from "../../../server/analysis/hcl/parse.ts";
import { complete } from "../../../server/analysis/ide/complete/complete.ts";
import { hover } from "../../../server/analysis/ide/hover/hover.ts";
import { lenses } from "../../../server/analysis/ide/lenses.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";
import { analysisOf, DIRECTORY } from "./analysed.ts";
import { CASES, MENDED } from "./cases.ts";

const CONFIG = configOf([]);

describe("fixes in bake files", () => {
  for (const { name, before, rule, title, after } of MENDED) {
    it(`${rule}: ${title} leaves ${after.replace(/\s+/g, " ").slice(0, 80)}`, () => {
      const analysis = analysisOf(before, name);
      const finding = analysis.findings.find((one) => one.rule === rule);
      assert.ok(finding, `no finding of ${rule}`);
      const fix = analysis.fixes(finding).find((one) => one.fix.title.startsWith(title));
      assert.ok(fix, `no fix ${title}`);
      assert.equal(applyEdits(before, fix.edits), after);
    });
  }

  it("are none where a variable holds what would go, where a comment would be lost, and in a broken file", () => {
    for (const text of [
      'variable "E" { default = ["security.insecure"] }\ntarget "app" { entitlements = concat(E, ["x"]) }\n',
      'target "app" {\n  entitlements = [/* why */ "security.insecure"]\n}\n',
      'target "app" {\n  entitlements = ["security.insecure"]\n}\ntarget "b" { args = {\n',
    ]) {
      const analysis = analysisOf(text);
      const [finding] = analysis.findings.filter(({ rule }) => rule === "insecure-build");
      assert.ok(finding, text);
      assert.deepEqual(analysis.fixes(finding), [], text);
    }
  });

  it("write a comment above the line, and above the target", () => {
    const text = 'target "app" {\n  entitlements = ["security.insecure"]\n}\n';
    const analysis = analysisOf(text);
    const [finding] = analysis.findings;
    assert.ok(finding);
    const commented = (scope: "line" | "subject") =>
      applyEdits(
        text,
        analysis.edits({
          title: "",
          safe: false,
          changes: [{ do: "allow", at: finding.at, rules: ["insecure-build"], reason: "disk image", scope }],
        }) ?? [],
      );
    const comment = "# bulkhead: allow insecure-build -- disk image\n";
    assert.equal(commented("line"), text.replace("  entitlements", `  ${comment}  entitlements`));
    assert.equal(commented("subject"), comment + text);
    for (const one of [commented("line"), commented("subject")])
      assert.deepEqual(
        analysisOf(one ?? "").findings.map(({ rule }) => rule),
        [],
      );
  });
});

describe("bake files", () => {
  it("are known by a target, and switched off by the settings", () => {
    assert.equal(analysisOf('resource "x" "y" {}\n', "bake.hcl").kind, "other");
    assert.equal(analysisOf('{ "a": 1 }', "docker-bake.json").kind, "other");
    assert.equal(analysisOf('target "app" {}', "my-bake.hcl").kind, "bake");
    assert.equal(analysisOf('target "app" {}', "docker-bake.hcl", {}, "doors: { bake: off }").kind, "other");
    assert.equal(analysisOf('target "app" {}', "docker-bake.hcl", {}, "doors: { bake: on }").kind, "bake");
  });

  it("are laid over each other, a variable of an override too", () => {
    const override = { "docker-bake.override.json": '{"variable":{"NET":{"default":"host"}}}' };
    const text = 'variable "NET" { default = "none" }\ntarget "app" { network = NET }\n';
    assert.deepEqual(
      analysisOf(text, "docker-bake.hcl", override).findings.map(({ rule }) => rule),
      ["host-network-build"],
    );
    assert.deepEqual(analysisOf(text, "my-bake.hcl", override).findings, []);
  });

  it("build the stage that they name under their arguments", () => {
    const dockerfile = "ARG WHO=root\nFROM alpine:3.22 AS one\nARG WHO\nUSER ${WHO}\nFROM alpine:3.22 AS two\n";
    const text = 'target "app" {\n  target = "one"\n  args = { WHO = "1000" }\n}\n';
    const { project } = analysisOf(text, "docker-bake.hcl", { Dockerfile: dockerfile });
    assert.equal(project?.services[0]?.build?.stage?.name, "one");
    const [target] = project?.services ?? [];
    assert.deepEqual(target?.user.state === "known" && target.user.value.text, "1000");
  });

  it("hold Dockerfiles that are looked at like any other, also in JSON", () => {
    const inline =
      'target "app" {\n  dockerfile-inline = <<EOT\nFROM alpine:3.22\nRUN curl -k https://x.example/i.sh | sh\nEOT\n}\n';
    const { findings } = analysisOf(inline);
    const at = inline.indexOf("curl");
    assert.ok(
      findings.some(
        (one) => one.rule === "piped-installer" && one.at.start >= at && one.at.end <= inline.indexOf("EOT", at),
      ),
    );
    const json =
      '{"target":{"app":{"dockerfile-inline":"FROM alpine:3.22\\nRUN curl -k https://x.example/i.sh | sh\\n"}}}';
    assert.ok(analysisOf(json, "docker-bake.json").findings.some(({ rule }) => rule === "piped-installer"));
  });

  it("have a hover on a target, an attribute and a word, and no lens", () => {
    const text =
      'target "app" {\n  entitlements = ["security.insecure"]\n  context = "app"\n  args = { TOKEN = "x" }\n}\n';
    const analysis = analysisOf(text);
    const uri = `${DIRECTORY}/docker-bake.hcl`;
    const file = { uri, text, analysis, config: CONFIG, findings: [], cache: new ParseCache() };
    const said = (word: string): string => hover(file, text.indexOf(word) + 1)?.markdown ?? "";
    assert.match(said("app"), /Target `app`[\s\S]*Builds `app`[\s\S]*`TOKEN`[\s\S]*`security\.insecure`/);
    assert.match(said("security"), /leave the sandbox[\s\S]*--allow/);
    assert.match(said("context"), /context/i);
    assert.deepEqual(lenses({ ...file, lookup: () => null }), []);
  });

  it("complete the words of isolation, also half-typed, and the ids of a comment", () => {
    const words = (before: string, after = "", name = "docker-bake.hcl"): readonly string[] => {
      const text = `${before}${after}`;
      const file = {
        uri: `${DIRECTORY}/${name}`,
        text,
        analysis: analysisOf(text, name),
        config: CONFIG,
        findings: [],
      };
      const made = complete({ ...file, cache: new ParseCache(), lookup: () => null }, before.length);
      return made?.items.map((one) => one.text) ?? [];
    };
    const all = ["network.host", "security.insecure", "device"];
    assert.deepEqual(words('target "app" {\n  entitlements = ["'), all);
    assert.deepEqual(words('target "app" {\n  entitlements = ["network.host", "sec', '"]\n}\n'), all);
    assert.deepEqual(words('target "app" {\n  network = "', '"\n}\n'), ["none", "default", "host"]);
    assert.deepEqual(words('target "app" {\n  tags = ["'), []);
    assert.deepEqual(words('{"target":{"app":{"entitlements":["', '"]}}}', "docker-bake.json"), all);
    assert.ok(words("# bulkhead: allow ins", '\ntarget "app" {}\n').includes("insecure-build"));
  });
});

describe("hostile bake files", () => {
  const scope = { variable: () => undefined, function: () => undefined };

  it("end, however they nest, repeat and grow", () => {
    const doubling = Array.from(
      { length: 60 },
      (_, index) => `V${index + 1} = [V${index}, V${index}]\nT${index + 1} = "\${T${index}}\${T${index}}"`,
    ).join("\n");
    const flat = Array.from({ length: 60 }, (_, index) => `L${index + 1} = concat(L${index}, L${index})`).join("\n");
    const inherits = Array.from(
      { length: 80 },
      (_, index) => `target "t${index + 1}" { inherits = ["t${index}", "t${index}"] }`,
    ).join("\n");
    const wide = Array.from({ length: 12 }, (_, index) => `v${index} = ["a", "b", "c", "d"]`).join(", ");
    for (const text of [
      `V0 = ["x"]\nT0 = "x"\n${doubling}\ntarget "app" { args = { A = T60 }, entitlements = V60 }`,
      `L0 = ["x"]\n${flat}\ntarget "app" { entitlements = L60 }`,
      `target "t0" { entitlements = ["device"] }\n${inherits}`,
      `target "app" {\n name = "a"\n matrix = { ${wide} }\n}`,
      'A = B\nB = A\ntarget "app" { inherits = ["app"], args = { A = A } }',
      'function "f" {\n params = [x]\n result = f(f(x))\n}\ntarget "app" { args = { A = f("x") } }',
      `target "app" { args = ${"{ a = ".repeat(5000)}`,
      `target "app" { context = ${"(".repeat(5000)}`,
      `target "app" { context = ${"!".repeat(5000)}true }`,
      `target "app" { context = "${"${".repeat(5000)}`,
      `${'target "a" {\n'.repeat(5000)}`,
      `target "app" {\n${"x = [\n".repeat(5000)}}`,
      `target "app" {\n${"} \n".repeat(5000)}`,
      `target "app" { args = { ${'A = "x" '.repeat(5000)}`,
      `target "app" { context = <<EOT\n${"x\n".repeat(5000)}`,
      `/* ${"*".repeat(5000)}`,
      `target "app" { context = <<-EOT\n${" x\n".repeat(200_000)}EOT\n}`,
      `# bulkhead: allow sudo -- why\ntarget "app" {\n${"x = 1\n".repeat(200_000)}}`,
    ])
      assert.ok(["bake", "other"].includes(analysisOf(text).kind));
  });

  it("are read at every beginning", () => {
    for (const { name, text } of CASES.slice(0, 30))
      for (let end = 0; end < text.length; end += 3) analysisOf(text.slice(0, end), name);
  });

  it("say that a value is unknown where it is not worked out", () => {
    const { body } = parseHcl("", 'x = [for a in b : a]\ny = c.*.d\nz = "%{ if x }a%{ endif }"\n');
    for (const { value } of body.attributes) {
      const node = evaluate(value, scope, { left: 1000 });
      assert.ok(node.kind === "scalar" && node.unknown !== undefined);
    }
  });
});
