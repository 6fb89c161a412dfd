import assert from "node:assert/strict";
import {
  CAPABILITIES,
  capability,
  capabilityMask,
  DOCKER_DEFAULT,
  normaliseCapability,
  PODMAN_DEFAULT,
} from "../../../server/analysis/facts/capabilities.ts";
import { COMPOSE_KEYS } from "../../../server/analysis/facts/compose-key-table.ts";
import { composeKey } from "../../../server/analysis/facts/compose-keys.ts";
import { DEFAULT_DEVICES, HOST_DEVICES, hostDevice } from "../../../server/analysis/facts/devices.ts";
import { DOCKERFILE_KEYS } from "../../../server/analysis/facts/dockerfile-key-table.ts";
import { dockerfileKey } from "../../../server/analysis/facts/dockerfile-keys.ts";
import { DEFAULT_ENGINE, isEngineSince } from "../../../server/analysis/facts/engine.ts";
import { classifyHostPath, holdsControlSocket, hostPaths } from "../../../server/analysis/facts/host-paths.ts";
import { IMAGE_PORTS, OPEN_IMAGES } from "../../../server/analysis/facts/image-port-table.ts";
import { NAMESPACES, namespace, namespaceByComposeKey } from "../../../server/analysis/facts/namespaces.ts";
import { PORTS } from "../../../server/analysis/facts/port-table.ts";
import { portUse } from "../../../server/analysis/facts/ports.ts";
import { SECRET_FORMS, SOME_START } from "../../../server/analysis/facts/secret-forms.ts";
import {
  goBoolean,
  MASKED_PATHS,
  NEVER_UNLOCKABLE,
  READONLY_PATHS,
  SECCOMP_NUMBERS,
  SECURITY_OPTIONS,
  securityOption,
} from "../../../server/analysis/facts/security-options.ts";
import { controlSocket, controlSockets, directoryHoldsEngineSocket } from "../../../server/analysis/facts/sockets.ts";
import { sysctlNamespace, WEAK_SYSCTLS, weakSysctl } from "../../../server/analysis/facts/sysctls.ts";
import { USER_GROUPS, userGroup } from "../../../server/analysis/facts/user-groups.ts";

describe("facts: every entry names its sources", () => {
  const tables: readonly (readonly [string, Iterable<{ readonly sources: readonly string[] }>])[] = [
    ["capabilities", CAPABILITIES],
    ["namespaces", NAMESPACES],
    ["host paths", hostPaths()],
    ["sockets", controlSockets()],
    ["devices", HOST_DEVICES],
    ["security options", SECURITY_OPTIONS],
    ["sysctls", WEAK_SYSCTLS],
    ["groups", USER_GROUPS],
    [
      "ports",
      PORTS.map(({ port, protocol = "tcp", of = [] }) => portUse({ target: port, protocol }, of) ?? { sources: [] }),
    ],
    ["ports of images", IMAGE_PORTS.map(({ source }) => ({ sources: [source] }))],
    ["compose keys", COMPOSE_KEYS.map(({ path }) => composeKey(path.split(".")) ?? { sources: [] })],
    ["dockerfile keys", DOCKERFILE_KEYS.flatMap(({ names }) => names.map((n) => dockerfileKey(n) ?? { sources: [] }))],
  ];
  for (const [name, entries] of tables) {
    it(name, () => {
      for (const entry of entries) {
        assert.ok(entry.sources.length > 0, `no source: ${JSON.stringify(entry)}`);
        for (const source of entry.sources) assert.match(source, /^https:\/\/[a-z0-9.-]+\.[a-z]+\/\S*$/);
      }
    });
  }
});

