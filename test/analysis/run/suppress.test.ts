import assert from "node:assert/strict";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";

/** The rules of the findings that are left and of those that a comment covers, each once. */
function rulesOf(files: Readonly<Record<string, string>>): {
  readonly kept: readonly string[];
  readonly suppressed: readonly string[];
} {
  const [entry = ""] = Object.keys(files);
  const analysis = analyze(
    [`file:///${entry}`],
    (uri) => files[uri.slice("file:///".length)] ?? null,
    configOf([{ rules: QUIET }]),
    {
      cache: new ParseCache(),
      onRuleError: (_, error) => {
        throw error;
      },
    },
  );
  const ids = (findings: typeof analysis.findings): readonly string[] =>
    [...new Set(findings.map(({ rule }) => rule))].sort();
  return { kept: ids(analysis.findings), suppressed: ids(analysis.suppressed) };
}

/** Hardening advice is on every service, and would stand in every expectation. */
const QUIET = new Map([["unhardened", "off" as const]]);

describe("a comment that allows", () => {
  it("covers its own line in YAML", () => {
    const text = "services:\n  a:\n    image: b:1\n    pid: host # bulkhead: allow host-pid -- why\n    ipc: host\n";
    assert.deepEqual(rulesOf({ "compose.yaml": text }), { kept: ["host-ipc"], suppressed: ["host-pid"] });
  });

  it("covers the next line that is no comment", () => {
    const text =
      "services:\n  a:\n    image: b:1\n    # bulkhead: allow host-pid, host-ipc -- why\n    # more\n\n    pid: host\n    ipc: host\n";
    assert.deepEqual(rulesOf({ "compose.yaml": text }), {
      kept: ["host-ipc", "unused-allow"],
      suppressed: ["host-pid"],
    });
  });

  it("covers a whole service above its key, with its hooks", () => {
    const text =
      "services:\n  # bulkhead: allow host-pid, privileged-hook -- why\n  a:\n    image: b:1\n    pid: host\n    post_start:\n      - command: c\n        privileged: true\n  d:\n    image: b:1\n    ipc: host\n    pid: host\n";
    assert.deepEqual(rulesOf({ "compose.yaml": text }), {
      kept: ["host-ipc", "host-pid"],
      suppressed: ["host-pid", "privileged-hook"],
    });
  });

  it("covers a file from its top", () => {
    for (const gap of ["\n", "---\n", ""]) {
      const text = `# bulkhead: allow host-pid -- why\n${gap}services:\n  a:\n    image: b:1\n    pid: host\n`;
      assert.deepEqual(rulesOf({ "compose.yaml": text }), { kept: [], suppressed: ["host-pid"] }, JSON.stringify(gap));
    }
  });

  it("works where the value is decided and where it is used", () => {
    const anchor = (decided: string, used: string): string =>
      `x-a: &a\n  pid: host${decided}\nservices:\n${used}  a:\n    <<: *a\n    image: b:1\n`;
    const comment = "# bulkhead: allow host-pid -- why";
    for (const text of [anchor(` ${comment}`, ""), anchor("", `  ${comment}\n`)]) {
      assert.deepEqual(rulesOf({ "compose.yaml": text }), { kept: [], suppressed: ["host-pid"] });
    }
    const extended = {
      "compose.yaml": "services:\n  a:\n    extends: { file: base.yaml, service: b }\n",
      "base.yaml": `services:\n  b:\n    image: b:1\n    pid: host ${comment}\n`,
    };
    assert.deepEqual(rulesOf(extended), { kept: [], suppressed: ["host-pid"] });
  });

  it("covers the next instruction of a Dockerfile, and above FROM the stage", () => {
    const comment = "# bulkhead: allow sudo -- why\n";
    const file = (stage: string, step: string): string =>
      `FROM a:1 AS b\nRUN sudo one\n${stage}FROM c:1\n${step}RUN true \\\n  && sudo two\nRUN sudo three\n`;
    const kept = (text: string): number =>
      analyze(["file:///Dockerfile"], () => text, configOf([]), {
        cache: new ParseCache(),
        onRuleError: () => assert.fail(),
      }).findings.filter(({ rule }) => rule === "sudo").length;
    assert.equal(kept(file("", "")), 3);
    assert.equal(kept(file(comment, "")), 1);
    assert.equal(kept(file("", comment)), 2);
    assert.equal(kept(`${comment}${file("", "")}`), 0);
    assert.equal(kept(file("", "").replace("  && sudo", `  ${comment}  && sudo`)), 2, "within the instruction");
  });

  it("stands below the directives of a Dockerfile", () => {
    const text = "# syntax=docker/dockerfile:1\n# bulkhead: allow sudo -- why\n\nFROM a:1\nRUN sudo b\n";
    assert.deepEqual(rulesOf({ Dockerfile: text }), { kept: [], suppressed: ["sudo"] });
  });

  it("is read in any case and with any blanks, and not without a list", () => {
    const finding = (comment: string): readonly string[] =>
      rulesOf({ "compose.yaml": `services:\n  a:\n    image: b:1\n    pid: host ${comment}\n` }).suppressed;
    for (const comment of [
      "#bulkhead:allow host-pid",
      "## Bulkhead:  ALLOW  Host-PID --",
      "# bulkhead: allow other,host-pid",
    ]) {
      assert.deepEqual(finding(comment), ["host-pid"], comment);
    }
    for (const comment of [
      "# bulkhead: allow",
      "# bulkhead: allow -- host-pid",
      "# bulkhead allow host-pid",
      "# bulkhead: allowed host-pid",
    ]) {
      assert.deepEqual(finding(comment), [], comment);
    }
  });

  it("is none in a string, a block scalar, or a here-document", () => {
    const yaml = 'services:\n  a:\n    image: b:1\n    command: "# bulkhead: allow host-pid -- x"\n    pid: host\n';
    const block =
      "services:\n  a:\n    image: b:1\n    command: |\n      # bulkhead: allow host-pid -- x\n    pid: host\n";
    for (const text of [yaml, block]) assert.deepEqual(rulesOf({ "compose.yaml": text }).suppressed, []);
    const docker = "FROM a:1\nRUN <<EOF\n# bulkhead: allow sudo -- x\nEOF\nRUN sudo b\n";
    assert.deepEqual(rulesOf({ Dockerfile: docker }), { kept: ["sudo"], suppressed: [] });
  });

  it("does not lose its place in files that are broken or empty", () => {
    for (const text of [
      "",
      "# bulkhead: allow host-pid",
      "\u{FEFF}# bulkhead: allow host-pid\r\nservices:\r\n  a: [",
      "# bulkhead: allow x\r",
    ]) {
      for (const file of ["compose.yaml", "Dockerfile"]) assert.doesNotThrow(() => rulesOf({ [file]: text }));
    }
  });
});
