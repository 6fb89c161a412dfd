import { rootFileSystem } from "../walls/root-file-system.ts";
import { yaml } from "./shared/example.ts";
import { undecidedWall } from "./shared/wall-rule.ts";

export default undecidedWall({
  id: "writable-rootfs",
  group: "file system",
  undecided: rootFileSystem,
  docs: {
    title: "Writable root file system",
    what: "The container's root file system can be written to. `read_only: true` leaves only volumes, tmpfs mounts, `/dev` and `/dev/shm` writable.",
    why: "An attacker replaces programs and scripts of the image, adds tools, and finds them again after the container is restarted.",
    fine: "`read_only: false` is a choice and is not reported. Compose refuses `read_only` for a service with secrets or configs that are no files.",
    instead: "Set `read_only: true` and mount a `tmpfs` on what the program writes to, often `/tmp` and `/run`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          cache:
            image: redis:8.2
            volumes: [data:/data]
        volumes:
          data:`,
      good: yaml`
        services:
          cache:
            image: redis:8.2
            volumes: [data:/data]
            read_only: true
            tmpfs: [/tmp]
        volumes:
          data:`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#read_only",
      "https://docs.docker.com/reference/compose-file/services/#tmpfs",
    ],
  },
});
