type SecurityOptionName = "no-new-privileges" | "seccomp" | "apparmor" | "label" | "systempaths" | "writable-cgroups";

/** One option of `security_opt`, as the Engine and Compose read it. */
export interface SecurityOption {
  readonly name: SecurityOptionName;
  /** What may stand between name and value; the Engine takes no spaces around it. */
  readonly separators: readonly ("=" | ":")[];
  /** Whether the name may stand alone, and then means `true`. */
  readonly bare: boolean;
  readonly values: readonly { readonly value: string; readonly effect: string }[];
  /** Spellings that look right and are refused or mean something else. */
  readonly notValues: readonly { readonly text: string; readonly effect: string }[];
  readonly does: string;
  /** What holds where the option is missing. */
  readonly default: string;
  /** What an attacker in the container gains when the wall is taken down. */
  readonly attackerGains: string;
  readonly manPage: string;
  readonly sources: readonly string[];
}

const RUN_REFERENCE = "https://docs.docker.com/reference/cli/docker/container/run/#security-opt";
const DAEMON_UNIX = "https://github.com/moby/moby/blob/master/daemon/daemon_unix.go";
const COMPOSE_CREATE = "https://github.com/docker/compose/blob/main/pkg/compose/create.go";
const OCI_SPEC_BUILDER = "https://github.com/moby/moby/blob/master/daemon/oci_linux.go";

