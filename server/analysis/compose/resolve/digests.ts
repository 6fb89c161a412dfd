import type { Container } from "../../model/container.ts";
import type { ImageRef } from "../../model/image.ts";
import { knownValue } from "../../model/setting.ts";
import type { Place } from "../../text/span.ts";

/** A digest in a comment behind an image's name, as tools that lock images leave it: `# sha256:…`, `# nginx:1.29@sha256:…`. */
const LOCKED = /\bsha256:[0-9a-f]{64}(?![0-9a-f])/;

/**
 * The services, each image that is named by its tag alone with the digest that is at hand for it: that of a comment behind it, or the one that every other
 * container and stage of the project names with this tag. Nothing is asked of a registry.
 */
export function withDigests(
  services: readonly Container[],
  read: (uri: string) => string | null | undefined,
): readonly Container[] {
  const pinned = pinnedIn(services);
  return services.map((service) => {
    const image = service.build ? undefined : knownValue(service.image);
    if (!image?.tag || image.digest !== undefined) return service;
    const digest = lockedBehind(service.image.at, read) ?? only(pinned.get(nameOf(image)));
    return digest === undefined ? service : { ...service, digest };
  });
}

function pinnedIn(services: readonly Container[]): ReadonlyMap<string, ReadonlySet<string>> {
  const pinned = new Map<string, Set<string>>();
  for (const { image, build } of services) {
    for (const named of [image, build?.stage?.image]) {
      const one = named && knownValue(named);
      if (!one?.tag || one.digest === undefined) continue;
      const name = nameOf(one);
      pinned.set(name, (pinned.get(name) ?? new Set()).add(one.digest));
    }
  }
  return pinned;
}

function nameOf({ registry, repository, tag }: ImageRef): string {
  return `${registry}/${repository}:${tag ?? ""}`;
}

function only(digests: ReadonlySet<string> | undefined): string | undefined {
  const [first, ...others] = digests ?? [];
  return others.length === 0 ? first : undefined;
}

function lockedBehind({ file, end }: Place, read: (uri: string) => string | null | undefined): string | undefined {
  const text = read(file);
  if (typeof text !== "string") return undefined;
  const line = text.slice(end, Math.min(end + LONGEST, text.length)).split(/[\r\n]/, 1)[0] ?? "";
  const comment = line.indexOf("#");
  return comment < 0 ? undefined : LOCKED.exec(line.slice(comment))?.[0];
}

/** Longer lines than this hold no comment that somebody wrote. In UTF-16 code units. */
const LONGEST = 400;
