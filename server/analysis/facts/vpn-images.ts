import { imageWords } from "./image-words.ts";

/**
 * Words in the names of images that are tunnels: they make interfaces and routes in their own network namespace, which is what they are for.
 * Sources: https://github.com/qdm12/gluetun-wiki, https://docs.linuxserver.io/images/docker-wireguard/, https://tailscale.com/kb/1282/docker
 */
const WORDS: ReadonlySet<string> = new Set([
  "gluetun",
  "headscale",
  "nebula",
  "netbird",
  "netclient",
  "netmaker",
  "nordlynx",
  "nordvpn",
  "ocserv",
  "openconnect",
  "openvpn",
  "protonvpn",
  "softethervpn",
  "strongswan",
  "tailscale",
  "vpn",
  "warp",
  "wg",
  "wireguard",
  "zerotier",
]);

/** Whether an image is a VPN's, by its name. */
export function isVpnImage(repository: string): boolean {
  return imageWords(repository).some((word) => WORDS.has(word));
}
