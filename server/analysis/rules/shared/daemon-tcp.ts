import type { Container } from "../../model/container.ts";
import { is, isWritten, knownValue } from "../../model/setting.ts";
import type { Place } from "../../text/span.ts";
import { said, type Wording } from "../../text/wording.ts";

/** A daemon in the container that takes orders from whoever connects. */
export interface OpenDaemon {
  readonly at: Place;
  readonly via?: Place;
  readonly port: number;
  /** What makes it so, as a sentence's predicate. */
  readonly because: Wording;
}

/**
 * Docker's daemon listening on TCP without TLS: by its own options, or as the `dind` image starts it where `DOCKER_TLS_CERTDIR` is empty.
 * That image adds TLS to options that are given without the program's name.
 * Source: https://docs.docker.com/engine/security/protect-access/ and https://github.com/docker-library/docker (dockerd-entrypoint.sh)
 */
export function openDaemon(service: Container): OpenDaemon | undefined {
  const image = knownValue(service.image);
  const isDind = image?.repository === "docker" && /(?:^|-)dind(?:-|$)/.test(image.tag ?? "");
  const words = [...(knownValue(service.entrypoint) ?? []), ...(knownValue(service.command) ?? [])];
  const text = words.join(" ");
  const decided = isWritten(service.command) ? service.command : service.entrypoint;
  if (/(?:^|[\s/])dockerd(?:\s|$)/.test(text) && isWritten(decided)) {
    const listens = /(?:-H|--host)[=\s]*tcp:\/\/([^\s"';&|]*)/.exec(text);
    const address = listens?.[1] ?? "";
    const secured = /--tls(?:verify)?(?:\s|$|=true)/.test(text);
    if (listens && !secured && !/^(?:127\.|localhost|\[::1\])/.test(address)) {
      const port = Number(/:(\d{1,5})$/.exec(address)?.[1] ?? 2375);
      return { ...placed(decided), port, because: said`listens on tcp://${address} without TLS` };
    }
  }
  const certificates = service.environment.get("DOCKER_TLS_CERTDIR");
  if (!isDind || !certificates || !is<string | null>(certificates, "")) return undefined;
  return {
    ...placed(certificates),
    port: 2375,
    because: said`listens on port 2375 without TLS: DOCKER_TLS_CERTDIR is empty`,
  };
}

function placed({ at, via }: { readonly at: Place; readonly via?: Place }): {
  readonly at: Place;
  readonly via?: Place;
} {
  return via === undefined ? { at } : { at, via };
}