describe("facts: capabilities", () => {
  it("are the 41 of the kernel, in the order of their numbers", () => {
    assert.deepEqual(
      CAPABILITIES.map((c) => c.number),
      Array.from({ length: 41 }, (_, index) => index),
    );
    assert.equal(new Set(CAPABILITIES.map((c) => c.name)).size, 41);
  });

  it("have the default sets that a container shows in /proc/self/status", () => {
    assert.equal(DOCKER_DEFAULT.length, 14);
    assert.equal(capabilityMask(DOCKER_DEFAULT), "00000000a80425fb");
    assert.equal(PODMAN_DEFAULT.length, 11);
    assert.equal(capabilityMask(PODMAN_DEFAULT), "00000000800405fb");
    assert.equal(capabilityMask([]), "0000000000000000");
    assert.equal(capabilityMask(CAPABILITIES.map((c) => c.name)), "000001ffffffffff");
    assert.equal(capabilityMask(["CHOWN", "CHOWN", "DAC_OVERRIDE"]), "0000000000000003");
  });

  const readings: readonly (readonly [string, string | undefined])[] = [
    ["NET_ADMIN", "NET_ADMIN"],
    ["net_admin", "NET_ADMIN"],
    ["CAP_NET_ADMIN", "NET_ADMIN"],
    ["Cap_Net_Admin", "NET_ADMIN"],
    ["ALL", "ALL"],
    ["all", "ALL"],
    ["CAP_ALL", undefined],
    ["cap_all", undefined],
    ["NET-ADMIN", undefined],
    [" NET_ADMIN", undefined],
    ["CAP_CAP_CHOWN", undefined],
    ["NETADMIN", undefined],
    ["CAP_", undefined],
    ["", undefined],
  ];
  for (const [text, name] of readings) {
    it(`reads ${JSON.stringify(text)} as the Engine does`, () => {
      assert.equal(normaliseCapability(text), name);
      assert.equal(capability(text)?.name, name === "ALL" ? undefined : name);
    });
  }

  it("unlock system calls that the table of the never unlockable does not hold", () => {
    const unlocked = CAPABILITIES.flatMap((c) => c.unlocks);
    assert.ok(unlocked.includes("open_by_handle_at"));
    assert.deepEqual(
      unlocked.filter((call) => NEVER_UNLOCKABLE.includes(call)),
      [],
    );
  });
});

describe("facts: namespaces", () => {
  it("are eight, each with its own clone flag", () => {
    assert.equal(NAMESPACES.length, 8);
    assert.equal(new Set(NAMESPACES.map((n) => n.cloneFlag)).size, 8);
    for (const { name } of NAMESPACES) assert.equal(namespace(name)?.name, name);
  });

  const keys = { pid: "pid", network_mode: "net", ipc: "ipc", uts: "uts", userns_mode: "user", cgroup: "cgroup" };
  for (const [key, name] of Object.entries(keys)) {
    it(`${key} chooses ${name}`, () => assert.equal(namespaceByComposeKey(key)?.name, name));
  }
  it("no other key chooses one", () => {
    for (const key of ["mnt", "time", "networks", ""]) assert.equal(namespaceByComposeKey(key), undefined);
  });
});

