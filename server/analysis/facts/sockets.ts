import { hostPathForm, parentForm } from "./host-path-form.ts";

/** A Unix socket or named pipe of the host through which a program outside the container takes orders. */
export interface ControlSocket {
  /** In the spelling of `hostPathForm`; `/pipe/…` stands for a Windows named pipe. */
  readonly path: string;
  /** The program that listens. */
  readonly engine: string;
  /** `engine` starts containers or machines, which is as much as root; `agent` lends out a user's keys, screen or services. */
  readonly kind: "engine" | "agent";
  /** What whoever can connect is able to do, as a sentence's predicate. */
  readonly power: string;
  /** The engine runs as a user, so that its power ends with that user's rights. */
  readonly rootless: boolean;
  readonly sources: readonly string[];
}

/** One row of the table: sockets of one program. */
interface SocketRow extends Omit<ControlSocket, "path" | "rootless"> {
  readonly paths: readonly string[];
  readonly rootless?: true;
}

const DOCKER = "can start a privileged container, and so is root on the host";
const USERS_DOCKER = "can start containers with everything that the engine's user may read and write";
const SURFACE = "https://docs.docker.com/engine/security/#docker-daemon-attack-surface";
const PODMAN =
  "https://github.com/containers/podman/blob/0f1af6b37df97fb15f45022fac97dd4569605d90/docs/source/markdown/podman-system-service.1.md";
const BUILDKIT = "https://github.com/moby/buildkit/blob";
const CONTAINERD =
  "https://github.com/containerd/containerd/blob/bccb32748d503d4ccd1a1302f5df2cc9e6d0021c/defaults/defaults_linux.go";
const CONTAINERD_WINDOWS =
  "https://github.com/containerd/containerd/blob/674e69b0e78499cfea84e9c1c6ceafd90e922295/defaults/defaults_windows.go";
const KUBEADM = "https://github.com/kubernetes/kubernetes/blob/master/cmd/kubeadm/app/constants/constants_unix.go";

/**
 * Looked up in November 2026: the addresses with a commit, an issue or a page of snapd, Kubernetes and 1Password were read for the path that they
 * stand at. Every other path was seen as code of several public repositories spells it, the pipes of Docker Desktop, MicroK8s, Incus and the agents of a
 * desktop among them; the pages of Docker, systemd, libvirt, GnuPG, X and Wayland that stand with them tell what the program is, and were not read again.
 * Podman's pipe is only known as the name of its default machine.
 */
