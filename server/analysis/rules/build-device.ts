import { remove } from "../fixes/remove.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { askedLevel, entitled, may } from "./shared/entitlement.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";

export default rule({
  id: "build-device",
  group: "file system",
  level: "warning",
  windows: true,
  targets: true,
  docs: {
    title: "Device given to a build",
    what: "`RUN --device` gives a build step a device of the machine that builds, through the Container Device Interface. The interface may also add mounts, variables and hooks that nobody sees in the Dockerfile. In a Compose file `build.entitlements` grants it, in a bake file `entitlements` asks for it.",
    why: "What the step runs reaches the driver behind the device, a large piece of code in the kernel; NVIDIA's toolkit let containers out through it (CVE-2024-0132, CVE-2025-23266).",
    fine: "Compiling or testing for a GPU on a builder that is meant for it.",
    instead: "Build without the device, and use it when the container runs.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN --device=nvidia.com/gpu=all make test`,
      good: dockerfile`
        FROM debian:13
        RUN make`,
    },
    references: [
      "https://docs.docker.com/reference/dockerfile/#run---device",
      "https://nvd.nist.gov/vuln/detail/CVE-2025-23266",
    ],
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    for (const { flags } of stage.runs) {
      for (const { name, value, at } of flags) {
        if (name !== "device") continue;
        yield {
          at,
          evidence: repeated.next(value),
          message: said`This step of the build is given the device ${value}.`,
        };
      }
    }
  },
  keys: ["build"],

  *check(service) {
    for (const entitlement of entitled(service, /^device(?:=|$)/)) {
      yield {
        of: entitlement,
        ...askedLevel(service),
        evidence: entitlement.text,
        message: said`The build of ${namedInside(service)} ${may(service)} use devices of the builder: ${entitlement.text}.`,
        fixes: [remove(entitlement.text, entitlement.at)],
      };
    }
  },
});
