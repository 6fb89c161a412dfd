import assert from "node:assert/strict";
import type { TarEntry } from "../../server/engine/tar.ts";
import { type ImageFiles, imageFilesOf, scratchOf } from "../../server/learn/image-files.ts";

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

  it("puts a tmpfs over a directory without files, with its owner where others may not write", async () => {
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
    assert.deepEqual(tmpfs, [{ path: "/tmp" }, { path: "/var/cache/app", uid: 999, gid: 998 }]);
    assert.equal(stuck, undefined);
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
