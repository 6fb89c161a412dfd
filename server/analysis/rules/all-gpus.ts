import { is } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

const DRIVER = "NVIDIA_DRIVER_CAPABILITIES";

export default rule({
  id: "all-gpus",
  keys: ["gpus", "deploy", "environment"],
  group: "file system",
  level: "info",
  windows: true,
  docs: {
    title: "Every GPU of the host",
    what: "The container gets all GPUs: `gpus: all`, `count: all`, or a request that names neither a number nor devices. `NVIDIA_DRIVER_CAPABILITIES=all` also mounts the driver's libraries for display, video and more.",
    why: "Each GPU and each library is a further piece of the kernel and of the driver that code in the container talks to. Flaws of NVIDIA's toolkit let containers out to the host (CVE-2024-0132, CVE-2025-23266), and memory of a shared GPU may hold what others computed.",
    fine: "A machine that has one GPU and one program for it.",
    instead:
      "Name the devices (`device_ids`) or a number (`count: 1`), and `NVIDIA_DRIVER_CAPABILITIES=compute,utility`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          model:
            image: acme/model:1.2
            gpus: all`,
      good: yaml`
        services:
          model:
            image: acme/model:1.2
            gpus:
              - device_ids: ["0"]`,
    },
    references: [
      "https://docs.docker.com/compose/how-tos/gpu-support/",
      "https://nvd.nist.gov/vuln/detail/CVE-2024-0132",
      "https://nvd.nist.gov/vuln/detail/CVE-2025-23266",
    ],
  },

  *check(service) {
    const request = service.gpus.find(({ count }) => is(count, "all"));
    if (request) {
      yield {
        of: request,
        evidence: "gpus",
        verdict: "gets every GPU of the host",
      };
    }
    const driver = service.environment.get(DRIVER);
    if (driver && is<string | null>(driver, "all")) {
      yield {
        of: driver,
        evidence: DRIVER,
        verdict: "gets every library of the GPU's driver",
      };
    }
  },
});
