import { isReverseProxy } from "../../facts/reverse-proxies.ts";
import type { Container } from "../../model/container.ts";
import { knownValue } from "../../model/setting.ts";

/**
 * Gives each service that shares a network with a reverse proxy of the project the name of that. Containers of one network reach each other's ports,
 * published or not: https://docs.docker.com/engine/network/drivers/bridge/
 */
export function withProxies(services: readonly Container[]): readonly Container[] {
  const proxies = services.filter(({ image }) => isReverseProxy(knownValue(image)?.repository ?? ""));
  if (proxies.length === 0) return services;
  return services.map((service) => {
    const proxy = proxies.find((one) => one !== service && sharesNetwork(one, service));
    return proxy ? { ...service, proxy: proxy.name } : service;
  });
}

function sharesNetwork(one: Container, other: Container): boolean {
  return one.networks.some((name) => other.networks.includes(name));
}
