import assert from "node:assert/strict";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { reported } from "../../../server/analysis/report/report.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { applyEdits, type Edit } from "../../../server/analysis/text/edit.ts";
import { Lines } from "../../../server/analysis/text/lines.ts";

const ROOT = "file:///work/";
const VALUE = "Zt7qLm39xx";

type Files = Readonly<Record<string, string>>;

function analysisOf(file: string, files: Files): Analysis {
  return analyze(
    [ROOT + file],
    (uri) => files[uri.slice(ROOT.length)] ?? null,
    { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() },
    {
      cache: new ParseCache(),
      onRuleError: (_, error) => {
        throw error;
      },
    },
  );
}

/** The files after the fix that moves the first secret; undefined where none is offered. */
function moved(file: string, files: Files): Files | undefined {
  const analysis = analysisOf(file, files);
  const finding = analysis.findings.find(({ rule }) => rule === "plaintext-secret");
  const [first] = finding ? analysis.fixes(finding) : [];
  if (!first) return undefined;
  const after = { ...files };
  for (const uri of new Set(first.edits.map((edit) => edit.file))) {
    const own: readonly Edit[] = first.edits.filter((edit) => edit.file === uri);
    const name = uri.slice(ROOT.length);
    assert.equal(
      own.some(({ makes }) => makes === true),
      files[name] === undefined,
      `${name} is made only where it is not there`,
    );
    after[name] = applyEdits(files[name] ?? "", own) ?? "";
  }
  return after;
}

const service = (image: string, variable: string, more = ""): string =>
  `services:\n  app:\n    image: ${image}\n    environment:\n      ${variable}: ${VALUE}\n${more}`;

describe("a secret that moves out of a file", () => {
  it("is kept out of every context that the project's directory lies in, by the ignore file that counts there", () => {
    const builds = [
      "  own:\n    build: .\n",
      "  above:\n    build: {context: .., dockerfile: x/Dockerfile}\n",
      "  beside:\n    build: ./other\n",
      "  elsewhere:\n    build: https://example.com/repository.git\n",
    ].join("");
    const after = moved("p/compose.yaml", {
      "p/compose.yaml": service("postgres:16", "POSTGRES_PASSWORD", builds),
      "p/Dockerfile": "FROM scratch\nCOPY . /\n",
      "x/Dockerfile": "FROM scratch\nCOPY . /\n",
      "x/Dockerfile.dockerignore": "node_modules\r\n",
      ".dockerignore": "which does not count",
      "p/other/Dockerfile": "FROM scratch\nCOPY . /\n",
    });
    assert.ok(after);
    assert.equal(after["p/.dockerignore"], "secrets/postgres_password.txt\n");
    assert.equal(after["x/Dockerfile.dockerignore"], "node_modules\r\np/secrets/postgres_password.txt\r\n");
    assert.equal(after[".dockerignore"], "which does not count");
    assert.equal(after["p/other/.dockerignore"], undefined);
    assert.equal(after["p/.gitignore"], "/secrets/postgres_password.txt\n");
    assert.equal(after["p/secrets/postgres_password.txt"], VALUE);
  });

  it("leaves ignore files alone that keep it out already, and does not trust those that take it back", () => {
    const files = { "compose.yaml": service("postgres:16", "POSTGRES_PASSWORD", "  own:\n    build: .\n") };
    const dockerfile = { Dockerfile: "FROM scratch\nCOPY . /\n" };
    const kept = moved("compose.yaml", {
      ...{ ...files, ...dockerfile, ".dockerignore": "secrets", ".gitignore": "secrets/" },
    });
    assert.equal(kept?.[".dockerignore"], "secrets");
    assert.equal(kept?.[".gitignore"], "secrets/");
    const back = moved("compose.yaml", {
      ...{ ...files, ...dockerfile, ".dockerignore": "*\n!secrets", ".gitignore": "secrets/\n!secrets/x" },
    });
    assert.equal(back?.[".dockerignore"], "*\n!secrets\nsecrets/postgres_password.txt\n");
    assert.equal(back?.[".gitignore"], "secrets/\n!secrets/x\n/secrets/postgres_password.txt\n");
  });

  it("overwrites no file", () => {
    const compose = service(
      "postgres:16",
      "POSTGRES_PASSWORD",
      "secrets:\n  x: {file: ./secrets/postgres_password.txt}\n",
    );
    const after = moved("compose.yaml", {
      "compose.yaml": compose,
      "secrets/postgres_password.txt": "another",
    });
    assert.equal(after, undefined);
  });

  it("is not lost: what Compose makes of the files is what it was", () => {
    for (const value of ["a b 7 x9QQ", "x#y-8Kq1", "a=b:7Zq/+x", "7f$$x9Kq", 'q"7Kz9x', "Zq7 # no-comment"]) {
      const text = `services:\n  app:\n    image: acme/app:1\n    environment:\n      DB_PASSWORD: '${value}'\n`;
      const after = moved("compose.yaml", { "compose.yaml": text });
      assert.ok(after, value);
      const { project } = analysisOf("compose.yaml", after);
      const setting = project?.services[0]?.environment.get("DB_PASSWORD");
      assert.ok(setting?.state === "known");
      assert.equal(setting.value, value.replaceAll("$$", "$"));
    }
  });

  it("stands in no report", () => {
    for (const image of ["postgres:16", "acme/app:1.2"]) {
      const text = service(image, "POSTGRES_PASSWORD");
      const analysis = analysisOf("compose.yaml", { "compose.yaml": text });
      const finding = analysis.findings.find(({ rule }) => rule === "plaintext-secret");
      assert.ok(finding);
      const lines = new Lines(text);
      const report = reported(
        finding,
        analysis.fixes(finding),
        (at) => ({ file: at.file, start: lines.positionAt(at.start), end: lines.positionAt(at.end) }),
        () => "",
      );
      assert.match(report.fixes[0]?.title ?? "", /^Move POSTGRES_PASSWORD/);
      assert.doesNotMatch(JSON.stringify(report), new RegExp(VALUE));
    }
  });
});
