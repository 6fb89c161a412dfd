/** A mount that a feature or an image's label asks for. */
export interface BroughtMount {
  readonly type: "bind" | "volume";
  readonly source: string;
  readonly target: string;
}

/** What the metadata of a dev container feature, or the label of an image, gives the container. */
export interface DevMetadata {
  readonly privileged?: true;
  readonly init?: true;
  readonly capAdd?: readonly string[];
  readonly securityOpt?: readonly string[];
  readonly mounts?: readonly BroughtMount[];
}

/** A feature of the collection that the specification's authors keep. */
export interface DevFeature extends DevMetadata {
  /** Its last name: `docker-in-docker`. */
  readonly id: string;
  /** What it puts into the container or does there, as far as that concerns isolation; a whole sentence. */
  readonly says?: string;
}

const DEBUGGER = {
  capAdd: ["SYS_PTRACE"],
  securityOpt: ["seccomp=unconfined"],
  says: "It turns seccomp off and adds SYS_PTRACE for the debugger.",
} as const;

/**
 * The features of `ghcr.io/devcontainers/features` that decide something of the container's isolation or start a program in it.
 * Source: https://github.com/devcontainers/features/tree/765e8ebd8f80/src (devcontainer-feature.json and install.sh of each)
 */
const DECIDING: readonly DevFeature[] = [
  {
    id: "common-utils",
    says: "It installs sudo and lets the remote user do everything with it, without a password: whoever that is, is root in the container.",
  },
  {
    id: "desktop-lite",
    init: true,
    says: "It starts a desktop that listens on 5901 (VNC) and 6080 (noVNC), with the password `vscode` unless an option says another.",
  },
  {
    id: "docker-in-docker",
    privileged: true,
    mounts: [
      { type: "volume", source: "dind-var-lib-docker", target: "/var/lib/docker" },
      { type: "volume", source: "dind-var-lib-containerd", target: "/var/lib/containerd" },
    ],
    says: "It makes the container privileged and starts an engine in it. `privileged: false` in this file does not take that back.",
  },
  {
    id: "docker-outside-of-docker",
    securityOpt: ["label=disable"],
    mounts: [{ type: "bind", source: "/var/run/docker.sock", target: "/var/run/docker-host.sock" }],
    says: "It mounts the socket of the host's engine and hands it to the remote user, who is root on the host with it.",
  },
  { id: "go", init: true, ...DEBUGGER },
  {
    id: "kubectl-helm-minikube",
    mounts: [{ type: "volume", source: "minikube-config", target: "/home/vscode/.minikube" }],
  },
  { id: "nix", mounts: [{ type: "volume", source: "nix-store", target: "/nix" }] },
  { id: "rust", ...DEBUGGER },
  { id: "sshd", says: "It starts an SSH server on port 2222 of the container; nothing publishes that port by itself." },
];

/** The others of the collection, which decide nothing of it. */
const HARMLESS: readonly string[] = [
  ...["anaconda", "aws-cli", "azure-cli", "conda", "copilot-cli", "dotnet", "git", "git-lfs", "github-cli", "hugo"],
  ...["java", "node", "nvidia-cuda", "oryx", "php", "powershell", "python", "ruby", "terraform"],
];

/** Earlier names of features of the collection. Source: legacyIds of the features, and the CLI's getBackwardCompatibleFeatureId. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ["docker-from-docker", "docker-outside-of-docker"],
  ["golang", "go"],
  ["common", "common-utils"],
]);

const FEATURES: ReadonlyMap<string, DevFeature> = new Map(
  [...DECIDING, ...HARMLESS.map((id): DevFeature => ({ id }))].map((feature) => [feature.id, feature]),
);

/** The reference of a feature without its version or digest. */
export function withoutVersion(reference: string): string {
  const [name = ""] = reference.split("@", 1);
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/") ? name.slice(0, colon) : name;
}

const COLLECTION = "ghcr.io/devcontainers/features/";

/**
 * What is known of a feature by the reference that names it, with or without its version; a name alone is one of the collection.
 * Undefined for those that nobody has looked at. Source: https://containers.dev/implementors/features/#referencing-a-feature
 */
export function devFeature(reference: string): DevFeature | undefined {
  const name = withoutVersion(reference).toLowerCase();
  const id = name.startsWith(COLLECTION) ? name.slice(COLLECTION.length) : name.includes("/") ? undefined : name;
  return id === undefined ? undefined : FEATURES.get(RENAMED.get(id) ?? id);
}
