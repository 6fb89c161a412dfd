import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { readRegularFile, readStream } from "../../server/disk/read-file.ts";

const LARGEST = 2 * 1024 * 1024;

describe("reading files of the disk", () => {
  let folder = "";
  const inside = (name: string) => path.join(folder, name);
  const refusal = async (file: string) => {
    const read = readRegularFile(file);
    return read.is === "read" ? "was read" : `${read.is}: ${read.why}`;
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "bulkhead-disk-"));
  });

  after(() => rm(folder, { recursive: true }));

  it("gives the bytes and the text of a regular file, a byte order mark included", async () => {
    await writeFile(inside("file"), "\u{FEFF}FROM ä\n");
    const read = readRegularFile(inside("file"));
    assert.ok(read.is === "read");
    assert.equal(read.text, "\u{FEFF}FROM ä\n");
    assert.equal(read.bytes.length, 11);
  });

  it("reads an empty file, and one of the largest size", async () => {
    await writeFile(inside("empty"), "");
    await writeFile(inside("largest"), Buffer.alloc(LARGEST, "a"));
    const [empty, largest] = await Promise.all(["empty", "largest"].map((name) => readRegularFile(inside(name))));
    assert.equal(empty?.is === "read" ? empty.text : undefined, "");
    assert.equal(largest?.is === "read" ? largest.text.length : undefined, LARGEST);
  });

  it("tells what is missing from what cannot be read", async () => {
    await writeFile(inside("larger"), Buffer.alloc(LARGEST + 1));
    assert.equal(await refusal(inside("missing")), "missing: does not exist");
    assert.equal(await refusal(inside("larger/below")), "missing: does not exist");
    assert.equal(await refusal(inside("larger")), "large: is larger than 2 MiB");
    assert.equal(await refusal(folder), "unreadable: is a directory");
  });

  if (process.platform !== "win32") {
    it("tells a symbolic link that leads nowhere from what is missing", async () => {
      await symlink("nowhere", inside("dangling"));
      assert.equal(await refusal(inside("dangling")), "unreadable: is a symbolic link that leads nowhere");
    });

    it("waits for no pipe and follows no symbolic link in a circle", async () => {
      execFileSync("mkfifo", [inside("pipe")]);
      await symlink("circle", inside("circle"));
      assert.equal(await refusal(inside("pipe")), "unreadable: is not a regular file");
      assert.equal(await refusal(inside("circle")), "unreadable: is a symbolic link that leads to itself");
    });
  }

  if (process.platform === "linux") {
    it("reads nothing of the kernel's, through a symbolic link neither", async () => {
      await symlink("/proc/self/environ", inside("link"));
      for (const file of [
        "/dev/zero",
        "/proc/self/status",
        "/proc/kmsg",
        "/sys/kernel/mm/transparent_hugepage/enabled",
      ]) {
        assert.match(await refusal(file), /^(?:unreadable: is not a regular file|missing: does not exist)$/, file);
      }
      assert.equal(await refusal(inside("link")), "unreadable: is not a regular file");
    });
  }

  it("reads a stream to its end, and gives it up once it holds more than a file may", async () => {
    let given = 0;
    async function* chunks(count: number) {
      for (let index = 0; index < count; index++, given++) yield Buffer.alloc(1024 * 1024, "a");
    }
    assert.equal((await readStream(chunks(2)))?.length, LARGEST);
    given = 0;
    assert.equal(await readStream(chunks(1000)), undefined);
    assert.equal(given, 2);
  });
});
