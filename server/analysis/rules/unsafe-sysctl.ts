import { sysctlNamespace, weakSysctl } from "../facts/sysctls.ts";
import { isVpnImage } from "../facts/vpn-images.ts";
import { remove } from "../fixes/remove.ts";
import type { Container } from "../model/container.ts";
import { is, knownValue } from "../model/setting.ts";
import { ours, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom, namedInside } from "./shared/naming.ts";

export default rule({
  id: "unsafe-sysctl",
  keys: ["sysctls"],
  group: "network",
  level: "warning",
  docs: {
    title: "Kernel setting that weakens the network",
    what: "`sysctls` switches on forwarding, source routing or traffic to loopback addresses in the container's network namespace, or names a setting of the whole host, with which the engine refuses to start the container.",
    why: "A container that forwards is a bridge between its networks, an internal one included. With `route_localnet`, neighbours reach what listens on `127.0.0.1` only; with source routing, a sender chooses the way that its packets take.",
    fine: "VPN and router images forward by trade: `ip_forward` is an `info` where the image is a VPN by its name, or the container has NET_ADMIN or is privileged. `src_valid_mark`, which makes the check of senders heed packet marks, is not reported. Stricter values are not reported, nor those that every container has anyway, such as `accept_redirects=1`.",
    instead: "Remove it. Settings of the host belong into `/etc/sysctl.d` there.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            sysctls:
              net.ipv4.conf.all.route_localnet: 1`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            sysctls:
              net.core.somaxconn: 1024`,
    },
    references: [
      "https://docs.kernel.org/networking/ip-sysctl.html",
      "https://docs.docker.com/reference/compose-file/services/#sysctls",
      "https://github.com/opencontainers/runc/blob/main/libcontainer/configs/validate/validator.go",
    ],
  },

  *check(service) {
    for (const [name, setting] of service.sysctls) {
      const value = knownValue(setting);
      const weak = value === undefined ? undefined : weakSysctl(name, value);
      const related = inheritedFrom(service, setting);
      const place = { at: setting.at, evidence: name, related, fixes: [remove(name, setting.at)] };
      if (weak) {
        const level = weak.routing && routes(service) ? "info" : "warning";
        yield { ...place, level, verdict: said`sets ${name} to ${value ?? ""}: ${ours(weak.risk)}` };
      } else if (sysctlNamespace(name) === undefined && !name.includes("$")) {
        yield {
          ...place,
          message: said`${name} is a setting of the whole host: the engine refuses it for ${namedInside(service)}.`,
        };
      }
    }
  },
});

/** Whether the container changes routes and firewalls anyway, as VPNs and routers do, or is a VPN by its image's name. */
function routes({ capabilities, privileged, image }: Container): boolean {
  const mayRoute = capabilities.added.some(({ value }) => value === "NET_ADMIN" || value === "ALL");
  return mayRoute || is(privileged, true) || isVpnImage(knownValue(image)?.repository ?? "");
}
