import type { Mount } from "../../model/mount.ts";
import { knownValue } from "../../model/setting.ts";
import { type Card, code } from "./card.ts";

/** What a mount is that gives nothing away which is known of; undefined for kinds of which there is nothing to say, and where a variable decides the source. */
export function mountCard({ type, source, sourceText, readOnly }: Mount): Card | undefined {
  const from = knownValue(source);
  if (from === undefined) return undefined;
  const facts = [readOnly ? "mounted read-only" : undefined];
  switch (type) {
    case "bind":
      return { title: `The host's ${code(sourceText)}`, facts, text: readOnly ? READ : WRITTEN, specific: false };
    case "volume":
      return from === null
        ? { title: "An anonymous volume", facts, text: ANONYMOUS, specific: false }
        : { title: `The volume ${code(from)}`, facts, text: NAMED, specific: false };
    default:
      return undefined;
  }
}

const READ = "The container sees what lies there, and cannot change the files";
const WRITTEN = "The container sees what lies there and may change it; the host sees the changes";
/** Source: https://docs.docker.com/engine/storage/volumes/ */
const NAMED =
  "A directory that the engine keeps for it, apart from the host's own files; it stays when the container goes";
const ANONYMOUS = "A directory that the engine makes for this container alone, apart from the host's own files";
