import type { Severity } from "./severity.ts";

/** The 41 capabilities of Linux 5.9 and later, as `cap_add` takes them: upper case, without `CAP_`. */
export type CapabilityName =
  | "CHOWN"
  | "DAC_OVERRIDE"
  | "DAC_READ_SEARCH"
  | "FOWNER"
  | "FSETID"
  | "KILL"
  | "SETGID"
  | "SETUID"
  | "SETPCAP"
  | "LINUX_IMMUTABLE"
  | "NET_BIND_SERVICE"
  | "NET_BROADCAST"
  | "NET_ADMIN"
  | "NET_RAW"
  | "IPC_LOCK"
  | "IPC_OWNER"
  | "SYS_MODULE"
  | "SYS_RAWIO"
  | "SYS_CHROOT"
  | "SYS_PTRACE"
  | "SYS_PACCT"
  | "SYS_ADMIN"
  | "SYS_BOOT"
  | "SYS_NICE"
  | "SYS_RESOURCE"
  | "SYS_TIME"
  | "SYS_TTY_CONFIG"
  | "MKNOD"
  | "LEASE"
  | "AUDIT_WRITE"
  | "AUDIT_CONTROL"
  | "SETFCAP"
  | "MAC_OVERRIDE"
  | "MAC_ADMIN"
  | "SYSLOG"
  | "WAKE_ALARM"
  | "BLOCK_SUSPEND"
  | "AUDIT_READ"
  | "PERFMON"
  | "BPF"
  | "CHECKPOINT_RESTORE";

/** What one capability lets a process do, and what an attacker makes of it. */
export interface Capability {
  readonly name: CapabilityName;
  /** The bit in the masks of `/proc/<pid>/status`. */
  readonly number: number;
  readonly sinceKernel: string;
  readonly permits: string;
  readonly risk: Severity;
  /** What an attacker who holds it does to leave the container or harm the host. The first sentence goes on from "An attacker …". */
  readonly technique: string;
  readonly cves: readonly string[];
  readonly legitimateUse: string;
  /** Programs that are known to ask for it. */
  readonly programs: readonly string[];
  readonly saferAlternative: string;
  /** Whether Docker grants it to every container. */
  readonly dockerDefault: boolean;
  /** Whether Podman grants it to every container. */
  readonly podmanDefault: boolean;
  /** System calls that Docker's default seccomp profile allows only to a container that holds it. */
  readonly unlocks: readonly string[];
  readonly sources: readonly string[];
}

const MAN_PAGE = "https://man7.org/linux/man-pages/man7/capabilities.7.html";
const KERNEL_HEADER = "https://github.com/torvalds/linux/blob/master/include/uapi/linux/capability.h";
const SECCOMP_PROFILE = "https://github.com/moby/profiles/blob/main/seccomp/default.json";
const DOCKER_DEFAULTS = "https://github.com/moby/moby/blob/master/daemon/pkg/oci/caps/defaults.go";
const PODMAN_DEFAULTS = "https://github.com/containers/container-libs/blob/main/common/pkg/config/default.go";
const OCI_SPEC_BUILDER = "https://github.com/moby/moby/blob/master/daemon/oci_linux.go";

/**
 * Every Linux capability up to CAP_LAST_CAP (40), in the order of its number.
 * Numbers, kernel versions and meaning: capabilities(7) and linux/capability.h; default sets: moby and container-libs;
 * `unlocks`: the capability conditions of Docker's default seccomp profile.
 */
