import allCapabilities from "./all-capabilities.ts";
import allowWithoutReason from "./allow-without-reason.ts";
import apparmorUnconfined from "./apparmor-unconfined.ts";
import conflictingOptions from "./conflicting-options.ts";
import dangerousCapability from "./dangerous-capability.ts";
import defaultCapabilities from "./default-capabilities.ts";
import hostCgroup from "./host-cgroup.ts";
import hostIpc from "./host-ipc.ts";
import hostNetwork from "./host-network.ts";
import hostPid from "./host-pid.ts";
import hostUserns from "./host-userns.ts";
import hostUts from "./host-uts.ts";
import inertCapability from "./inert-capability.ts";
import invalidOption from "./invalid-option.ts";
import newPrivileges from "./new-privileges.ts";
import noCpuLimit from "./no-cpu-limit.ts";
import noMemoryLimit from "./no-memory-limit.ts";
import noPidsLimit from "./no-pids-limit.ts";
import privilegeEscalation from "./privilege-escalation.ts";
import privileged from "./privileged.ts";
import privilegedHook from "./privileged-hook.ts";
import rootHook from "./root-hook.ts";
import rootUser from "./root-user.ts";
import type { AnyRule } from "./rule.ts";
import seccompUnconfined from "./seccomp-unconfined.ts";
import sharedNamespace from "./shared-namespace.ts";
import systemPathsUnconfined from "./system-paths-unconfined.ts";
import unhardened from "./unhardened.ts";
import unpinnedImage from "./unpinned-image.ts";
import unusedAllow from "./unused-allow.ts";
import voidHardening from "./void-hardening.ts";
import writableCgroups from "./writable-cgroups.ts";
import writableRootfs from "./writable-rootfs.ts";

/**
 * Every rule, in the order of the ids. A rule that looks at several kinds of subjects stands here once for each kind, always with the same id,
 * level and documentation.
 */
export const RULES: readonly AnyRule[] = [
  allCapabilities,
  allowWithoutReason,
  apparmorUnconfined,
  conflictingOptions,
  dangerousCapability,
  defaultCapabilities,
  hostCgroup,
  hostIpc,
  hostNetwork,
  hostPid,
  hostUserns,
  hostUts,
  inertCapability,
  invalidOption,
  newPrivileges,
  noCpuLimit,
  noMemoryLimit,
  noPidsLimit,
  privilegeEscalation,
  privileged,
  ...privilegedHook,
  rootHook,
  ...rootUser,
  seccompUnconfined,
  sharedNamespace,
  systemPathsUnconfined,
  unhardened,
  ...unpinnedImage,
  unusedAllow,
  voidHardening,
  writableCgroups,
  writableRootfs,
];

const BY_ID: ReadonlyMap<string, AnyRule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rules with each id once, for lists of rules and their documentation. */
export function rulesById(): ReadonlyMap<string, AnyRule> {
  return BY_ID;
}
