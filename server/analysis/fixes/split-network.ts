import { isReverseProxy } from "../facts/reverse-proxies.ts";
import { controlSocket } from "../facts/sockets.ts";
import type { Fix, ServiceChange } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import type { Project } from "../model/project.ts";
import { is, knownValue } from "../model/setting.ts";
import { startedProfile } from "./started-image.ts";

/**
 * Puts a service that keeps data on an internal network, together with those that name it in their settings. `keepsData` tells the other services of that
 * kind. None where any service of its network might reach it without naming it: the program of a build or of an image that nobody knows may have the name
 * built in, and so may a file that is mounted. None either where it is published, since no port of an internal network is.
 */
export function splitNetwork(
  data: Container,
  { services, networks }: Pick<Project, "services" | "networks">,
  keepsData: (service: Container) => boolean,
): readonly Fix[] {
  const near = services.filter((one) => one !== data && one.networks.includes(DEFAULT));
  const isPlain = [data, ...near].every((one) => one.networks.length === 1 && !one.source.keys.has("links"));
  const isJoined = services.some((one) => is(one.namespaces.net, `service:${data.name}`));
  if (!isPlain || isJoined || !mayGoInside(data)) return [];
  const clients = near.filter((one) => isNamed(data.name, one));
  const others = near.filter((one) => !clients.includes(one));
  const isSure = others.every((one) => reachesNobodyUnnamed(one, keepsData) && findsClients(one, clients));
  const name = ["back", `${data.name}-back`].find((one) => !networks.has(one));
  if (clients.length === 0 || others.length === 0 || !isSure || name === undefined) return [];
  const moved: ServiceChange[] = clients.map(({ key }) => networksOf(key, [DEFAULT, name]));
  const shown = clients.map((one) => `"${one.name}"`).join(" and ");
  return [
    {
      title: `Put "${data.name}" on an internal network with ${shown}, which alone ${clients.length > 1 ? "name" : "names"} it`,
      safe: false,
      confidence: "medium",
      changes: [
        networksOf(data.key, [name]),
        ...moved,
        { do: "add", service: data.key, section: "networks", name, value: { internal: true } },
      ],
    },
  ];
}

const DEFAULT = "default";

function networksOf(service: Container["key"], value: readonly string[]): ServiceChange {
  return { do: "set", service, path: ["networks"], value };
}

/** Whether the service publishes nothing, has one name, and runs a program that is known to need nobody outside. */
function mayGoInside(data: Container): boolean {
  const { keys, texts } = data.source;
  const isElsewhere = ["networks", "network_mode", "container_name", "hostname"].some((key) => keys.has(key));
  // A proxy that reads labels reaches whom they name.
  const isRouted = texts.some(({ kind, key }) => kind === "label" && /^(?:traefik|caddy)\b/.test(key));
  const virtual = [...data.environment.keys()].some((key) => /^VIRTUAL_/.test(key));
  return !isElsewhere && !isRouted && !virtual && data.ports.length === 0 && startedProfile(data) !== undefined;
}

/** Whether a service's variables or what it runs hold the other's name as a word. */
function isNamed(name: string, { environment, command, entrypoint, healthcheck, source }: Container): boolean {
  const words = [command, entrypoint, healthcheck].flatMap((one) => knownValue(one) ?? []);
  const values = [...environment.values()].flatMap((one) => knownValue(one) ?? []);
  const labels = source.texts.map(({ literal }) => literal);
  return [...words, ...values, ...labels].some((text) => holdsWord(text, name));
}

/** Whether a name stands in a text, and is no part of a longer one. */
function holdsWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isNamePart(text[at - 1]) && !isNamePart(text[at + name.length])) return true;
  }
  return false;
}

function isNamePart(character: string | undefined): boolean {
  return character !== undefined && /[\w.-]/.test(character);
}

/** Proxies that ask the engine for containers, and take those of their networks that they are on themselves. */
const FINDING: ReadonlySet<string> = new Set(["jwilder/nginx-proxy", "nginxproxy/nginx-proxy"]);

/**
 * Whether a proxy that asks the engine for its services still finds those that are on a second network. Traefik takes whichever it sees first, unless it is
 * told one.
 * Source: https://doc.traefik.io/traefik/providers/docker/#network
 */
function findsClients({ image, mounts, command, environment }: Container, clients: readonly Container[]): boolean {
  const repository = knownValue(image)?.repository ?? "";
  const asks = mounts.some(({ source }) => controlSocket(knownValue(source) ?? "") !== undefined);
  if (FINDING.has(repository) || (repository !== "traefik" && !asks)) return true;
  if (repository !== "traefik") return false;
  const words = knownValue(command) ?? [];
  const isTold =
    words.some((word) => word.startsWith("--providers.docker.network=")) ||
    environment.has("TRAEFIK_PROVIDERS_DOCKER_NETWORK");
  return isTold || clients.every(({ source }) => source.texts.some(({ key }) => key === "traefik.docker.network"));
}

/** Whether all that the service reaches stands in its settings: it is a proxy or keeps data itself, and is given no file that could name more. */
function reachesNobodyUnnamed(service: Container, keepsData: (service: Container) => boolean): boolean {
  const { environment, mounts, source, image, volumesFrom } = service;
  const known = knownValue(image);
  const isKnown = keepsData(service) || (known !== undefined && known !== null && isReverseProxy(known.repository));
  const isSaid = [...environment.values()].every(({ state }) => state === "known");
  const isGiven = mounts.some(({ type, source: from }) => type === "bind" && !controlSocket(knownValue(from) ?? ""));
  const hasMore = ["env_file", "configs", "secrets", "depends_on"].some((key) => source.keys.has(key));
  return isKnown && isSaid && !isGiven && !hasMore && volumesFrom.length === 0 && startedProfile(service) !== undefined;
}
