import type { DevMetadata } from "./dev-features.ts";

/** An image that is made for dev containers: who its tools run as, and what its label `devcontainer.metadata` gives the container. */
export interface DevImage extends DevMetadata {
  /** Who hooks and terminals run as. The image's own user, whom the first process runs as, is root in all of them. */
  readonly remoteUser: string;
}

const DEBUGGER = { capAdd: ["SYS_PTRACE"], securityOpt: ["seccomp=unconfined"] } as const;
const PLAIN: DevImage = { remoteUser: "vscode" };
const NODE: DevImage = { remoteUser: "node" };

/**
 * The images of `mcr.microsoft.com/devcontainers`, by their last name. What stands in the label follows from the files that they are built of; the label
 * itself was not read. Source: https://github.com/devcontainers/images/tree/bed3eb260c3c/src (release v0.4.29)
 */
const IMAGES: ReadonlyMap<string, DevImage> = new Map<string, DevImage>([
  ...["anaconda", "base", "dotnet", "java", "java-8", "jekyll", "miniconda", "php", "python", "ruby"].map(
    (name) => [name, PLAIN] as const,
  ),
  ...["javascript-node", "typescript-node"].map((name) => [name, NODE] as const),
  ...["cpp", "go", "rust"].map((name) => [name, { ...PLAIN, ...DEBUGGER }] as const),
  [
    "universal",
    {
      remoteUser: "codespace",
      privileged: true,
      ...DEBUGGER,
      mounts: [
        { type: "volume", source: "dind-var-lib-docker", target: "/var/lib/docker" },
        { type: "volume", source: "dind-var-lib-containerd", target: "/var/lib/containerd" },
        { type: "volume", source: "minikube-config", target: "/home/vscode/.minikube" },
      ],
    },
  ],
]);

/**
 * What is known of such an image by its full name without the tag; undefined for every other. Those of the older folder `vscode/devcontainers` are others:
 * most of its tags are older than the labels.
 */
export function devImage(repository: string): DevImage | undefined {
  const name = /^mcr\.microsoft\.com\/devcontainers\/([a-z0-9-]+)$/.exec(repository)?.[1];
  return name === undefined ? undefined : IMAGES.get(name);
}
