import { ENGINE_SYSCTLS, sysctlNamespace, weakSysctl } from "../../facts/sysctls.ts";
import { type Card, code } from "./card.ts";

/** What a kernel setting of a container is: where it holds, what the engine sets, what the value weakens. `value` is empty where none is written yet. */
export function sysctlCard(name: string, value: string): Card {
  const dotted = name.replaceAll("/", ".");
  const namespace = sysctlNamespace(dotted);
  const weak = weakSysctl(dotted, value);
  const own = ENGINE_SYSCTLS.find((one) => one.name === dotted);
  return {
    title: code(dotted),
    facts: [namespace ? `${NAMES[namespace]} namespace` : "⚠ a setting of the whole host"],
    text: namespace
      ? "A kernel setting that each such namespace has for itself: it changes the container and nothing else."
      : "A kernel setting that no namespace has for itself. The engine refuses to start a container that asks for it.",
    parts: [
      ["Set by the engine", own && `${code(own.value)}: ${own.effect}`],
      ["⚠ Attacker", weak && `${code(value.trim())}: ${weak.risk}`],
      ["Who needs it", weak?.routing ? "VPN and router images" : undefined],
      ["Refused", namespace && REFUSED[namespace]],
    ],
    links: weak?.sources ?? [namespace ? DOCUMENTED[namespace] : "https://docs.kernel.org/admin-guide/sysctl/"],
    specific: true,
  };
}

type SysctlNamespace = NonNullable<ReturnType<typeof sysctlNamespace>>;

const NAMES: Readonly<Record<SysctlNamespace, string>> = { net: "network", ipc: "IPC", uts: "UTS" };

const REFUSED: Readonly<Record<SysctlNamespace, string | undefined>> = {
  net: "With `network_mode: host`, where the setting would be the host's",
  ipc: "With `ipc: host`, where the setting would be the host's",
  uts: undefined,
};

const DOCUMENTED: Readonly<Record<SysctlNamespace, string>> = {
  net: "https://docs.kernel.org/networking/ip-sysctl.html",
  ipc: "https://man7.org/linux/man-pages/man7/ipc_namespaces.7.html",
  uts: "https://docs.kernel.org/admin-guide/sysctl/kernel.html",
};
