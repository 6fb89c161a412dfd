import { controlSocket } from "../facts/sockets.ts";
import { removeMount } from "../fixes/mount.ts";
import { ours, said } from "../text/wording.ts";
import { mountEvidence, openedPaths } from "../threats/mounted.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "agent-socket",
  keys: ["volumes", "secrets", "configs"],
  group: "daemon",
  level: "warning",
  outranks: ["host-path", "selinux-relabel"],
  docs: {
    title: "Socket of a user's agent or desktop",
    what: "A socket is mounted through which a program of the host acts for whoever connects: ssh-agent, gpg-agent, the X server, Wayland, the sound server, D-Bus, systemd or snapd.",
    why: "The keys in an ssh-agent log in elsewhere for as long as the container runs. An X server hands out every key that is typed and types into any window. systemd, asked over D-Bus by uid 0, starts a program as root on the host. Mounting the socket read-only does not stop connections.",
    fine: "Dev containers forward the agent on purpose, and desktop programs need the screen.",
    instead:
      "Remove it. Give the container a deploy key of its own, and use `build.ssh` where only a build needs the agent.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          dev:
            image: acme/dev:1.0
            volumes:
              - $SSH_AUTH_SOCK:/agent
              - /tmp/.X11-unix:/tmp/.X11-unix`,
      good: yaml`
        services:
          dev:
            image: acme/dev:1.0
            volumes:
              - ./src:/src`,
    },
    references: [
      "https://man7.org/linux/man-pages/man1/ssh-agent.1.html",
      "https://www.x.org/releases/current/doc/man/man7/Xsecurity.7.xhtml",
      "https://www.freedesktop.org/wiki/Software/systemd/dbus/",
    ],
  },

  *check(service) {
    for (const { mount, path, shown } of openedPaths(service)) {
      const socket = controlSocket(path);
      if (socket?.kind !== "agent") continue;
      yield {
        of: mount,
        evidence: mountEvidence(path),
        verdict: said`mounts ${shown}, a socket of ${ours(socket.engine)}: who connects ${ours(socket.power)}`,
        fixes: [removeMount(mount)],
      };
    }
  },
});
