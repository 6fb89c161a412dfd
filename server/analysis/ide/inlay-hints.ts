import { declaredEntry } from "../compose/syntax/declared.ts";
import { CAPABILITIES, capabilityMask } from "../facts/capabilities.ts";
import { type ImageProfile, restingOn } from "../facts/image-profiles.ts";
import { NAMESPACES } from "../facts/namespaces.ts";
import type { Container } from "../model/container.ts";
import { isWritten, knownValue } from "../model/setting.ts";
import { shortened } from "../text/shorten.ts";
import { IN_ENGLISH, type Words } from "../text/words.ts";
import { type Entry, entryOf, type Node, wholeOf } from "../yaml/tree.ts";
import { code } from "./hover/card.ts";
import type { ShownFile } from "./shown-file.ts";

type Say = Words["say"];

/** A word about what holds although nobody wrote it, to be shown at an offset of the file. */
export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
  /** On which side a blank belongs between the hint and the text. */
  readonly blank: "before" | "none";
  /** Which of them it is, so that whoever shows them can leave some out. */
  readonly kind: "user" | "capabilities" | "namespaces" | "ports";
}

/**
 * What is not written and decides: who a container runs as where no `user` says so, how many capabilities `cap_drop` and `cap_add` leave, the address
 * of a port that names none, and a namespace that is the host's by way of another service. Each place has a hint once, whichever services share it. None
 * in a command, whose line is long enough without, and in a dev container and a unit, whose keys are other ones.
 */
export function inlayHints(file: ShownFile, { say }: Words = IN_ENGLISH): readonly InlayHint[] {
  const { analysis } = file;
  if (analysis.kind !== "compose" && analysis.kind !== "dockerfile") return [];
  const hints = analysis.project
    ? analysis.project.services.flatMap((service) => (service.windows ? [] : serviceHints(service, file, say)))
    : stageHints(file, say);
  const byPlace = new Map(hints.map((hint) => [`${hint.offset} ${hint.label}`, hint]));
  return [...byPlace.values()].sort((a, b) => a.offset - b.offset);
}

function serviceHints(service: Container, file: ShownFile, say: Say): readonly InlayHint[] {
  const block = blockOf(service, file);
  return block
    ? [
        ...userHints(service, block, file, say),
        ...capabilityHints(service, block, file, say),
        ...namespaceHints(service, block, file, say),
        ...portHints(service, file, say),
      ]
    : [];
}

/** The service's own mapping in this file; its entries may have come in by a merge key. */
function blockOf({ name, at }: Container, { uri, text, cache }: ShownFile): Node | undefined {
  if (at.file !== uri) return undefined;
  const found = cache.compose(uri, text).documents.map(({ root }) => declaredEntry(root, name)?.value);
  return found.find((node) => node !== undefined);
}

/** Behind `image` or `build`, which decide it. */
function userHints(container: Container, block: Node, file: ShownFile, say: Say): readonly InlayHint[] {
  const {
    user,
    source: { partial },
  } = container;
  if (user.origin === "written" || user.origin === "inherited" || partial) return [];
  const entry = entryOf(block, "build") ?? entryOf(block, "image");
  const offset = entry && endOf(entry, file);
  const words = userWords(container, say);
  return offset === undefined || words === undefined ? [] : [{ offset, blank: "before", kind: "user", ...words }];
}

/** Root is who starts; who it is then, only the image's start script can tell. */
function userWords(container: Container, say: Say): Pick<InlayHint, "label" | "tooltip"> | undefined {
  const { user } = container;
  if (user.state === "unknown") return undefined;
  const { text, root } = user.value;
  const tooltip =
    user.origin === "dockerfile"
      ? say("Nothing here sets `user`: its Dockerfile says so.")
      : say("Nothing here sets `user`: the image decides, and without a word of its own that is root.");
  if (root !== true) return { label: say("runs as {0}", shortened(text, LONGEST_LABEL)), tooltip };
  const becomes = startOf(container);
  if (becomes === null) return { label: say("runs as root"), tooltip };
  if (becomes === undefined) return { label: say("starts as root"), tooltip };
  const then = shortened(becomes.user, LONGEST_LABEL);
  return becomes.workersOnly
    ? {
        label: say("runs as root, its workers as {0}", then),
        tooltip: `${tooltip} ${say("Only what it starts gives root up.")}`,
      }
    : {
        label: say("starts as root, then {0}", then),
        tooltip: `${tooltip} ${say("Its start gives root up, through {0}.", becomes.by)}`,
      };
}

/** How the image's own start gives root up; null where it is known not to, undefined where nobody knows, as where another program is started. */
function startOf({ profile, source: { keys } }: Container): Exclude<ImageProfile["becomes"], "unknown"> | undefined {
  const isOwnStart = !keys.has("entrypoint") && !keys.has("command");
  if (!profile || profile.becomes === "unknown" || restingOn(profile, ["start"]) === "guessed") return undefined;
  return isOwnStart ? profile.becomes : undefined;
}

