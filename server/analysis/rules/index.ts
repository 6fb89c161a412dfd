import agentSocket from "./agent-socket.ts";
import allCapabilities from "./all-capabilities.ts";
import allowWithoutReason from "./allow-without-reason.ts";
import apiSocket from "./api-socket.ts";
import apparmorUnconfined from "./apparmor-unconfined.ts";
import conflictingOptions from "./conflicting-options.ts";
import dangerousCapability from "./dangerous-capability.ts";
import defaultCapabilities from "./default-capabilities.ts";
import deviceRule from "./device-rule.ts";
import dockerSocket from "./docker-socket.ts";
import hostCgroup from "./host-cgroup.ts";
import hostDevice from "./host-device.ts";
import hostIpc from "./host-ipc.ts";
import hostNetwork from "./host-network.ts";
import hostPath from "./host-path.ts";
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
  agentSocket,
  allCapabilities,
  allowWithoutReason,
  apiSocket,
  apparmorUnconfined,
  conflictingOptions,
  dangerousCapability,
  defaultCapabilities,
  deviceRule,
  dockerSocket,
  hostCgroup,
  hostDevice,
  hostIpc,
  hostNetwork,
  hostPath,
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

/** The rules with each id once, for lists of rules and their documentation. */
export const RULES_BY_ID: ReadonlyMap<string, AnyRule> = new Map(RULES.map((rule) => [rule.id, rule]));
