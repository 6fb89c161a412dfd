import { settingWall, type Wall } from "./wall.ts";

export const apparmor = settingWall({
  path: "apparmor",
  label: "AppArmor",
  group: "kernel",
  verdict: "runs without an AppArmor profile",
  setting: ({ security }) => security.apparmor,
  isOpen: (profile) => profile === "unconfined",
  isThere: ({ lsm }) => lsm.includes("apparmor"),
  closed: { word: "on", text: "An AppArmor profile confines the container." },
  open: {
    word: "off",
    text: "AppArmor does not confine the container: mounts and writes to /proc and /sys are not denied by it.",
  },
  aspect: {
    id: "apparmor",
    weight: 700,
    open: "AppArmor does not confine the container",
    closed: "AppArmor confines the container",
    reaches: { weakened: 1 },
    reason: "is not confined by AppArmor",
  },
});

export const selinux = settingWall({
  path: "selinux",
  label: "SELinux",
  group: "kernel",
  verdict: "runs without SELinux confinement",
  setting: ({ security }) => security.selinux,
  isOpen: (label) => label === "disabled",
  isThere: ({ lsm }) => lsm.includes("selinux"),
  closed: { word: "on", text: "SELinux confines the container to its own label." },
  open: {
    word: "off",
    text: "SELinux does not confine the container: every file of the host that it reaches is in its hands.",
  },
  aspect: {
    id: "selinux",
    weight: 700,
    open: "SELinux does not confine the container",
    closed: "SELinux confines the container",
    reaches: { weakened: 1 },
    reason: "is not confined by SELinux",
  },
});

/** Stands for the two on a host that has neither. */
export const noSecurityModule: Wall = {
  path: undefined,
  label: "Security module",
  group: "kernel",
  shape: "lock",
  read: ({ at }, { engine }) =>
    engine.lsm.length > 0
      ? []
      : [
          {
            ...{ id: "lsm", path: undefined, label: "Security module", at, standing: "open" },
            word: "none",
            text: "The host has neither AppArmor nor SELinux for containers, as the settings say.",
          },
        ],
  aspects: [],
};