/** The options that Linux containers know. Where one is given twice, the last one wins. */
export const SECURITY_OPTIONS: readonly SecurityOption[] = [
  {
    name: "no-new-privileges",
    separators: [":", "="],
    bare: true,
    values: [
      {
        value: "true",
        effect: "No program gains rights when it is started: set-uid bits and file capabilities count for nothing.",
      },
      { value: "false", effect: "Off, also where the daemon's default is on." },
    ],
    notValues: [
      { text: "no-new-privileges: true", effect: "A mapping in YAML, not a string: Compose rejects the file." },
      { text: "no-new-privileges:yes", effect: "The Engine refuses the container: it takes Go's booleans only." },
      { text: "no-new-privileges:", effect: "The Engine refuses the container." },
      { text: "NO-NEW-PRIVILEGES", effect: "The Engine refuses the container: the name is lower case." },
      { text: "no_new_privileges:true", effect: "The Engine refuses the container: the name has hyphens." },
    ],
    does: "Keeps execve(2) from granting rights. sudo and su stop working; gosu, su-exec and setpriv, which only give rights up, go on.",
    default: "off, unless the daemon is started with --no-new-privileges",
    attackerGains: "A user other than root becomes root through a set-uid program such as sudo or su.",
    manPage: "https://man7.org/linux/man-pages/man2/PR_SET_NO_NEW_PRIVS.2const.html",
    sources: ["https://docs.kernel.org/userspace-api/no_new_privs.html", RUN_REFERENCE, DAEMON_UNIX],
  },
  {
    name: "seccomp",
    separators: ["=", ":"],
    bare: false,
    values: [
      { value: "unconfined", effect: "No filter: every system call reaches the kernel. Exactly this spelling." },
      { value: "builtin", effect: "The Engine's own profile, also where the daemon's default is another." },
      {
        value: "<file>",
        effect: "The JSON profile of that file, relative to the project. It is in force under `privileged` too.",
      },
    ],
    notValues: [
      { text: "seccomp=Unconfined", effect: "The name of a file." },
      { text: "seccomp=default", effect: "The name of a file; the default needs no option." },
    ],
    does: "Filters system calls: the default profile lets the usual ones through and answers others with EPERM.",
    default: "the Engine's profile; none under `privileged`",
    attackerGains:
      "System calls that a container does not need and that kernel flaws are found in: user namespaces, keyrings, io_uring, userfaultfd, kexec.",
    manPage: "https://man7.org/linux/man-pages/man2/seccomp.2.html",
    sources: [
      "https://docs.docker.com/engine/security/seccomp/",
      "https://github.com/moby/profiles/blob/main/seccomp/default.json",
      COMPOSE_CREATE,
    ],
  },
  {
    name: "apparmor",
    separators: ["=", ":"],
    bare: false,
    values: [
      { value: "unconfined", effect: "No profile." },
      { value: "docker-default", effect: "The profile that the Engine loads by itself." },
      { value: "<profile>", effect: "A profile that is loaded on the host; otherwise the container does not start." },
    ],
    notValues: [],
    does: "Denies mount(2), writes to most of /proc and /sys, and tracing of processes outside, whatever capabilities are held.",
    default: "docker-default on hosts with AppArmor; none under `privileged` unless one is named",
    attackerGains:
      "With SYS_ADMIN the container mounts file systems, and the kernel settings in /proc become writable where they are not masked.",
    manPage: "https://man7.org/linux/man-pages/man7/apparmor.7.html",
    sources: [
      "https://docs.docker.com/engine/security/apparmor/",
      "https://github.com/moby/profiles/blob/main/apparmor/template.go",
      OCI_SPEC_BUILDER,
    ],
  },
  {
    name: "label",
    separators: ["=", ":"],
    bare: false,
    values: [
      { value: "disable", effect: "No SELinux confinement." },
      { value: "type:<type>", effect: "Another SELinux type; `spc_t` and `container_runtime_t` confine nothing." },
      {
        value: "level:<level>",
        effect: "Another level, so that containers with the same one reach each other's files.",
      },
      { value: "user:<user>", effect: "Another SELinux user." },
      { value: "role:<role>", effect: "Another SELinux role." },
    ],
    notValues: [{ text: "disable", effect: "Compose rejects it: the option is called `label=disable`." }],
    does: "Confines the container by type, and by a level of its own that keeps it from other containers' files.",
    default:
      "container_t with a level of its own, where the daemon runs with SELinux; the Engine adds `label=disable` for `privileged`, `pid: host` and `ipc: host` unless a label is set",
    attackerGains: "Mounted host files and the devices that the type system kept closed.",
    manPage: "https://man7.org/linux/man-pages/man8/selinux.8.html",
    sources: ["https://github.com/moby/moby/blob/master/daemon/create.go", RUN_REFERENCE],
  },
  {
    name: "systempaths",
    separators: ["="],
    bare: false,
    values: [{ value: "unconfined", effect: "Nothing of /proc and /sys is masked or read-only." }],
    notValues: [{ text: "systempaths:unconfined", effect: "The Engine refuses it: only `=` works here." }],
    does: "Takes the masks and the read-only mounts of /proc and /sys away.",
    default: "masked and read-only",
    attackerGains:
      "As root it names a program in /proc/sys/kernel/core_pattern that the host's kernel runs as root, unless AppArmor or SELinux forbids the write.",
    manPage: "https://man7.org/linux/man-pages/man5/proc.5.html",
    sources: ["https://github.com/docker/cli/blob/master/cli/command/container/opts.go", COMPOSE_CREATE],
  },
  {
    name: "writable-cgroups",
    separators: ["=", ":"],
    bare: false,
    values: [
      { value: "true", effect: "The container's cgroup tree is mounted read-write." },
      { value: "false", effect: "Read-only, under `privileged` too." },
    ],
    notValues: [{ text: "writable-cgroups", effect: "Compose rejects it without a value." }],
    does: "Makes /sys/fs/cgroup writable without `privileged`, for systemd in a container (Engine 28 and later).",
    default: "read-only",
    attackerGains:
      "It lifts its own limits, and on cgroup v1 with SYS_ADMIN names a program that the host runs as root.",
    manPage: "https://man7.org/linux/man-pages/man7/cgroups.7.html",
    sources: [DAEMON_UNIX],
  },
];

/** The option of that name, in the one spelling that the Engine knows. */
export function securityOption(name: string): SecurityOption | undefined {
  return SECURITY_OPTIONS.find((option) => option.name === name);
}

/** What the Engine takes as a boolean in an option: Go's strconv.ParseBool, https://pkg.go.dev/strconv#ParseBool */
export function goBoolean(text: string): boolean | undefined {
  if (["1", "t", "T", "TRUE", "true", "True"].includes(text)) return true;
  if (["0", "f", "F", "FALSE", "false", "False"].includes(text)) return false;
  return undefined;
}

/** SELinux types that confine nothing: https://github.com/containers/container-selinux */
export const UNCONFINED_SELINUX_TYPES: readonly string[] = ["spc_t", "container_runtime_t", "unconfined_t"];

