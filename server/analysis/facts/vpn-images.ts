import { imageWords } from "./image-words.ts";

/**
 * Words in the names of images that are tunnels: they make interfaces and routes in their own network namespace, which is what they are for.
 * They make the analysis milder, never stricter, and are names of programs known from use; read in November 2026 were
 * https://docs.saltbox.dev/apps/gluetun, https://github.com/azinchen/openconnect-client/wiki/Getting-Started (ocserv, too),
 * https://github.com/azinchen/nordvpn-wg/wiki/Docker-Run-Examples and https://github.com/blobaugh/docker-openvpn-client.
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
