import type { Evidence } from "../../facts/evidence.ts";
import type { CapabilityNeed, Source, WrittenPath } from "../../facts/image.ts";
import type { ImageProfile } from "../../facts/image-profiles.ts";
import { restingOn } from "../../facts/image-profiles.ts";
import { needsPrivileged } from "../../fixes/purpose.ts";
import { type Card, code, codeList } from "./card.ts";

/** How a well-known image starts, and with how little it runs. */
export function imageCard(name: string, profile: ImageProfile): Card {
  const { kind, asRoot, asUser, runAs, writes, instead, notes } = profile;
  const user = typeof runAs === "object" && runAs !== null ? runAs : undefined;
  return {
    title: `Image ${code(name)}`,
    facts: [kind === "base" ? "a base image" : undefined, KNOWN[evidenceOf(profile)]],
    text: startOf(profile),
    parts: [
      ["Capabilities as root", capabilityWords(asRoot)],
      [
        "As another user",
        user && `\`user: "${user.text}"\` works as it is${user.unless ? ", with some settings" : ""}`,
      ],
      ["With that user", user && capabilityWords(asUser)],
      ["Read-only", writes === "unknown" ? undefined : readOnlyWords(writes)],
      ["Instead", instead],
      ["Note", notes[0]],
    ],
    links: profile.sources.slice(0, 2).map(linkTo),
    specific: true,
  };
}

/** How that is known which the card says of it. */
function evidenceOf(profile: ImageProfile): Evidence {
  return restingOn(profile, profile.kind === "base" ? ["build"] : ["build", "start", "work"]);
}

const KNOWN: Readonly<Record<Evidence, string>> = {
  tried: "tried",
  read: "read in its build files",
  "tried here": "learned here",
  documented: "by its documentation",
  guessed: "guessed in part: try it before you rely on it",
};

function linkTo(source: Source): string {
  if ("documented" in source) return source.documented;
  const { read, paths, commit } = source;
  return read.includes("://") ? read : `https://github.com/${read}/blob/${commit}/${paths[0] ?? ""}`;
}

function startOf(profile: ImageProfile): string {
  const { startsAsRoot, becomes, user, kind } = profile;
  if (needsPrivileged(profile)) return "It does not work without `privileged`, or options that come near it.";
  if (startsAsRoot && becomes !== null && becomes !== "unknown") {
    const { by, workersOnly } = becomes;
    return workersOnly
      ? `It starts as root and stays it; its workers become ${code(becomes.user)}.`
      : `It starts as root and becomes ${code(becomes.user)}, through ${by}.`;
  }
  if (startsAsRoot)
    return kind === "base"
      ? "It leaves whatever is put on top of it running as root, unless a `USER` follows."
      : "It runs as root.";
  return user === "unknown" ? "As whom it starts is not known." : `It starts as ${code(user.text)}.`;
}

/** What it needs whatever the settings, and how much more it may need. */
function capabilityWords(needs: readonly CapabilityNeed[] | "unknown"): string | undefined {
  if (needs === "unknown") return undefined;
  const always = new Set(needs.filter(({ when }) => when === undefined).map(({ name }) => name));
  const others = new Set(needs.map(({ name }) => name).filter((name) => !always.has(name)));
  const list = codeList([...always], always.size);
  const rest = codeList([...others], others.size);
  const further = rest === undefined ? "" : `; with some settings ${rest} too`;
  return list === undefined
    ? `None: \`cap_drop: [ALL]\` is enough${further}`
    : `With \`cap_drop: [ALL]\` it needs ${list}${further}`;
}

function readOnlyWords(writes: readonly WrittenPath[]): string | undefined {
  const at = (kinds: readonly WrittenPath["becomes"][]): readonly string[] =>
    writes.filter(({ becomes, when }) => kinds.includes(becomes) && when === undefined).map(({ path }) => path);
  const temporary = codeList(at(["tmpfs"]), 5);
  const data = codeList(at(["volume", "own volume"]), 3);
  const own = codeList(at(["nothing"]), 3);
  const parts = [
    temporary && `a tmpfs at ${temporary}`,
    data && `volumes at ${data}`,
    own && `mounts of your own over ${own}`,
  ].filter(Boolean);
  return parts.length === 0 ? undefined : `\`read_only: true\` needs ${parts.join(" and ")}`;
}
