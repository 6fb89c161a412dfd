import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { readTree } from "../../server/disk/file-tree.ts";
import { ownDirectory } from "../../server/disk/own-directory.ts";
import { Refusal } from "../../server/disk/refusal.ts";

describe("directories that are made in a project", () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), "bulkhead-directory-"));
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  it("are made where they are missing", async () => {
    const made = ownDirectory(directory, ["a", "b"]);
    assert.equal(made, path.join(directory, "a", "b"));
    assert.ok((await stat(made)).isDirectory());
    assert.equal(ownDirectory(directory, ["a", "b"]), made);
  });

  it("are not made behind a symbolic link or a file", async () => {
    await mkdir(path.join(directory, "elsewhere"));
    await symlink("elsewhere", path.join(directory, "link"));
    await writeFile(path.join(directory, "file"), "");
    for (const name of ["link", "file"]) assert.throws(() => ownDirectory(directory, [name, "b"]), Refusal, name);
    await assert.rejects(stat(path.join(directory, "elsewhere", "b")));
  });
});

describe("a tree of files", () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), "bulkhead-tree-"));
    await mkdir(path.join(directory, "inner"), { mode: 0o750 });
    await writeFile(path.join(directory, "inner", "page"), "hello", { mode: 0o640 });
    await symlink("/etc/passwd", path.join(directory, "link"));
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  it("has each directory before what lies in it, links as links, and modes", async () => {
    const entries = (await readTree(directory, 1_000_000)) ?? [];
    const found = entries.map(
      ({ path: name, is, mode }) => `${name} ${is}${is === "link" ? "" : ` ${mode.toString(8)}`}`,
    );
    assert.deepEqual(found.slice(0, 1), [" directory 700"]);
    assert.deepEqual(found.slice(1).sort(), ["inner directory 750", "inner/page file 640", "link link"]);
    assert.ok(found.indexOf("inner directory 750") < found.indexOf("inner/page file 640"));
  });

  it("is nothing where it is larger than wanted, or not there", async () => {
    assert.equal(await readTree(directory, 600), undefined);
    assert.equal(await readTree(path.join(directory, "nowhere"), 1_000_000), undefined);
  });

  it("may be a single file", async () => {
    const [file, ...others] = (await readTree(path.join(directory, "inner", "page"), 1_000_000)) ?? [];
    assert.deepEqual(others, []);
    assert.equal(file?.is === "file" && Buffer.from(file.content).toString(), "hello");
  });
});
