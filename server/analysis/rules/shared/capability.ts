import { type Capability, type CapabilityName, isInitialOnly } from "../../facts/capabilities.ts";
import type { Engine } from "../../facts/engine.ts";
import type { Container } from "../../model/container.ts";
import type { Level } from "../../model/level.ts";
import { below, levelOfSeverity } from "../../model/level.ts";
import { is, knownValue } from "../../model/setting.ts";

/** Whether no process of the container can ever hold a capability: its user is not root and is given none, and nothing may raise it. */
export function holdsNone(service: Container): boolean {
  const { user, capabilities, security } = service;
  return knownValue(user)?.root === false && capabilities.ambient.length === 0 && is(security.noNewPrivileges, true);
}

/** Whether a process of the container may hold a capability: it is, or may be, among those that the engine gives. */
export function mayHold(service: Container, name: CapabilityName): boolean {
  return knownValue(service.capabilities.bounding)?.includes(name) !== false && !holdsNone(service);
}

/**
 * How grave it is that a container is granted a capability: what the table says, then what root alone can do with it at once, then who holds it.
 * Undefined for one that harms nobody. Nothing is an error while the user is unknown or the engine maps root to somebody else.
 */
export function capabilityLevel({ name, risk }: Capability, service: Container, engine: Engine): Level | undefined {
  const byRisk = name === "SYS_ADMIN" ? (isConfined(service, engine) ? "warning" : "error") : levelOfSeverity(risk);
  const usual = ESCAPES.has(name) ? "error" : byRisk;
  const level = usual && NEEDS_PROCESSES.has(name) && is(service.namespaces.pid, "private") ? below(usual) : usual;
  const root = knownValue(service.user)?.root;
  if (level === undefined || root === true || service.capabilities.ambient.includes(name))
    return level === "error" && isRemapped(service) && !isInitialOnly(name) ? "warning" : level;
  if (root === false) return below(level);
  return level === "error" ? "warning" : level;
}

/** What root does with the capability alone is the takeover; no other setting has to help. */
const ESCAPES: ReadonlySet<string> = new Set(["SYS_MODULE", "SYS_RAWIO", "DAC_READ_SEARCH"]);

/** These reach the processes that the container sees and no others. */
const NEEDS_PROCESSES: ReadonlySet<string> = new Set(["SYS_PTRACE", "SYS_BOOT"]);

/** Whether AppArmor or SELinux stands behind the capabilities, or may do so: what is unknown is not taken for absent. */
function isConfined({ security }: Container, engine: Engine): boolean {
  return (
    (engine.lsm.includes("apparmor") && !is(security.apparmor, "unconfined")) ||
    (engine.lsm.includes("selinux") && !is(security.selinux, "disabled"))
  );
}

function isRemapped(service: Container): boolean {
  return is(service.namespaces.user, "private");
}
