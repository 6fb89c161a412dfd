import type { CapabilityName } from "../facts/capabilities.ts";
import type { NeededCapabilities } from "./needed-capabilities.ts";

/**
 * What a program does with a capability when it starts, of those that images are known to need. Each of them was seen to fail without it:
 * `npm run test:capabilities`; NET_RAW, IPC_LOCK, SETFCAP, SYS_CHROOT and SYS_NICE are from https://man7.org/linux/man-pages/man7/capabilities.7.html.
 */
const USES: Partial<Record<CapabilityName, string>> = {
  CHOWN: "gives its data to another user",
  DAC_OVERRIDE: "enters directories that are not root's, such as its data at the second start",
  FOWNER: "sets modes of files that are another user's by then",
  SETGID: "becomes another group",
  SETUID: "becomes another user",
  KILL: "signals processes of another user",
  NET_BIND_SERVICE: "opens ports below 1024, or carries it as a file capability and does not start without",
  NET_RAW: "sends pings",
  IPC_LOCK: "keeps secrets from being swapped out",
  SETFCAP: "gives the program its file capability",
  SYS_CHROOT: "enters another root directory",
  SYS_NICE: "raises its priority",
};

/** Says for each capability that is kept what it is kept for: what the image is known to do with it, else what programs do with it. */
export function usesOf({ names, uses }: NeededCapabilities): string {
  return names.map((name) => `${name} ${uses?.get(name) ?? USES[name] ?? "is needed"}`).join("; ");
}
