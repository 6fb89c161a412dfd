import { imageWords } from "../facts/image-words.ts";
import type { Container } from "../model/container.ts";
import { Lasting } from "../model/lasting.ts";
import { knownValue } from "../model/setting.ts";
import { type Dockerfile, imageLayers } from "../model/stage.ts";
import { installedPackages } from "../shell/privilege.ts";
import type { Command } from "../shell/script.ts";
import type { Place } from "../text/span.ts";
import { ours, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "daemon-in-image",
  group: "image",
  level: "info",
  docs: {
    title: "Host's daemon or engine tool in the image",
    what: "The image installs or starts a daemon that belongs on a host: an SSH server, Docker's or containerd's daemon, a kubelet, NVIDIA's container runtime, systemd. So does a service whose command starts one. What a later command removes does not count.",
    why: "An SSH server is a second way in, with keys and passwords of its own to look after. A container engine or systemd asks for `privileged` or something near it. Each runs as root beside the program that the image is for.",
    fine: "Images that are meant to be a machine: test targets for Ansible, jump hosts, runners that build images.",
    instead: "`docker exec` for a shell, one program a container, the host's engine or a rootless builder for builds.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y openssh-server
        CMD ["/usr/sbin/sshd", "-D"]`,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y openssh-client
        CMD ["app"]`,
    },
    references: [
      "https://docs.docker.com/build/building/best-practices/#decouple-applications",
      "https://docs.docker.com/reference/cli/docker/container/exec/",
    ],
  },

  keys: ["command", "entrypoint"],

  *check(service) {
    if (isMadeForDaemons(service)) return;
    for (const { name, literal, via } of service.source.scripts) {
      if (name !== "command" && name !== "entrypoint") continue;
      for (const command of literal.commands) {
        const daemon = startedBy(command);
        if (daemon === undefined) continue;
        const of = { at: command.at, ...(via === undefined ? {} : { via }) };
        yield { of, evidence: daemon, verdict: said`starts ${ours(daemon)}` };
      }
    }
  },

  *checkDockerfile(dockerfile) {
    const reported = new Set<string>();
    for (const { daemon, at, does } of daemonsIn(dockerfile)) {
      if (reported.has(daemon)) continue;
      reported.add(daemon);
      yield {
        at,
        evidence: daemon,
        message:
          does === "starts" ? said`The image starts ${ours(daemon)}.` : said`The image installs ${ours(daemon)}.`,
      };
    }
  },
});

/** Whether a name of the image says that such a program is what it is for: `docker:dind`, `linuxserver/openssh-server`. */
function isMadeForDaemons({ image }: Container): boolean {
  return imageWords(knownValue(image)?.repository ?? "").some((word) =>
    /^(?:docker|dind|moby|buildkit|ssh|sshd|openssh|sftp|dropbear|systemd|containerd|telnetd?|libvirt|kubelet)/.test(
      word,
    ),
  );
}

interface Daemon {
  readonly daemon: string;
  readonly at: Place;
  readonly does: "installs" | "starts";
}

function* daemonsIn(dockerfile: Dockerfile): Generator<Daemon> {
  for (const stage of imageLayers(dockerfile)) {
    const lasting = new Lasting(stage);
    for (const step of stage.commands("RUN")) {
      for (const { name, at, group } of installedPackages(step.command)) {
        const daemon = PACKAGES.get(name) ?? engineTool(name);
        if (daemon !== undefined && lasting.package(step, name, group)) yield { daemon, at, does: "installs" };
      }
    }
    for (const { command } of [...stage.commands("ENTRYPOINT"), ...stage.commands("CMD")]) {
      const daemon = startedBy(command);
      if (daemon !== undefined) yield { daemon, at: command.at, does: "starts" };
    }
  }
}

const SSH = "an SSH server";
const DOCKER = "Docker's daemon";
const CONTAINERD = "containerd";
const SYSTEMD = "systemd";

/** Packages that hold a daemon. Alpine's `openssh` and `docker` are left out: they are mostly installed for the client. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ["openssh-server", SSH],
  ["dropbear", SSH],
  ["docker.io", DOCKER],
  ["docker-ce", DOCKER],
  ["docker-engine", DOCKER],
  ["moby-engine", DOCKER],
  ["containerd", CONTAINERD],
  ["containerd.io", CONTAINERD],
  ["systemd", SYSTEMD],
  ["systemd-sysv", SYSTEMD],
  ["cri-o", "CRI-O"],
  ["kubelet", "the kubelet"],
  ["libvirt-daemon-system", "libvirt's daemon"],
  ["libvirt-daemon", "libvirt's daemon"],
  ["lxd", "LXD"],
  ["telnetd", "a telnet server"],
  ["inetutils-telnetd", "a telnet server"],
  ["telnet-server", "a telnet server"],
]);

/** What puts GPUs into containers belongs on the host, whatever version its name ends with. Source: https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/ */
function engineTool(name: string): string | undefined {
  return /^(?:nvidia-container-(?:toolkit|runtime)(?:-base)?|nvidia-docker2?|libnvidia-container(?:\d|-tools)?)$/.test(
    name,
  )
    ? "NVIDIA's container runtime"
    : undefined;
}

const PROGRAMS: ReadonlyMap<string, string> = new Map([
  ["sshd", SSH],
  ["dropbear", SSH],
  ["dockerd", DOCKER],
  ["dockerd-entrypoint.sh", DOCKER],
  ["containerd", CONTAINERD],
  ["systemd", SYSTEMD],
  ["in.telnetd", "a telnet server"],
  ["telnetd", "a telnet server"],
  ["kubelet", "the kubelet"],
  ["crio", "CRI-O"],
  ["libvirtd", "libvirt's daemon"],
]);

function startedBy({ name, words }: Command): string | undefined {
  const [first, second] = words.map(({ text }) => text ?? "");
  if (name === "service" && second === "start")
    return /^sshd?$/.test(first ?? "") ? SSH : first === "docker" ? DOCKER : undefined;
  return name === undefined ? undefined : PROGRAMS.get(name);
}
