import { controlSocket } from "../facts/sockets.ts";
import { removeMount } from "../fixes/mount.ts";
import { reachThroughProxy } from "../fixes/socket-proxy.ts";
import type { Container } from "../model/container.ts";
import type { Level } from "../model/level.ts";
import { knownValue } from "../model/setting.ts";
import { ours, said } from "../text/wording.ts";
import { engineSocketOf, mountEvidence, openedPaths } from "../threats/mounted.ts";
import { isKeptProxy, isSocketProxy } from "../threats/socket-proxy.ts";
import { type ContainerProblem, rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { named } from "./shared/naming.ts";

export default rule({
  id: "docker-socket",
  keys: ["volumes", "secrets", "configs"],
  group: "daemon",
  level: "error",
  takes: "host root",
  // A feature of a dev container that brings the socket turns SELinux off for it, at one and the same place.
  outranks: ["agent-socket", "host-path", "selinux-relabel", "selinux-disabled"],
  windows: true,
  docs: {
    title: "Container engine's socket",
    what: "The control socket of Docker, containerd, CRI-O, Podman, BuildKit, kubelet, LXD, Incus or libvirt is mounted, or a directory that holds one, such as `/var/run`; as a volume, or as the file of a secret or config. The engine does what it is told over the socket, and asks for no password.",
    why: "Whoever can connect asks the engine for a new container that is privileged and has the host's disk mounted, and is root on the host. `:ro` changes nothing: a read-only mount keeps the socket's file from being replaced, not from being connected to.",
    fine: "A socket proxy that lets single requests through needs it, on a network of its own; a known one that lets nobody make containers is not reported here; who reaches it is the matter of `socket-proxy-exposed`. A container that manages others (Portainer, Watchtower, Traefik) needs the engine, and is as powerful as root for that.",
    instead:
      "Remove it. Where a program only reads from the engine, put a socket proxy between the two, on a network with `internal: true`, and give the program `DOCKER_HOST=tcp://proxy:2375`. A rootless engine limits the harm to its user.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          proxy:
            image: traefik:3.5
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock:ro`,
      good: yaml`
        services:
          proxy:
            image: traefik:3.5
            environment:
              DOCKER_HOST: tcp://socket-proxy:2375`,
    },
    references: [
      "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
      "https://docs.docker.com/engine/security/protect-access/",
      "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
    ],
  },

  *check(service) {
    if (isKeptProxy(service)) return;
    for (const { mount, path, shown } of openedPaths(service)) {
      const mounted = engineSocketOf(path);
      if (!mounted) continue;
      const { socket, within } = mounted;
      const what =
        within === undefined
          ? said`${shown}, the socket of ${socket.engine}`
          : said`${shown}, which holds the socket of ${socket.engine}`;
      const message = said`${named(service)} mounts ${what}: who connects ${ours(socket.power)}.`;
      yield {
        of: mount,
        evidence: mountEvidence(path),
        ...(socket.rootless ? { takes: "engine user" as const } : {}),
        level: within !== undefined && socket.rootless ? "warning" : levelFor(service),
        message: mount.readOnly ? said`${message} Mounting it read-only does not stop connections.` : message,
        fixes: () => [...(isSocketProxy(service) ? [] : reachThroughProxy(service, mount)), removeMount(mount)],
      };
    }
    yield* unknownSources(service);
  },
});

/** A user who is neither root nor in any group that was given cannot open the socket. */
function levelFor({ user, groups }: Container): Level {
  const known = knownValue(user);
  const ownGroup = known?.gid === undefined || known.gid === 0 || known.gid === known.uid;
  return known?.root === false && groups.length === 0 && ownGroup ? "warning" : "error";
}

/** A socket of another name, or one that a variable names, mounted where clients look for an engine's. */
function* unknownSources(service: Container): Generator<ContainerProblem> {
  for (const mount of service.mounts) {
    const { source, from, target } = mount;
    if (from !== "volumes" || controlSocket(target)?.kind !== "engine") continue;
    const path = knownValue(source) ?? "";
    const isTold = mount.type !== "bind" || path.startsWith("/dev/") || engineSocketOf(path) !== undefined;
    if (source.state === "known" && isTold) continue;
    const why = source.state === "known" ? said`${path} stands in its place` : said`${source.because} names it`;
    yield {
      of: mount,
      evidence: target,
      level: "warning",
      verdict: said`presumably mounts an engine's socket at ${target}: ${why}`,
      fixes: [removeMount(mount)],
    };
  }
}