const ROWS: readonly SocketRow[] = [
  {
    paths: [
      "/run/docker.sock",
      "/run/docker.raw.sock",
      "/run/docker.sock.raw",
      "/var/snap/docker/common/run/docker.sock",
    ],
    engine: "Docker",
    kind: "engine",
    power: DOCKER,
    sources: [SURFACE],
  },
  {
    paths: ["/run/user/<uid>/docker.sock"],
    engine: "rootless Docker",
    kind: "engine",
    power: USERS_DOCKER,
    rootless: true,
    sources: ["https://docs.docker.com/engine/security/rootless/", SURFACE],
  },
  {
    paths: [
      "~/.docker/run/docker.sock",
      "~/.docker/run/docker.raw.sock",
      "~/.docker/desktop/docker.sock",
      "~/.docker/desktop/docker-cli.sock",
    ],
    engine: "Docker Desktop",
    kind: "engine",
    power: "can start a privileged container, and so is root in Docker Desktop's machine with the user's files",
    sources: ["https://docs.docker.com/desktop/setup/install/linux/", SURFACE],
  },
  {
    paths: [
      "/pipe/docker_engine",
      "/pipe/docker_engine_linux",
      "/pipe/docker_engine_windows",
      "/pipe/dockerdesktopengine",
      "/pipe/dockerdesktoplinuxengine",
      "/pipe/dockerdesktopwindowsengine",
    ],
    engine: "Docker on Windows",
    kind: "engine",
    power: "can start any container with any of the host's files",
    sources: ["https://github.com/moby/moby/issues/23541", SURFACE],
  },
  {
    paths: ["/run/containerd/containerd.sock", "/run/docker/containerd/containerd.sock", "/pipe/containerd-containerd"],
    engine: "containerd",
    kind: "engine",
    power: "can start containers as root past Docker and its authorization plugins",
    sources: [CONTAINERD, CONTAINERD_WINDOWS],
  },
  {
    paths: ["/run/k3s/containerd/containerd.sock"],
    engine: "containerd of k3s",
    kind: "engine",
    power: "can start containers as root on the cluster's node",
    sources: ["https://github.com/k3s-io/k3s/issues/7140", CONTAINERD],
  },
  {
    paths: ["/var/snap/microk8s/common/run/containerd.sock"],
    engine: "containerd of MicroK8s",
    kind: "engine",
    power: "can start containers as root on the cluster's node",
    sources: [CONTAINERD],
  },
  {
    paths: ["/run/crio/crio.sock"],
    engine: "CRI-O",
    kind: "engine",
    power: "can start containers as root on the cluster's node",
    sources: ["https://github.com/cri-o/cri-o/blob/00346b12367180b4aaa97c4cf3ff973a3ef49194/docs/crio.8.md", KUBEADM],
  },
  {
    paths: ["/run/cri-dockerd.sock"],
    engine: "cri-dockerd",
    kind: "engine",
    power: "can start containers as root on the cluster's node",
    sources: [KUBEADM],
  },
  {
    paths: ["/run/podman/podman.sock", "/pipe/podman-machine-default"],
    engine: "Podman",
    kind: "engine",
    power: DOCKER,
    sources: [PODMAN],
  },
  {
    paths: ["/run/user/<uid>/podman/podman.sock"],
    engine: "rootless Podman",
    kind: "engine",
    power: USERS_DOCKER,
    rootless: true,
    sources: [PODMAN],
  },
  {
    paths: ["/run/buildkit/buildkitd.sock", "/pipe/buildkitd"],
    engine: "BuildKit",
    kind: "engine",
    power: "can run build steps as root, with the host's network and devices where those are allowed",
    sources: [
      `${BUILDKIT}/2f2b72989cef423ec34da78a4b853a259de8e76c/util/appdefaults/appdefaults_unix.go`,
      `${BUILDKIT}/447d1fe52d8c3a34360489ae43bf41ae2a0b25ba/util/appdefaults/appdefaults_windows.go`,
    ],
  },
  {
    paths: ["/run/user/<uid>/buildkit/buildkitd.sock"],
    engine: "rootless BuildKit",
    kind: "engine",
    power: "can run build steps with everything that its user may read and write",
    rootless: true,
    sources: [`${BUILDKIT}/2f2b72989cef423ec34da78a4b853a259de8e76c/util/appdefaults/appdefaults_unix.go`],
  },
  {
    paths: ["/var/lib/kubelet/device-plugins/kubelet.sock", "/var/lib/kubelet/pod-resources/kubelet.sock"],
    engine: "kubelet",
    kind: "engine",
    power: "can hand devices of its own making to pods, and see which pods hold which",
    sources: ["https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/"],
  },
  {
    paths: [
      "/var/lib/lxd/unix.socket",
      "/var/snap/lxd/common/lxd/unix.socket",
      "/var/lib/incus/unix.socket",
      "/run/incus/unix.socket",
    ],
    engine: "LXD or Incus",
    kind: "engine",
    power: "can start a privileged instance with the host's disk, and so is root on the host",
    sources: ["https://github.com/canonical/lxd/pull/13599", "https://github.com/initstring/lxd_root"],
  },
  {
    paths: ["/run/libvirt/libvirt-sock", "/run/libvirt/virtqemud-sock"],
    engine: "libvirt",
    kind: "engine",
    power: "can start a machine with the host's disk, and so is root on the host",
    sources: ["https://libvirt.org/daemons.html"],
  },
  {
    paths: [
      "$SSH_AUTH_SOCK",
      "/run/host-services/ssh-auth.sock",
      "/run/user/<uid>/keyring/ssh",
      "/run/user/<uid>/gcr/ssh",
      "/run/user/<uid>/ssh-agent.socket",
      "/run/user/<uid>/openssh_agent",
      "~/.1password/agent.sock",
      "~/.ssh/agent.sock",
    ],
    engine: "ssh-agent",
    kind: "agent",
    power: "can log in wherever the user's SSH keys are accepted",
    sources: [
      "https://man7.org/linux/man-pages/man1/ssh-agent.1.html",
      "https://github.com/docker/for-mac/issues/6541",
      "https://github.com/mmercurio/dotfiles/blob/main/home/private_dot_ssh/private_env_1password",
    ],
  },
  {
    paths: ["/run/user/<uid>/gnupg", "~/.gnupg/S.gpg-agent", "~/.gnupg/S.gpg-agent.extra", "~/.gnupg/S.gpg-agent.ssh"],
    engine: "gpg-agent",
    kind: "agent",
    power: "can sign and decrypt with the user's keys",
    sources: ["https://www.gnupg.org/documentation/manuals/gnupg/Invoking-GPG_002dAGENT.html"],
  },
  {
    paths: ["/tmp/.X11-unix"],
    engine: "the X server",
    kind: "agent",
    power: "can read every key that is typed and type into every window, where the server lets it connect",
    sources: ["https://www.x.org/releases/current/doc/man/man7/Xsecurity.7.xhtml"],
  },
  {
    paths: ["/run/user/<uid>/wayland-0", "/run/user/<uid>/wayland-1", "/run/user/<uid>/$WAYLAND_DISPLAY"],
    engine: "the Wayland compositor",
    kind: "agent",
    power: "can show windows on the user's screen and read the clipboard while one has the focus",
    sources: ["https://wayland.freedesktop.org/docs/html/"],
  },
  {
    paths: ["/run/user/<uid>/pulse", "/run/user/<uid>/pipewire-0", "/run/pulse"],
    engine: "the sound server",
    kind: "agent",
    power: "can listen to the microphone; PulseAudio also loads modules on request",
    sources: ["https://www.freedesktop.org/wiki/Software/PulseAudio/Documentation/User/SystemWide/"],
  },
  {
    paths: ["/run/user/<uid>/bus"],
    engine: "the user's D-Bus",
    kind: "agent",
    power: "can ask the user's systemd to run a program",
    sources: ["https://www.freedesktop.org/wiki/Software/systemd/dbus/"],
  },
  {
    paths: ["/run/dbus/system_bus_socket"],
    engine: "the system's D-Bus",
    kind: "agent",
    power: "can, as uid 0, ask systemd to run a program as root on the host",
    sources: ["https://www.freedesktop.org/wiki/Software/systemd/dbus/"],
  },
  {
    paths: ["/run/systemd/private"],
    engine: "systemd",
    kind: "agent",
    power: "can, as uid 0, run a program as root on the host",
    sources: ["https://www.freedesktop.org/wiki/Software/systemd/dbus/"],
  },
  {
    paths: ["/run/snapd.socket"],
    engine: "snapd",
    kind: "agent",
    power: "can, as uid 0, install packages on the host",
    sources: ["https://snapcraft.io/docs/using-the-api"],
  },
];

