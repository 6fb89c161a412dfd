import { NAMESPACES, type Namespace } from "../facts/namespaces.ts";
import type { Container } from "../model/container.ts";
import { isWritten } from "../model/setting.ts";
import { decided, openStanding, unknownText } from "./decision.ts";
import type { WallSegment } from "./model.ts";

/** The eight namespaces of a container. `indexOf` gives the place on the map of the service of that name. */
export function wallSegments(
  service: Container,
  indexOf: (name: string) => number | undefined,
): readonly WallSegment[] {
  return NAMESPACES.map((facts) => segment(facts, service, indexOf));
}

function segment(facts: Namespace, service: Container, indexOf: (name: string) => number | undefined): WallSegment {
  const { name, isolates, exposes } = facts;
  const setting = decided(service, service.namespaces[name]);
  const part = { id: `namespace/${name}`, label: name, namespace: name, at: setting.at };
  if (setting.state === "unknown") {
    return { ...part, standing: "unknown", word: "unknown", text: unknownText(setting.because) };
  }
  if (setting.value === "private") {
    return {
      ...part,
      standing: "closed",
      word: "own",
      text: `The container has its own ${name} namespace: ${isolates}.`,
    };
  }
  if (setting.value === "host") {
    const asked = isWritten(setting) ? "" : " That is the engine's default.";
    const text = `The ${name} namespace is the host's. In reach: ${exposes[0] ?? isolates}.${asked}`;
    return { ...part, standing: openStanding(setting), word: "host's", text };
  }
  const [kind = "", other = ""] = splitOnce(setting.value);
  const joins = kind === "service" ? indexOf(other) : undefined;
  return {
    ...part,
    standing: "joined",
    word: `with ${other}`,
    text: `The ${name} namespace is that of ${kind} "${other}": what takes over one of the two reaches the other through it.`,
    ...(joins === undefined ? {} : { joins }),
  };
}

function splitOnce(text: string): readonly [string, string] {
  const colon = text.indexOf(":");
  return [text.slice(0, colon), text.slice(colon + 1)];
}
