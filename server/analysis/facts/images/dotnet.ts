import type { Image } from "../image.ts";

export default {
  names: [
    "mcr.microsoft.com/dotnet/aspnet",
    "mcr.microsoft.com/dotnet/runtime",
    "mcr.microsoft.com/dotnet/runtime-deps",
    "mcr.microsoft.com/dotnet/sdk",
  ],
  looked: "2026-11",
  versions: { from: "8.0", to: "10.0" },
  flavours: "any",
  sources: [
    {
      read: "dotnet/dotnet-docker",
      paths: ["src/runtime-deps/10.0/trixie-slim/amd64/Dockerfile"],
      commit: "03d32b15bf53aec1377a100a0d118c6484fe83db",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { uid: 1654, gid: 1654, text: "app" },
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  variants: [
    {
      tags: { word: "chiseled" },
      has: { user: { text: "1654", uid: 1654 } },
      sources: [
        {
          read: "dotnet/dotnet-docker",
          paths: ["src/runtime-deps/10.0/noble-chiseled/amd64/Dockerfile"],
          commit: "90964d7457674d785656d950624fe2f760ba6cd2",
          tells: ["build"],
        },
      ],
    },
    {
      tags: { word: "distroless" },
      has: { user: { text: "1654", uid: 1654 } },
      sources: [
        {
          read: "dotnet/dotnet-docker",
          paths: ["src/runtime-deps/10.0/azurelinux3.0-distroless/amd64/Dockerfile"],
          commit: "51518a8e2c71843bb1008b8453ca699c7edeb24f",
          tells: ["build"],
        },
      ],
    },
  ],
} satisfies Image;
