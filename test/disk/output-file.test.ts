import assert from "node:assert/strict";
import { execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { describe, it } from "mocha";
import { CLI } from "../../scripts/build.ts";
import { outputTo } from "../../server/disk/output-file.ts";

const execute = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const isPosix = process.platform !== "win32";

describe("writing a report", () => {
  let folder = "";
  const inside = (name: string): string => path.join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "bulkhead-output-"));
    mkdirSync(inside("tree/sub"), { recursive: true });
    mkdirSync(inside("outside"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes a text as the current directory is `tree`; returns why that is refused. */
  const write = (name: string, parts: Iterable<string> = ["new ", "report"]): string => {
    try {
      outputTo(inside(name), [inside("tree")]).write(parts);
      return "written";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  it("makes a file, or replaces one and keeps its mode, and leaves nothing beside it", () => {
    assert.equal(write("tree/a"), "written");
    writeFileSync(inside("tree/b"), "an old and longer report", { mode: 0o640 });
    assert.equal(write("tree/b"), "written");
    for (const name of ["a", "b"]) assert.equal(readFileSync(inside(`tree/${name}`), "utf8"), "new report");
    assert.equal(statSync(inside("tree/b")).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(inside("tree")), ["a", "b", "sub"]);
  });

  it("changes nothing until all of it is there, and nothing at all where it is not", () => {
    writeFileSync(inside("tree/a"), "old");
    const seen: string[] = [];
    const parts = function* (): Iterable<string> {
      yield "new";
      seen.push(readFileSync(inside("tree/a"), "utf8"), readdirSync(inside("tree")).join());
      throw new Error("no more");
    };
    assert.equal(write("tree/a", parts()), "no more");
    assert.deepEqual(seen, ["old", "a,sub"]);
    assert.equal(write("tree/b", parts()), "no more");
    assert.deepEqual(readdirSync(inside("tree")), ["a", "sub"]);
    assert.equal(readFileSync(inside("tree/a"), "utf8"), "old");
  });

  it("does not write through another name of the file", () => {
    writeFileSync(inside("outside/precious"), "mine");
    linkSync(inside("outside/precious"), inside("tree/report"));
    assert.equal(write("tree/report"), "written");
    assert.equal(readFileSync(inside("outside/precious"), "utf8"), "mine");
    assert.equal(readFileSync(inside("tree/report"), "utf8"), "new report");
  });

  if (isPosix) {
    it("follows no symbolic link at the end of a path, wherever it leads", () => {
      writeFileSync(inside("outside/precious"), "mine");
      writeFileSync(inside("tree/other"), "mine");
      const targets = ["../outside/precious", "other", "../outside/missing", "report", "/dev/null"];
      for (const target of targets) {
        symlinkSync(target, inside("tree/report"));
        assert.equal(write("tree/report"), "is a symbolic link: name the file that it leads to", target);
        rmSync(inside("tree/report"));
      }
      assert.equal(readFileSync(inside("outside/precious"), "utf8"), "mine");
      assert.deepEqual(readdirSync(inside("outside")), ["precious"]);
    });

    it("follows directories that are symbolic links within what is checked, and not out of it", () => {
      symlinkSync("sub", inside("tree/within"));
      symlinkSync("../outside", inside("tree/out"));
      mkdirSync(inside("outside/deep"));
      assert.equal(write("tree/within/report"), "written");
      assert.ok(existsSync(inside("tree/sub/report")));
      for (const name of ["tree/out/report", "tree/out/deep/report"]) {
        assert.match(
          write(name),
          /^is behind a symbolic link that leads to \S+\/outside(?:\/deep)?: name the file there$/,
        );
      }
      assert.deepEqual(readdirSync(inside("outside")), ["deep"]);
      // Whoever stands elsewhere named the link themself.
      symlinkSync("outside", inside("mine"));
      assert.equal(write("mine/report"), "written");
    });

    it("writes no symbolic link's target that is put there after the path was looked at", () => {
      writeFileSync(inside("outside/precious"), "mine");
      const last = outputTo(inside("tree/report"), [inside("tree")]);
      symlinkSync("../outside/precious", inside("tree/report"));
      assert.throws(() => last.write(["new"]), /was replaced/);
      const directory = outputTo(inside("tree/sub/report"), [inside("tree")]);
      rmSync(inside("tree/sub"), { recursive: true });
      symlinkSync("../outside", inside("tree/sub"));
      assert.throws(() => directory.write(["new"]), /directory that was replaced/);
      assert.equal(readFileSync(inside("outside/precious"), "utf8"), "mine");
      assert.deepEqual(readdirSync(inside("outside")), ["precious"]);
    });

    it("writes into devices and pipes, and waits for no reader", async () => {
      assert.equal(write("../../../../../../dev/null"), "written");
      execFileSync("mkfifo", [inside("tree/pipe")]);
      assert.match(write("tree/pipe"), /^ENXIO/);
      const reader = spawn("sh", ["-c", "cat tree/pipe > read"], { cwd: folder, stdio: "ignore" });
      const isRead = once(reader, "close");
      const long = "line\n".repeat(100_000);
      while (write("tree/pipe", [long]) !== "written") await setTimeout(10);
      await isRead;
      assert.equal(readFileSync(inside("read"), "utf8"), long);
    });
  }

  it("knows before what cannot be written", () => {
    mkdirSync(inside("tree/a"));
    assert.equal(write("tree/a"), "is a directory");
    assert.equal(write("tree/none/a"), "cannot be written: its directory does not exist");
  });

  if (isRoot) {
    it("writes in place where only that is allowed, and refuses what is not", () => {
      const program = `import { outputTo } from ${JSON.stringify(path.resolve(import.meta.dirname, "../../server/disk/output-file.ts"))};
        process.setgid(65534); process.setuid(65534);
        try { outputTo(process.argv[1], []).write(["new"]); console.log("written"); } catch (error) { console.log(error.message); }`;
      const asNobody = (name: string): string =>
        spawnSync(process.execPath, ["--input-type=module", "-e", program, inside(name)], { encoding: "utf8" }).stdout;
      chmodSync(folder, 0o755);
      for (const [name, mode] of [
        ["open", 0o666],
        ["closed", 0o644],
      ] as const) {
        writeFileSync(inside(`tree/${name}`), "old and longer");
        chmodSync(inside(`tree/${name}`), mode);
      }
      const { ino } = statSync(inside("tree/open"));
      assert.equal(asNobody("tree/open"), "written\n");
      assert.equal(readFileSync(inside("tree/open"), "utf8"), "new");
      assert.equal(statSync(inside("tree/open")).ino, ino);
      assert.match(asNobody("tree/closed"), /^EACCES/);
      assert.match(asNobody("tree/missing"), /^EACCES/);
      linkSync(inside("tree/open"), inside("tree/twice"));
      assert.match(asNobody("tree/open"), /^has 2 names/);
      assert.equal(readFileSync(inside("tree/closed"), "utf8"), "old and longer");
    });
  } else console.log("skipped, since they need root: reports where directories may not be written");
});

describe("bulkhead check --output", () => {
  let folder = "";
  const inside = (name: string): string => path.join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "bulkhead-output-"));
    mkdirSync(inside("tree"));
    writeFileSync(inside("tree/compose.yaml"), "services:\n  web:\n    image: acme/web:1\n    privileged: true\n");
    writeFileSync(inside("precious"), "mine");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const check = (...args: readonly string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [CLI, "check", "--fail-on", "never", ...args], {
      cwd: inside("tree"),
      encoding: "utf8",
    });

  it("refuses a symbolic link before the work begins, for reports and baselines", () => {
    symlinkSync("../precious", inside("tree/bulkhead.sarif"));
    for (const args of [
      ["--output", "bulkhead.sarif"],
      ["--report", "sarif=bulkhead.sarif"],
      ["--baseline", "bulkhead.sarif", "--write-baseline"],
    ]) {
      const { status, stdout, stderr } = check(...args);
      const message = "bulkhead: bulkhead.sarif is a symbolic link: name the file that it leads to\n";
      assert.deepEqual({ status, stdout, stderr }, { status: 2, stdout: "", stderr: message });
    }
    assert.equal(readFileSync(inside("precious"), "utf8"), "mine");
  });

  if (process.platform === "linux") {
    it("writes where the shell says", async () => {
      const shell = async (command: string): Promise<string> => {
        const options = { cwd: inside("tree"), env: { ...process.env, NODE: process.execPath, CLI } };
        return (
          await execute("bash", ["-c", command.replace("bulkhead", '"$NODE" "$CLI" check --fail-on never')], options)
        ).stdout;
      };
      assert.match(await shell("bulkhead --output /dev/stdout | cat"), /privileged/);
      assert.match(await shell("bulkhead --output /dev/stdout > ../out; cat ../out"), /privileged/);
      assert.match(await shell("bulkhead --output >(cat > ../out); sleep 0.1; cat ../out"), /privileged/);
      assert.match(await shell("bulkhead --report json=/dev/stderr 2>&1 >/dev/null | cat"), /"findings"/);
      assert.equal(await shell("bulkhead --output /dev/null"), "");
    });

    it("says that the disk is full, with what else it was asked for", () => {
      const { status, stdout, stderr } = check("--report", "json=/dev/full");
      assert.equal(status, 2);
      assert.match(String(stdout), /privileged/);
      assert.equal(stderr, "bulkhead: /dev/full cannot be written: the disk is full\n");
    });
  }
});
