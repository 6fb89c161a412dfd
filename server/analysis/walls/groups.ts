import type { Wall } from "./wall.ts";

/** The groups that the first process is given beside its own. */
export const groups: Wall = {
  path: "groups",
  label: "Added groups",
  group: "process",
  shape: "none",
  read: (container) =>
    container.groups.map(({ value, at }, index) => {
      const path = `groups[${index}]`;
      const text = `The first process is in the group ${value} too, and may do what files and sockets allow that group.`;
      return { id: path, path, label: value, at, standing: "plain", word: "added", text };
    }),
  aspects: [],
};
