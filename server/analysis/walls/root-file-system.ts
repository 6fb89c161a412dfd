import { makeReadOnly, readOnlyRoot } from "../fixes/read-only.ts";
import { confidenceOf } from "../model/change.ts";
import { said } from "../text/wording.ts";
import { settingWall } from "./wall.ts";

export const rootFileSystem = settingWall({
  path: "rootfs",
  label: "Root files",
  group: "files",
  verdict: "has a writable root file system",
  setting: ({ rootfs }) => rootfs,
  isOpen: (mode) => mode === "writable",
  closed: { word: "read-only", text: "The root file system is read-only: what gets in cannot install itself." },
  open: {
    word: "writable",
    text: "The root file system can be written: programs can be replaced and tools left behind.",
  },
  aspect: {
    id: "root-file-system",
    weight: 400,
    open: "The root file system can be written",
    closed: "The root file system is read-only",
    reason: "can write to its root file system",
  },
  hardening: {
    lacks: said`a read-only root file system`,
    parts(container) {
      const root = readOnlyRoot(container);
      if ("refused" in root) return [];
      const { changes, evidence, why } = root;
      return [{ label: "Make the root file system read-only", why, confidence: confidenceOf(evidence), changes }];
    },
    fixes: makeReadOnly,
  },
});
