import type { Image } from "../image.ts";

export default {
  names: ["couchbase"],
  looked: "2026-11",
  versions: {
    from: "8.0",
    to: "8.0",
  },
  flavours: ["community"],
  sources: [
    {
      read: "couchbase/docker",
      paths: ["community/couchbase-server/8.0.2/Dockerfile"],
      commit: "96cacbbca82c2fc60876825e4b65c1eda40157f7",
      tells: ["build"],
    },
    {
      read: "couchbase/docker",
      paths: ["generate/resources/couchbase-server/scripts/run"],
      commit: "300153244fc8adbb0a0e21ac5d5d63b7f1ca00fa",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: {
    text: "root",
    uid: 0,
  },
  becomes: {
    user: "couchbase",
    by: "chpst",
    workersOnly: true,
  },
  asRoot: "unknown",
  asUser: [],
  runAs: {
    text: "couchbase",
    uid: 1000,
    gid: 1000,
  },
  writes: [
    {
      path: "/opt/couchbase/var",
      becomes: "own volume",
      at: "start",
    },
    {
      path: "/etc/service",
      becomes: "nothing",
      at: "start",
    },
  ],
  gains: "unknown",
  ports: [
    {
      port: 8091,
      for: "project",
    },
    {
      port: 8092,
      for: "project",
    },
    {
      port: 8093,
      for: "project",
    },
    {
      port: 8094,
      for: "project",
    },
    {
      port: 8095,
      for: "project",
    },
    {
      port: 8096,
      for: "project",
    },
    {
      port: 8097,
      for: "project",
    },
    {
      port: 9123,
      for: "project",
    },
    {
      port: 11207,
      for: "project",
    },
    {
      port: 11210,
      for: "project",
    },
    {
      port: 11280,
      for: "project",
    },
    {
      port: 18091,
      for: "project",
    },
    {
      port: 18092,
      for: "project",
    },
    {
      port: 18093,
      for: "project",
    },
    {
      port: 18094,
      for: "project",
    },
    {
      port: 18095,
      for: "project",
    },
    {
      port: 18096,
      for: "project",
    },
    {
      port: 18097,
      for: "project",
    },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Started as couchbase, it asks that /opt/couchbase/var belongs to uid 1000."],
} satisfies Image;
