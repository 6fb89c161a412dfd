import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, lstat, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import type { Fix } from "../../server/analysis/model/change.ts";
import type { Finding } from "../../server/analysis/model/finding.ts";
import type { Analysis } from "../../server/analysis/run/analysis.ts";
import { bestFix } from "../../server/analysis/run/best-fix.ts";
import type { Edit } from "../../server/analysis/text/edit.ts";
import { OwnFiles } from "../../server/cli/fix/own-files.ts";
import { writeChanged } from "../../server/cli/fix/write-file.ts";
import { temporaryName } from "../../server/disk/temporary-files.ts";
import { uriOf } from "../../server/entries/file-names.ts";
import { fixProjects } from "../../server/entries/fix.ts";
import { FileSources } from "../../server/entries/sources.ts";
import { CliProject } from "./cli-project.ts";

const FILE = "file:///project/compose.yaml";

/** A fix that replaces every `word` by another one. */
interface Offer {
  readonly word: string;
  readonly by: string;
  readonly safe: boolean;
}

/** Analyses a text as if each word of an offer were a finding. */
function analysisOf(text: string, offers: readonly Offer[]): Analysis {
  const edits = new Map<Fix, readonly Edit[]>();
  const findings = offers.flatMap(({ word, by, safe }): Finding[] => {
    const start = text.indexOf(word);
    if (start < 0) return [];
    const at = { file: FILE, start, end: start + word.length };
    const fix: Fix = { title: by, safe, changes: [] };
    edits.set(fix, [{ ...at, newText: by }]);
    return [findingAt(at, word, [fix])];
  });
  return analysisWith(findings, (fix) => edits.get(fix));
}

function findingAt(at: Finding["at"], rule: string, fixes: readonly Fix[]): Finding {
  const subject = { kind: "service", name: rule } as const;
  return { rule, level: "error", message: rule, subject, at, evidence: "", related: [], fixes, redundant: false };
}

function analysisWith(findings: readonly Finding[], edits: Analysis["edits"]): Analysis {
  const nothing = { suppressed: [], hidden: () => [], inputErrors: [], refusals: [], needs: [], fixes: () => [] };
  return { kind: "compose", file: FILE, findings, edits, ...nothing };
}

/** Every file may be changed. */
function foreign(): undefined {
  return undefined;
}

async function fixed(text: string, offers: readonly Offer[], allowed: "safe" | "any"): Promise<string> {
  const sources = new FileSources("/project");
  sources.provide(FILE, text);
  const analyse = (): Analysis => analysisOf(sources.text(FILE) ?? "", offers);
  const { putBack, refused } = fixProjects([analyse], sources, { allowed, foreign });
  assert.deepEqual(putBack, []);
  assert.deepEqual(refused, []);
  return sources.text(FILE) ?? "";
}

