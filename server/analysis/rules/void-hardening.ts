import { remove } from "../fixes/remove.ts";
import type { Container } from "../model/container.ts";
import { is } from "../model/setting.ts";
import { spelled } from "../model/spelling.ts";
import { samePlace } from "../text/span.ts";
import { said } from "../text/wording.ts";
import { type ContainerProblem, rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom, namedInside } from "./shared/naming.ts";

export default rule({
  id: "void-hardening",
  keys: ["cap_add", "cap_drop", "volumes_from"],
  group: "capabilities",
  level: "warning",
  docs: {
    title: "Hardening without effect",
    what: "`cap_drop` is written and drops nothing: `privileged` gives every capability whatever is dropped; a capability that stands in both lists is granted, since the engine drops first and adds then; and `cap_add: [ALL]` beats `cap_drop: [ALL]`. `volumes_from: [db:ro]` does not make the mounts read-only either: Compose drops the `:ro`, and each keeps the mode that it has in `db`.",
    why: "The file reads as if the container were confined, and whoever reviews it counts on that. The capability, or the right to write, is there all the same.",
    instead: "Remove the stronger setting, or the one that does nothing.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: alpine:3.22
            cap_drop: [NET_RAW]
            cap_add: [NET_RAW]`,
      good: yaml`
        services:
          app:
            image: alpine:3.22
            cap_drop: [ALL]
            cap_add: [NET_RAW]`,
    },
    references: [
      "https://github.com/moby/moby/blob/master/daemon/pkg/oci/caps/utils.go",
      "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
    ],
  },

  *check(service) {
    yield* droppedReadOnly(service);
    if (is(service.privileged, true)) yield* underPrivileged(service);
    else yield* addedAgain(service);
  },
});

function* underPrivileged(service: Container): Generator<ContainerProblem> {
  const { privileged, capabilities } = service;
  const [dropped] = capabilities.dropped;
  if (!dropped) return;
  yield {
    at: dropped.at,
    evidence: "cap_drop",
    message: said`${spelled(service, "cap_drop")} has no effect for ${namedInside(service)}: privileged grants every capability.`,
    related: [{ at: privileged.at, message: "privileged is set here." }, ...inheritedFrom(service, dropped)],
    fixes: [remove(spelled(service, "privileged"), privileged.at)],
    redundant: true,
  };
}

/** Compose hands `:ro` on for a container that it does not manage, and drops it for a service. */
function* droppedReadOnly(service: Container): Generator<ContainerProblem> {
  for (const entry of service.volumesFrom) {
    const from = /^(?:service:)?([^:]+):ro$/.exec(entry.text)?.[1];
    const comesWritable = service.mounts.some(
      ({ from, readOnly, via }) => from === "volumes_from" && !readOnly && via && samePlace(via, entry.at),
    );
    if (from === undefined || from === "container" || !comesWritable) continue;
    yield {
      of: entry,
      evidence: `volumes_from ${from}`,
      message: said`":ro" has no effect for ${namedInside(service)}: Compose drops it, and it may write to the mounts of service "${from}".`,
      redundant: true,
    };
  }
}

function* addedAgain(service: Container): Generator<ContainerProblem> {
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
      message: said`Dropping ${drop.value} has no effect for ${namedInside(service)}: ${spelled(service, "cap_add")} grants it again.`,
      related: [{ at: again.at, message: said`${again.text} is added here.` }, ...inheritedFrom(service, drop)],
      fixes: [remove(`${again.text} from ${spelled(service, "cap_add")}`, again.at)],
      redundant: true,
    };
  }
}