/**
 * Paths that are covered in a container without `privileged` and `systempaths=unconfined`. The later ones answer advisories. Sources:
 * https://github.com/moby/moby/blob/master/daemon/pkg/oci/defaults.go, https://github.com/moby/moby/security/advisories/GHSA-6fw5-f8r9-fgfm,
 * https://github.com/moby/moby/security/advisories/GHSA-jq35-85cj-fj4p
 */
export const MASKED_PATHS: readonly string[] = [
  "/proc/acpi",
  "/proc/asound",
  "/proc/interrupts",
  "/proc/kcore",
  "/proc/keys",
  "/proc/latency_stats",
  "/proc/sched_debug",
  "/proc/scsi",
  "/proc/timer_list",
  "/proc/timer_stats",
  "/sys/devices/virtual/powercap",
  "/sys/firmware",
];

/** Paths that are read-only in such a container, from the same place. */
export const READONLY_PATHS: readonly string[] = [
  "/proc/bus",
  "/proc/fs",
  "/proc/irq",
  "/proc/sys",
  "/proc/sysrq-trigger",
];

/** What `privileged: true` changes, in the order of weight; what is not named stays as it is. */
export const PRIVILEGED_CHANGES: readonly { readonly what: string; readonly detail: string }[] = [
  { what: "capabilities", detail: "all of them; `cap_drop` is ignored" },
  { what: "devices", detail: "every device of the host; permissions in `devices` are ignored" },
  { what: "seccomp", detail: "no filter, unless `security_opt` names a profile" },
  { what: "AppArmor", detail: "unconfined, unless `security_opt` names a profile" },
  { what: "SELinux", detail: "`label=disable`, unless a label is set" },
  { what: "masked and read-only paths", detail: "none" },
  { what: "/sys", detail: "mounted read-write" },
  { what: "cgroups", detail: "mounted read-write, unless `writable-cgroups=false`; on cgroup v1 the host's namespace" },
];

/** What a privileged container keeps. */
export const PRIVILEGED_KEEPS: readonly string[] = [
  "its own PID, network, IPC, UTS and mount namespaces",
  "the user that `user` or the image names; other than root it holds no effective capabilities",
  "`no-new-privileges`",
  "`read_only`",
  "limits of memory, CPU and processes",
];

/** Where both lists come from. */
export const PRIVILEGED_SOURCES: readonly string[] = [
  OCI_SPEC_BUILDER,
  DAEMON_UNIX,
  "https://docs.docker.com/reference/cli/docker/container/run/#privileged",
];

/** Docker's default seccomp profile in numbers, counted in moby/profiles of June 2026: https://github.com/moby/profiles/blob/main/seccomp/default.json */
export const SECCOMP_NUMBERS = {
  /** Names that are allowed without any condition, on any architecture. */
  unconditionalNames: 361,
  /** Names that the profile mentions at all. */
  names: 426,
  /** Entries of the x86-64 system call table, obsolete ones included. */
  x86Known: 385,
  /** Of these, allowed to a container with no capability beyond the default ones, SYS_CHROOT's chroot left out. */
  x86Allowed: 308,
  x86Denied: 77,
  /** Denied, but allowed to a container that holds the right capability. */
  x86Unlockable: 43,
  /** Denied whatever capability is held. */
  x86NeverUnlockable: 34,
} as const;

/** System calls that no capability unlocks: only another profile or none does. */
export const NEVER_UNLOCKABLE: readonly string[] = [
  "_sysctl",
  "add_key",
  "afs_syscall",
  "create_module",
  "file_getattr",
  "file_setattr",
  "get_kernel_syms",
  "getpmsg",
  "io_uring_enter",
  "io_uring_register",
  "io_uring_setup",
  "kexec_file_load",
  "kexec_load",
  "keyctl",
  "listns",
  "migrate_pages",
  "move_pages",
  "nfsservctl",
  "open_tree_attr",
  "pivot_root",
  "putpmsg",
  "query_module",
  "request_key",
  "rseq_slice_yield",
  "security",
  "swapoff",
  "swapon",
  "sysfs",
  "tuxcall",
  "uprobe",
  "uselib",
  "userfaultfd",
  "ustat",
  "vserver",
];
