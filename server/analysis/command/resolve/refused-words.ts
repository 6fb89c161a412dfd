import { wrongShortPort } from "../../compose/refusals/entries.ts";
import type { ServiceReader } from "../../compose/syntax/service-reader.ts";
import { shortPort, shortVolume, splitVolume } from "../../compose/syntax/short-syntax.ts";
import type { InvalidValue } from "../../model/container.ts";
import { hasUnresolved } from "../../yaml/tree.ts";
import { mistakenSwitch } from "../syntax/container-command.ts";
import type { ContainerCommand } from "../syntax/tree.ts";

/** What the Docker CLI and the Engine take for each namespace. Source: observation of the Docker CLI 28.5 and of Engine 28.5. */
const MODES: readonly (readonly [key: string, accepted: RegExp])[] = [
  ["pid", /^(?:|host|container:.+)$/],
  ["ipc", /^(?:|host|none|private|shareable|container:.+)$/],
  ["uts", /^(?:|host)$/],
  ["userns_mode", /^(?:|host)$/],
  ["cgroup", /^(?:|host|private)$/],
];

/** Words of a command that Docker refuses, and words that are read otherwise than they were meant. Podman knows more words, so nothing is said of its. */
export function refusedWords(
  reader: ServiceReader,
  command: Pick<ContainerCommand, "program" | "flags" | "image">,
): readonly InvalidValue[] {
  return [...mistaken(command), ...(command.program === "docker" ? refusedByDocker(reader) : [])];
}

function* mistaken(command: Pick<ContainerCommand, "flags" | "image">): Generator<InvalidValue> {
  const flag = mistakenSwitch(command);
  const { image } = command;
  if (flag?.fact.key === undefined || image === undefined) return;
  const because = `a switch takes no second word, so that \`${image.text}\` is taken for the image`;
  yield { key: flag.fact.key, value: image.text, text: image.text, at: image.at, effect: "ignored", because };
}

function* refusedByDocker(reader: ServiceReader): Generator<InvalidValue> {
  for (const [key, accepted] of MODES) {
    const mode = reader.text(key);
    if (mode.state === "unknown" || mode.value === null || accepted.test(mode.value)) continue;
    const { value, at } = mode;
    const meant = value.trim().toLowerCase();
    const right = meant !== value && accepted.test(meant) ? { meant } : {};
    yield { key, value, text: value, at, effect: "refused", ...right };
  }
  for (const { text, at } of reader.texts("ports")) {
    const because = hasUnresolved(text) ? undefined : wrongShortPort(text, "all");
    // Port 0 is sent, and nobody has seen what becomes of it.
    if (because !== undefined && shortPort(text)?.target !== "0")
      yield { key: "ports", value: text, text, at, effect: "refused", because };
  }
  for (const { text, at } of reader.texts("volumes")) {
    if (hasUnresolved(text)) continue;
    const parts = splitVolume(text);
    if (parts.length > 3 || (parts.length > 1 && parts.includes(""))) {
      const because = "it takes a source, a target and options, none of them empty, with colons between";
      yield { key: "volumes", value: text, text, at, effect: "refused", because };
      continue;
    }
    const option = shortVolume(text).options.find((one) => !VOLUME_OPTIONS.test(one));
    if (option === undefined || option === "") continue;
    const meant = option.toLowerCase();
    yield {
      key: "volumes",
      value: option,
      text,
      at,
      effect: "refused",
      ...(VOLUME_OPTIONS.test(meant) ? { meant } : {}),
    };
  }
}

/** Source: https://github.com/moby/moby/blob/v28.5.2/volume/mounts/linux_parser.go */
const VOLUME_OPTIONS = /^(?:ro|rw|z|Z|nocopy|r?shared|r?slave|r?private|consistent|cached|delegated|volume-nocopy)$/;