describe("facts: host paths", () => {
  const dangerous: readonly (readonly [string, string])[] = [
    ["/", "/"],
    ["//", "/"],
    ["/etc", "/etc"],
    ["/etc/", "/etc"],
    ["/a/../etc", "/etc"],
    ["/etc/shadow", "/etc/shadow"],
    ["/etc/cron.d/backup", "/etc/cron.d"],
    ["/etc/crontab", "/etc/crontab"],
    ["/etc/ssh/ssh_host_rsa_key", "/etc/ssh"],
    ["/etc/sudoers.d/x", "/etc/sudoers.d"],
    ["/etc/systemd/system/x.service", "/etc/systemd"],
    ["/etc/docker", "/etc/docker"],
    ["/etc/docker/daemon.json", "/etc/docker/daemon.json"],
    ["/etc/kubernetes/admin.conf", "/etc/kubernetes"],
    ["/etc/ssl/private/key.pem", "/etc/ssl/private"],
    ["/etc/passwd", "/etc/passwd"],
    ["/root", "/root"],
    ["/root/.ssh", "~/.ssh"],
    ["/home", "/home"],
    ["/home/ann", "~"],
    ["/Users/ann/", "~"],
    ["~", "~"],
    ["$HOME", "~"],
    [`\${HOME}/.aws`, "~/.aws"],
    ["/home/ann/.ssh/id_rsa", "~/.ssh"],
    ["/var/home/ann/.kube/config", "~/.kube"],
    ["~/.docker/config.json", "~/.docker/config.json"],
    ["~/.bashrc", "~/.bashrc"],
    ["C:\\", "C:"],
    ["c:/", "C:"],
    ["C:\\Users\\ann\\.aws", "~/.aws"],
    ["/mnt/c", "C:"],
    ["/proc", "/proc"],
    ["/proc/sys/kernel/core_pattern", "/proc/sys/kernel"],
    ["/sys", "/sys"],
    ["/sys/fs/cgroup/unified", "/sys/fs/cgroup"],
    ["/dev", "/dev"],
    ["/dev/shm", "/dev/shm"],
    ["/boot/efi", "/boot"],
    ["/lib/modules/6.12.1", "/lib/modules"],
    ["/usr", "/usr"],
    ["/usr/bin/docker", "/usr/bin"],
    ["/var/run", "/run"],
    ["/private/var/run", "/run"],
    ["/run/user/1000", "/run/user/<uid>"],
    ["$XDG_RUNTIME_DIR", "/run/user/<uid>"],
    ["/var", "/var"],
    ["/var/lib/docker", "/var/lib/docker"],
    ["/var/lib/docker/overlay2/x", "/var/lib/docker"],
    ["/var/lib/docker/containers/x", "/var/lib/docker/containers"],
    ["/var/lib/docker/volumes", "/var/lib/docker/volumes"],
    ["/var/lib/kubelet/pods", "/var/lib/kubelet"],
    ["/var/log", "/var/log"],
    ["/var/spool/cron/crontabs", "/var/spool/cron"],
    ["/tmp", "/tmp"],
    ["/run/systemd/system", "/run/systemd/system"],
    ["/run/user", "/run/user"],
    ["/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/certs"],
    ["/usr/local/share/ca-certificates", "/usr/local/share/ca-certificates"],
    ["/etc/NetworkManager/dispatcher.d", "/etc/NetworkManager"],
    ["/etc/apt/apt.conf.d", "/etc/apt"],
    ["/etc/logrotate.d/app", "/etc/logrotate.d"],
    ["/etc/polkit-1/rules.d", "/etc/polkit-1"],
    ["/etc/sysctl.d", "/etc/sysctl.d"],
    ["/etc/fstab", "/etc/fstab"],
    ["/etc/wireguard/wg0.conf", "/etc/wireguard"],
    ["/etc/letsencrypt", "/etc/letsencrypt"],
    ["/etc/localtime", "/etc/localtime"],
    ["/var/lib/dpkg/info", "/var/lib/dpkg"],
    ["/var/lib/libvirt/images", "/var/lib/libvirt"],
    ["/var/spool/at", "/var/spool/at"],
    ["/usr/src/linux", "/usr/src"],
    ["/usr/share", "/usr/share"],
    ["/usr/share/dbus-1/system-services", "/usr/share/dbus-1"],
    ["~/.claude", "~/.claude"],
    ["~/.codex/auth.json", "~/.codex"],
    ["~/.terraform.d/plugins", "~/.terraform.d"],
    ["/proc/1/root/etc", "/proc/1/root"],
    ["/proc/1/ns/net", "/proc/1"],
  ];
  for (const [path, entry] of dangerous) {
    it(`${path} is ${entry}`, () => assert.equal(classifyHostPath(path)?.path, entry));
  }

  const harmless: readonly string[] = [
    "/usr/share/zoneinfo",
    "/usr/share/zoneinfo/Europe/Berlin",
    "/etc/nginx/conf.d",
    "/etc/pihole",
    "/etc/cronjobs",
    "/etc/sshfs",
    "/etcetera",
    "/var/log/nginx",
    "/var/lib/postgresql",
    "/var/lib/docker/volumes/data/_data",
    "/home/ann/project",
    "/home/ann/.sshfoo",
    "~/project/src",
    "~/.ssh/id_ed25519.pub",
    "~/.cache/pip",
    "~/.m2",
    "/root/app",
    "/Users/ann/work",
    "C:\\data",
    "/mnt/media",
    "/srv/www",
    "/opt/app",
    "/data",
    "/tmp/build",
    "/proc/cpuinfo",
    "/sys/class/gpio",
    "/lib/modulesx/../../libx",
    "/run/mysqld",
    "/var/run/docker.sock",
    "data",
    "./etc",
    "../etc",
    "",
    "\0",
    `/${"a/".repeat(100_000)}`,
  ];
  for (const path of harmless) {
    it(`${JSON.stringify(path.slice(0, 40))} is nothing`, () => assert.equal(classifyHostPath(path), undefined));
  }

  it("knows what read-only takes away", () => {
    assert.equal(classifyHostPath("/")?.readOnlyStillDangerous, true);
    assert.equal(classifyHostPath("/etc/shadow")?.readOnlyStillDangerous, true);
    assert.equal(classifyHostPath("/boot")?.readOnlyStillDangerous, false);
    assert.equal(classifyHostPath("/boot")?.harmlessReadOnly, false);
    assert.equal(classifyHostPath("/etc/passwd")?.harmlessReadOnly, true);
    assert.equal(classifyHostPath("/etc/hosts")?.harmlessReadOnly, true);
    for (const path of hostPaths()) assert.ok(!(path.harmlessReadOnly && path.readOnlyStillDangerous), path.path);
  });

  it("knows the directories through which an engine's socket is reached", () => {
    for (const path of ["/", "/var", "/run", "/var/run", "//var//run/", "/run/podman"]) {
      assert.equal(holdsControlSocket(path), true, path);
    }
    for (const path of ["/etc", "/var/log", "/run/mysqld", "~", "/home/ann", "data"]) {
      assert.equal(holdsControlSocket(path), false, path);
    }
  });
});