/** In UTF-16 code units. */
const LONGEST_LABEL = 40;

function capabilityHints(
  { capabilities, privileged }: Container,
  block: Node,
  file: ShownFile,
  say: Say,
): readonly InlayHint[] {
  const { bounding } = capabilities;
  const entry = entryOf(block, "cap_add") ?? entryOf(block, "cap_drop");
  const offset = entry && endOf(entry, file);
  if (offset === undefined || bounding.state === "unknown" || knownValue(privileged) !== false) return [];
  const names = CAPABILITIES.map(({ name }) => name).filter((name) => bounding.value.includes(name));
  const list = names.length > 0 ? names.map((name) => `\`${name}\``).join(", ") : say("none");
  const mask = `\`${capabilityMask(names)}\``;
  const tooltip = say("What `cap_drop` and `cap_add` leave of the default set: {0}. Mask {1}.", list, mask);
  return [
    {
      offset,
      blank: "before",
      kind: "capabilities",
      label: say("leaves {0} of {1}", String(names.length), String(CAPABILITIES.length)),
      tooltip,
    },
  ];
}

/** Behind a namespace that is joined with another service's and turns out to be the host's. */
function namespaceHints({ namespaces }: Container, block: Node, file: ShownFile, say: Say): readonly InlayHint[] {
  return NAMESPACES.flatMap(({ name, composeKey }): InlayHint[] => {
    const entry = composeKey === undefined ? undefined : entryOf(block, composeKey);
    if (entry?.value.kind !== "scalar" || !entry.value.text.startsWith("service:")) return [];
    const offset = endOf(entry, file);
    if (offset === undefined || knownValue(namespaces[name]) !== "host") return [];
    const tooltip = say("The service that is named here has the host's namespace `{0}`, and so has this one.", name);
    return [{ offset, blank: "before", kind: "namespaces", label: say("which is the host's"), tooltip }];
  });
}

/** Before the ports of a short entry without an address. */
function portHints({ ports }: Container, { uri, text }: ShownFile, say: Say): readonly InlayHint[] {
  return ports.flatMap(({ at, hostIp, effective, text: short, published }): InlayHint[] => {
    const isImplied = short !== undefined && hostIp.origin === "default" && effective;
    const address = knownValue(hostIp);
    if (!isImplied || at.file !== uri || address === undefined || isWritten(hostIp)) return [];
    const quoted = /^["']/.test(text.slice(at.start, at.end)) ? 1 : 0;
    const tooltip = portWords(address === "0.0.0.0", knownValue(published) === "", say);
    return [
      {
        offset: at.start + quoted,
        blank: "none",
        kind: "ports",
        label: `${shortened(address, LONGEST_LABEL)}:`,
        tooltip,
      },
    ];
  });
}

/** Where a port is open that names no address; `isPicked` is one whose number the engine picks. */
function portWords(everywhere: boolean, isPicked: boolean, say: Say): string {
  const port = isPicked ? say("a port that the engine picks") : say("the port");
  return everywhere
    ? say("No address is named, so that {0} is open on every address of the host, also to the network around it.", port)
    : say("No address is named, so that {0} is bound to the network's default address.", port);
}

/** Behind the base of the final stage, where no `USER` follows. */
function stageHints({ analysis, uri }: ShownFile, say: Say): readonly InlayHint[] {
  const stage = analysis.dockerfile?.stages.at(-1);
  if (!stage || stage.windows || stage.users.length > 0 || stage.baseAt.file !== uri) return [];
  const { user } = stage;
  if (user.state === "unknown") return [];
  const { text, root } = user.value;
  const from = stage.parent
    ? say("No `USER` follows. The stage {0} decides.", code(stage.parent.name))
    : say("No `USER` follows. The base image decides.");
  const tooltip = root ? `${from} ${say("Without a word of its own that is root.")}` : from;
  return [
    {
      offset: stage.baseAt.end,
      blank: "before",
      kind: "user",
      label: root === true ? say("starts as root") : say("runs as {0}", shortened(text, LONGEST_LABEL)),
      tooltip,
    },
  ];
}

/** Behind the value where it ends on the key's line, else behind the key's colon. Undefined for what stands in another file. */
function endOf({ key, value, via }: Entry, { uri, text }: ShownFile): number | undefined {
  if (key.file !== uri) return undefined;
  const colon = key.end + 1;
  const written = [via, { ...wholeOf(value), file: value.at.file }].find(
    (place) => place?.file === uri && place.start >= colon && !/[\r\n]/.test(text.slice(colon, place.end)),
  );
  return written?.end ?? colon;
}
