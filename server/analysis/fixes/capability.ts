import type { Fix } from "../model/change.ts";
import type { Container, ListedCapability } from "../model/container.ts";

/** Takes a capability out of `cap_add`, in every spelling in which it stands there. */
export function removeCapability(service: Container, { value, text }: ListedCapability): Fix {
  const same = service.capabilities.added.filter((one) => one.value === value);
  return {
    title: `Remove ${value ?? text}`,
    safe: false,
    changes: same.map(({ at }) => ({ do: "remove-at", at })),
  };
}
