import { remove } from "../fixes/remove.ts";
import type { Fix } from "../model/change.ts";
import { is } from "../model/setting.ts";
import type { Place } from "../text/span.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { askedLevel, entitled, may } from "./shared/entitlement.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";

export default rule({
  id: "host-network-build",
  group: "network",
  level: "warning",
  windows: true,
  targets: true,
  docs: {
    title: "Build on the host's network",
    what: "`RUN --network=host`, or `build.network: host` in a Compose file, runs build steps in the network namespace of the machine that builds. The entitlement `network.host` in `build.entitlements` lets any step of the Dockerfile ask for it; without either, BuildKit refuses `RUN --network=host`, and nothing runs. A bake file asks for both, and `--allow network.host` grants them.",
    why: "A package's install script reaches what listens on that machine's `127.0.0.1`: databases, agents, an engine's API, and the cloud's metadata service with the builder's identity.",
    fine: "Builds that need a proxy or a package mirror on the builder itself.",
    instead:
      "Leave it out. `RUN --network=none` is for steps that need no network at all, and `build.extra_hosts` names a mirror.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN --network=host apt-get update`,
      good: dockerfile`
        FROM debian:13
        RUN --network=none make`,
    },
    references: [
      "https://docs.docker.com/reference/dockerfile/#run---network",
      "https://docs.docker.com/reference/compose-file/build/#network",
    ],
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    for (const { flags } of stage.runs) {
      for (const { name, value, at } of flags) {
        if (name !== "network" || value !== "host") continue;
        yield {
          at,
          evidence: repeated.next("RUN"),
          message: "This step of the build runs on the builder's network.",
        };
      }
    }
  },
  keys: ["build"],

  *check(service) {
    const { build } = service;
    if (!build) return;
    if (is(build.network, "host")) {
      yield {
        of: build.network,
        ...askedLevel(service),
        verdict: "is built on the builder's network",
        fixes: [withoutHost(build.network.at, entitled(service, HOST))],
      };
      return;
    }
    for (const entitlement of entitled(service, HOST)) {
      yield {
        of: entitlement,
        ...askedLevel(service),
        evidence: entitlement.text,
        message: said`The build of ${namedInside(service)} ${may(service)} use the builder's network.`,
        fixes: [remove(entitlement.text, entitlement.at)],
      };
    }
  },
});

const HOST = /^network\.host$/;

/** The entitlement is of no use without what asks for it. */
function withoutHost(network: Place, entitlements: readonly { readonly at: Place }[]): Fix {
  const { changes, ...fix } = remove("network from the build", network);
  return { ...fix, changes: [...changes, ...entitlements.map(({ at }) => ({ do: "remove-at", at }) as const)] };
}
