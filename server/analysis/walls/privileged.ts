import { settingWall } from "./wall.ts";

export const privileged = settingWall({
  path: "privileged",
  label: "Privileged",
  group: "process",
  verdict: "is privileged",
  setting: (container) => container.privileged,
  isOpen: (isPrivileged) => isPrivileged,
  closed: { word: "no", text: "The container is not privileged." },
  open: {
    word: "yes",
    text: "The container is privileged: every capability, every device, no filter; it is root on the host in all but name.",
  },
  aspect: {
    id: "privileged",
    weight: 600,
    open: "The container is privileged",
    closed: "The container is not privileged",
    reaches: { host: 1 },
    reason: "is privileged",
  },
});