describe("facts: sockets", () => {
  const sockets: readonly (readonly [string, string, "engine" | "agent"])[] = [
    ["/var/run/docker.sock", "Docker", "engine"],
    ["//var/run/docker.sock", "Docker", "engine"],
    ["/run/docker.sock/", "Docker", "engine"],
    ["unix:///var/run/docker.sock", "Docker", "engine"],
    ["/var/run/docker.raw.sock", "Docker", "engine"],
    ["/run/user/1000/docker.sock", "rootless Docker", "engine"],
    [`\${XDG_RUNTIME_DIR}/docker.sock`, "rootless Docker", "engine"],
    ["~/.docker/run/docker.sock", "Docker Desktop", "engine"],
    ["/Users/ann/.docker/run/docker.sock", "Docker Desktop", "engine"],
    ["~/.colima/default/docker.sock", "Docker", "engine"],
    ["/opt/custom/docker.sock", "Docker", "engine"],
    ["/srv/docker.sock", "Docker", "engine"],
    ["/data/run/podman.sock", "Podman", "engine"],
    ["/run/user/1000/gcr/ssh", "ssh-agent", "agent"],
    ["/tmp/vscode-ssh-auth-1a2b.sock", "ssh-agent", "agent"],
    ["\\\\.\\pipe\\docker_engine", "Docker on Windows", "engine"],
    ["//./pipe/docker_engine", "Docker on Windows", "engine"],
    ["npipe:////./pipe/dockerDesktopLinuxEngine", "Docker on Windows", "engine"],
    ["/var/run/containerd/containerd.sock", "containerd", "engine"],
    ["/run/k3s/containerd/containerd.sock", "containerd of k3s", "engine"],
    ["/var/snap/microk8s/common/run/containerd.sock", "containerd of MicroK8s", "engine"],
    ["/var/run/crio/crio.sock", "CRI-O", "engine"],
    ["/run/cri-dockerd.sock", "cri-dockerd", "engine"],
    ["/run/podman/podman.sock", "Podman", "engine"],
    ["/run/user/501/podman/podman.sock", "rootless Podman", "engine"],
    ["/run/buildkit/buildkitd.sock", "BuildKit", "engine"],
    ["/var/lib/kubelet/device-plugins/kubelet.sock", "kubelet", "engine"],
    ["/var/lib/incus/unix.socket", "LXD or Incus", "engine"],
    ["/var/run/libvirt/libvirt-sock", "libvirt", "engine"],
    ["$SSH_AUTH_SOCK", "ssh-agent", "agent"],
    ["/tmp/ssh-XXabc/agent.42", "ssh-agent", "agent"],
    ["/run/host-services/ssh-auth.sock", "ssh-agent", "agent"],
    ["/run/user/1000/gnupg/S.gpg-agent", "gpg-agent", "agent"],
    ["/tmp/.X11-unix", "the X server", "agent"],
    ["/tmp/.X11-unix/X0", "the X server", "agent"],
    ["/run/user/1000/wayland-0", "the Wayland compositor", "agent"],
    ["/run/user/1000/pulse/native", "the sound server", "agent"],
    ["/var/run/dbus/system_bus_socket", "the system's D-Bus", "agent"],
    ["/run/systemd/private", "systemd", "agent"],
  ];
  for (const [path, engine, kind] of sockets) {
    it(`${path} is that of ${engine}`, () => {
      assert.deepEqual([controlSocket(path)?.engine, controlSocket(path)?.kind], [engine, kind]);
    });
  }

  const others: readonly string[] = [
    "/var/run",
    "/var/run/docker.sock.bak",
    "/var/run/docker.socket",
    "/var/run/mysqld/mysqld.sock",
    "/run/php/php-fpm.sock",
    "./docker.sock",
    "docker.sock",
    "docker_sock",
    "/pipe/other",
    "/tmp/ssh-x",
    "/tmp/X11",
    "",
  ];
  for (const path of others) {
    it(`${path} is none`, () => assert.equal(controlSocket(path), undefined));
  }

  const directories: readonly (readonly [string, string | undefined])[] = [
    ["/run", "/run/docker.sock"],
    ["/var/run", "/var/run/docker.sock"],
    ["/var/run/", "/var/run/docker.sock"],
    ["/run/docker", "/run/docker/containerd/containerd.sock"],
    ["/run/containerd", "/run/containerd/containerd.sock"],
    ["/var/run/podman", "/var/run/podman/podman.sock"],
    ["/run/user/1000", "/run/user/1000/docker.sock"],
    ["~/.docker/run", "~/.docker/run/docker.sock"],
    ["/var/lib/lxd", "/var/lib/lxd/unix.socket"],
    ["/", undefined],
    ["~", undefined],
    ["~/.docker", undefined],
    ["/run/docker.sock", undefined],
    ["/run/mysqld", undefined],
    ["run", undefined],
  ];
  for (const [path, socket] of directories) {
    it(`${path} holds ${socket}`, () => assert.equal(directoryHoldsEngineSocket(path), socket));
  }
});

