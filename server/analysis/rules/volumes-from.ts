import { remove } from "../fixes/remove.ts";
import type { Container } from "../model/container.ts";
import type { Level } from "../model/level.ts";
import { ours, said, type Wording } from "../text/wording.ts";
import { engineSocketOf, hostMount, hostPathOf, mountEvidence } from "../threats/mounted.ts";
import { type ContainerProblem, rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "volumes-from",
  keys: ["volumes_from"],
  group: "file system",
  level: "error",
  takes: "host root",
  windows: true,
  docs: {
    title: "Dangerous mount of another service",
    what: "`volumes_from` mounts everything that another service mounts, and what that one takes from a third. One of the mounts is an engine's socket or a path of the host's system. Compose drops a `:ro` that is written behind the name: each mount keeps the mode that it has over there. `docker run` heeds it.",
    why: "The container has the power of that mount, though nothing in its own block says so. The finding is as grave as the mount itself.",
    fine: "Taking over plain data volumes. The volumes of a container outside the project (`container:NAME`) are unknown and reported as such; `--volumes-from NAME` of a `docker run` names a container that a command above it in the same file makes, or one that is unknown.",
    instead: "Name in `volumes` the volumes that this service needs.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          agent:
            image: acme/agent:2.1
            volumes:
              - /etc:/host/etc
          shipper:
            image: acme/shipper:1.0
            volumes_from:
              - agent`,
      good: yaml`
        services:
          agent:
            image: acme/agent:2.1
            volumes:
              - data:/data
          shipper:
            image: acme/shipper:1.0
            volumes_from:
              - agent
        volumes:
          data:`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#volumes_from",
      "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
    ],
  },

  *check(service) {
    for (const mount of service.mounts) {
      if (mount.from !== "volumes_from" || mount.via === undefined) continue;
      for (const hostMounted of hostMount(mount)) {
        const found = hazardOf(hostMounted);
        if (!found) continue;
        yield {
          at: mount.via,
          evidence: mountEvidence(hostMounted.path),
          level: found.level,
          verdict: said`gets ${found.what} through volumes_from: ${found.gives}`,
          related: [{ at: mount.at, message: said`${hostMounted.shown} is mounted here.` }],
          fixes: [remove("the entry of volumes_from", mount.via)],
        };
      }
    }
    yield* fromOutside(service);
  },
});

function hazardOf(
  mounted: Parameters<typeof hostPathOf>[0],
): { readonly level: Level; readonly what: Wording; readonly gives: Wording } | undefined {
  const { mount, path, shown } = mounted;
  const socket = engineSocketOf(path)?.socket;
  if (socket)
    return {
      level: "error",
      what: said`the socket of ${socket.engine}`,
      gives: said`who connects ${ours(socket.power)}`,
    };
  const found = hostPathOf(mounted);
  if (!found) return undefined;
  const { facts, level } = found;
  return { level, what: said`${shown} of the host`, gives: ours(mount.readOnly ? facts.readOnly : facts.readWrite) };
}

function* fromOutside(service: Container): Generator<ContainerProblem> {
  for (const entry of service.volumesFrom) {
    const name = entry.outside;
    if (name === undefined) continue;
    yield {
      of: entry,
      evidence: `container:${name}`,
      level: "info",
      verdict: said`gets every mount of container "${name}", which no file tells`,
      fixes: [remove("the entry of volumes_from", entry.at)],
    };
  }
}
