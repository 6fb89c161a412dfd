import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "../../scripts/build.ts";
import { run } from "../../scripts/process.ts";
import { withPublication } from "../../scripts/publication.ts";
import { fileAddress, pageAddress } from "../../server/analysis/report/publication.ts";
import { packedRuleAddress, ruleAddress, withoutPackedPages } from "../../server/analysis/report/rule-address.ts";

const NOWHERE = { repository: undefined };
const SOMEWHERE = { repository: "https://git.example.com/acme/walls" };

describe("addresses of ours", () => {
  it("are made of the repository's, and there are none without it", () => {
    assert.equal(pageAddress("docs/ci.md", SOMEWHERE), "https://git.example.com/acme/walls/blob/main/docs/ci.md");
    assert.equal(fileAddress("icon.png", SOMEWHERE), "https://git.example.com/acme/walls/raw/main/icon.png");
    assert.equal(
      ruleAddress("host-pid", SOMEWHERE),
      "https://git.example.com/acme/walls/blob/main/docs/rules/host-pid.md",
    );
    for (const address of [pageAddress, fileAddress, ruleAddress]) assert.equal(address("x", NOWHERE), undefined);
  });

  it("take the place of packed pages where there are none, or leave the rule's name", () => {
    const text = `[rule host-pid](${packedRuleAddress("host-pid")}) · [pid(7)](https://example.com)`;
    assert.equal(withoutPackedPages(text, NOWHERE), "rule host-pid · [pid(7)](https://example.com)");
    assert.equal(
      withoutPackedPages(text, SOMEWHERE),
      `[rule host-pid](${ruleAddress("host-pid", SOMEWHERE)}) · [pid(7)](https://example.com)`,
    );
  });

  it("go into the manifest, which npm refuses to publish as long as there are none", async () => {
    const text = await readFile(path.join(ROOT, "package.json"), "utf8");
    const published = JSON.parse(withPublication(text, SOMEWHERE));
    assert.equal(published.repository.url, "git+https://git.example.com/acme/walls.git");
    assert.equal(published.private, undefined);
    const unpublished = JSON.parse(withPublication(JSON.stringify(published), NOWHERE));
    assert.equal(unpublished.private, true);
    for (const field of ["repository", "homepage", "bugs"]) assert.equal(unpublished[field], undefined);
    assert.deepEqual(JSON.parse(withPublication(JSON.stringify(unpublished), SOMEWHERE)), published);
  });

  /** What would send a reader or a machine to something of ours that others may own, with what each pattern has to find. */
  const INVENTED: readonly (readonly [pattern: RegExp, example: string])[] = [
    [/\b(?:npx|bunx|pnpx|(?:npm|pnpm|yarn|bun) (?:exec|dlx|x|create))\s(?:-\S+\s+)*bulkhead\b/, "npx --yes bulkhead@1"],
    [/\b(?:npm|pnpm|yarn|bun)\s+(?:i|install|add)\s+(?:-\S+\s+)*bulkhead\b/, "npm install --global bulkhead"],
    [/\buses:\s*(?!YOUR-ORG\/)[\w.-]+\/bulkhead\b/, "uses: acme/bulkhead@v1"],
    [/\bbulkhead-security\b/, "https://example.com/bulkhead-security/x"],
    [
      /\b(?:github\.com|githubusercontent\.com|gitlab\.com|codeberg\.org)\/[\w.-]+\/bulkhead\b/,
      "github.com/acme/bulkhead",
    ],
    [/\b(?:ghcr\.io|docker\.io|quay\.io)\/(?:[\w.-]+\/)*bulkhead\b/, "ghcr.io/acme/bulkhead:1"],
    [/\bdocker\s+pull\s+(?!\S*\bexample\.com\b)\S*bulkhead\b/, "docker pull bulkhead"],
    [/\b(?:marketplace\.visualstudio\.com|open-vsx\.org|npmjs\.com)\/\S*bulkhead\b/, "npmjs.com/package/bulkhead"],
    [/--install-extension\s+bulkhead\.bulkhead\b/, "code --install-extension bulkhead.bulkhead"],
  ];

  it("are recognised", () => {
    for (const [pattern, example] of INVENTED) assert.match(example, pattern);
  });

  it("stand in no other file", async () => {
    const here = path.relative(ROOT, import.meta.filename);
    const files = (await run("git", ["ls-files", "-z"], { cwd: ROOT })).split("\0").filter((file) => file !== "");
    assert.ok(files.includes("README.md") && files.includes("action.yml"));
    const texts = files.filter(
      (file) => file !== here && !/\.(png|ico)$/.test(file) && !file.startsWith("test/corpus/"),
    );
    for (const file of texts) {
      const text = await readFile(path.join(ROOT, file), "utf8");
      for (const [pattern] of INVENTED)
        assert.doesNotMatch(text, pattern, `${file} names an address or a package of ours`);
    }
  });
});

describe("recordings", () => {
  it("hold no path of the machine on which they were made", async () => {
    const listed = await run("git", ["ls-files", "-z", "test/**/*.json"], { cwd: ROOT });
    for (const file of listed.split("\0").filter((one) => one !== "")) {
      const text = await readFile(path.join(ROOT, file), "utf8");
      assert.ok(!text.includes("/.engine-test/") && !text.includes(`${ROOT}/`), file);
    }
  });
});