describe("facts: devices", () => {
  const devices: readonly (readonly [string, string | undefined])[] = [
    ["/dev/sda", "critical"],
    ["/dev/sda1", "critical"],
    ["//dev/sda/", "critical"],
    ["/dev/nvme0n1p2", "critical"],
    ["/dev/mapper/root", "critical"],
    ["/dev/mapper/control", "high"],
    ["/dev/disk/by-id/ata-X", "critical"],
    ["/dev/disk/by-id", undefined],
    ["/dev/disk/", undefined],
    ["/dev/block", undefined],
    ["/dev/block/8:0", "critical"],
    ["/dev/mem", "critical"],
    ["/dev/cpu/0/msr", "critical"],
    ["/dev/sg0", "critical"],
    ["/dev/sgx_enclave", "medium"],
    ["/dev/tty1", "high"],
    ["/dev/ttyUSB0", "low"],
    ["/dev/ttyACM0", "low"],
    ["/dev/input/event0", "high"],
    ["/dev/kvm", "medium"],
    ["/dev/net/tun", "medium"],
    ["/dev/dri", "medium"],
    ["/dev/dri/renderD128", "medium"],
    ["/dev/snd", "low"],
    ["/dev/watchdog", "medium"],
    ["/dev", "critical"],
    ["/dev/", "critical"],
    ["/dev/mapper", "critical"],
    ["/dev/cpu", "critical"],
    ["/dev/bsg", "critical"],
    ["/dev/input", "high"],
    ["/dev/vfio", "high"],
    ["/dev/bus", "medium"],
    ["/dev/md/data", "critical"],
    ["/dev/md127", "critical"],
    ["/dev/zvol/tank/vm", "critical"],
    ["/dev/zfs", "critical"],
    ["/dev/mtdblock0", "critical"],
    ["/dev/bcache0", "critical"],
    ["/dev/pmem0", "critical"],
    ["/dev/drbd0", "critical"],
    ["/dev/ublkb0", "critical"],
    ["/dev/nvme0", "critical"],
    ["/dev/sdaa12", "critical"],
    ["/dev/char/1:11", "medium"],
    ["/dev/char/10:237", "high"],
    ["/dev/block/8:0", "critical"],
    ["/dev/vcsm", "medium"],
    ["/dev/mdadm", undefined],
    ["/dev/hdmi0", undefined],
    ["/dev/sdcard", undefined],
    ["/dev/loopback", undefined],
    ["/dev/nvme-fabrics", undefined],
    ["/dev/char/1:3", undefined],
    ["/dev/shm", undefined],
    ["/dev/pts", undefined],
    ["/dev/memory", undefined],
    ["/dev/kvmx", undefined],
    ["/dev/null", undefined],
    ["/dev/tty", undefined],
    ["/dev/fusex", undefined],
    ["/mnt/dev/sda", undefined],
    ["nvidia.com/gpu=all", undefined],
    ["", undefined],
  ];
  for (const [path, severity] of devices) {
    it(`${path} is ${severity}`, () => assert.equal(hostDevice(path)?.severity, severity));
  }
  it("a container's own devices are harmless", () => {
    for (const path of DEFAULT_DEVICES) assert.equal(hostDevice(path), undefined, path);
  });
});

