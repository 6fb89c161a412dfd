import assert from "node:assert/strict";
import type { TarEntry } from "../../server/engine/tar.ts";
import { type ImageFiles, imageFilesOf, scratchOf, spareOf, wantsOf } from "../../server/learn/image-files.ts";

type Given = Partial<TarEntry> & { readonly path: string };

function directory(path: string, otherwise: Partial<TarEntry> = {}): Given {
  return { path, type: "directory", mode: 0o755, ...otherwise };
}

async function filesOf(...given: readonly Given[]): Promise<ImageFiles> {
  async function* entries(): AsyncGenerator<TarEntry> {
    for (const one of given)
      yield { type: "file", mode: 0o644, uid: 0, gid: 0, size: 0, link: "", hasCapabilities: false, ...one };
  }
  return imageFilesOf(entries());
}

describe("what the files of an image tell", () => {
  it("names programs that gain privileges, and the groups of users", async () => {
    const files = await filesOf(
      { path: "usr/bin/su", mode: 0o4755 },
      { path: "usr/bin/wall", mode: 0o2755 },
      { path: "var/mail/note", mode: 0o2644 },
      { path: "usr/bin/ping", mode: 0o755, hasCapabilities: true },
      { path: "etc/passwd", content: Buffer.from("root:x:0:0:::\napp:x:999:998:::\nbroken\n") },
    );
    assert.deepEqual(files.setuid, ["/usr/bin/su", "/usr/bin/wall"]);
    assert.deepEqual(files.fileCapabilities, ["/usr/bin/ping"]);
    assert.equal(files.groups.get(999), 998);
  });

  it("keeps the scripts that it starts with, and no other content", async () => {
    const content = Buffer.from("#!/bin/sh\n");
    const files = await filesOf({ path: "start", content }, { path: "bin/app", content: Buffer.from("\u007fELF") });
    assert.deepEqual([...files.scripts], [["/start", "#!/bin/sh\n"]]);
    const wants = wantsOf(new Set(["/start"]));
    assert.deepEqual(
      [wants({ path: "start" }) > 0, wants({ path: "etc/passwd" }) > 0, wants({ path: "etc/shadow" })],
      [true, true, 0],
    );
  });

  it("puts a tmpfs over a directory without files, with its owner where that is not root", async () => {
    const files = await filesOf(
      directory("var"),
      { path: "var/readme" },
      directory("var/cache"),
      directory("var/cache/app", { uid: 999, gid: 998 }),
      directory("tmp", { mode: 0o1777, uid: 5 }),
    );
    const { tmpfs, stuck } = scratchOf(
      ["/var", "/var/cache", "/var/cache/app", "/var/cache/app/x", "/tmp", "/tmp/y"],
      files,
      [],
    );
    assert.deepEqual(tmpfs, [
      { path: "/tmp", uid: 5, gid: 0 },
      { path: "/var/cache/app", uid: 999, gid: 998 },
    ]);
    assert.equal(stuck, undefined);
  });

  it("puts none where the engine itself writes, as Podman tells it", async () => {
    const files = await filesOf(directory("etc"), { path: "etc/passwd" }, directory("tmp", { mode: 0o1777 }));
    const { tmpfs, stuck, written } = scratchOf(["/etc", "/tmp", "/tmp/counted"], files, []);
    assert.deepEqual([tmpfs, stuck, written], [[{ path: "/tmp" }], undefined, ["/tmp"]]);
    assert.equal(scratchOf(["/etc", "/etc/passwd"], files, []).stuck, "/etc/passwd");
  });

  it("puts one over a directory that the program makes", async () => {
    const files = await filesOf(directory("app"), { path: "app/main" });
    assert.deepEqual(scratchOf(["/app", "/app/logs", "/app/logs/a", "/app/logs/a/b"], files, []).tmpfs, [
      { path: "/app/logs" },
    ]);
  });

  it("puts none where it would hide files of the image", async () => {
    const files = await filesOf(directory("app"), { path: "app/main" });
    const { tmpfs, stuck } = scratchOf(["/app", "/app/state"], files, []);
    assert.deepEqual(tmpfs, []);
    assert.equal(stuck, "/app/state");
  });

  it("takes a directory that changed itself for what was written to", async () => {
    const files = await filesOf(directory("var"), { path: "var/readme" }, directory("var/scratch"), directory("tmp"));
    const { tmpfs, written } = scratchOf(["/var", "/var/scratch", "/tmp", "/tmp/x"], files, []);
    assert.deepEqual(
      { tmpfs, written },
      { tmpfs: [{ path: "/tmp" }, { path: "/var/scratch" }], written: ["/tmp", "/var/scratch"] },
    );
  });

  it("names where else a tmpfs could stand: at the paths of a failure, and where everybody may write", async () => {
    const files = await filesOf(
      directory("dev"),
      directory("dev/shm", { mode: 0o1777 }),
      directory("run"),
      directory("run/app", { uid: 7, gid: 8 }),
      directory("var"),
      { path: "var/run", type: "symlink", link: "/run" },
      directory("var/mail", { mode: 0o1777 }),
      { path: "var/mail/note" },
      directory("var/tmp", { mode: 0o1777 }),
      directory("srv", { mode: 0o1777 }),
      directory("tmp", { mode: 0o1777 }),
    );
    const said = "app: open /var/run/app/lock/x, then /usr/lib/x and /srv/y: Read-only file system";
    assert.deepEqual(spareOf(said, files, ["/srv/data"]), [
      ...[{ path: "/run/app", uid: 7, gid: 8 }, { path: "/tmp" }, { path: "/var/tmp" }],
    ]);
    assert.deepEqual(spareOf("no words", files, ["/tmp", "/srv"]), [{ path: "/var/tmp" }]);
  });

  it("leaves out what the engine writes itself, and what is mounted", async () => {
    const files = await filesOf(directory("etc"), { path: "etc/passwd" }, directory("data"));
    const changed = [
      "/etc",
      "/etc/hosts",
      "/etc/resolv.conf",
      "/dev",
      "/dev/console",
      "/data",
      "/data/x",
      "/srv",
      "/srv/mounted",
    ];
    const { tmpfs, stuck } = scratchOf(changed, files, ["/data", "/srv/mounted"]);
    assert.deepEqual({ tmpfs, stuck }, { tmpfs: [], stuck: undefined });
  });
});
