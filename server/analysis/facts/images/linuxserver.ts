import type { Image } from "../image.ts";

export default {
  names: ["linuxserver/*", "lscr.io/linuxserver/*", "ghcr.io/linuxserver/*"],
  looked: "2026-11",
  versions: null,
  flavours: ["ls", "version", "ubu", "develop", "nightly", "alpine", "ubuntu"],
  sources: [
    // The base of all of them was read; what each adds was not.
    { documented: "https://docs.linuxserver.io/general/understanding-puid-and-pgid/", tells: ["build", "start"] },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "PUID:PGID", by: "s6-setuidgid" },
  asRoot: [
    { name: "CHOWN", why: "gives /config to the user of PUID" },
    { name: "DAC_OVERRIDE", why: "enters directories that are another user's" },
    { name: "FOWNER", why: "sets modes of files that are another user's" },
    { name: "SETGID", why: "becomes the group of PGID" },
    { name: "SETUID", why: "becomes the user of PUID" },
    { name: "KILL", why: "ends services that are another user's" },
  ],
  asUser: "unknown",
  // PUID and PGID are not `user:`; which images work without root is documented for each.
  runAs: null,
  writes: "unknown",
  gains: "unknown",
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
  notes: ["PUID and PGID are not `user:`. Which images work without root is documented for each."],
} satisfies Image;
