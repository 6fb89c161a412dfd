import type { Image, When } from "../image.ts";

const OTHER_USER: When = { variable: "INFLUXDB_RUNAS_USER_ID" };

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
    {
      tags: { before: "2" },
      has: {
        becomes: null,
        asRoot: [
          { name: "CHOWN", why: "gives its data to the user that it becomes", when: OTHER_USER },
          { name: "DAC_OVERRIDE", why: "enters its data, which is that user's at the second start", when: OTHER_USER },
          { name: "SETGID", why: "becomes the group of influxdb", when: OTHER_USER },
          { name: "SETUID", why: "becomes influxdb", when: OTHER_USER },
        ],
        runAs: "unknown",
        writes: [{ path: "/var/lib/influxdb", becomes: "own volume", at: "work" }],
      },
      sources: [
        {
          read: "influxdata/influxdata-docker",
          paths: ["influxdb/1.8/Dockerfile"],
          commit: "032b0c1480b865bd44bb22d97c68cf6c076a04b7",
          tells: ["build"],
        },
        {
          read: "influxdata/influxdata-docker",
          paths: ["influxdb/1.8/entrypoint.sh"],
          commit: "1471e4310ed5b796e254425d7aa6b26ef55e623f",
          tells: ["start"],
        },
      ],
    },
  ],
} satisfies Image;
