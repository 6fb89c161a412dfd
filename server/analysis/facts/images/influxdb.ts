import type { Image } from "../image.ts";

export default {
  names: ["influxdb"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/influxdata/influxdata-docker/blob/master/influxdb/2.7/entrypoint.sh",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "influxdb", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "influxdb" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/lib/influxdb2", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 8086, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  variants: [
    {
      tags: { word: "core" },
      has: {
        user: { text: "influxdb3" },
        becomes: null,
        asRoot: "unknown",
        runAs: null,
        writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
        ports: [{ port: 8181, for: "project" }],
      },
      sources: [
        {
          documented: "https://github.com/influxdata/influxdata-docker/blob/master/influxdb/3.0-core/Dockerfile",
          tells: ["build", "start", "work"],
        },
      ],
    },
    { tags: { before: "2" }, has: { becomes: null, asRoot: "unknown", runAs: null }, sources: [] },
  ],
} satisfies Image;
