import { capability } from "../../facts/capabilities.ts";
import type { Command } from "../../shell/script.ts";

/** The dangerous capabilities that a `setcap` gives to a file: those in `cap_net_admin,cap_net_raw+ep`; `all` and an empty list are every one. */
export function dangerousFileCapabilities({ name, words }: Command): readonly string[] {
  const texts = words.map(({ text }) => text ?? "");
  if (name !== "setcap" || texts.includes("-r")) return [];
  return texts.filter((text) => !text.startsWith("-")).flatMap(dangerousIn);
}

function dangerousIn(clause: string): readonly string[] {
  const [, list] = /^([a-z_0-9,]*)[=+][eip]+/i.exec(clause) ?? [];
  if (list === undefined) return [];
  if (list === "" || list.toLowerCase() === "all") return ["ALL"];
  return list.split(",").flatMap((name) => {
    const facts = capability(name);
    return facts && (facts.risk === "critical" || facts.risk === "high") ? [facts.name] : [];
  });
}
