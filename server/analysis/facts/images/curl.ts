import type { Image } from "../image.ts";

export default {
  names: ["curlimages/curl", "quay.io/curl/curl"],
  looked: "2026-11",
  versions: { from: "8.0", to: "8.2", behind: true },
  flavours: [],
  sources: [
    {
      read: "curl/curl-container",
      paths: ["create_base_image.sh", "create_appliance_image.sh"],
      commit: "0d23917703d0bdfaa40e4b0697c71bb401e1c089",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "curl_user" },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
