import { type Engine, isEngineSince } from "../../facts/engine.ts";
import { modeOf, type OptionRule } from "../../facts/engine-modes.ts";
import { type Security, type SecurityOption, standsAlone } from "../../model/container.ts";
import { parseSeccompProfile, type SeccompProfile } from "../../model/seccomp.ts";
import { byDefault, is, knownValue, mapSetting, type Setting } from "../../model/setting.ts";
import { hasUnresolved, type Scalar } from "../../yaml/tree.ts";
import { because, type Decision, type ServiceReader } from "../syntax/service-reader.ts";
import type { Declaration } from "./declaration.ts";

type Option = SecurityOption & Decision & { readonly scalar: Scalar };

/** Reads a seccomp profile as Compose names it: undefined where it is not loaded yet, null where there is none. */
export type ProfileReader = (path: string) => string | null | undefined;

/**
 * What `security_opt` and `privileged` make of a container's confinement. Where an option stands twice, the engine takes the last.
 * Source: https://github.com/moby/moby/blob/master/daemon/daemon_unix.go (parseSecurityOpt) and observation of Engine 28.5.
 */
export function securityOf(
  { reader, kind }: Pick<Declaration, "reader" | "kind">,
  privileged: Setting<boolean>,
  { engine, profile }: { readonly engine: Engine; readonly profile: ProfileReader },
): Security {
  const facts = modeOf(engine);
  const mapped = facts.root !== "root" && !(facts.usersOptOut && is(reader.text("userns_mode"), "host"));
  const options = reader.texts("security_opt").map((one) => option(one, engine, mapped, !standsAlone({ kind })));
  const last = (key: string): Option | undefined =>
    options.findLast((option) => option.key === key && option.valid && !option.inert);
  /** `privileged` opens what nothing else decides. */
  const opened = <T>(open: T, closed: Setting<T>): Setting<T> => {
    if (privileged.state === "unknown") return privileged;
    return privileged.value ? { ...privileged, value: open } : closed;
  };
  const plain = <T>(value: T): Setting<T> => byDefault(value, reader.at);
  const profiled = engine.lsm.includes("apparmor") && facts.apparmor !== undefined;
  const confined = profiled ? facts.apparmor : "unconfined";
  const seccomp = named(
    last("seccomp"),
    SECCOMP_WORDS,
    opened("unconfined", plain(engine.defaults?.seccomp ?? "default")),
  );
  const paths = unmasked(
    last("unmask"),
    flag(last("systempaths"), (value) => value !== "unconfined", plain(true)),
  );
  return {
    options,
    noNewPrivileges: flag(last("no-new-privileges"), isTrue, plain(engine.defaults?.noNewPrivileges ?? false)),
    seccomp,
    // The daemon's own lies on its host.
    ...profileOf(seccomp.origin === "default" ? undefined : knownValue(seccomp), profile),
    apparmor:
      facts.apparmor === undefined
        ? plain(confined)
        : named(last("apparmor"), NO_WORDS, opened("unconfined", plain(confined))),
    selinux: selinux(options, [privileged, hostShare(reader, "pid"), hostShare(reader, "ipc")], reader),
    maskedPaths: opened(false, paths),
    readonlyPaths: opened(false, facts.hostProcesses === "own /proc" ? paths : openedBy(reader, "pid", paths)),
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
function option(
  { value: scalar, text, origin, at, via }: { value: Scalar; text: string } & Decision,
  engine: Engine,
  mapped: boolean,
  isComposed: boolean,
): Option {
  const separator = text.includes("=") ? "=" : ":";
  const cut = text.indexOf(separator);
  const key = cut < 0 ? text : text.slice(0, cut);
  const value = cut < 0 ? "true" : text.slice(cut + 1);
  const rule = modeOf(engine).options.get(key);
  const used = cut < 0 ? "" : separator;
  const { values, because: why, inert = [] } = (isComposed && rule?.composed) || {};
  const isTaken = rule !== undefined && isAccepted(rule, value, used, mapped) && isKnown(rule, value, engine);
  const isHeard = values?.includes(value) ?? true;
  return {
    ...{ scalar, key, value, text, valid: hasUnresolved(text) || (isTaken && isHeard), inert: inert.includes(used) },
    ...(isTaken && !isHeard && why !== undefined ? { because: why } : {}),
    ...{ origin, at, ...(via === undefined ? {} : { via }) },
  };
}

function isAccepted(rule: OptionRule, value: string, separator: "=" | ":" | "", mapped: boolean): boolean {
  const { separators, values, refused, refusedMapped } = rule;
  if (!separators.includes(separator) || refused?.includes(value) || (mapped && refusedMapped?.includes(value)))
    return false;
  return values === undefined ? value !== "" : values.includes(value);
}

function isKnown({ since, valuesSince }: OptionRule, value: string, engine: Engine): boolean {
  return [since, valuesSince?.get(value)].every((one) => one === undefined || isEngineSince(engine, one));
}

/** Podman's `unmask=ALL` takes all masks away; of one that names paths nobody has seen what it leaves. */
function unmasked(option: Option | undefined, fallback: Setting<boolean>): Setting<boolean> {
  if (option === undefined) return fallback;
  if (option.value === "ALL") return setting(option, () => false);
  const { origin, at, via } = option;
  return { state: "unknown", because: option.text, origin, at, ...(via === undefined ? {} : { via }) };
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
  const off = labels.findLast(({ value }) => value === "disable");
  const last = off ?? labels.find(({ value }) => hasUnresolved(value)) ?? labels.at(-1);
  const all = off ? "disabled" : labels.map(({ value }) => value).join(", ");
  if (last !== undefined) return setting(last, () => all);
  const reason = reasons.find((one) => is(one, true)) ?? reasons.find(({ state }) => state === "unknown");
  if (reason === undefined) return byDefault("default", reader.at);
  return mapSetting(reason, () => "disabled");
}

/** What is open where the service itself asks for the host's namespace. */
function openedBy(reader: ServiceReader, key: "pid" | "ipc", otherwise: Setting<boolean>): Setting<boolean> {
  const share = hostShare(reader, key);
  if (share.state === "unknown") return share;
  return share.value ? { ...share, value: false } : otherwise;
}

/** Whether the service itself asks for the host's namespace; joining a service that has it does not count here. */
function hostShare(reader: ServiceReader, key: "pid" | "ipc"): Setting<boolean> {
  return reader.scalar([key], false, ({ text }) => text === "host");
}