describe("facts: ports", () => {
  const ports: readonly (readonly [number, string, string | undefined])[] = [
    [5432, "tcp", "database"],
    [6379, "TCP", "cache"],
    [11211, "tcp", "cache"],
    [11211, "udp", undefined],
    [2375, "tcp", "daemon"],
    [2376, "tcp", "admin"],
    [22, "tcp", "admin"],
    [161, "udp", "admin"],
    [9229, "tcp", "debug"],
    [5672, "tcp", "queue"],
    [443, "udp", "public"],
    [53, "udp", "public"],
    [51820, "udp", "public"],
    [51820, "tcp", undefined],
    [5432, "udp", undefined],
    [10000, "tcp", undefined],
    [10000, "udp", "public"],
    [3000, "tcp", undefined],
    [8080, "tcp", undefined],
    [8123, "tcp", undefined],
    [9000, "tcp", undefined],
    [9090, "tcp", undefined],
    [0, "tcp", undefined],
    [-1, "tcp", undefined],
    [70000, "tcp", undefined],
  ];
  for (const [target, protocol, kind] of ports) {
    it(`${target}/${protocol} is ${kind}`, () => assert.equal(portUse({ target, protocol }, [])?.kind, kind));
  }

  const named: readonly (readonly [string, number, string | undefined])[] = [
    ["clickhouse/clickhouse-server", 8123, "ClickHouse"],
    ["home-assistant/home-assistant", 8123, "Home Assistant"],
    ["arcadiatechnology/crafty-4", 8123, "Crafty"],
    ["prom/prometheus", 9090, "Prometheus"],
    ["acme/java-service", 9090, undefined],
    ["sissbruecker/linkding", 9090, "linkding"],
    ["authelia/authelia", 9091, "Authelia"],
    ["prom/pushgateway", 9091, "Prometheus' Pushgateway"],
    ["webmin/webmin", 10000, "Webmin"],
    ["envoyproxy/envoy", 10000, "Envoy"],
    ["bitnami/kafka", 9092, "Kafka"],
    ["acme/shop", 9092, undefined],
    ["hashicorp/vault", 8200, "Vault"],
    ["linuxserver/duplicati", 8200, "Duplicati"],
    ["gitea/gitea", 22, "Git over SSH"],
    ["linuxserver/openssh-server", 2222, "SSH"],
    ["acme/tools", 22, "SSH"],
    ["bitnami/phpmyadmin", 8080, "phpMyAdmin"],
    ["mongo-express", 8081, "mongo-express"],
    ["mongo", 8081, undefined],
    ["traefik", 8080, "Traefik's dashboard and API"],
    ["traefik", 80, "a web server"],
    ["delfer/alpine-ftp-server", 27017, "FTP"],
  ];
  for (const [image, target, name] of named) {
    it(`${target} of ${image} is ${name}`, () => {
      assert.equal(portUse({ target, protocol: "tcp" }, [image])?.name, name);
    });
  }

  const ranges: readonly (readonly [number, number, string, number | undefined])[] = [
    [6370, 6390, "tcp", 6379],
    [6000, 6400, "tcp", 6379],
    [80, 9000, "tcp", 2375],
    [2370, 2376, "tcp", 2375],
    [53, 60000, "udp", 161],
    [4500, 4600, "udp", undefined],
    [10000, 20000, "udp", undefined],
    [8000, 8010, "tcp", undefined],
    [80, 81, "tcp", undefined],
  ];
  for (const [target, lastTarget, protocol, worst] of ranges) {
    it(`${target} to ${lastTarget}/${protocol} is as ${worst}`, () => {
      assert.equal(portUse({ target, lastTarget, protocol }, [])?.port, worst);
    });
  }

  it("names each port of a protocol once", () => {
    const seen = PORTS.flatMap(({ port, protocol }) =>
      protocol ? [`${port}/${protocol}`] : [`${port}/tcp`, `${port}/udp`],
    );
    assert.equal(new Set(seen).size, seen.length);
  });

  it("reads a name of any length at once", () => {
    const long = "a-".repeat(100_000);
    assert.equal(portUse({ target: 8081, protocol: "tcp" }, [`${long}/${long}`]), undefined);
    assert.ok(OPEN_IMAGES.every(({ of }) => of.length > 0));
  });
});

