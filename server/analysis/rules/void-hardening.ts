import { remove } from "../fixes/remove.ts";
import type { Service } from "../model/service.ts";
import { is } from "../model/setting.ts";
import { type Problem, rule } from "./rule.ts";
import { broughtIn, namedInside } from "./shared/naming.ts";

export default rule({
  id: "void-hardening",
  subject: "service",
  wall: "capabilities",
  level: "warning",
  profile: "default",
  docs: {
    title: "Hardening without effect",
    what: "`cap_drop` is written and drops nothing: `privileged` gives every capability whatever is dropped; a capability that stands in both lists is granted, since the engine drops first and adds then; and `cap_add: [ALL]` beats `cap_drop: [ALL]`.",
    why: "The file reads as if the container were confined, and whoever reviews it counts on that. The capability is there all the same.",
    instead: "Remove the stronger setting, or the one that does nothing.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  app:\n    image: alpine:3.22\n    cap_drop: [NET_RAW]\n    cap_add: [NET_RAW]\n",
      good: "services:\n  app:\n    image: alpine:3.22\n    cap_drop: [ALL]\n    cap_add: [NET_RAW]\n",
    },
    references: [
      "https://github.com/moby/moby/blob/master/daemon/pkg/oci/caps/utils.go",
      "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
    ],
  },

  *check(service) {
    if (service.windows) return;
    if (is(service.privileged, true)) yield* underPrivileged(service);
    else yield* addedAgain(service);
  },
});

function* underPrivileged(service: Service): Generator<Problem> {
  const { privileged, capabilities } = service;
  const [dropped] = capabilities.dropped;
  if (!dropped) return;
  yield {
    at: dropped.at,
    evidence: "cap_drop",
    message: `cap_drop has no effect for ${namedInside(service)}: privileged grants every capability.`,
    related: [{ at: privileged.at, message: "privileged is set here." }, ...broughtIn(service, dropped)],
    fixes: [remove("privileged", privileged.at)],
    redundant: true,
  };
}

function* addedAgain(service: Service): Generator<Problem> {
  const { added, dropped } = service.capabilities;
  const grantsAll = added.some(({ value }) => value === "ALL");
  const reported = new Set<string>();
  for (const drop of dropped) {
    const again = added.find(({ value }) => value !== undefined && value === drop.value);
    if (!again || !drop.value || reported.has(drop.value) || (grantsAll && drop.value !== "ALL")) continue;
    reported.add(drop.value);
    yield {
      at: drop.at,
      evidence: drop.value,
      message: `Dropping ${drop.value} has no effect for ${namedInside(service)}: cap_add grants it again.`,
      related: [{ at: again.at, message: `${again.text} is added here.` }, ...broughtIn(service, drop)],
      fixes: [remove(`${again.text} from cap_add`, again.at)],
      redundant: true,
    };
  }
}
