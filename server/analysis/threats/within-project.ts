import { isStoreConsole } from "../facts/store-images.ts";
import type { Container } from "../model/container.ts";
import { is, knownValue } from "../model/setting.ts";
import { isStore } from "../model/store.ts";
import { isInner, isLoopback, type Published, publishedPorts } from "./published.ts";

/**
 * Who reaches what listens in a database, a cache or a queue: nobody but the project's own containers; others too, through ports of its own that are
 * published, which is reported of these; or others in another way, through a network that is not the project's own or, where its own ports are not published, a console that
 * is published beside it. What is unknown is the last.
 */
type Reach = "project" | "own ports" | "others";

/** The databases, caches and queues on a service's networks, itself among them. */
export function storesOf(service: Container): readonly Store[] {
  const services = service.onNetworks();
  const known = STORES.get(services);
  if (known) return known;
  const found = services.filter(isStore).map((store) => ({ store, reach: reachOf(store) }));
  STORES.set(services, found);
  return found;
}

interface Store {
  readonly store: Container;
  readonly reach: Reach;
}

/** By the list of the services on the same networks. */
const STORES = new WeakMap<readonly Container[], readonly Store[]>();

function reachOf(store: Container): Reach {
  const { namespaces, openNetworks } = store;
  if (!is(namespaces.net, "private") || openNetworks.length > 0) return "others";
  const ports = published(store);
  if (ports.some(({ known, address }) => address === undefined || !known || !isInner(known))) return "others";
  if (ports.length > 0) return "own ports";
  const isBesideConsole = store.onNetworks().some((other) => isConsole(other) && published(other).length > 0);
  return isBesideConsole ? "others" : "project";
}

function published(service: Container): readonly Published[] {
  return publishedPorts(service).filter(({ address }) => address === undefined || !isLoopback(address));
}

function isConsole({ image, build }: Container): boolean {
  const base = build?.stage === undefined ? image : build.stage.image;
  return isStoreConsole(knownValue(base)?.repository ?? "");
}
