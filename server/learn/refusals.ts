import { DOCKER_DEFAULT } from "../analysis/facts/capabilities.ts";
import { NAMESPACES } from "../analysis/facts/namespaces.ts";
import type { Container } from "../analysis/model/container.ts";
import type { Mount } from "../analysis/model/mount.ts";
import { is, isWritten, type Setting } from "../analysis/model/setting.ts";

/**
 * Why no copy of a container is run, each behind its name in a sentence; empty where one may be. A copy never has more than the engine gives to every container,
 * so that what needs more cannot be learned from.
 */
export function refusalsOf(container: Container): readonly string[] {
  const { privileged, capabilities, namespaces, devices, deviceRules, gpus, security, mounts } = container;
  const { bounding } = capabilities;
  const beyond =
    bounding.state === "known" ? bounding.value.filter((name) => !DOCKER_DEFAULT.includes(name)) : ["what is unknown"];
  const shared = NAMESPACES.flatMap(({ name }) =>
    isWritten(namespaces[name]) && !is(namespaces[name], "private") ? [name] : [],
  );
  const loosened = security.options.filter(({ value }) => value === "unconfined" || value === "disable");
  return [
    ...(container.windows ? ["is a Windows container"] : []),
    ...(container.source.partial === undefined ? [] : [`is decided by ${container.source.partial} too`]),
    ...(is(privileged, false) ? [] : ["is privileged"]),
    ...(beyond.length === 0 || !is(privileged, false)
      ? []
      : [`asks for more than the default capabilities: ${beyond.join(", ")}`]),
    ...shared.map((name) => `shares its ${name} namespace`),
    ...(devices.length + deviceRules.length + gpus.length > 0 ? ["is given devices"] : []),
    ...loosened.map(({ text }) => `has ${text}`),
    ...(security.options.some(({ key, value }) => key === "seccomp" && value !== "unconfined")
      ? ["has a seccomp profile of its own"]
      : []),
    ...(container.volumesFrom.length > 0 ? ["takes the volumes of others"] : []),
    ...(is(container.useApiSocket, false) ? [] : ["is given the engine's socket"]),
    ...(is(container.provider, null) ? [] : ["is run by a program on the host"]),
    ...(container.hooks.length + container.preStart.length > 0 ? ["has hooks"] : []),
    ...mounts.flatMap(refusedMount),
    ...container.starting().fileless.map(({ name }) => `is given ${name}, which is no file of the project`),
    ...unknownIn("entrypoint", container.entrypoint),
    ...unknownIn("command", container.command),
    ...unknownIn("user", container.user),
  ];
}

function refusedMount({ type, source, sourceText, target, from }: Mount): readonly string[] {
  if (from === "secrets" || from === "configs" || type === "tmpfs") return [];
  if (type === "volume" || type === "bind") {
    if (source.state === "unknown") return [`mounts what is not known: ${source.because}`];
    return type === "bind" && /\.sock(?:et)?$|^\/(?:var\/)?run(?:\/|$)/.test(source.value ?? "")
      ? [`mounts the socket ${sourceText}`]
      : [];
  }
  return [`mounts something of type ${type} at ${target}`];
}

function unknownIn(key: string, setting: Setting<unknown>): readonly string[] {
  return setting.state === "unknown" && setting.origin !== "default" && setting.origin !== "image"
    ? [`has a ${key} that is not known: ${setting.because}`]
    : [];
}