describe("applying fixes", () => {
  it("applies safe ones only, unless the others are asked for", async () => {
    const offers = [
      { word: "bad", by: "good", safe: true },
      { word: "ugly", by: "fair", safe: false },
    ];
    assert.equal(await fixed("bad and ugly", offers, "safe"), "good and ugly");
    assert.equal(await fixed("bad and ugly", offers, "any"), "good and fair");
  });

  it("looks anew where two fixes touch", async () => {
    const offers = [
      { word: "ab", by: "x", safe: true },
      { word: "c", by: "y", safe: true },
    ];
    assert.equal(await fixed("abc", offers, "safe"), "xy");
  });

  it("does not apply a fix beside another one that makes it superfluous", async () => {
    const sources = new FileSources("/project");
    sources.provide(FILE, "abc");
    const both = [
      { word: "ab", by: "x", safe: true },
      { word: "c", by: "y", safe: true },
    ];
    const analyse = (): Analysis => {
      const text = sources.text(FILE) ?? "";
      return analysisOf(text, text === "abc" ? both : []);
    };
    fixProjects([analyse], sources, { allowed: "safe", foreign });
    assert.equal(sources.text(FILE), "xc");
  });

  it("goes on with what a fix brings to light", async () => {
    const offers = [
      { word: "one", by: "two", safe: true },
      { word: "two", by: "three", safe: true },
    ];
    assert.equal(await fixed("one", offers, "safe"), "three");
  });

  it("mends the gravest fault of a service first, and sees what is left of the others", async () => {
    const sources = new FileSources("/project");
    sources.provide(FILE, "ports host");
    const analyse = (): Analysis => {
      const text = sources.text(FILE) ?? "";
      const host = text.indexOf("host");
      const subject = { kind: "service", name: "web" } as const;
      const ports: Fix = { title: "Remove ports", safe: false, changes: [] };
      const network: Fix = { title: "Remove the host's network", safe: false, changes: [] };
      const at = { file: FILE, start: 0, end: 5 };
      const hostAt = { file: FILE, start: host, end: host + 4 };
      const findings: readonly Finding[] = [
        { ...findingAt(at, "ignored-ports", [ports]), subject, level: "warning" },
        { ...findingAt(hostAt, "host-network", [network]), subject },
      ];
      const edits = (fix: Fix): readonly Edit[] => [{ ...(fix === ports ? at : hostAt), newText: "" }];
      return analysisWith(host < 0 ? [] : findings, edits);
    };
    fixProjects([analyse], sources, { allowed: "any", foreign });
    assert.equal(sources.text(FILE), "ports ");
  });

  it("does not repeat a fix that does not help", async () => {
    assert.equal(await fixed("a", [{ word: "a", by: "aa", safe: true }], "safe"), "aa");
  });

  it("takes the preferred fix, else the first that can be had, and never one that only silences", () => {
    const at = { file: FILE, start: 0, end: 1 };
    const allowing: Fix["changes"] = [{ do: "allow", at, rules: [], reason: "", scope: "line" }];
    const allow: Fix = { title: "allow", safe: true, preferred: true, changes: allowing };
    const first: Fix = { title: "first", safe: true, changes: [] };
    const second: Fix = { title: "second", safe: false, changes: [] };
    const best = (fixes: readonly Fix[], refused: readonly Fix[], allowed: "safe" | "any"): string | undefined => {
      const finding = findingAt(at, "rule", fixes);
      const analysis = analysisWith([finding], (fix) =>
        refused.includes(fix) ? undefined : [{ ...at, newText: "x" }],
      );
      return bestFix(analysis, finding, allowed)?.fix.title;
    };
    assert.equal(best([first, { ...second, preferred: true }], [], "any"), "second");
    assert.equal(best([first, { ...second, preferred: true }], [], "safe"), "first");
    assert.equal(best([allow, first, second], [], "any"), "first");
    assert.equal(best([allow, first, second], [first], "any"), "second");
    assert.equal(best([allow], [], "any"), undefined);
  });
});

describe("writing a fixed file", () => {
  let project: CliProject;
  let sources: FileSources;
  beforeEach(async () => {
    project = await CliProject.with({ "compose.yaml": "before\n" });
    sources = new FileSources(project.directory);
  });
  afterEach(() => project.remove());

  /** Reads a file, changes its text, runs what happens meanwhile, and writes it. */
  async function write(name: string, text: string, meanwhile?: () => Promise<void>): Promise<string | undefined> {
    const uri = uriOf(name, project.directory);
    sources.open(uri);
    sources.change(uri, text);
    await meanwhile?.();
    const [changed] = sources.changed();
    assert.ok(changed);
    return writeChanged(changed, new OwnFiles([], project.directory));
  }

  it("keeps its mode and leaves nothing beside it", async () => {
    await chmod(project.path("compose.yaml"), 0o640);
    assert.equal(await write("compose.yaml", "after\n"), undefined);
    assert.equal(await project.read("compose.yaml"), "after\n");
    assert.equal((await stat(project.path("compose.yaml"))).mode & 0o777, 0o640);
    assert.deepEqual(await readdir(project.directory), ["compose.yaml"]);
  });

  it("writes through a symbolic link", async () => {
    await symlink("compose.yaml", project.path("stack.yml"));
    assert.equal(await write("stack.yml", "after\n"), undefined);
    assert.ok((await lstat(project.path("stack.yml"))).isSymbolicLink());
    assert.equal(await project.read("compose.yaml"), "after\n");
  });

  it("refuses a file that is read-only", async () => {
    await chmod(project.path("compose.yaml"), 0o444);
    assert.equal(await write("compose.yaml", "after\n"), "is read-only");
    assert.equal(await project.read("compose.yaml"), "before\n");
  });

  it("refuses a file that somebody changed or removed meanwhile", async () => {
    const change = (): Promise<void> => writeFile(project.path("compose.yaml"), "theirs\n");
    assert.equal(await write("compose.yaml", "after\n", change), "changed while it was being checked");
    assert.equal(await project.read("compose.yaml"), "theirs\n");
    assert.match((await write("compose.yaml", "after\n", () => project.remove())) ?? "", /^could not be written: /);
  });

  it("refuses a file whose bytes it could not write back", async () => {
    const latin = Buffer.from("image: caf\xe9\n", "latin1");
    await writeFile(project.path("compose.yaml"), latin);
    assert.equal(await write("compose.yaml", "after\n"), "is not valid UTF-8, so a fix would damage it");
    assert.deepEqual(await readFile(project.path("compose.yaml")), latin);
  });
});

