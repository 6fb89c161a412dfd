import { declaredEntry } from "../compose/syntax/declared.ts";
import { CAPABILITIES, capabilityMask } from "../facts/capabilities.ts";
import { type ImageProfile, restingOn } from "../facts/image-profiles.ts";
import { NAMESPACES } from "../facts/namespaces.ts";
import type { Container } from "../model/container.ts";
import { isWritten, knownValue } from "../model/setting.ts";
import { shortened } from "../text/shorten.ts";
import { type Entry, entryOf, type Node, wholeOf } from "../yaml/tree.ts";
import { code } from "./hover/card.ts";
import type { ShownFile } from "./shown-file.ts";

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
export function inlayHints(file: ShownFile): readonly InlayHint[] {
  const { analysis } = file;
  if (analysis.kind === "command" || analysis.kind === "devcontainer" || analysis.kind === "quadlet") return [];
  const hints = analysis.project
    ? analysis.project.services.flatMap((service) => (service.windows ? [] : serviceHints(service, file)))
    : stageHints(file);
  const byPlace = new Map(hints.map((hint) => [`${hint.offset} ${hint.label}`, hint]));
  return [...byPlace.values()].sort((a, b) => a.offset - b.offset);
}

function serviceHints(service: Container, file: ShownFile): readonly InlayHint[] {
  const block = blockOf(service, file);
  return block
    ? [
        ...userHints(service, block, file),
        ...capabilityHints(service, block, file),
        ...namespaceHints(service, block, file),
        ...portHints(service, file),
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
function userHints(container: Container, block: Node, file: ShownFile): readonly InlayHint[] {
  const {
    user,
    source: { partial },
  } = container;
  if (user.origin === "written" || user.origin === "inherited" || partial) return [];
  const entry = entryOf(block, "build") ?? entryOf(block, "image");
  const offset = entry && endOf(entry, file);
  const words = userWords(container);
  return offset === undefined || words === undefined ? [] : [{ offset, blank: "before", kind: "user", ...words }];
}

/** Root is who starts; who it is then, only the image's start script can tell. */
function userWords(container: Container): Pick<InlayHint, "label" | "tooltip"> | undefined {
  const { user } = container;
  if (user.state === "unknown") return undefined;
  const { text, root } = user.value;
  const why = user.origin === "dockerfile" ? "its Dockerfile says so" : WHY_NOT_WRITTEN;
  const tooltip = `Nothing here sets \`user\`: ${why}.`;
  if (root !== true) return { label: `runs as ${shortened(text, LONGEST_LABEL)}`, tooltip };
  const becomes = startOf(container);
  if (becomes === null) return { label: "runs as root", tooltip };
  if (becomes === undefined) return { label: "starts as root", tooltip };
  const then = shortened(becomes.user, LONGEST_LABEL);
  return becomes.workersOnly
    ? { label: `runs as root, its workers as ${then}`, tooltip: `${tooltip} Only what it starts gives root up.` }
    : { label: `starts as root, then ${then}`, tooltip: `${tooltip} Its start gives root up, through ${becomes.by}.` };
}

/** How the image's own start gives root up; null where it is known not to, undefined where nobody knows, as where another program is started. */
function startOf({ profile, source: { keys } }: Container): Exclude<ImageProfile["becomes"], "unknown"> | undefined {
  const isOwnStart = !keys.has("entrypoint") && !keys.has("command");
  if (!profile || profile.becomes === "unknown" || restingOn(profile, ["start"]) === "guessed") return undefined;
  return isOwnStart ? profile.becomes : undefined;
}

/** In UTF-16 code units. */
const LONGEST_LABEL = 40;

const WHY_NOT_WRITTEN = "the image decides, and without a word of its own that is root";

function capabilityHints({ capabilities, privileged }: Container, block: Node, file: ShownFile): readonly InlayHint[] {
  const { bounding } = capabilities;
  const entry = entryOf(block, "cap_add") ?? entryOf(block, "cap_drop");
  const offset = entry && endOf(entry, file);
  if (offset === undefined || bounding.state === "unknown" || knownValue(privileged) !== false) return [];
  const names = CAPABILITIES.map(({ name }) => name).filter((name) => bounding.value.includes(name));
  const list = names.length > 0 ? names.map((name) => `\`${name}\``).join(", ") : "none";
  const tooltip = `What \`cap_drop\` and \`cap_add\` leave of the default set: ${list}. Mask \`${capabilityMask(names)}\`.`;
  return [
    {
      offset,
      blank: "before",
      kind: "capabilities",
      label: `leaves ${names.length} of ${CAPABILITIES.length}`,
      tooltip,
    },
  ];
}

/** Behind a namespace that is joined with another service's and turns out to be the host's. */
function namespaceHints({ namespaces }: Container, block: Node, file: ShownFile): readonly InlayHint[] {
  return NAMESPACES.flatMap(({ name, composeKey }): InlayHint[] => {
    const entry = composeKey === undefined ? undefined : entryOf(block, composeKey);
    if (entry?.value.kind !== "scalar" || !entry.value.text.startsWith("service:")) return [];
    const offset = endOf(entry, file);
    if (offset === undefined || knownValue(namespaces[name]) !== "host") return [];
    const tooltip = `The service that is named here has the host's ${name} namespace, and so has this one.`;
    return [{ offset, blank: "before", kind: "namespaces", label: "which is the host's", tooltip }];
  });
}

/** Before the ports of a short entry without an address. */
function portHints({ ports }: Container, { uri, text }: ShownFile): readonly InlayHint[] {
  return ports.flatMap(({ at, hostIp, effective, text: short, published }): InlayHint[] => {
    const isImplied = short !== undefined && hostIp.origin === "default" && effective;
    const address = knownValue(hostIp);
    if (!isImplied || at.file !== uri || address === undefined || isWritten(hostIp)) return [];
    const quoted = /^["']/.test(text.slice(at.start, at.end)) ? 1 : 0;
    const port = knownValue(published) === "" ? "a port that the engine picks" : "the port";
    const tooltip =
      address === "0.0.0.0"
        ? `No address is named, so that ${port} is open on every address of the host, also to the network around it.`
        : `No address is named, so that ${port} is bound to the network's default address.`;
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

/** Behind the base of the final stage, where no `USER` follows. */
function stageHints({ analysis, uri }: ShownFile): readonly InlayHint[] {
  const stage = analysis.dockerfile?.stages.at(-1);
  if (!stage || stage.windows || stage.users.length > 0 || stage.baseAt.file !== uri) return [];
  const { user } = stage;
  if (user.state === "unknown") return [];
  const { text, root } = user.value;
  const from = stage.parent ? `The stage ${code(stage.parent.name)} decides` : "The base image decides";
  const tooltip = `No \`USER\` follows. ${from}${root ? ", and without a word of its own that is root" : ""}.`;
  return [
    {
      offset: stage.baseAt.end,
      blank: "before",
      kind: "user",
      label: root === true ? "starts as root" : `runs as ${shortened(text, LONGEST_LABEL)}`,
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