/**
 * The control socket that a mount's source is or lies in; undefined for everything else, directories of sockets included.
 * Every spelling counts: `//var/run/docker.sock`, `/run/user/1000/docker.sock`, `\\.\pipe\docker_engine`, `unix://…`.
 * A mount that is read-only changes nothing, for it does not stop connect(2): https://man7.org/linux/man-pages/man7/unix.7.html
 */
export function controlSocket(path: string): ControlSocket | undefined {
  byPath ??= socketIndex();
  const form = socketForm(path);
  if (form === undefined) return undefined;
  const parent = parentForm(form);
  const known = byPath.get(form) ?? (parent === undefined ? undefined : agentDirectory(parent, byPath));
  return known ?? socketByName(form, byPath);
}

/**
 * The engine's control socket that a directory of the host holds, spelled as the directory was; undefined for others.
 * That of `/run/user/<uid>` is there only when the user runs a rootless engine.
 */
export function directoryHoldsEngineSocket(path: string): string | undefined {
  byDirectory ??= directoryIndex();
  const form = hostPathForm(path);
  if (form === undefined) return undefined;
  const socket = byDirectory.get(form);
  return socket === undefined ? undefined : `${withoutLastSlashes(path)}${socket.slice(form.length)}`;
}

function withoutLastSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === "/") end--;
  return path.slice(0, end);
}

