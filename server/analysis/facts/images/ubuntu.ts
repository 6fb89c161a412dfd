import type { Image } from "../image.ts";

export default {
  names: ["ubuntu"],
  looked: "2026-11",
  versions: null,
  flavours: "any",
  sources: [{ documented: "https://bugs.launchpad.net/cloud-images/+bug/2005129", tells: ["build"] }],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { uid: 1000, gid: 1000, text: "ubuntu" },
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["`useradd --uid 1000` fails: the user ubuntu has that uid."],
  variants: [
    {
      tags: { before: "23.4" },
      has: { runAs: "any", notes: [] },
      sources: [{ documented: "https://bugs.launchpad.net/cloud-images/+bug/2005129", tells: ["build"] }],
    },
    {
      tags: { word: "jammy" },
      has: { runAs: "any", notes: [] },
      sources: [{ documented: "https://bugs.launchpad.net/cloud-images/+bug/2005129", tells: ["build"] }],
    },
    {
      tags: { word: "focal" },
      has: { runAs: "any", notes: [] },
      sources: [{ documented: "https://bugs.launchpad.net/cloud-images/+bug/2005129", tells: ["build"] }],
    },
    {
      tags: { word: "bionic" },
      has: { runAs: "any", notes: [] },
      sources: [{ documented: "https://bugs.launchpad.net/cloud-images/+bug/2005129", tells: ["build"] }],
    },
    {
      tags: { word: "xenial" },
      has: { runAs: "any", notes: [] },
      sources: [{ documented: "https://bugs.launchpad.net/cloud-images/+bug/2005129", tells: ["build"] }],
    },
    {
      tags: { word: "trusty" },
      has: { runAs: "any", notes: [] },
      sources: [{ documented: "https://bugs.launchpad.net/cloud-images/+bug/2005129", tells: ["build"] }],
    },
  ],
} satisfies Image;
