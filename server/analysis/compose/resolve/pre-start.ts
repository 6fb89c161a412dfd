import { isContainerKey } from "../../facts/compose-schema.ts";
import { isComposeSince } from "../../facts/engine.ts";
import type { Container } from "../../model/container.ts";
import type { Mount } from "../../model/mount.ts";
import type { InputError } from "../../model/project.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Place } from "../../text/span.ts";
import { type Mapping, wholeOf } from "../../yaml/tree.ts";
import { Merger } from "../project/merge.ts";
import { ServiceReader } from "../syntax/service-reader.ts";
import { containerOf } from "./container.ts";
import { followJoinsOf, namespacesOf } from "./namespaces.ts";
import type { ServiceContext } from "./service.ts";

/** The services with the containers that Compose runs before each of them. */
export function withPreStart(
  services: readonly Container[],
  readers: ReadonlyMap<string, ServiceReader>,
  context: ServiceContext,
  report: (inputError: InputError) => void,
  refuse: (refusal: Refusal) => void,
): readonly Container[] {
  if (!isComposeSince(context.engine, "5.3")) return services;
  const inherits = isComposeSince(context.engine, "5.6");
  const namespaces = new Map(services.map((service) => [service.name, service.namespaces] as const));
  const merger = new Merger(context.engine, report, refuse);
  return services.map((service) => {
    const reader = readers.get(service.name);
    const hooks = reader?.items("pre_start") ?? [];
    if (reader === undefined || hooks.length === 0) return service;
    const base = inheritable(reader.mapping, inherits ? isInherited : isTakenOver);
    const preStart = hooks.flatMap(({ node }, index): Container[] => {
      if (node.kind !== "mapping") return [];
      const at = [...node.entries.values()][0]?.key ?? node.at;
      const own: Place = { file: node.at.file, ...wholeOf(node) };
      const whole = new ServiceReader(merger.service(base, node, "pre_start"), at, own);
      const name = `${service.name}/pre_start[${index}]`;
      const container = containerOf(
        {
          kind: "pre_start",
          name,
          at,
          reader: whole,
          written: new ServiceReader(node, at, own),
          own,
          namespaces: followJoinsOf(name, namespacesOf(whole, context.engine), namespaces, () => undefined),
          ...(node.entries.has("image") || service.build === undefined ? {} : { build: service.build }),
          image: service.image,
          partial: service.source.partial !== undefined,
        },
        context,
      );
      const mounts = [...container.mounts, ...lent(service, container, at)];
      return [{ ...container, source: { ...container.source, within: own }, mounts }];
    });
    return { ...service, preStart };
  });
}

/**
 * Since Compose 5.6 a container before a service is a whole container, which takes over every key of one that it does not set; what both set merges as
 * files do. Volumes come with those of the service's own container. What only a service takes, as `deploy`, is not taken over.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/loader/normalize.go (resolvePreStartHooks)
 */
function isInherited(key: string): boolean {
  return key !== "volumes" && isContainerKey(key);
}

/**
 * From 5.3 to 5.5 it takes over the service's networks and volumes and nothing else: no user, no limits, no hardening.
 * Source: https://github.com/docker/compose/blob/v5.5.0/pkg/compose/pre_start.go
 */
function isTakenOver(key: string): boolean {
  return key === "networks" || key === "network_mode";
}

function inheritable(service: Mapping, isTaken: (key: string) => boolean): Mapping {
  return { ...service, entries: new Map([...service.entries].filter(([key]) => isTaken(key))), merges: [], lost: [] };
}

/** What the service's container mounts is there too, but for what its own `tmpfs` brings, where the container mounts nothing itself. */
function lent(service: Container, { mounts }: Container, via: Place): readonly Mount[] {
  const taken = new Set(mounts.map(({ target }) => target));
  return service.mounts.flatMap((mount) => {
    if (mount.type === "tmpfs" || taken.has(mount.target)) return [];
    taken.add(mount.target);
    return [{ via, ...mount }];
  });
}
