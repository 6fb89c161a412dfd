import { namespaceWalls } from "../walls/namespaces.ts";
import { yaml } from "./shared/example.ts";
import { openedWall } from "./shared/wall-rule.ts";

export default openedWall({
  id: "host-ipc",
  keys: ["ipc"],
  group: "namespaces",
  level: "warning",
  opened: namespaceWalls.ipc,
  removes: "ipc",
  docs: {
    title: "Host shared memory",
    what: "`ipc: host` gives the container the host's System V shared memory, semaphores and message queues, and the host's `/dev/shm`. So does joining a service that has it. The engine then also adds `label=disable`, which takes SELinux separation away.",
    why: "Whatever programs on the host keep in shared memory can be read, and changed where uid and mode allow: data of X11, PostgreSQL, Oracle, Chrome and PulseAudio lies there. Root in the container passes the mode checks of `/dev/shm`; those of System V segments it passes with IPC_OWNER only.",
    fine: "A database or a browser test that shares large segments with a program on the host itself.",
    instead:
      "Remove it. Where only more shared memory is wanted, set `shm_size`. Containers that share memory with each other use `ipc: shareable` and `ipc: service:NAME`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          browser:
            image: selenium/standalone-chrome:138.0
            ipc: host`,
      good: yaml`
        services:
          browser:
            image: selenium/standalone-chrome:138.0
            shm_size: 2g`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#ipc",
      "https://man7.org/linux/man-pages/man7/ipc_namespaces.7.html",
    ],
  },
});
