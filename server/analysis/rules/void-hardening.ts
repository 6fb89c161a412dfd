import { remove } from "../fixes/remove.ts";
import type { Container } from "../model/container.ts";
import { is } from "../model/setting.ts";
import { samePlace } from "../text/span.ts";
import { type Problem, rule } from "./rule.ts";
import { broughtIn, namedInside } from "./shared/naming.ts";

export default rule({
  id: "void-hardening",
  subject: "service",
  keys: ["cap_add", "cap_drop", "volumes_from"],
  wall: "capabilities",
  level: "warning",
  profile: "default",
  docs: {
    title: "Hardening without effect",
    what: "`cap_drop` is written and drops nothing: `privileged` gives every capability whatever is dropped; a capability that stands in both lists is granted, since the engine drops first and adds then; and `cap_add: [ALL]` beats `cap_drop: [ALL]`. `volumes_from: [db:ro]` does not make the mounts read-only either: Compose drops the `:ro`, and each keeps the mode that it has in `db`.",
    why: "The file reads as if the container were confined, and whoever reviews it counts on that. The capability, or the right to write, is there all the same.",
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
    yield* droppedReadOnly(service);
    if (is(service.privileged, true)) yield* underPrivileged(service);
    else yield* addedAgain(service);
  },
});

function* underPrivileged(service: Container): Generator<Problem> {
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

/** Compose hands `:ro` on for a container that it does not manage, and drops it for a service. */
function* droppedReadOnly(service: Container): Generator<Problem> {
  for (const entry of service.volumesFrom) {
    const from = /^(?:service:)?([^:]+):ro$/.exec(entry.text)?.[1];
    const comesWritable = service.mounts.some(
      ({ from, readOnly, via }) => from === "volumes_from" && !readOnly && via && samePlace(via, entry.at),
    );
    if (from === undefined || from === "container" || !comesWritable) continue;
    yield {
      at: entry.at,
      evidence: `volumes_from ${from}`,
      message: `":ro" has no effect for ${namedInside(service)}: Compose drops it, and it may write to the mounts of service "${from}".`,
      related: broughtIn(service, entry),
      redundant: true,
    };
  }
}

function* addedAgain(service: Container): Generator<Problem> {
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
