import { remove } from "../fixes/remove.ts";
import { saidOf, switchOf } from "../model/daemon.ts";
import { knownValue } from "../model/setting.ts";
import { ours, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

const PREFIX = "com.docker.network.bridge.";

export default rule({
  id: "unprotected-gateway",
  group: "network",
  level: "warning",
  docs: {
    title: "Bridge network without its protection",
    what: "An option of the bridge driver lets packets from outside reach containers directly: `gateway_mode_ipv4` or `gateway_mode_ipv6` is `nat-unprotected` or `routed`, or `trusted_host_interfaces` names an interface from which published ports are reached whatever host address they are bound to. `iptables: false`, `ip-forward-no-drop` and `allow-direct-routing` of `daemon.json` do it for every network of the host.",
    why: "With `nat-unprotected` every port of every container on the network is open to whoever can route to it, published or not. `routed` opens the published ports at the containers' own addresses, whatever host address `ports` names. A trusted interface opens published ports to everybody behind it, those on `127.0.0.1` too.",
    fine: "Networks with routed addresses and a firewall in front of the host.",
    instead: "Leave the option out: `nat` is the default, and only what `ports` names is reached.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          db:
            image: postgres:18
            networks: [back]
        networks:
          back:
            driver_opts:
              com.docker.network.bridge.gateway_mode_ipv4: nat-unprotected`,
      good: yaml`
        services:
          db:
            image: postgres:18
            networks: [back]
        networks:
          back:
            driver_opts:
              com.docker.network.bridge.enable_icc: "false"`,
    },
    references: [
      "https://docs.docker.com/engine/network/drivers/bridge/#options",
      "https://docs.docker.com/engine/network/port-publishing/#gateway-modes",
    ],
  },

  *checkDaemon(daemon) {
    for (const { key, opens, message } of FIREWALL) {
      if (switchOf(daemon, key) !== opens) continue;
      const given = saidOf(daemon, key);
      if (given !== undefined) yield { at: given.at, evidence: key, message, fixes: [remove(key, given.at)] };
    }
  },

  *checkProject({ networks }) {
    for (const { name, options } of networks.values()) {
      for (const option of ["gateway_mode_ipv4", "gateway_mode_ipv6", "trusted_host_interfaces"]) {
        const setting = options.get(`${PREFIX}${option}`);
        const opens = setting && openedBy(option, knownValue(setting));
        if (!opens) continue;
        yield {
          at: setting.at,
          evidence: `${name} ${option}`,
          message: said`Network "${name}" lets others reach ${ours(opens)}.`,
          fixes: [remove(option, setting.at)],
        };
      }
    }
  },
});

/** What opens the host's firewall for every network. Sources: https://docs.docker.com/engine/network/packet-filtering-firewalls/ */
const FIREWALL: readonly { readonly key: string; readonly opens: boolean; readonly message: string }[] = [
  {
    key: "iptables",
    opens: false,
    message:
      "Docker's daemon makes no rules in the firewall: ports, internal networks and networks of their own are as open as the host is.",
  },
  { key: "ip6tables", opens: false, message: "Docker's daemon makes no rules in the firewall for IPv6." },
  {
    key: "ip-forward-no-drop",
    opens: true,
    message: "Docker's daemon has the host forward what nobody asked for, between all of its networks.",
  },
  {
    key: "allow-direct-routing",
    opens: true,
    message:
      "Docker's daemon lets neighbours of the host reach published ports at the containers' own addresses, those on 127.0.0.1 too.",
  },
];

function openedBy(option: string, value: string | undefined): string | undefined {
  if (value === undefined || value === "") return undefined;
  if (option === "trusted_host_interfaces")
    return `the published ports of its containers from the interface ${value}: the host addresses of ports do not count`;
  if (value === "nat-unprotected") return "every port of its containers, published or not";
  return value === "routed"
    ? "its containers at their own addresses: the host addresses of ports do not count"
    : undefined;
}
