import { unknownState, type Wall } from "./wall.ts";

/** Settings of the kernel that the container starts with: of its own namespaces, or of the host. */
export const sysctls: Wall = {
  path: "sysctls",
  label: "Sysctls",
  group: "kernel",
  shape: "none",
  read: (container) =>
    [...container.sysctls].map(([name, setting]) => {
      const path = `sysctls.${name}`;
      const base = { id: path, path, label: name, at: setting.at };
      if (setting.state === "unknown") return { ...base, ...unknownState(setting.because) };
      return { ...base, standing: "plain", word: setting.value, text: `The engine sets ${name} at the start.` };
    }),
  aspects: [],
};
