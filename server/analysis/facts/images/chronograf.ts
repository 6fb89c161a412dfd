import type { Image } from "../image.ts";

export default {
  names: ["chronograf"],
  looked: "2026-11",
  versions: { from: "1.10", to: "1.11" },
  flavours: [],
  sources: [
    {
      read: "influxdata/influxdata-docker",
      paths: ["chronograf/1.11/Dockerfile"],
      commit: "9671de54aa203a8d77b3ed8e72ff62cbbcfb9cb8",
      tells: ["build"],
    },
    {
      read: "influxdata/influxdata-docker",
      paths: ["chronograf/1.10/entrypoint.sh"],
      commit: "248f4a71c5ab71dad9df9b11c530d478d051c5b2",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "chronograf", by: "setpriv" },
  asRoot: [
    { name: "SETGID", why: "becomes the group chronograf", when: { not: { variable: "CHRONOGRAF_AS_ROOT" } } },
    { name: "SETUID", why: "becomes chronograf", when: { not: { variable: "CHRONOGRAF_AS_ROOT" } } },
  ],
  asUser: [],
  runAs: "any",
  writes: [{ path: "/var/lib/chronograf", becomes: "own volume", at: "work", movedBy: "BOLT_PATH" }],
  gains: [],
  ports: [{ port: 8888, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
