import type { Container } from "../model/container.ts";
import { settingWall } from "./wall.ts";

export const seccomp = settingWall({
  path: "seccomp",
  label: "seccomp",
  group: "kernel",
  verdict: "runs without a seccomp filter: every system call is open to it",
  setting: ({ security }) => security.seccomp,
  isOpen: (profile, container) => profile === "unconfined" || allowsByDefault(container),
  closed: ({ security }) =>
    security.seccomp.state === "known" && security.seccomp.value !== "default"
      ? { word: "profile", text: `The profile ${security.seccomp.value} filters system calls.` }
      : { word: "default", text: "The engine's own profile filters system calls." },
  open: (container) =>
    allowsByDefault(container)
      ? { word: "allows by default", text: "The profile allows every system call that it does not name." }
      : { word: "off", text: "System calls are not filtered: the whole of the kernel is in reach." },
  aspect: {
    id: "seccomp",
    weight: 1000,
    open: "System calls are not filtered",
    closed: "System calls are filtered",
    reaches: { weakened: 1 },
    reason: "has no filter of system calls",
  },
});

function allowsByDefault({ security: { seccompProfile } }: Container): boolean {
  return seccompProfile?.state === "read" && seccompProfile.allowsByDefault;
}