describe("facts: security options", () => {
  it("are six, of which only no-new-privileges may stand alone", () => {
    assert.equal(SECURITY_OPTIONS.length, 6);
    assert.deepEqual(
      SECURITY_OPTIONS.filter((option) => option.bare).map((option) => option.name),
      ["no-new-privileges"],
    );
    assert.deepEqual(securityOption("systempaths")?.separators, ["="]);
    assert.equal(securityOption("NO-NEW-PRIVILEGES"), undefined);
  });

  it("take Go's booleans", () => {
    for (const text of ["true", "True", "TRUE", "t", "T", "1"]) assert.equal(goBoolean(text), true, text);
    for (const text of ["false", "False", "FALSE", "f", "F", "0"]) assert.equal(goBoolean(text), false, text);
    for (const text of ["yes", "on", "tRUE", " true", ""]) assert.equal(goBoolean(text), undefined, text);
  });

  it("count as moby does", () => {
    assert.equal(MASKED_PATHS.length, 12);
    assert.equal(READONLY_PATHS.length, 5);
    assert.equal(NEVER_UNLOCKABLE.length, SECCOMP_NUMBERS.x86NeverUnlockable);
    assert.equal(SECCOMP_NUMBERS.x86Allowed + SECCOMP_NUMBERS.x86Denied, SECCOMP_NUMBERS.x86Known);
    assert.equal(SECCOMP_NUMBERS.x86Unlockable + SECCOMP_NUMBERS.x86NeverUnlockable, SECCOMP_NUMBERS.x86Denied);
  });
});

