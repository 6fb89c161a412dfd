import type { Container } from "../../model/container.ts";

/**
 * Gives each service those of the project that share a network with it, found once for all that are on the same networks.
 * Containers of one network reach each other's ports, published or not: https://docs.docker.com/engine/network/drivers/bridge/
 */
export function withNetworks(services: readonly Container[]): readonly Container[] {
  const known = new Map<string, readonly Container[]>();
  const onNetworks = (networks: readonly string[]): readonly Container[] => {
    const key = networks.join("\n");
    const found = known.get(key) ?? all.filter((one) => one.networks.some((name) => networks.includes(name)));
    known.set(key, found);
    return found;
  };
  const all = services.map((service): Container => ({ ...service, onNetworks: () => onNetworks(service.networks) }));
  return all;
}