export const CAPABILITIES: readonly Capability[] = [
  {
    name: "CHOWN",
    number: 0,
    sinceKernel: "2.2",
    permits: "Change the owner and group of any file.",
    risk: "low",
    technique:
      "No direct escape. On a writable bind mount it lets container root re-own host files, which helps a host-side accomplice; combined with FSETID/FOWNER it can leave set-id files behind.",
    cves: [],
    legitimateUse: "Entrypoints that take ownership of a data volume before dropping to a service user.",
    programs: [
      "postgres/mysql/mongo/redis entrypoints",
      "nginx (creates and re-owns its cache directories)",
      "rsync -o",
    ],
    saferAlternative:
      "Run as the service user with `user:` and pre-own the volume; or do the chown once in a `pre_start` step or init container.",
    dockerDefault: true,
    podmanDefault: true,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS, PODMAN_DEFAULTS],
  },
  {
    name: "DAC_OVERRIDE",
    number: 1,
    sinceKernel: "2.2",
    permits: "Ignore read, write and (mostly) execute permission bits on files and directories.",
    risk: "medium",
    technique:
      "Only reaches what is mounted: with a writable host bind mount, container root can rewrite host files whatever their mode. Read-only mounts still leak root-only files.",
    cves: [],
    legitimateUse:
      "Root entrypoints that must traverse a mode-0700 data directory owned by another uid (second boot of postgres, redis<8 and similar).",
    programs: ["postgres/mysql/mariadb/mongo entrypoints", "apt/dpkg inside a container"],
    saferAlternative:
      "`user:` set to the data owner, so the root phase is skipped altogether. Prefer this over adding DAC_READ_SEARCH, which Docker's seccomp profile pairs with open_by_handle_at.",
    dockerDefault: true,
    podmanDefault: true,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS, PODMAN_DEFAULTS],
  },
  {
    name: "DAC_READ_SEARCH",
    number: 2,
    sinceKernel: "2.2",
    permits:
      "Ignore read permission on files and read/search on directories; call open_by_handle_at(2); linkat(2) with AT_EMPTY_PATH.",
    risk: "high",
    technique:
      "Reads any file of the host's disk by guessing its handle, from a container without a mount of its own: `/etc/hosts` lies on that disk ('Shocker', 2014). Docker's seccomp profile unlocks open_by_handle_at exactly when this capability is held.",
    cves: [],
    legitimateUse: "Backup agents that must read every file.",
    programs: ["restic/borg/bacula agents", "NFS-Ganesha (file handles)"],
    saferAlternative: "Mount just the tree to be read, read-only, and run as its owner or a group member.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["open_by_handle_at"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE, "https://seclists.org/oss-sec/2014/q2/565"],
  },
  {
    name: "FOWNER",
    number: 3,
    sinceKernel: "2.2",
    permits:
      "Act as the owner of any file for chmod, utime, ACLs, inode flags, sticky-directory deletion and O_NOATIME.",
    risk: "low",
    technique:
      "No direct escape; on host bind mounts it allows chmod (including set-id bits) of files owned by somebody else.",
    cves: [],
    legitimateUse: "Entrypoints that chmod a data directory they do not own.",
    programs: ["postgres entrypoint (chmod of PGDATA, failure tolerated)", "mysql", "install(1), tar -p"],
    saferAlternative: "Pre-set modes in the image (COPY --chmod) or run as owner.",
    dockerDefault: true,
    podmanDefault: true,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS, PODMAN_DEFAULTS],
  },
  {
    name: "FSETID",
    number: 4,
    sinceKernel: "2.2",
    permits: "Keep set-user-ID/set-group-ID bits when a file is changed; set SGID for a group one is not in.",
    risk: "low",
    technique:
      "Plants set-id binaries on a writable host mount, to be run later by an unprivileged host user. Neutralised where the mount is nosuid.",
    cves: [],
    legitimateUse: "Package managers and `install -m 4755` at build time.",
    programs: ["dpkg/rpm/apk", "tar"],
    saferAlternative: "Not needed at run time; keep it to the build.",
    dockerDefault: true,
    podmanDefault: true,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS, PODMAN_DEFAULTS],
  },
  {
    name: "KILL",
    number: 5,
    sinceKernel: "2.2",
    permits: "Send signals to processes of any uid.",
    risk: "low",
    technique:
      "Confined to processes visible in the PID namespace; becomes a host-wide denial of service with `pid: host` (AppArmor's docker-default still restricts signals to unconfined peers).",
    cves: [],
    legitimateUse: "A root master that must signal workers running under another uid.",
    programs: ["Apache httpd parent", "php-fpm master", "supervisord, s6, runit"],
    saferAlternative: "Run master and workers under one uid.",
    dockerDefault: true,
    podmanDefault: true,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS, PODMAN_DEFAULTS],
  },
  {
    name: "SETGID",
    number: 6,
    sinceKernel: "2.2",
    permits: "Change GIDs and supplementary groups; forge GID in unix-socket credentials; write gid_map.",
    risk: "low",
    technique:
      "No direct escape; needed by every privilege-dropping entrypoint. Lets container root become any gid on bind mounts.",
    cves: [],
    legitimateUse: "gosu/su-exec/setpriv, daemon worker switches.",
    programs: ["gosu", "su-exec", "setpriv", "nginx", "httpd", "sshd", "cron"],
    saferAlternative: "`user: uid:gid` so nothing has to switch.",
    dockerDefault: true,
    podmanDefault: true,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS, PODMAN_DEFAULTS],
  },
  {
    name: "SETUID",
    number: 7,
    sinceKernel: "2.2",
    permits: "Change UIDs; forge UID in unix-socket credentials; write uid_map.",
    risk: "low",
    technique:
      "No direct escape; with host bind mounts or a host unix socket that trusts SO_PEERCRED it lets container root pose as any uid (without user namespaces container uid = host uid).",
    cves: [],
    legitimateUse: "gosu/su-exec/setpriv, sudo, daemon worker switches.",
    programs: ["gosu", "su-exec", "setpriv", "nginx", "httpd", "sshd", "cron", "sudo"],
    saferAlternative: "`user: uid:gid`; add `no-new-privileges`.",
    dockerDefault: true,
    podmanDefault: true,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS, PODMAN_DEFAULTS],
  },
  {
    name: "SETPCAP",
    number: 8,
    sinceKernel: "2.2",
    permits: "Add bounding-set capabilities to the inheritable set, drop from the bounding set, change securebits.",
    risk: "low",
    technique: "Cannot add anything beyond the bounding set.",
    cves: [],
    legitimateUse: "Programs that trim their own bounding set.",
    programs: ["capsh", "systemd in a container", "setpriv --bounding-set (skips it silently without SETPCAP)"],
    saferAlternative: "Let the engine set the bounding set through cap_drop.",
    dockerDefault: true,
    podmanDefault: true,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS, PODMAN_DEFAULTS],
  },
  {
    name: "LINUX_IMMUTABLE",
    number: 9,
    sinceKernel: "2.2",
    permits: "Set or clear the immutable and append-only inode flags.",
    risk: "low",
    technique:
      "Makes files of a host mount undeletable, or lifts that protection from files that the host's administrator gave it to.",
    cves: [],
    legitimateUse: "chattr on a volume.",
    programs: ["chattr"],
    saferAlternative: "Do it from the host.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "NET_BIND_SERVICE",
    number: 10,
    sinceKernel: "2.2",
    permits: "Bind TCP/UDP ports below 1024.",
    risk: "none",
    technique: "None by itself; with host networking it allows impersonating a stopped host service.",
    cves: [],
    legitimateUse: "Servers on 80/443/53 on engines that do not lower the privileged-port floor.",
    programs: ["nginx", "caddy (file capability)", "coredns", "bind"],
    saferAlternative:
      "Usually unnecessary on Docker: every container with a network namespace of its own gets net.ipv4.ip_unprivileged_port_start=0 (Engine 20.10 and later). Still needed under the host's network, on some other runtimes, and for programs that carry cap_net_bind_service as a file capability (caddy): they fail to start (EPERM) when it is missing from the bounding set.",
    dockerDefault: true,
    podmanDefault: true,
    unlocks: [],
    sources: [
      MAN_PAGE,
      KERNEL_HEADER,
      DOCKER_DEFAULTS,
      PODMAN_DEFAULTS,
      OCI_SPEC_BUILDER,
      "https://github.com/moby/moby/pull/41030",
    ],
  },
  {
    name: "NET_BROADCAST",
    number: 11,
    sinceKernel: "2.2",
    permits: "Nominally socket broadcast and multicast listening; the kernel barely uses it.",
    risk: "none",
    technique: "None known.",
    cves: [],
    legitimateUse: "None in practice.",
    programs: [],
    saferAlternative: "Drop.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "NET_ADMIN",
    number: 12,
    sinceKernel: "2.2",
    permits:
      "Configure interfaces, routes, firewall, traffic shaping, promiscuous mode, transparent proxying and privileged socket options in the network namespace.",
    risk: "high",
    technique:
      "Rewrites the routes and the firewall of the network that it is in, which with `network_mode: host` is the host's, poses as its neighbours on a bridge, and reaches large parts of the kernel (nf_tables, qdisc, netlink).",
    cves: ["CVE-2021-22555", "CVE-2022-25636", "CVE-2023-32233", "CVE-2024-1086"],
    legitimateUse: "VPN endpoints, container routers, DHCP servers, tc shaping.",
    programs: [
      "wireguard/wg-quick",
      "openvpn",
      "tailscale",
      "pihole (DHCP)",
      "fail2ban",
      "keepalived",
      "caddy (UDP buffer via SO_RCVBUFFORCE; optional)",
    ],
    saferAlternative:
      "`sysctls:` for tuning, host-side tun/wireguard interface moved in, userspace networking (tailscale --tun=userspace-networking), rootless VPN.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "NET_RAW",
    number: 13,
    sinceKernel: "2.2",
    permits: "Use RAW and PACKET sockets; bind to foreign addresses for transparent proxying.",
    risk: "medium",
    technique:
      "Forges packets on the shared bridge: poses as its neighbours and as their name server, reads what they send, and announces IPv6 routers. It also reaches the kernel's AF_PACKET code, which has had flaws.",
    cves: ["CVE-2020-13401", "CVE-2020-14386", "CVE-2017-7308", "CVE-2016-8655"],
    legitimateUse: "ping (raw mode), packet capture, scanners, DHCP, keepalived.",
    programs: ["tcpdump", "nmap -sS", "ping without ping_group_range", "dhcpcd", "arping"],
    saferAlternative:
      "Docker sets net.ipv4.ping_group_range to all groups (Engine 20.10+, not under userns-remap/rootless), so unprivileged ICMP echo works without it. Drop it by default.",
    dockerDefault: true,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS, OCI_SPEC_BUILDER],
  },
  {
    name: "IPC_LOCK",
    number: 14,
    sinceKernel: "2.2",
    permits: "Lock memory beyond RLIMIT_MEMLOCK; huge-page allocation.",
    risk: "low",
    technique: "Locks memory until others have none, where no memory limit is set.",
    cves: [],
    legitimateUse: "Databases and secret stores that must not swap.",
    programs: [
      "vault (file capability cap_ipc_lock=+ep, set by its entrypoint)",
      "elasticsearch bootstrap.memory_lock",
      "clickhouse",
      "DPDK",
    ],
    saferAlternative: "`ulimits: memlock: -1` (Elasticsearch) or disable_mlock in Vault plus encrypted/no swap.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "IPC_OWNER",
    number: 15,
    sinceKernel: "2.2",
    permits: "Bypass permission checks on System V IPC objects.",
    risk: "low",
    technique:
      "Reads and writes every System V shared memory segment of the host under `ipc: host`, and nothing otherwise.",
    cves: [],
    legitimateUse: "Legacy database tooling.",
    programs: ["ipcrm scripts"],
    saferAlternative: "Private IPC namespace.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "SYS_MODULE",
    number: 16,
    sinceKernel: "2.2",
    permits: "Load and unload kernel modules.",
    risk: "critical",
    technique:
      "Loads a module of their own into the running kernel, which is any code with the kernel's rights. It is one of the shortest ways out.",
    cves: [],
    legitimateUse: "Almost none; VPN or storage images that modprobe at start.",
    programs: ["modprobe in wireguard/openvpn/ceph images"],
    saferAlternative: "Load the module on the host (/etc/modules-load.d) and drop the capability.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["delete_module", "finit_module", "init_module"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE],
  },
  {
    name: "SYS_RAWIO",
    number: 17,
    sinceKernel: "2.2",
    permits:
      "Port I/O (iopl/ioperm), /dev/mem, /dev/kmem, /proc/kcore, MSRs, raw SCSI commands, mappings below mmap_min_addr.",
    risk: "critical",
    technique:
      "Reads and patches the kernel's memory where `/dev/mem` or a raw device is there, and reprograms hardware through its ports. Lockdown and STRICT_DEVMEM reduce that and do not end it.",
    cves: [],
    legitimateUse: "Hardware diagnostics, SMART monitoring, flashing.",
    programs: ["smartctl", "flashrom", "dmidecode", "mbw/msr-tools"],
    saferAlternative: "Run on the host; or export data through an agent.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["ioperm", "iopl"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE],
  },
  {
    name: "SYS_CHROOT",
    number: 18,
    sinceKernel: "2.2",
    permits: "chroot(2); setns(2) into mount namespaces (together with SYS_ADMIN).",
    risk: "low",
    technique:
      "Not an escape alone; the classic 'chroot breakout' needs a directory outside the root. `chroot /host` after mounting the host's root makes the point that the mount is the hole.",
    cves: [],
    legitimateUse: "Daemons that jail their workers.",
    programs: ["sshd", "dovecot", "vsftpd", "postfix", "haproxy (chroot directive)"],
    saferAlternative: "Drop unless the daemon chroots.",
    dockerDefault: true,
    podmanDefault: true,
    unlocks: ["chroot"],
    sources: [
      MAN_PAGE,
      KERNEL_HEADER,
      SECCOMP_PROFILE,
      DOCKER_DEFAULTS,
      PODMAN_DEFAULTS,
      "https://github.com/dovecot/docker/issues/12",
    ],
  },
  {
    name: "SYS_PTRACE",
    number: 19,
    sinceKernel: "2.2",
    permits:
      "Trace and read/write the memory of any process; process_vm_readv/writev; kcmp; pidfd_getfd; read others' /proc/pid/mem, maps, exe and fd links.",
    risk: "high",
    technique:
      "Traces the processes that the container sees, which under `pid: host` are the host's, as far as AppArmor lets it. Unconfined, it injects code into one that is root, or takes its open files; docker-default limits tracing to processes under the same profile. In a PID namespace of its own it only reaches the container's other users.",
    cves: [],
    legitimateUse: "Debuggers, profilers, crash handlers, sanitizers.",
    programs: ["gdb", "strace", "perf", "LeakSanitizer in CI", "Datadog/eBPF agents"],
    saferAlternative:
      "Since kernel 4.8 Docker's profile allows ptrace(2) of own-uid children without this capability, so plain gdb/strace launching the program works.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["kcmp", "pidfd_getfd", "process_madvise", "process_vm_readv", "process_vm_writev", "ptrace"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE],
  },
  {
    name: "SYS_PACCT",
    number: 20,
    sinceKernel: "2.2",
    permits: "Switch process accounting on and off.",
    risk: "low",
    technique: "Has the kernel write accounting records into a file of their choice.",
    cves: [],
    legitimateUse: "acct/psacct.",
    programs: ["accton"],
    saferAlternative: "Host-side.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["acct"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE],
  },
  {
    name: "SYS_ADMIN",
    number: 21,
    sinceKernel: "2.2",
    permits:
      "A catch-all: mount/umount, namespaces (setns/unshare), quotas, hostname, bpf/perf superset, device ioctls, keyring admin, trusted xattrs.",
    risk: "critical",
    technique:
      "Mounts file systems: the host's disk where its device is there, a cgroup v1 hierarchy whose release_agent the kernel runs as root, or `/proc` without its masks; and, with SYS_PTRACE beside it, enters the host's namespaces under `pid: host`. AppArmor's docker-default denies mount(2), so that the plain way needs apparmor=unconfined or a host without it.",
    cves: ["CVE-2022-0492", "CVE-2022-0185"],
    legitimateUse: "FUSE, nested containers, NFS servers, systemd containers.",
    programs: [
      "fuse filesystems (with /dev/fuse)",
      "dind",
      "buildkitd (rootful)",
      "sysbox-less systemd",
      "mergerfs/rclone mount",
    ],
    saferAlternative:
      "Rootless BuildKit, rootless Podman or Sysbox for nesting; host-side mounts shared in with a bind mount; PERFMON, BPF, SYSLOG or CHECKPOINT_RESTORE for the pieces split out of it.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [
      "bpf",
      "clone",
      "clone3",
      "fanotify_init",
      "fsconfig",
      "fsmount",
      "fsopen",
      "fspick",
      "lookup_dcookie",
      "lsm_get_self_attr",
      "lsm_list_modules",
      "lsm_set_self_attr",
      "mount",
      "mount_setattr",
      "move_mount",
      "open_tree",
      "perf_event_open",
      "quotactl",
      "quotactl_fd",
      "setdomainname",
      "sethostname",
      "setns",
      "syslog",
      "umount",
      "umount2",
      "unshare",
    ],
    sources: [
      MAN_PAGE,
      KERNEL_HEADER,
      SECCOMP_PROFILE,
      "https://blog.trailofbits.com/2019/07/19/understanding-docker-container-escapes/",
    ],
  },
  {
    name: "SYS_BOOT",
    number: 22,
    sinceKernel: "2.2",
    permits: "reboot(2) and kexec_load(2).",
    risk: "medium",
    technique:
      "Restarts the machine under `pid: host`; in a PID namespace of its own it ends only that namespace. kexec_load stays blocked by Docker's seccomp profile even with this capability.",
    cves: [],
    legitimateUse: "None in containers.",
    programs: [],
    saferAlternative: "Drop.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["reboot"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE],
  },
  {
    name: "SYS_NICE",
    number: 23,
    sinceKernel: "2.2",
    permits: "Raise priority, real-time scheduling, CPU affinity and NUMA policy of any process.",
    risk: "low",
    technique: "Takes processor time from other workloads.",
    cves: [],
    legitimateUse: "Databases with NUMA placement, real-time audio, profiling.",
    programs: ["mysqld (mbind/NUMA, logs a warning without it)", "clickhouse", "jackd"],
    saferAlternative: "`cpuset`, `cpu_shares`; ignore MySQL's `mbind: Operation not permitted` warning.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["get_mempolicy", "mbind", "set_mempolicy", "set_mempolicy_home_node"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE],
  },
  {
    name: "SYS_RESOURCE",
    number: 24,
    sinceKernel: "2.2",
    permits:
      "Raise hard resource limits, override quotas and reserved space, lower oom_score_adj, enlarge pipes and queues.",
    risk: "medium",
    technique:
      "Lifts resource limits, the number of processes among them, and has the kernel kill others first when memory runs out. Limits of control groups still hold.",
    cves: [],
    legitimateUse: "Servers that raise RLIMIT_NOFILE/MEMLOCK themselves.",
    programs: ["redis (keeps it when present)", "clickhouse", "ceph", "old BPF loaders raising RLIMIT_MEMLOCK"],
    saferAlternative: "`ulimits:` in Compose.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "SYS_TIME",
    number: 25,
    sinceKernel: "2.2",
    permits: "Set the system and hardware clocks.",
    risk: "medium",
    technique:
      "Sets the host's clock, which no time namespace separates: certificates, Kerberos and one-time passwords fail, and logs lose their order.",
    cves: [],
    legitimateUse: "NTP daemons meant to steer the host.",
    programs: ["chrony", "ntpd"],
    saferAlternative: "Run the NTP client on the host; chronyd -x serves time without setting it.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["clock_settime", "clock_settime64", "settimeofday", "stime"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE],
  },
  {
    name: "SYS_TTY_CONFIG",
    number: 26,
    sinceKernel: "2.2",
    permits: "vhangup(2) and privileged virtual-terminal ioctls.",
    risk: "low",
    technique: "Takes over or blanks consoles, where the host's tty devices are there.",
    cves: [],
    legitimateUse: "Kiosk/X server images.",
    programs: ["Xorg", "kbd tools"],
    saferAlternative: "Host-side.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["vhangup"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE],
  },
  {
    name: "MKNOD",
    number: 27,
    sinceKernel: "2.4",
    permits: "Create device nodes with mknod(2).",
    risk: "medium",
    technique:
      "Makes nodes of any device, which the device cgroup keeps from being opened in the container; a helper outside of it, an unprivileged account on the host that reaches them through /proc/<pid>/root, may open them. With privileged or device_cgroup_rules 'b *:* rwm' it is raw access to the host's disks. Docker's default device rules allow mknod only.",
    cves: [],
    legitimateUse: "Build tools that populate /dev.",
    programs: ["debootstrap", "dpkg of makedev", "elasticsearch image build"],
    saferAlternative: "`devices:` for the one node; drop MKNOD. Not in Podman's defaults.",
    dockerDefault: true,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS, "https://docs.kernel.org/admin-guide/cgroup-v1/devices.html"],
  },
  {
    name: "LEASE",
    number: 28,
    sinceKernel: "2.4",
    permits: "Take file leases on arbitrary files.",
    risk: "low",
    technique:
      "Takes a lease on a file that it may open, and so holds up for up to 45 seconds whoever opens it, on the host too where the file is a bind mount, read-only or not.",
    cves: [],
    legitimateUse: "Samba.",
    programs: ["smbd"],
    saferAlternative: "Drop.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "AUDIT_WRITE",
    number: 29,
    sinceKernel: "2.6.11",
    permits: "Write records to the kernel audit log.",
    risk: "low",
    technique: "Injects false records into, or floods, the host's audit log (it is not namespaced).",
    cves: [],
    legitimateUse: "PAM logins inside a container.",
    programs: ["sshd", "login", "sudo with pam"],
    saferAlternative: "Drop; only needed when PAM/sshd is run inside. Not in Podman's defaults.",
    dockerDefault: true,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS],
  },
  {
    name: "AUDIT_CONTROL",
    number: 30,
    sinceKernel: "2.6.11",
    permits: "Configure auditing: rules, enable/disable.",
    risk: "medium",
    technique: "Turns off or floods the host's auditing, unless a user or PID namespace of its own stands in between.",
    cves: [],
    legitimateUse: "auditd in a privileged agent.",
    programs: ["auditd", "auditbeat"],
    saferAlternative: "AUDIT_READ if listening suffices; run auditd on the host.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "SETFCAP",
    number: 31,
    sinceKernel: "2.6.24",
    permits: "Set file capabilities; from 5.12 also needed to map uid 0 into a child user namespace.",
    risk: "low",
    technique:
      "A binary with file capabilities left on a host mount is honoured by the host: persistence or escalation for a host accomplice. Inside, grants cannot exceed the bounding set.",
    cves: [],
    legitimateUse: "Package installs that setcap.",
    programs: ["setcap", "apk/dpkg post-install", "vault entrypoint"],
    saferAlternative: "Do setcap at build time; drop at run time.",
    dockerDefault: true,
    podmanDefault: true,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER, DOCKER_DEFAULTS, PODMAN_DEFAULTS],
  },
  {
    name: "MAC_OVERRIDE",
    number: 32,
    sinceKernel: "2.6.25",
    permits: "Override mandatory access control (Smack).",
    risk: "medium",
    technique: "Steps over Smack's rules; it has no effect on SELinux.",
    cves: [],
    legitimateUse: "Smack systems.",
    programs: [],
    saferAlternative: "Drop.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "MAC_ADMIN",
    number: 33,
    sinceKernel: "2.6.25",
    permits:
      "Change MAC configuration: Smack state, SELinux contexts unknown to the policy (since 2.6.27); AppArmor policy loading checks it too.",
    risk: "high",
    technique:
      "Replaces policies of AppArmor or Smack, where securityfs is within reach, and with them the confinement of this and of other containers.",
    cves: [],
    legitimateUse: "LXD-like nested AppArmor.",
    programs: ["apparmor_parser"],
    saferAlternative: "Load profiles on the host.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "SYSLOG",
    number: 34,
    sinceKernel: "2.6.37",
    permits: "Privileged syslog(2) operations; see kernel addresses when kptr_restrict=1.",
    risk: "medium",
    technique:
      "Reads the kernel's messages, which no namespace separates, and with them addresses that an exploit of the kernel needs.",
    cves: [],
    legitimateUse: "Kernel log shippers, node problem detector.",
    programs: ["dmesg", "rsyslog imklog"],
    saferAlternative: "Read /dev/kmsg or journald on the host.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["syslog"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE],
  },
  {
    name: "WAKE_ALARM",
    number: 35,
    sinceKernel: "3.0",
    permits: "Set alarms that wake the machine.",
    risk: "low",
    technique: "Sets alarms that wake the host from sleep.",
    cves: [],
    legitimateUse: "None in containers.",
    programs: [],
    saferAlternative: "Drop.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "BLOCK_SUSPEND",
    number: 36,
    sinceKernel: "3.5",
    permits: "Keep the system from suspending (EPOLLWAKEUP, wake_lock).",
    risk: "low",
    technique: "Keeps the host from going to sleep.",
    cves: [],
    legitimateUse: "None in containers.",
    programs: [],
    saferAlternative: "Drop.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "AUDIT_READ",
    number: 37,
    sinceKernel: "3.16",
    permits: "Read the audit log by multicast netlink.",
    risk: "medium",
    technique:
      "Reads the audit records of the whole host, commands and users, under `network_mode: host`: in a network namespace of its own it may listen, and the kernel sends nothing there.",
    cves: [],
    legitimateUse: "Security agents.",
    programs: ["auditbeat", "osquery"],
    saferAlternative: "Host-side agent.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
  {
    name: "PERFMON",
    number: 38,
    sinceKernel: "5.8",
    permits:
      "Performance monitoring: perf_event_open, tracing-type BPF relaxations, reading /proc/pid/maps and smaps of every process.",
    risk: "high",
    technique:
      "Samples the whole host, other tenants included, where kernel.perf_event_paranoid lets it, and learns keys and kernel addresses from side channels. With BPF it loads tracing programs that read the kernel's memory.",
    cves: [],
    legitimateUse: "Profilers.",
    programs: ["perf", "parca/pyroscope agents"],
    saferAlternative: "Run the profiler on the host; limit to own cgroup.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["perf_event_open"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE],
  },
  {
    name: "BPF",
    number: 39,
    sinceKernel: "5.8",
    permits: "Create maps, load BPF programs and BTF (tracing needs PERFMON as well, networking needs NET_ADMIN).",
    risk: "high",
    technique:
      "Loads programs into the kernel, where a flaw of the verifier gives them all rights; with PERFMON they read any memory, other containers' secrets among it. Writing to other processes' memory still needs SYS_ADMIN.",
    cves: ["CVE-2020-8835", "CVE-2021-3490", "CVE-2022-23222", "CVE-2023-2163"],
    legitimateUse: "eBPF networking and observability.",
    programs: ["cilium", "falco (modern probe)", "pixie", "bpftrace"],
    saferAlternative: "kernel.unprivileged_bpf_disabled does not help here; keep to trusted node agents.",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: ["bpf"],
    sources: [MAN_PAGE, KERNEL_HEADER, SECCOMP_PROFILE],
  },
  {
    name: "CHECKPOINT_RESTORE",
    number: 40,
    sinceKernel: "5.9",
    permits: "Choose PIDs with clone3 set_tid, write ns_last_pid, read /proc/pid/map_files links of others.",
    risk: "medium",
    technique:
      "Reads the files that other processes of the container have mapped, and chooses process ids. It was split from SYS_ADMIN for CRIU.",
    cves: [],
    legitimateUse: "CRIU, JVM CRaC.",
    programs: ["criu", "CRaC JDKs"],
    saferAlternative: "Checkpoint from the host (docker checkpoint).",
    dockerDefault: false,
    podmanDefault: false,
    unlocks: [],
    sources: [MAN_PAGE, KERNEL_HEADER],
  },
];
