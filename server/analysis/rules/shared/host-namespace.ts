import type { NamespaceName } from "../../facts/namespaces.ts";
import { remove } from "../../fixes/remove.ts";
import type { Container } from "../../model/container.ts";
import type { Level } from "../../model/level.ts";
import { is, isWritten } from "../../model/setting.ts";
import type { Problem } from "../rule.ts";
import { broughtIn, named } from "./naming.ts";

/**
 * The problem of a container that shares one of the host's namespaces because somebody wrote so, in its block or in one that it joins.
 * `key` is the Compose key that chooses the namespace, `shares` what is said of it.
 */
export function* sharedWithHost(
  service: Container,
  name: NamespaceName,
  key: string,
  shares: string,
  level: Level,
): Generator<Problem> {
  const setting = service.namespaces[name];
  if (service.windows || !isWritten(setting) || !is(setting, "host")) return;
  yield {
    at: setting.at,
    message: `${named(service)} shares ${shares}.`,
    level,
    related: broughtIn(service, setting),
    fixes: [remove(key, setting.at)],
  };
}
