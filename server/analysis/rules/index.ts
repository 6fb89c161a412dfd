import agentSocket from "./agent-socket.ts";
import allCapabilities from "./all-capabilities.ts";
import allGpus from "./all-gpus.ts";
import allowWithoutReason from "./allow-without-reason.ts";
import apiSocket from "./api-socket.ts";
import apparmorUnconfined from "./apparmor-unconfined.ts";
import bakedSecret from "./baked-secret.ts";
import buildDevice from "./build-device.ts";
import builtInKey from "./built-in-key.ts";
import cleartextDownload from "./cleartext-download.ts";
import conflictingOptions from "./conflicting-options.ts";
import daemonInImage from "./daemon-in-image.ts";
import dangerousCapability from "./dangerous-capability.ts";
import defaultBridge from "./default-bridge.ts";
import defaultCapabilities from "./default-capabilities.ts";
import deviceRule from "./device-rule.ts";
import dockerSocket from "./docker-socket.ts";
import dockerTcp from "./docker-tcp.ts";
import droppedGroups from "./dropped-groups.ts";
import endOfLifeImage from "./end-of-life-image.ts";
import escapePath from "./escape-path.ts";
import exposedAdminPort from "./exposed-admin-port.ts";
import exposedPort from "./exposed-port.ts";
import flatNetwork from "./flat-network.ts";
import hostBuildContext from "./host-build-context.ts";
import hostCgroup from "./host-cgroup.ts";
import hostCommand from "./host-command.ts";
import hostDevice from "./host-device.ts";
import hostIpc from "./host-ipc.ts";
import hostNetwork from "./host-network.ts";
import hostNetworkBuild from "./host-network-build.ts";
import hostPath from "./host-path.ts";
import hostPid from "./host-pid.ts";
import hostProvider from "./host-provider.ts";
import hostUserns from "./host-userns.ts";
import hostUts from "./host-uts.ts";
import identityFileMount from "./identity-file-mount.ts";
import ignoredPorts from "./ignored-ports.ts";
import inertCapability from "./inert-capability.ts";
import initializeCommand from "./initialize-command.ts";
import insecureBuild from "./insecure-build.ts";
import invalidOption from "./invalid-option.ts";
import lanNetwork from "./lan-network.ts";
import leakedSecretMount from "./leaked-secret-mount.ts";
import lostHardening from "./lost-hardening.ts";
import mountPropagation from "./mount-propagation.ts";
import newPrivileges from "./new-privileges.ts";
import noCpuLimit from "./no-cpu-limit.ts";
import noMemoryLimit from "./no-memory-limit.ts";
import noPidsLimit from "./no-pids-limit.ts";
import oomProtection from "./oom-protection.ts";
import pipedInstaller from "./piped-installer.ts";
import plaintextSecret from "./plaintext-secret.ts";
import privilegeEscalation from "./privilege-escalation.ts";
import privileged from "./privileged.ts";
import privilegedGroup from "./privileged-group.ts";
import privilegedHook from "./privileged-hook.ts";
import projectMount from "./project-mount.ts";
import readOnlyBypass from "./read-only-bypass.ts";
import remoteAdd from "./remote-add.ts";
import remoteBuildCredentials from "./remote-build-credentials.ts";
import remoteInclude from "./remote-include.ts";
import retiredContentTrust from "./retired-content-trust.ts";
import rootHook from "./root-hook.ts";
import rootUser from "./root-user.ts";
import type { Rule } from "./rule.ts";
import seccompUnconfined from "./seccomp-unconfined.ts";
import selinuxDisabled from "./selinux-disabled.ts";
import selinuxRelabel from "./selinux-relabel.ts";
import setuidBinary from "./setuid-binary.ts";
import setuidEscalation from "./setuid-escalation.ts";
import sharedNamespace from "./shared-namespace.ts";
import socketProxyExposed from "./socket-proxy-exposed.ts";
import starvedContainer from "./starved-container.ts";
import sudo from "./sudo.ts";
import systemDirectory from "./system-directory.ts";
import systemPathsUnconfined from "./system-paths-unconfined.ts";
import unhardened from "./unhardened.ts";
import unhardenedPreStart from "./unhardened-pre-start.ts";
import unlimitedResource from "./unlimited-resource.ts";
import unpinnedImage from "./unpinned-image.ts";
import unprotectedGateway from "./unprotected-gateway.ts";
import unsafeSysctl from "./unsafe-sysctl.ts";
import untrustedFrontend from "./untrusted-frontend.ts";
import unusedAllow from "./unused-allow.ts";
import unverifiedDownload from "./unverified-download.ts";
import voidHardening from "./void-hardening.ts";
import volumesFrom from "./volumes-from.ts";
import weakAccount from "./weak-account.ts";
import weakSeccompProfile from "./weak-seccomp-profile.ts";
import weakTmpfs from "./weak-tmpfs.ts";
import widenedPorts from "./widened-ports.ts";
import worldWritable from "./world-writable.ts";
import writableCgroups from "./writable-cgroups.ts";
import writableRootfs from "./writable-rootfs.ts";

/** Every rule, in the order of the ids. */
export const RULES: readonly Rule[] = [
  agentSocket,
  allCapabilities,
  allGpus,
  allowWithoutReason,
  apiSocket,
  apparmorUnconfined,
  bakedSecret,
  buildDevice,
  builtInKey,
  cleartextDownload,
  conflictingOptions,
  daemonInImage,
  dangerousCapability,
  defaultBridge,
  defaultCapabilities,
  deviceRule,
  dockerSocket,
  dockerTcp,
  droppedGroups,
  endOfLifeImage,
  escapePath,
  exposedAdminPort,
  exposedPort,
  flatNetwork,
  hostBuildContext,
  hostCgroup,
  hostCommand,
  hostDevice,
  hostIpc,
  hostNetwork,
  hostNetworkBuild,
  hostPath,
  hostPid,
  hostProvider,
  hostUserns,
  hostUts,
  identityFileMount,
  ignoredPorts,
  inertCapability,
  initializeCommand,
  insecureBuild,
  invalidOption,
  lanNetwork,
  leakedSecretMount,
  lostHardening,
  mountPropagation,
  newPrivileges,
  noCpuLimit,
  noMemoryLimit,
  noPidsLimit,
  oomProtection,
  pipedInstaller,
  plaintextSecret,
  privilegeEscalation,
  privileged,
  privilegedGroup,
  privilegedHook,
  projectMount,
  readOnlyBypass,
  remoteAdd,
  remoteBuildCredentials,
  remoteInclude,
  retiredContentTrust,
  rootHook,
  rootUser,
  seccompUnconfined,
  selinuxDisabled,
  selinuxRelabel,
  setuidBinary,
  setuidEscalation,
  sharedNamespace,
  socketProxyExposed,
  starvedContainer,
  sudo,
  systemDirectory,
  systemPathsUnconfined,
  unhardened,
  unhardenedPreStart,
  unlimitedResource,
  unpinnedImage,
  unprotectedGateway,
  unsafeSysctl,
  untrustedFrontend,
  unusedAllow,
  unverifiedDownload,
  voidHardening,
  volumesFrom,
  weakAccount,
  weakSeccompProfile,
  weakTmpfs,
  widenedPorts,
  worldWritable,
  writableCgroups,
  writableRootfs,
];

/** The rules with each id once, for lists of rules and their documentation. */
export const RULES_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));
