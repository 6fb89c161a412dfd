import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "../../scripts/build.ts";
import { differences } from "../../scripts/docs.ts";
import { RULES_BY_ID } from "../../server/analysis/rules/index.ts";
import { exampleFiles, run } from "../analysis/rules/spec.ts";

describe("generated documentation", () => {
  it("is fresh", async () => {
    const stale = (await differences()).map(({ file }) => file);
    assert.deepEqual(stale, [], "Run: npm run docs");
  });
});

describe("the pages of the repository", () => {
  it("link to files that are there", async () => {
    const names = await readdir(ROOT, { recursive: false });
    const docs = await readdir(path.join(ROOT, "docs"), { recursive: true });
    const pages = [...names, ...docs.map((name) => path.join("docs", name))].filter((name) => name.endsWith(".md"));
    const targets = await Promise.all(
      pages.map(async (page) => targetsIn(page, await readFile(path.join(ROOT, page), "utf8"))),
    );
    const missing = targets.flat().filter(({ file }) => !existsSync(path.join(ROOT, file)));
    assert.ok(targets.flat().length > 500);
    assert.deepEqual(missing, []);
  });

  it("name paths of the repository that are there", async () => {
    const text = await readFile(path.join(ROOT, "ARCHITECTURE.md"), "utf8");
    const named = [...text.matchAll(/`((?!bulkhead\/)[\w.-]+\/[\w./-]*)`/g)].map(([, name = ""]) => name);
    const below = ["", "server/analysis", "server", "test"];
    assert.ok(named.length > 100);
    const missing = named.filter((name) => !below.some((folder) => existsSync(path.join(ROOT, folder, name))));
    assert.deepEqual(missing, []);
  });
});

/** The repository's own files that a page links to or shows. */
function targetsIn(page: string, text: string): readonly { readonly page: string; readonly file: string }[] {
  const relative = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to = ""]) =>
    path.join(path.dirname(page), to),
  );
  const pictures = [...text.matchAll(/\b(?:src|srcset)="(?!https?:)([^"#\s]+)/g)].map(([, to = ""]) =>
    path.join(path.dirname(page), to),
  );
  return [...relative, ...pictures].map((file) => ({ page, file }));
}

describe("the documentation of", () => {
  for (const [id, { docs, group }] of RULES_BY_ID) {
    it(`${id} has examples that hold`, () => {
      const { file, bad, good } = docs.example;
      assert.ok(run(id, exampleFiles(file, bad)).findings.length > 0, "nothing is reported in the bad example");
      const reported = run(id, exampleFiles(file, good)).findings.map(({ message }) => message);
      assert.deepEqual(reported, [], "the good example is reported");
      for (const text of [bad, good]) assert.deepEqual(troublesOf(id, file, text), []);
    });

    it(`${id} is whole`, () => {
      assert.match(id, /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
      assert.doesNotMatch(docs.title, /[.!]$/);
      for (const text of [docs.what, docs.why, docs.instead, docs.fine ?? "x."]) assert.match(text, /[.)]$/);
      // Comments that allow findings are our own invention, of which nobody else writes.
      assert.equal(docs.references.length > 0, group !== "suppression");
      for (const reference of docs.references) assert.equal(new URL(reference).protocol, "https:");
    });
  }
});

/** An example that Compose or BuildKit refuses teaches nothing; the files that it names are left out of it. */
function troublesOf(id: string, file: string, text: string): readonly string[] {
  const inputErrors = run(id, exampleFiles(file, text)).analysis.inputErrors.map(({ message }) => message);
  return inputErrors.filter((message) => !message.endsWith("cannot be read"));
}
