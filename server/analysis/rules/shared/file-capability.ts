import { type CapabilityName, capability } from "../../facts/capabilities.ts";
import { fileCapabilities } from "../../shell/privilege.ts";
import type { Command } from "../../shell/script.ts";

/**
 * Capabilities of Docker's default set with which any user becomes root in the container: by changing identity, or whose files are written.
 * Source: https://man7.org/linux/man-pages/man7/capabilities.7.html
 */
const MAKES_ROOT: ReadonlySet<CapabilityName> = new Set([
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "SETFCAP",
  "SETGID",
  "SETUID",
  "SYS_CHROOT",
]);

/**
 * What a `setcap` gives whoever starts the file. `gained` makes root of them in any container with the default set; `held` is dangerous too, yet outside of
 * the bounding set of a container that is not given it, and nobody gains it there.
 * Source: https://man7.org/linux/man-pages/man7/capabilities.7.html (Transformation of capabilities during execve)
 */
export function raisingCapabilities(command: Command): {
  readonly gained: readonly string[];
  readonly held: readonly string[];
} {
  const names = fileCapabilities(command);
  const gained = names.filter((name) => name === "ALL" || MAKES_ROOT.has(name));
  const held = names.filter((name) => {
    if (name === "ALL") return false;
    const known = capability(name);
    return known !== undefined && !known.dockerDefault && (known.risk === "critical" || known.risk === "high");
  });
  return { gained, held };
}