describe("bulkhead check --fix", () => {
  let project: CliProject;
  afterEach(() => project.remove());

  const SHOP = "services:\r\n  web:\r\n    image: acme/web:1 # keep\r\n    privileged: true\r\n    read_only: true\r\n";

  it("leaves what is not safe alone, and --fix-unsafe does not", async () => {
    project = await CliProject.with({ "compose.yaml": SHOP });
    await project.run(["check", "--fix"]);
    assert.match(await project.read("compose.yaml"), /privileged: true/);
    const { out, err } = await project.run(["check", "--fix-unsafe"]);
    const text = await project.read("compose.yaml");
    assert.doesNotMatch(text, /privileged/);
    assert.match(text, /image: acme\/web:1 # keep\r\n/);
    assert.doesNotMatch(text, /[^\r]\n/);
    assert.doesNotMatch(out, /error\[privileged\]/);
    assert.match(err, /^Fixed 1 file\.\n$/);
  });

  it("changes nothing the second time", async () => {
    project = await CliProject.with({ "compose.yaml": SHOP });
    await project.run(["check", "--fix-unsafe"]);
    const once = await project.read("compose.yaml");
    assert.equal((await project.run(["check", "--fix-unsafe"])).err, "");
    assert.equal(await project.read("compose.yaml"), once);
  });

  it("only shows with --diff what it would do", async () => {
    project = await CliProject.with({ "compose.yaml": SHOP });
    const { status, out, err } = await project.run(["check", "--fix-unsafe", "--diff"]);
    assert.equal(status, 1);
    assert.match(out, /^--- a\/compose\.yaml\n\+\+\+ b\/compose\.yaml\n@@ .*^- {4}privileged: true\r\n/ms);
    assert.match(err, /^1 file would change\.\n$/);
    assert.equal(await project.read("compose.yaml"), SHOP);
  });

  it("shows what it would do to standard input", async () => {
    project = await CliProject.with({});
    const args = ["check", "-", "--stdin-filename", "compose.yaml", "--fix-unsafe", "--diff"];
    assert.match((await project.run(args, { stdin: SHOP })).out, /^- {4}privileged: true/m);
  });

  it("puts back what would not fit together, and says so", async () => {
    const shared = 'services:\n  base:\n    image: acme/web:1\n    security_opt: ["no-new-privileges:false"]\n';
    project = await CliProject.with({ "compose.yaml": shared });
    const sources = new FileSources(project.directory);
    const uri = uriOf("compose.yaml", project.directory);
    sources.open(uri);
    const at = { file: uri, start: 0, end: 8 };
    const fix: Fix = { title: "fix", safe: true, changes: [] };
    const one = (): Analysis => {
      const isFixed = sources.text(uri) !== shared;
      return {
        ...analysisWith(isFixed ? [] : [findingAt(at, "rule", [fix])], () => [{ ...at, newText: "fixed" }]),
        file: uri,
      };
    };
    const other = (): Analysis => {
      const inputErrors = sources.text(uri) === shared ? [] : [{ at, message: "refused" }];
      return { ...analysisWith([], () => undefined), file: uri, inputErrors };
    };
    const { putBack } = fixProjects([one, other], sources, { allowed: "safe", foreign });
    assert.deepEqual(putBack, [uri]);
    assert.equal(sources.text(uri), shared);
  });

  it("says which file it could not write, keeps its findings, and ends with 2", async () => {
    project = await CliProject.with({ "compose.yaml": SHOP });
    await chmod(project.path("compose.yaml"), 0o444);
    const { status, out, err } = await project.run(["check", "--fix-unsafe"]);
    assert.equal(status, 2);
    assert.equal(err, "bulkhead: compose.yaml is read-only; nothing in it was fixed\n");
    assert.match(out, /compose\.yaml:4:17/);
    assert.equal(await project.read("compose.yaml"), SHOP);
  });

  it("says why findings are left that have a fix", async () => {
    const broken = "services:\n  a:\n    privileged: true\n    image: acme/a:1\n    image: acme/a:2\n";
    const shared = "services:\n  a: &a\n    image: acme/a:1\n    privileged: true\n  b: *a\n";
    project = await CliProject.with({ "broken.yaml": broken, "shared.yaml": shared });
    const { err } = await project.run(["check", "broken.yaml", "shared.yaml", "--fix-unsafe", "--diff"]);
    assert.equal(
      err,
      '1 finding in broken.yaml not fixed: line 5 has to be mended first, duplicate key "image".\n1 file would change.\n',
    );
  });

  it("leaves what is made by itself only, and says why", async () => {
    const text = "services:\n  vpn:\n    image: ghcr.io/wg-easy/wg-easy:13\n    privileged: true\n";
    project = await CliProject.with({ "compose.yaml": text });
    const { out, err } = await project.run(["check", "--fix-unsafe", "--diff"]);
    assert.doesNotMatch(out, /^-.*privileged/m);
    assert.match(err, /not fixed: ghcr\.io\/wg-easy\/wg-easy has to be seen to work without privileged\./);
  });

  it("leaves files alone that lie outside of what is checked", async () => {
    const base = "services:\n  web:\n    image: acme/web:1\n    privileged: true\n";
    const compose = "services:\n  web:\n    extends: { file: ../base.yaml, service: web }\n";
    project = await CliProject.with({ "base.yaml": base, "app/compose.yaml": compose });
    const { err } = await project.run(["check", "--fix-unsafe"], { cwd: "app" });
    assert.equal(
      err,
      "1 finding in ../base.yaml not fixed: ../base.yaml lies outside of the current directory and of what is checked.\n",
    );
    assert.equal(await project.read("base.yaml"), base);
    await project.run(["check", "--fix-unsafe", "app"]);
    assert.doesNotMatch(await project.read("base.yaml"), /privileged/);
  });

  it("follows no symbolic link out of what is checked, whoever names it, and says so", async () => {
    const base = "services:\n  web:\n    image: acme/web:1\n    privileged: true\n";
    project = await CliProject.with({
      "other/base.yaml": base,
      "other/compose.yaml": base,
      "app/compose.yaml": "services:\n  web:\n    extends: { file: lib/base.yaml, service: web }\n",
      "app/real/compose.yaml": base,
    });
    await symlink("../other", project.path("app/lib"));
    await symlink("../other/compose.yaml", project.path("app/stack.yaml"));
    const outside = "lies outside of the current directory and of what is checked";
    for (const paths of [["."], ["compose.yaml", "stack.yaml"], ["lib", "stack.yaml"], ["../app"]]) {
      const { err } = await project.run(["check", "--fix-unsafe", ...paths], { cwd: "app" });
      assert.match(
        err,
        new RegExp(`leads by a symbolic link to \\.\\./other/\\w+\\.yaml, which ${outside}`),
        paths.join(" "),
      );
      for (const name of ["base", "compose"]) assert.equal(await project.read(`other/${name}.yaml`), base);
    }
    // One that stays within is followed.
    await project.write("app/real/compose.yaml", base);
    await symlink("real", project.path("app/current"));
    const { err } = await project.run(["check", "--fix-unsafe", "current/compose.yaml"], { cwd: "app" });
    assert.equal(err, "Fixed 1 file.\n");
    assert.doesNotMatch(await project.read("app/real/compose.yaml"), /privileged/);
  });

  it("removes what a killed run left behind, and tells of what somebody saved into it", async () => {
    project = await CliProject.with({ "compose.yaml": SHOP });
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const name = (text: string): string => temporaryName(Buffer.from(text)).replace(`-${process.pid}-`, `-${pid}-`);
    const saved = name("old\n");
    await project.write(name("fixed\n"), "fixed\n");
    await project.write(saved, "somebody's\n");
    const { err } = await project.run(["check", "--fix-unsafe"]);
    assert.equal(
      err,
      `Fixed 1 file.\n${saved} was left by a run that was broken off, and holds what somebody saved meanwhile.\n`,
    );
    assert.deepEqual((await readdir(project.directory)).sort(), [saved, "compose.yaml"]);
  });
});
