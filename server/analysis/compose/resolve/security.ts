import type { Engine } from "../../facts/engine.ts";
import type { Security, SecurityOption } from "../../model/container.ts";
import { parseSeccompProfile, type SeccompProfile } from "../../model/seccomp.ts";
import { byDefault, is, knownValue, mapSetting, type Setting } from "../../model/setting.ts";
import { hasUnresolved, type Scalar } from "../../yaml/tree.ts";
import { because, type Decision, type ServiceReader } from "../syntax/service-reader.ts";

type Option = SecurityOption & Decision & { readonly scalar: Scalar };

/** Reads a seccomp profile as Compose names it: undefined where it is not loaded yet, null where there is none. */
export type ProfileReader = (path: string) => string | null | undefined;

/**
 * What `security_opt` and `privileged` make of a container's confinement. Where an option stands twice, the engine takes the last.
 * Source: https://github.com/moby/moby/blob/master/daemon/daemon_unix.go (parseSecurityOpt) and observation of Engine 28.5.
 */
export function securityOf(
  reader: ServiceReader,
  privileged: Setting<boolean>,
  { engine, profile }: { readonly engine: Engine; readonly profile: ProfileReader },
): Security {
  const options = reader.texts("security_opt").map(option);
  const last = (key: string): Option | undefined => options.findLast((option) => option.key === key && option.valid);
  /** `privileged` opens what nothing else decides. */
  const opened = <T>(open: T, closed: Setting<T>): Setting<T> => {
    if (privileged.state === "unknown") return privileged;
    return privileged.value ? { ...privileged, value: open } : closed;
  };
  const plain = <T>(value: T): Setting<T> => byDefault(value, reader.at);
  const confined = engine.lsm.includes("apparmor") ? "docker-default" : "unconfined";
  const seccomp = named(last("seccomp"), SECCOMP_WORDS, opened("unconfined", plain("default")));
  const paths = flag(last("systempaths"), (value) => value !== "unconfined", plain(true));
  return {
    options,
    noNewPrivileges: flag(last("no-new-privileges"), isTrue, plain(false)),
    seccomp,
    ...profileOf(knownValue(seccomp), profile),
    apparmor: named(last("apparmor"), NO_WORDS, opened("unconfined", plain(confined))),
    selinux: selinux(options, [privileged, hostShare(reader, "pid"), hostShare(reader, "ipc")], reader),
    maskedPaths: opened(false, paths),
    readonlyPaths: opened(false, paths),
    writableCgroups: flag(last("writable-cgroups"), isTrue, opened(true, plain(false))),
  };
}

/** Compose reads the file itself and hands its text to the Engine. Source: https://github.com/docker/compose (parseSecurityOpts). */
function profileOf(path: string | undefined, read: ProfileReader): { readonly seccompProfile?: SeccompProfile } {
  if (path === undefined || path === "" || path === "default" || path === "unconfined") return {};
  const text = read(path);
  if (text === undefined) return {};
  return { seccompProfile: text === null ? { state: "missing" } : parseSeccompProfile(text) };
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["1", "t", "T", "TRUE", "true", "True"].map((text) => [text, true] as const),
  ...["0", "f", "F", "FALSE", "false", "False"].map((text) => [text, false] as const),
]);

function isTrue(value: string): boolean {
  return BOOLEANS.get(value) ?? true;
}

/** Takes `key=value`, `key:value` and the bare `no-new-privileges` apart. */
function option({ value: scalar, text, origin, at, via }: { value: Scalar; text: string } & Decision): Option {
  const separator = text.includes("=") ? "=" : ":";
  const cut = text.indexOf(separator);
  const key = cut < 0 ? text : text.slice(0, cut);
  const value = cut < 0 ? "true" : text.slice(cut + 1);
  const valid = hasUnresolved(text) || isAccepted(key, value, cut < 0 ? "" : separator);
  return { scalar, key, value, text, valid, origin, at, ...(via === undefined ? {} : { via }) };
}

function isAccepted(key: string, value: string, separator: string): boolean {
  switch (key) {
    case "no-new-privileges":
      return separator === "" || BOOLEANS.has(value);
    case "writable-cgroups":
      return separator !== "" && BOOLEANS.has(value);
    case "systempaths":
      return separator === "=" && value === "unconfined";
    case "seccomp":
    case "apparmor":
    case "label":
    case "credentialspec":
      return separator !== "" && value !== "";
    default:
      return false;
  }
}

function setting<T>({ scalar, value, origin, at, via }: Option, read: (value: string) => T): Setting<T> {
  const decision = { origin, at, ...(via === undefined ? {} : { via }) };
  if (hasUnresolved(value)) return { state: "unknown", because: because(scalar), ...decision };
  return { state: "known", value: read(value), ...decision };
}

function flag(
  option: Option | undefined,
  read: (value: string) => boolean,
  fallback: Setting<boolean>,
): Setting<boolean> {
  return option === undefined ? fallback : setting(option, read);
}

const SECCOMP_WORDS: ReadonlyMap<string, string> = new Map([["builtin", "default"]]);
const NO_WORDS: ReadonlyMap<string, string> = new Map();

/** The option's value, by the engine's own word for it where it has one. */
function named(
  option: Option | undefined,
  words: ReadonlyMap<string, string>,
  fallback: Setting<string>,
): Setting<string> {
  return option === undefined ? fallback : setting(option, (value) => words.get(value) ?? value);
}

/** Without a label of its own, a container that is privileged or shares the host's processes gets `label=disable` from the engine. */
function selinux(
  options: readonly Option[],
  reasons: readonly Setting<boolean>[],
  reader: ServiceReader,
): Setting<string> {
  const labels = options.filter(({ key, valid }) => key === "label" && valid);
  const last = labels.findLast(({ value }) => value === "disable") ?? labels.at(-1);
  if (last !== undefined) return setting(last, (value) => (value === "disable" ? "disabled" : value));
  const reason = reasons.find((one) => is(one, true)) ?? reasons.find(({ state }) => state === "unknown");
  if (reason === undefined) return byDefault("default", reader.at);
  return mapSetting(reason, () => "disabled");
}

/** Whether the service itself asks for the host's namespace; joining a service that has it does not count here. */
function hostShare(reader: ServiceReader, key: "pid" | "ipc"): Setting<boolean> {
  return reader.scalar([key], false, ({ text }) => text === "host");
}
