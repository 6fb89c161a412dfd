import { settingWall } from "./wall.ts";

export const systemPaths = settingWall({
  path: "maskedPaths",
  label: "System paths",
  group: "kernel",
  verdict: "sees and changes kernel files under /proc and /sys that the engine hides",
  setting: ({ security }) => security.maskedPaths,
  isOpen: (areMasked) => !areMasked,
  closed: { word: "masked", text: "Sensitive files of /proc and /sys are masked." },
  open: {
    word: "in reach",
    text: "Sensitive files of /proc and /sys are in reach: /proc/kcore, /proc/sysrq-trigger, /sys/firmware.",
  },
  aspect: {
    id: "system-paths",
    weight: 700,
    open: "Sensitive paths of /proc and /sys are in reach",
    closed: "Sensitive paths of /proc and /sys are masked",
    reaches: { weakened: 1 },
    reason: "sees kernel files that are masked elsewhere",
  },
});

export const kernelSettings = settingWall({
  path: "readonlyPaths",
  label: "Kernel settings",
  group: "kernel",
  verdict: "changes settings of the kernel under /proc/sys",
  setting: ({ security }) => security.readonlyPaths,
  isOpen: (areReadOnly) => !areReadOnly,
  closed: {
    word: "read-only",
    text: "/proc/sys, /proc/sysrq-trigger, /proc/bus, /proc/fs and /proc/irq are read-only.",
  },
  open: {
    word: "writable",
    text: "/proc/sys, /proc/sysrq-trigger, /proc/bus, /proc/fs and /proc/irq can be written by root.",
  },
});
