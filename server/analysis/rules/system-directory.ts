import { remove } from "../fixes/remove.ts";
import { isWritten } from "../model/setting.ts";
import type { Stage } from "../model/stage.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";

export default rule({
  id: "system-directory",
  group: "file system",
  level: "warning",
  windows: true,
  docs: {
    title: "Working in a system directory",
    what: "`WORKDIR`, `VOLUME` or Compose's `working_dir` names `/proc`, `/sys`, `/dev` or `/etc`, or, as an `info`, `COPY --from` takes the whole root of a stage that something was run in.",
    why: "`WORKDIR /proc/self/fd/N` was the way out of CVE-2024-21626: a process started in a directory of the host. A volume over `/etc` keeps accounts and passwords beyond the container's end. A whole root brings set-user-ID programs, keys and caches along.",
    fine: "Directories below `/etc` that belong to the program, and a copy of a whole root into an empty image, which flattens it.",
    instead:
      "Use a directory of the program's own: `/app`, `/srv/app`, `/var/lib/app`; and copy the files that are needed.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        WORKDIR /proc/self/fd/8`,
      good: dockerfile`
        FROM debian:13
        WORKDIR /srv/app`,
    },
    references: [
      "https://github.com/opencontainers/runc/security/advisories/GHSA-xr7r-f8xq-vfvv",
      "https://docs.docker.com/reference/dockerfile/#workdir",
    ],
  },

  *checkStage(stage) {
    if (!stage.used) return;
    for (const { path, at } of stage.workdirs) {
      if (path.state !== "known" || !isSystem(path.value)) continue;
      yield {
        at,
        evidence: `WORKDIR ${path.value}`,
        message: said`The working directory ${path.value} is one of the system's.`,
      };
    }
    for (const { path, at } of stage.volumes) {
      if (!isSystem(path)) continue;
      yield { at, evidence: `VOLUME ${path}`, message: said`The volume ${path} lies over a directory of the system.` };
    }
    const empty = stage.image.state === "known" && stage.image.value === null;
    // A stage that is copied whole in its turn, to become an empty image, only puts layers together.
    const flattened = stage.lent.some((path) => isRoot(path));
    const repeated = new Repeated();
    for (const { from, sources } of empty || flattened ? [] : stage.copies) {
      const root = from?.stage && hasOwnFiles(from.stage) && sources.find(({ text }) => isRoot(text));
      if (root)
        yield {
          at: root.at,
          level: "info",
          evidence: repeated.next("COPY /"),
          message: "COPY takes the whole root of another stage.",
        };
    }
  },

  *check(service) {
    const { workingDir } = service;
    if (workingDir.state === "unknown" || !workingDir.value || !isWritten(workingDir)) return;
    if (!isSystem(workingDir.value)) return;
    yield {
      of: workingDir,
      evidence: `working_dir ${workingDir.value}`,
      message: said`The working directory ${workingDir.value} of ${namedInside(service)} is one of the system's.`,
      fixes: [remove("working_dir", workingDir.at)],
    };
  },
});

/** Images that are made to be copied whole hold nothing but a few programs; a stage in which something was run holds a system. */
function hasOwnFiles(stage: Stage): boolean {
  return stage.runs.some(({ instruction }) => instruction === "RUN");
}

function isRoot(path: string): boolean {
  return /^\/+\.?$/.test(path);
}

/** `/dev/shm` is there to be used, and what lies below `/etc` may be a program's own. */
function isSystem(path: string): boolean {
  const plain = path.replace(/\/+/g, "/").replace(/(?<=.)\/$/, "");
  return plain === "/etc" || (/^\/(?:proc|sys|dev)(?:\/|$)/.test(plain) && !/^\/dev\/shm(?:\/|$)/.test(plain));
}
