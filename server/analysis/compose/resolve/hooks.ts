import type { Engine } from "../../facts/engine.ts";
import type { Capabilities, Hook } from "../../model/container.ts";
import { byDefault, is, type Setting } from "../../model/setting.ts";
import { parseUser, type User } from "../../model/user.ts";
import type { Place } from "../../text/span.ts";
import { type Mapping, nodeAt } from "../../yaml/tree.ts";
import { ServiceReader } from "../syntax/service-reader.ts";
import { plainCapabilities } from "./capabilities.ts";
import { commandOf } from "./command.ts";

/** What a hook takes over from the service that it runs in. */
export interface HookContext {
  readonly user: Setting<User>;
  readonly capabilities: Capabilities;
  readonly engine: Engine;
  readonly own: Place;
}

/** The commands that Compose runs inside the container: `post_start`, `pre_stop` and `develop.watch[].exec`. */
export function hooksOf(reader: ServiceReader, context: HookContext): readonly Hook[] {
  const hooks: Hook[] = [];
  for (const kind of ["post_start", "pre_stop"] as const) {
    for (const [index, { node }] of reader.items(kind).entries()) {
      if (node.kind === "mapping") hooks.push(hookOf(kind, index, node, context));
    }
  }
  for (const [index, { node }] of reader.items("develop", "watch").entries()) {
    const exec = nodeAt(node, "exec");
    if (exec?.kind === "mapping") hooks.push(hookOf("watch", index, exec, context));
  }
  return hooks;
}

/**
 * A privileged hook holds every capability whatever the service dropped; another one holds what its user holds in the service.
 * Source: observation of Engine 28.5 and Compose 2.40.
 */
function hookOf(kind: Hook["kind"], index: number, mapping: Mapping, context: HookContext): Hook {
  const at = mapping.entries.get("command")?.key ?? [...mapping.entries.values()][0]?.key ?? mapping.at;
  const reader = new ServiceReader(mapping, at, context.own);
  const privileged = reader.boolean("privileged");
  const user = reader.text("user");
  const inherited: Setting<User> =
    context.user.state === "known" ? { ...context.user, origin: "default" } : context.user;
  return {
    kind,
    index,
    at,
    privileged,
    user: user.state === "unknown" ? user : user.value === null ? inherited : { ...user, value: parseUser(user.value) },
    capabilities: is(privileged, false) ? context.capabilities : plainCapabilities(privileged, context.engine),
    command: commandOf(reader, "command") ?? byDefault([], at),
  };
}
