import { isReverseProxy } from "../../facts/reverse-proxies.ts";
import type { Service } from "../../model/service.ts";
import { knownValue } from "../../model/setting.ts";

/**
 * Gives each service that shares a network with a reverse proxy of the project the name of that. Containers of one network reach each other's ports,
 * published or not: https://docs.docker.com/engine/network/drivers/bridge/
 */
export function withProxies(services: readonly Service[]): readonly Service[] {
  const proxies = services.filter(({ image }) => isReverseProxy(knownValue(image)?.repository ?? ""));
  if (proxies.length === 0) return services;
  return services.map((service) => {
    const proxy = proxies.find((one) => one !== service && sharesNetwork(one, service));
    return proxy ? { ...service, proxy: proxy.name } : service;
  });
}

function sharesNetwork(one: Service, other: Service): boolean {
  return one.networks.some((name) => other.networks.includes(name));
}
