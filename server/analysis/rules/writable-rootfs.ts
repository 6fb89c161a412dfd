import { makeReadOnly } from "../fixes/read-only.ts";
import { missingHardening } from "../model/hardening.ts";
import { rule } from "./rule.ts";
import { named } from "./shared/naming.ts";

export default rule({
  id: "writable-rootfs",
  subject: "service",
  wall: "file system",
  level: "info",
  profile: "strict",
  docs: {
    title: "Writable root file system",
    what: "The container's root file system can be written to. `read_only: true` leaves only volumes, tmpfs mounts, `/dev` and `/dev/shm` writable.",
    why: "An attacker replaces programs and scripts of the image, adds tools, and finds them again after the container is restarted.",
    fine: "`read_only: false` is a choice and is not reported. Compose refuses `read_only` for a service with secrets or configs that are no files.",
    instead: "Set `read_only: true` and mount a `tmpfs` on what the program writes to, often `/tmp` and `/run`.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  cache:\n    image: redis:8.2\n    volumes: [data:/data]\nvolumes:\n  data:\n",
      good: "services:\n  cache:\n    image: redis:8.2\n    volumes: [data:/data]\n    read_only: true\n    tmpfs: [/tmp]\nvolumes:\n  data:\n",
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#read_only",
      "https://docs.docker.com/reference/compose-file/services/#tmpfs",
    ],
  },

  *check(service) {
    if (service.kind === "pre_start" || !missingHardening(service).has("rootfs")) return;
    yield {
      at: service.at,
      message: `${named(service)} has a writable root file system.`,
      fixes: makeReadOnly(service),
    };
  },
});
