import { packedRuleAddress } from "../../report/rule-address.ts";
import { RULES_BY_ID } from "../../rules/index.ts";
import type { Card } from "./card.ts";

/** Keys of a Compose service that open something, with the rule that knows what an attacker makes of it. Positions in lists are left out. */
const OPENING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cap_add: "dangerous-capability",
    devices: "host-device",
    device_cgroup_rules: "device-rule",
    group_add: "privileged-group",
    volumes: "host-path",
    volumes_from: "volumes-from",
    use_api_socket: "api-socket",
    ports: "exposed-port",
    sysctls: "unsafe-sysctl",
    oom_kill_disable: "oom-protection",
    oom_score_adj: "oom-protection",
    gpus: "all-gpus",
    ulimits: "unlimited-resource",
    environment: "plaintext-secret",
    provider: "host-provider",
    image: "unpinned-image",
    "post_start.user": "root-hook",
    "pre_stop.user": "root-hook",
    "post_start.privileged": "privileged-hook",
    "pre_stop.privileged": "privileged-hook",
    pre_start: "unhardened-pre-start",
    "build.network": "host-network-build",
    "build.entitlements": "insecure-build",
    "build.privileged": "insecure-build",
    "RUN --network": "host-network-build",
    "RUN --security": "insecure-build",
    "RUN --device": "build-device",
    ARG: "plaintext-secret",
    ENV: "plaintext-secret",
    FROM: "unpinned-image",
  }),
);

/** Keys and instructions that close something, with the rule that knows what their absence costs. */
const CLOSING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    read_only: "writable-rootfs",
    cap_drop: "default-capabilities",
    user: "root-user",
    pids_limit: "no-pids-limit",
    mem_limit: "no-memory-limit",
    cpus: "no-cpu-limit",
    USER: "root-user",
  }),
);

/** What the rule about a key has to say of it in general: the danger, when it is fine, the way out. Nothing for keys that no rule is about. */
export function ruleWords(key: string): Required<Pick<Card, "parts" | "links">> {
  const id = OPENING.get(key) ?? CLOSING.get(key) ?? "";
  const docs = RULES_BY_ID.get(id)?.docs;
  if (!docs) return { parts: [], links: [] };
  const links = [packedRuleAddress(id)];
  if (CLOSING.has(key))
    return {
      parts: [
        ["Without it", docs.why],
        ["How", docs.instead],
      ],
      links,
    };
  return {
    parts: [
      ["Attacker", docs.why],
      ["Fine when", docs.fine],
      ["Safer", docs.instead],
    ],
    links,
  };
}
