import type { Engine } from "../../facts/engine.ts";
import type { InvalidValue } from "../../model/container.ts";
import { hasUnresolved } from "../../yaml/tree.ts";
import { listedText, type ServiceReader } from "../syntax/service-reader.ts";
import { shortVolume } from "../syntax/short-syntax.ts";

/**
 * Values of isolation keys that Compose passes on and that do not do what they say; what Compose itself refuses is told elsewhere.
 * Podman knows more words than Docker, so nothing is said of its files.
 * Source: https://github.com/moby/moby/blob/master/api/types/container/hostconfig.go and observation of Engine 28.5 and Compose 2.40.
 */
export function invalidValuesIn(reader: ServiceReader, engine: Engine): readonly InvalidValue[] {
  if (engine.mode === "podman") return [];
  return [...namespaceWords(reader), ...volumeOptions(reader)];
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