/** Every control socket by itself. */
export function controlSockets(): Iterable<ControlSocket> {
  byPath ??= socketIndex();
  return byPath.values();
}

let byPath: ReadonlyMap<string, ControlSocket> | undefined;
let byDirectory: ReadonlyMap<string, string> | undefined;

function socketIndex(): ReadonlyMap<string, ControlSocket> {
  const index = new Map<string, ControlSocket>();
  for (const { paths, rootless = false, ...row } of ROWS) {
    for (const path of paths) index.set(path, { ...row, path, rootless });
  }
  return index;
}

/** Engines also keep directories of their own one level further up, which people mount as a whole. */
function directoryIndex(): ReadonlyMap<string, string> {
  const index = new Map([
    ["/run/docker", "/run/docker/containerd/containerd.sock"],
    ["/run/k3s", "/run/k3s/containerd/containerd.sock"],
  ]);
  for (const { path, kind } of controlSockets()) {
    const directory = parentForm(path);
    if (kind === "engine" && directory !== undefined && directory !== "/pipe" && !index.has(directory)) {
      index.set(directory, path);
    }
  }
  return index;
}

function socketForm(path: string): string | undefined {
  if (path === "$SSH_AUTH_SOCK" || path === `\${SSH_AUTH_SOCK}`) return "$SSH_AUTH_SOCK";
  const form = hostPathForm(path.replace(/^(?:unix|npipe):\/\//, ""));
  return form?.startsWith("/pipe/") ? form.toLowerCase() : form;
}

/** Some agents own a directory of sockets: `/tmp/.X11-unix/X0`, `/run/user/<uid>/pulse/native`. */
function agentDirectory(parent: string, index: ReadonlyMap<string, ControlSocket>): ControlSocket | undefined {
  const owner = index.get(parent);
  return owner?.kind === "agent" ? owner : undefined;
}

/** Wherever it is kept, in a user's home, beneath /opt or on a data disk, an engine's socket has the name that clients know it by. */
function socketByName(form: string, index: ReadonlyMap<string, ControlSocket>): ControlSocket | undefined {
  if (SSH_AGENT.test(form)) return index.get("$SSH_AUTH_SOCK");
  const usual = USUAL.get(form.slice(form.lastIndexOf("/") + 1));
  return usual === undefined ? undefined : index.get(usual);
}

/** Where ssh-agent(1) puts its socket by default, and where VS Code forwards it to. */
const SSH_AGENT = /^\/tmp\/(?:ssh-[^/]+\/agent\.[^/]+|vscode-ssh-auth-[^/]+\.sock)$/;

const USUAL: ReadonlyMap<string, string> = new Map([
  ["docker.sock", "/run/docker.sock"],
  ["docker.raw.sock", "/run/docker.sock"],
  ["docker-cli.sock", "/run/docker.sock"],
  ["podman.sock", "/run/podman/podman.sock"],
  ["containerd.sock", "/run/containerd/containerd.sock"],
  ["buildkitd.sock", "/run/buildkit/buildkitd.sock"],
  ["crio.sock", "/run/crio/crio.sock"],
]);
