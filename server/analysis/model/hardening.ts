import type { Container } from "./container.ts";
import { is, isWritten, type Setting } from "./setting.ts";

/** A wall that costs nothing to raise and that nobody has decided about. */
export type Hardening = "capabilities" | "privileges" | "user" | "rootfs" | "memory" | "pids" | "cpus";

/**
 * Which of the usual hardening a container surely lacks. What somebody wrote is a choice and is not listed: an empty `cap_drop`, `read_only: false`,
 * `pids_limit: -1`; nor is what is unknown, or what the container's Dockerfile decides.
 * A file that only adds to a service says nothing of what the service lacks.
 */
export function missingHardening(service: Container): ReadonlySet<Hardening> {
  const { capabilities, security, limits, user } = service;
  const missing = new Set<Hardening>();
  if (service.windows || service.partial) return missing;
  const choseNothing = service.keys.has("cap_drop") && capabilities.dropped.length === 0;
  const dropsAll = capabilities.dropped.some(({ value }) => value === "ALL");
  if (!dropsAll && !choseNothing && is(service.privileged, false)) missing.add("capabilities");
  if (lacks(security.noNewPrivileges, false)) missing.add("privileges");
  if (user.state === "known" && user.value.root === true && !isWritten(user) && !service.build) missing.add("user");
  if (lacks(service.rootfs, "writable")) missing.add("rootfs");
  if (lacks(limits.memory, null)) missing.add("memory");
  if (lacks(limits.pids, null)) missing.add("pids");
  if (lacks(limits.cpus, null)) missing.add("cpus");
  return missing;
}

function lacks<T>(setting: Setting<T>, value: T): boolean {
  return !isWritten(setting) && is(setting, value);
}
