import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import { readFile } from "../../server/lsp/read-file.ts";

describe("reading a file for the language server", () => {
  let folder = "";
  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "bulkhead-read-"));
  });

  after(() => rm(folder, { recursive: true }));

  it("gives the text of a regular file", async () => {
    await writeFile(path.join(folder, "my #1 file"), "FROM ä\n");
    assert.equal(await readFile(uriOf("my #1 file")), "FROM ä\n");
  });

  it("gives null for what is missing, is a directory, or is too large", async () => {
    await writeFile(path.join(folder, "large"), Buffer.alloc(2 * 1024 * 1024 + 1));
    assert.equal(await readFile(uriOf("missing")), null);
    assert.equal(await readFile(pathToFileURL(folder).href), null);
    assert.equal(await readFile(uriOf("large")), null);
  });

  it("gives null for other schemes and for hosts", async () => {
    for (const uri of ["https://example.org/Dockerfile", "untitled:a", "file://server/share", "file:///%00", ""]) {
      assert.equal(await readFile(uri), null, uri);
    }
  });

  if (process.platform !== "win32") {
    it("does not wait for a pipe, nor read from a device", async () => {
      execFileSync("mkfifo", [path.join(folder, "pipe")]);
      assert.equal(await readFile(uriOf("pipe")), null);
      assert.equal(await readFile("file:///dev/zero"), null);
    });

    it("reads nothing of the kernel's, through a symbolic link neither", async () => {
      await symlink("/proc/self/environ", path.join(folder, "link"));
      assert.equal(await readFile("file:///proc/self/environ"), null);
      assert.equal(await readFile(uriOf("link")), null);
    });
  }
});
