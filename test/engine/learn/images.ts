/** Images of a few megabytes for trials of `bulkhead learn`: busybox, two users, and a start script. */
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { captured } from "../../../scripts/capture.ts";
import type { RunningEngine } from "../../../scripts/engine.ts";

/** What an image is made of. */
export interface ImageRecipe {
  readonly tag: string;
  /** The start script, for `/bin/sh`. */
  readonly start: string;
  readonly volumes?: readonly string[];
  readonly user?: string;
  /** Run in the root file system while the image is made; `$1` is its directory. */
  readonly setup?: string;
  readonly healthcheck?: string;
  /** What is started in the place of the start script. */
  readonly entrypoint?: readonly string[];
}

const APPLETS = [
  ...["sh", "cat", "chmod", "chown", "cp", "echo", "false", "find", "grep", "httpd", "id", "kill", "ls", "mkdir", "nc"],
  ...["rm", "setpriv", "sleep", "stat", "su", "test", "touch", "true", "wget", "date", "mktemp", "env", "trap", "ping"],
];

/** Makes the image and gives it its tag. */
export async function makeImage(
  { tag, start, volumes = [], user, setup, healthcheck, entrypoint = ["/start"] }: ImageRecipe,
  engine: RunningEngine,
): Promise<void> {
  const root = await mkdtemp(path.join(os.tmpdir(), "bulkhead-learn-"));
  try {
    for (const directory of ["bin", "etc", "tmp", "run", "var", "www"]) await mkdir(path.join(root, directory));
    await chmod(root, 0o755);
    await chmod(path.join(root, "tmp"), 0o1777);
    await copyFile("/bin/busybox", path.join(root, "bin/busybox"));
    await chmod(path.join(root, "bin/busybox"), 0o755);
    for (const name of APPLETS) await symlink("busybox", path.join(root, "bin", name));
    await writeFile(
      path.join(root, "etc/passwd"),
      "root:x:0:0:root:/:/bin/sh\ndb:x:999:999:db:/:/bin/sh\nweb:x:101:101:web:/:/bin/sh\n",
    );
    await writeFile(path.join(root, "etc/group"), "root:x:0:\ndb:x:999:\nweb:x:101:\n");
    await writeFile(path.join(root, "www/index.html"), "hello\n");
    await writeFile(path.join(root, "start"), `#!/bin/sh\n${start}\n`);
    await chmod(path.join(root, "start"), 0o755);
    if (setup !== undefined) await captured("sh", ["-ec", setup, "sh", root], { cwd: root });
    const changes = [
      `ENTRYPOINT ${JSON.stringify(entrypoint)}`,
      "ENV PATH=/bin",
      ...(volumes.length === 0 ? [] : [`VOLUME ${JSON.stringify(volumes)}`]),
      ...(user === undefined ? [] : [`USER ${user}`]),
      ...(healthcheck === undefined ? [] : [`HEALTHCHECK --interval=1s --retries=3 CMD ${healthcheck}`]),
    ];
    const flags = changes.flatMap((change) => ["--change", change]);
    const script =
      'root=$1 tag=$2; shift 2; tar -C "$root" --xattrs --xattrs-include="*" -c . | docker import "$@" - "$tag"';
    await captured("sh", ["-ec", script, "sh", root, tag, ...flags], { cwd: "/", env: engine.env });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
