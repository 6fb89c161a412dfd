import type { Engine } from "../../facts/engine.ts";
import type { Misread } from "../../model/service.ts";
import { hasHole } from "../../yaml/tree.ts";
import { type Block, listedText } from "../syntax/block.ts";
import { shortVolume } from "../syntax/short.ts";

/**
 * Values of isolation keys that Compose passes on and that do not do what they say; what Compose itself refuses is told elsewhere.
 * Podman knows more words than Docker, so nothing is said of its files.
 * Source: https://github.com/moby/moby/blob/master/api/types/container/hostconfig.go and observation of Engine 28.5 and Compose 2.40.
 */
export function misreadIn(block: Block, engine: Engine): readonly Misread[] {
  if (engine.mode === "podman") return [];
  return [...namespaceWords(block), ...volumeOptions(block)];
}

/** What the engine takes for each namespace beside `service:` and `container:`, which are followed where they lead. */
const MODES: readonly (readonly [string, RegExp])[] = [
  ["pid", /^(?:|host|(?:service|container):.+)$/],
  ["ipc", /^(?:|host|none|private|shareable|(?:service|container):.+)$/],
  ["uts", /^(?:|host)$/],
];

function* namespaceWords(block: Block): Generator<Misread> {
  for (const [key, accepted] of MODES) {
    const mode = block.text(key);
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
  const users = block.text("userns_mode");
  if (users.state === "unknown" || users.value === null || /^(?:|host)$/.test(users.value)) return;
  const { value, at, via } = users;
  yield { key: "userns_mode", value, text: value, at, effect: "ignored", ...(via ? { via } : {}) };
}

/** Options that are meant to confine and that Compose does not know; it drops them. Others that it drops, such as `cached`, promise nothing. */
function* volumeOptions(block: Block): Generator<Misread> {
  for (const item of block.texts("volumes")) {
    if (hasHole(item.text)) continue;
    const { options } = shortVolume(item.text);
    if (options.includes("ro")) continue;
    const option = options.find((one) => /^(?:ro|read-?_?only|noexec|nosuid|nodev)$/i.test(one));
    if (option === undefined) continue;
    const readOnly = /^r/i.test(option) ? { meant: "ro" } : {};
    yield { ...listedText(item), key: "volumes", value: option, effect: "ignored", ...readOnly };
  }
}
