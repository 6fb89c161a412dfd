import { capability } from "../../facts/capabilities.ts";
import { fileCapabilities } from "../../shell/privilege.ts";
import type { Command } from "../../shell/script.ts";

/** The dangerous capabilities that a `setcap` gives to a file. */
export function dangerousFileCapabilities(command: Command): readonly string[] {
  return fileCapabilities(command).filter((name) => {
    const risk = name === "ALL" ? "critical" : capability(name)?.risk;
    return risk === "critical" || risk === "high";
  });
}
