import { type Container, standsAlone } from "../model/container.ts";
import { is } from "../model/setting.ts";
import { spelled } from "../model/spelling.ts";
import { ours, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "ignored-ports",
  keys: ["ports"],
  group: "network",
  level: "warning",
  windows: true,
  docs: {
    title: "Ports that are not published",
    what: "`ports` stands beside the host's network, beside `network_mode: none`, or in a service whose networks are all `internal`. The engine accepts it and publishes nothing.",
    why: "On the host's network every port that the program opens is open on the host, whatever `ports` says: the list looks like a limit and is none, and an address such as `127.0.0.1:` in it protects nothing. On internal networks the service is not reached at all.",
    instead: "Remove `ports`, or remove `network_mode` and let `ports` decide what is reached.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          web:
            image: nginx:1.29
            network_mode: host
            ports: ["127.0.0.1:80:80"]`,
      good: yaml`
        services:
          web:
            image: nginx:1.29
            ports: ["127.0.0.1:80:80"]`,
    },
    references: [
      "https://docs.docker.com/engine/network/drivers/host/",
      "https://docs.docker.com/reference/compose-file/networks/#internal",
    ],
  },

  *check(service) {
    const [first] = service.ports;
    const reason =
      (service.kind === "service" || standsAlone(service)) && first && !first.effective ? stackOf(service) : undefined;
    if (!first || reason === undefined) return;
    yield {
      at: service.source.keys.get("ports") ?? first.at,
      verdict: said`publishes no ports: ${ours(reason)}`,
      fixes: [
        {
          title: `Remove ${spelled(service, "ports")}`,
          safe: false,
          changes: [{ do: "remove", service: service.key, path: ["ports"] }],
        },
      ],
      redundant: true,
    };
  },
});

/** Why nothing is published. Beside a join of another service's network the engine refuses the file, which is not told here. */
function stackOf({ namespaces, networks }: Container): string | undefined {
  if (is(namespaces.net, "host")) return "it is on the host's network, where every port that it opens is open";
  if (!is(namespaces.net, "private")) return undefined;
  return networks.length === 0 ? "it has no network" : "its networks are internal";
}
