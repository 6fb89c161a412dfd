import { holdsLinks } from "../../facts/devices.ts";
import type { Engine } from "../../facts/engine.ts";
import { hasSince, modeOf } from "../../facts/engine-modes.ts";
import type { InvalidValue, NamespaceMode } from "../../model/container.ts";
import type { Network } from "../../model/project.ts";
import type { Setting } from "../../model/setting.ts";
import { entryOf, hasUnresolved } from "../../yaml/tree.ts";
import { listedText, type ServiceReader } from "../syntax/service-reader.ts";
import { shortVolume } from "../syntax/short-syntax.ts";
import { refusedCapabilities } from "./capabilities.ts";
import { droppedKeys } from "./engine-keys.ts";
import { hostByName } from "./namespaces.ts";
import { isPublished } from "./ports.ts";
import { devicesOf } from "./resources.ts";

/**
 * Values of isolation keys that Compose passes on and that do not do what they say; what Compose itself refuses is told elsewhere.
 * Podman knows more words than Docker, so nothing is said of its files.
 * Source: https://github.com/moby/moby/blob/master/api/types/container/hostconfig.go and observation of Engine 28.5 and Compose 2.40.
 */
export function invalidValuesIn(
  reader: ServiceReader,
  network: Setting<NamespaceMode>,
  networks: ReadonlyMap<string, Network>,
  engine: Engine,
): readonly InvalidValue[] {
  const dropped = [...droppedKeys(engine, reader), ...hostNetworkByName(reader, networks, engine)];
  if (engine.mode === "podman") return [...dropped, ...capabilitiesInBoth(reader, engine)];
  const taken = [
    ...namespaceWords(reader),
    ...volumeOptions(reader),
    ...portsOfAnother(reader, network),
    ...deviceRules(reader),
    ...linkedDevices(reader),
    ...publishedWords(reader),
  ];
  const isPrivate = hasSince(engine, modeOf(engine).privatePidRefusedSince);
  const known = taken.filter(({ key, value }) => key !== "pid" || value !== "private" || isPrivate);
  return [...dropped, ...known.filter(({ key }) => dropped.every((one) => one.key !== key))];
}

/** Compose gives a service an alias on each network, which the host's network cannot have. */
function hostNetworkByName(
  reader: ServiceReader,
  networks: ReadonlyMap<string, Network>,
  engine: Engine,
): readonly InvalidValue[] {
  const decision = modeOf(engine).hostNetworkByName ? undefined : hostByName(reader, networks);
  if (decision === undefined) return [];
  const { at, via } = decision;
  const because = "the network called `host` takes no aliases, which Compose gives; `network_mode: host` leads there";
  return [{ key: "networks", value: "host", text: "host", at, effect: "refused", because, ...(via ? { via } : {}) }];
}

function capabilitiesInBoth(reader: ServiceReader, engine: Engine): readonly InvalidValue[] {
  return refusedCapabilities(reader, engine).map(({ text, at, via }) => ({
    key: "cap_add",
    value: text,
    text,
    at,
    effect: "refused",
    because: "`cap_drop` names it too",
    ...(via ? { via } : {}),
  }));
}

/** `ports` of a container that is in another's network: that one would have to publish them. */
function* portsOfAnother(reader: ServiceReader, network: Setting<NamespaceMode>): Generator<InvalidValue> {
  const ports = reader.entry("ports");
  const mode = reader.text("network_mode");
  if (ports === undefined || reader.items("ports").length === 0 || network.state === "unknown") return;
  if (mode.state === "unknown" || !/^(?:service|container):./.test(mode.value ?? "")) return;
  const value = mode.value ?? "";
  const { via } = reader.decided(ports);
  yield { key: "ports", value, text: value, at: ports.key, effect: "refused", ...(via ? { via } : {}) };
}

/** Source: https://github.com/moby/moby/blob/v28.5.2/oci/oci.go (AppendDevicePermissionsFromCgroupRules). */
function* deviceRules(reader: ServiceReader): Generator<InvalidValue> {
  for (const item of reader.texts("device_cgroup_rules")) {
    const { text } = item;
    if (hasUnresolved(text) || /^[abc] (?:\d+|\*):(?:\d+|\*) [rwm]{1,3}$/.test(text)) continue;
    yield { ...listedText(item), key: "device_cgroup_rules", value: text, effect: "refused" };
  }
}

/** Directories of links, which look as if they opened what the links lead to. */
function* linkedDevices(reader: ServiceReader): Generator<InvalidValue> {
  for (const { value, ...item } of devicesOf(reader)) {
    if (value.state === "unknown" || !holdsLinks(value.value.source)) continue;
    const { source } = value.value;
    const because = `${source} holds links alone, and the engine opens the nodes of a directory`;
    yield { ...item, key: "devices", value: source, effect: "refused", because };
  }
}

/** The long form takes any text for `published`, an address among them, and the engine takes ports only; of a short form Compose itself refuses it. */
function* publishedWords(reader: ServiceReader): Generator<InvalidValue> {
  for (const { node, decision } of reader.items("ports")) {
    const published = entryOf(node, "published")?.value;
    if (published?.kind !== "scalar" || isPublished(published.text)) continue;
    const { text, at } = published;
    const { via } = decision;
    const because = `\`published\` takes a port or a range, and ${text} is neither`;
    yield { key: "ports", value: text, text, at, effect: "refused", because, ...(via ? { via } : {}) };
  }
}

/** What the engine takes for each namespace beside `service:` and `container:`, which are followed where they lead. */
const MODES: readonly (readonly [string, RegExp])[] = [
  ["pid", /^(?:|host|(?:service|container):.+)$/],
  ["ipc", /^(?:|host|none|private|shareable|(?:service|container):.+)$/],
  ["uts", /^(?:|host)$/],
];

function* namespaceWords(reader: ServiceReader): Generator<InvalidValue> {
  for (const [key, accepted] of MODES) {
    const mode = reader.text(key);
    if (mode.state === "unknown" || mode.value === null || accepted.test(mode.value)) continue;
    const { value, at, via } = mode;
    const meant = value.trim().toLowerCase();
    yield {
      key,
      value,
      text: value,
      at,
      effect: "refused",
      ...(via ? { via } : {}),
      ...(meant !== value && accepted.test(meant) ? { meant } : {}),
    };
  }
  const users = reader.text("userns_mode");
  if (users.state === "unknown" || users.value === null || /^(?:|host)$/.test(users.value)) return;
  const { value, at, via } = users;
  yield { key: "userns_mode", value, text: value, at, effect: "ignored", ...(via ? { via } : {}) };
}

/** Options that are meant to confine and that Compose does not know; it drops them. Others that it drops, such as `cached`, promise nothing. */
function* volumeOptions(reader: ServiceReader): Generator<InvalidValue> {
  for (const item of reader.texts("volumes")) {
    if (hasUnresolved(item.text)) continue;
    const { options } = shortVolume(item.text);
    if (options.includes("ro")) continue;
    const option = options.find((one) => /^(?:ro|read-?_?only|noexec|nosuid|nodev)$/i.test(one));
    if (option === undefined) continue;
    const readOnly = /^r/i.test(option) ? { meant: "ro" } : {};
    yield { ...listedText(item), key: "volumes", value: option, effect: "ignored", ...readOnly };
  }
}
