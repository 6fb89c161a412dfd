/** The kinds of files beside Compose files and Dockerfiles that declare containers, each with what they are. */
export const DOORS = {
  quadlet: "units of Podman's Quadlet (`*.container`, `*.pod` and their kin)",
  devcontainer: "dev containers (`devcontainer.json`)",
  bake: "targets of `docker buildx bake` (`docker-bake.hcl`, `docker-bake.json`)",
  daemon: "settings of Docker's daemon (`daemon.json`, `docker.service`, `docker.socket`)",
} as const;

export type Door = keyof typeof DOORS;
