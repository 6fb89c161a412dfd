import type { ImageProfile } from "../../facts/image-profiles.ts";
import { type Card, code, codeList } from "./card.ts";

/** How a well-known image starts, and with how little it runs. */
export function imageCard(name: string, profile: ImageProfile): Card {
  return {
    title: `Image ${code(name)}`,
    facts: [profile.base ? "a base image" : undefined, CONFIDENCE[profile.confidence]],
    text: startOf(profile),
    parts: [
      ["Capabilities as root", capabilityWords(profile.capsAsRoot)],
      ["As another user", profile.runAs ? `\`user: "${profile.runAs.text}"\` works as it is` : undefined],
      ["With that user", profile.runAs ? capabilityWords(profile.capsWithUser) : undefined],
      ["Read-only", readOnlyWords(profile)],
      ["Instead", profile.unprivilegedAlternative],
      ["Note", profile.notes[0]],
    ],
    links: profile.sources.slice(0, 2),
    specific: true,
  };
}

const CONFIDENCE: Readonly<Record<ImageProfile["confidence"], string>> = {
  high: "read in its build files",
  medium: "by its documentation",
  low: "second hand: try it before you rely on it",
};

function startOf({ needsPrivileged, startsAsRoot, dropsTo, defaultUser, base }: ImageProfile): string {
  if (needsPrivileged) return "It does not work without `privileged`, or options that come near it.";
  if (startsAsRoot && dropsTo !== undefined) return `It starts as root, then: ${dropsTo}.`;
  if (startsAsRoot)
    return base
      ? "It leaves whatever is put on top of it running as root, unless a `USER` follows."
      : "It runs as root.";
  return defaultUser === undefined ? "As whom it starts is not known." : `It starts as ${code(defaultUser)}.`;
}

function capabilityWords(names: ImageProfile["capsAsRoot"]): string | undefined {
  if (names === undefined) return undefined;
  const list = codeList(names, names.length);
  return list === undefined ? "None: `cap_drop: [ALL]` is enough" : `With \`cap_drop: [ALL]\` it needs ${list}`;
}

function readOnlyWords({ tmpfs, writablePaths }: ImageProfile): string | undefined {
  const temporary = codeList(tmpfs, 5);
  const data = codeList(writablePaths, 3);
  if (temporary === undefined && data === undefined) return undefined;
  const volumes = data && `volumes at ${data}`;
  return `\`read_only: true\` needs ${[temporary && `a tmpfs at ${temporary}`, volumes].filter(Boolean).join(" and ")}`;
}
