/** The kinds of files beside Compose files and Dockerfiles that declare containers, each with what they are. */
export const DOORS = {
  devcontainer: "dev containers (`devcontainer.json`)",
} as const;

export type Door = keyof typeof DOORS;
