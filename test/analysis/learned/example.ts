import type { Learned } from "../../../server/analysis/model/learned.ts";

/** What trials of a service `app` of the image `acme/app:1` may have shown, with what a test wants otherwise. */
export function learnedExample(otherwise: Partial<Learned> = {}): Learned {
  return {
    from: {
      image: "acme/app:1",
      dockerfile: null,
      entrypoint: null,
      command: null,
      user: null,
      mounts: [],
      variables: [],
    },
    image: { digests: [], layers: `sha256:${"0".repeat(64)}`, platform: "linux/amd64" },
    on: { date: "2026-11-30", engine: "Docker 28.5", mode: "rootful", kernel: "6.8", bulkhead: "0.1.0" },
    judged: {
      phases: ["first start", "stop", "restart", "new container"],
      oracles: ["state", "log"],
      exercise: null,
      trials: 9,
      starts: 21,
    },
    capabilities: { enough: ["CHOWN"], without: { CHOWN: { at: "restart", said: "chown: not permitted" } } },
    noNewPrivileges: { works: true },
    user: { works: true, as: "999:999" },
    readOnly: { works: true, tmpfs: [{ path: "/var/cache" }, { path: "/run/app", exec: true, uid: 999, gid: 999 }] },
    written: ["/run/app", "/var/cache"],
    listens: ["tcp 80"],
    workers: [999],
    setuid: [],
    fileCapabilities: [],
    notLearned: ["what it does later"],
    ...otherwise,
  };
}