describe("facts: sysctls, groups and the engine", () => {
  const weak: readonly (readonly [string, string, boolean])[] = [
    ["net.ipv4.ip_forward", "1", true],
    ["net/ipv4/ip_forward", "1", true],
    ["net.ipv4.ip_forward", "0", false],
    ["net.ipv4.conf.eth0.route_localnet", "1", true],
    ["net.ipv4.conf.all.rp_filter", "2", false],
    ["net.ipv6.conf.all.disable_ipv6", "1", false],
    ["net.core.somaxconn", "1024", false],
    ["net.ipv4.ip_unprivileged_port_start", "1024", false],
  ];
  for (const [name, value, found] of weak) {
    it(`${name}=${value} ${found ? "weakens" : "does not weaken"}`, () =>
      assert.equal(weakSysctl(name, value) !== undefined, found));
  }

  const namespaced = {
    "net.core.somaxconn": "net",
    "kernel.shmmax": "ipc",
    "fs.mqueue.msg_max": "ipc",
    "kernel.domainname": "uts",
  };
  for (const [name, kind] of Object.entries(namespaced)) {
    it(`${name} belongs to ${kind}`, () => assert.equal(sysctlNamespace(name), kind));
  }
  it("settings of the whole host belong to no namespace", () => {
    for (const name of ["kernel.core_pattern", "kernel.hostname", "vm.max_map_count", "fs.file-max", "network.x"]) {
      assert.equal(sysctlNamespace(name), undefined, name);
    }
  });

  it("groups are known by name, and by a number where it is fixed", () => {
    for (const group of ["docker", "root", "0", "disk", "6", "kvm", "lxd", "shadow", "sudo"])
      assert.ok(userGroup(group), group);
    for (const group of ["video", "dialout", "1000", "999", "Docker", "", "-1", "00x"]) {
      assert.equal(userGroup(group), undefined, group);
    }
  });

  it("the engine's version compares by numbers", () => {
    assert.deepEqual(DEFAULT_ENGINE, {
      mode: "rootful",
      version: "29.5",
      cgroup: 2,
      lsm: ["apparmor"],
      compose: "5.7",
    });
    for (const version of ["29.5", "29.5.0", "29.4.3", "28", "9.99"])
      assert.ok(isEngineSince(DEFAULT_ENGINE, version), version);
    for (const version of ["29.5.1", "29.10", "30"]) assert.ok(!isEngineSince(DEFAULT_ENGINE, version), version);
  });
});

describe("facts: keys", () => {
  it("of Compose are found by their path in a file", () => {
    assert.equal(composeKey(["services", "web", "cap_add"])?.path, "services.*.cap_add");
    assert.equal(
      composeKey(["services", "web", "volumes", "0", "bind", "propagation"])?.title,
      "volumes.bind.propagation",
    );
    assert.equal(composeKey(["networks", "back", "internal"])?.path, "networks.*.internal");
    assert.equal(composeKey(["services", "web", "user"])?.merge, "replace");
    assert.equal(composeKey(["include"])?.path, "include");
    assert.equal(composeKey(["x-common"])?.path, "x-*");
    for (const path of [
      [],
      ["services"],
      ["services", "web"],
      ["services", "web", "capadd"],
      ["cap_add"],
      ["services", "a", "environment", "X"],
    ]) {
      assert.equal(composeKey(path), undefined, path.join("."));
    }
  });

  it("of Compose that choose a namespace are all there", () => {
    for (const { composeKey: key } of NAMESPACES) {
      if (key !== undefined) assert.ok(composeKey(["services", "web", key]), key);
    }
  });

  const names: readonly (readonly [string, string | undefined])[] = [
    ["USER", "USER"],
    ["user", "USER"],
    ["RUN --mount=type=secret,id=token", "RUN --mount=type=secret"],
    ["RUN --mount=target=/x,type=cache", "RUN --mount=type=cache"],
    ["RUN --mount=target=/x", "RUN --mount"],
    ["run --network=none", "RUN --network"],
    ["ADD --chmod=777", "ADD --chmod"],
    ["COPY --from=build", "COPY --from"],
    ["# syntax=docker/dockerfile:1", "# syntax"],
    ["# Syntax", "# syntax"],
    ["<<", "<<"],
    ["COPY --mount=type=cache", undefined],
    ["USER --from", undefined],
    ["# comment", undefined],
    ["APT", undefined],
    ["", undefined],
  ];
  for (const [text, name] of names) {
    it(`of Dockerfiles: ${JSON.stringify(text)}`, () => assert.equal(dockerfileKey(text)?.name, name));
  }
});

describe("facts: forms of credentials", () => {
  for (const start of SECRET_FORMS.flatMap(({ starts }) => starts)) {
    it(`are looked for where ${start} stands`, () => assert.ok(SOME_START.test(`-x ${start}`)));
  }

  it("are looked for where a key of MailChimp or a token of Telegram may stand", () => {
    assert.ok(SOME_START.test(`${"0a".repeat(16)}-us12`));
    assert.ok(SOME_START.test(`123456789:AA${"x".repeat(33)}`));
  });
});
