import type { Level } from "../../../server/analysis/model/level.ts";

/** Names what the proofs leave on the machine and look for: a directory with a file of root's own, and containers. */
export const MARK = "bulkhead-claim";

/** What a rule says an attacker gains, shown in a container, and that the rule's fix takes it away. */
export interface Claim {
  readonly rule: string;
  /** What is shown, as a sentence. */
  readonly says: string;
  readonly level: Level;
  /** Set where AppArmor and SELinux stand in the way, so that only a machine without them shows it. */
  readonly unconfined?: true;
  /** The Compose file; the service that is looked at is `app`. */
  readonly compose: string;
  /** How the title of the fix starts that closes it. */
  readonly fix: string;
  /** A shell script in `app` that ends well where the claim holds. It harms nothing. */
  readonly proof: string;
  /** A container on the host's side that has to be there: a process or a listener. Arguments of `docker run`. */
  readonly beside?: readonly string[];
  /** A shell script with the machine's `/root` at `/m` that ends well where the host shows the same. */
  readonly onHost?: string;
}

/** Answers on the loopback address alone. */
const LISTENER = `socket(L, 2, 1, 6); bind(L, pack("S n C4 x8", 2, 45123, 127, 0, 0, 1)) or die; listen(L, 5); while (accept(C, L)) { syswrite(C, "answer\\n"); close C }`;

/** Each mechanism by itself. */
export const CLAIMS: readonly Claim[] = [
  {
    rule: "host-path",
    says: "A container with a writable mount of /root changes a file that only the host's root may touch.",
    level: "error",
    compose: app("volumes: [/root:/host]"),
    fix: "Remove the mount",
    proof: `echo changed > /host/${MARK}/secret`,
    onHost: `grep -q changed /m/${MARK}/secret`,
  },
  {
    rule: "host-path",
    says: "Mounted read-only, the same file can still be read.",
    level: "error",
    compose: app("volumes: [/root:/host:ro]"),
    fix: "Remove the mount",
    proof: `grep -q secret /host/${MARK}/secret && ! echo changed 2> /dev/null > /host/${MARK}/secret`,
  },
  {
    rule: "docker-socket",
    says: "Through a socket that is mounted read-only a container starts another one, which writes to the host's /root.",
    level: "error",
    compose: app("volumes: [/var/run/docker.sock:/var/run/docker.sock:ro]"),
    fix: "Remove the mount",
    proof: "start-container /var/run/docker.sock",
    onHost: `test -e /m/${MARK}/started`,
  },
  {
    rule: "docker-socket",
    says: "A read-only mount of /var/run does the same without naming the socket.",
    level: "error",
    compose: app("volumes: [/var/run:/host/run:ro]"),
    fix: "Remove the mount",
    proof: "start-container /host/run/docker.sock",
    onHost: `test -e /m/${MARK}/started`,
  },
  {
    rule: "api-socket",
    says: "use_api_socket gives a container the engine, as a mount of its socket does.",
    level: "error",
    compose: app("use_api_socket: true"),
    fix: "Remove use_api_socket",
    proof: "start-container /var/run/docker.sock",
    onHost: `test -e /m/${MARK}/started`,
  },
  {
    rule: "volumes-from",
    says: "volumes_from hands a socket on to a container that names none.",
    level: "error",
    compose: `${app("volumes_from: [keeper]")}  keeper:
    image: IMAGE
    volumes: [/var/run/docker.sock:/var/run/docker.sock:ro]
`,
    fix: "Remove the entry of volumes_from",
    proof: "start-container /var/run/docker.sock",
    onHost: `test -e /m/${MARK}/started`,
  },
  {
    rule: "privileged",
    says: "A privileged container mounts file systems and writes the kernel setting that names a program of the host's.",
    level: "error",
    compose: app("privileged: true"),
    fix: "Remove privileged",
    proof: `${mounts()} && ${writesCorePattern()}`,
  },
  {
    rule: "all-capabilities",
    says: "With all capabilities a container mounts file systems.",
    level: "error",
    unconfined: true,
    compose: app("cap_add: [ALL]"),
    fix: "Remove ALL",
    proof: mounts(),
  },
  {
    rule: "dangerous-capability",
    says: "SYS_ADMIN alone lets a container mount file systems where neither AppArmor nor SELinux confines it.",
    level: "error",
    unconfined: true,
    compose: app("cap_add: [SYS_ADMIN]"),
    fix: "Remove SYS_ADMIN",
    proof: mounts(),
  },
  {
    rule: "system-paths-unconfined",
    says: "Without the masks root writes the kernel setting that names a program of the host's, with the default capabilities.",
    level: "error",
    unconfined: true,
    compose: app("security_opt: [systempaths=unconfined]"),
    fix: "Remove systempaths",
    proof: writesCorePattern(),
  },
  {
    rule: "device-rule",
    says: "A device rule lets root make a node of a block device of the host and read it, though no device is given.",
    level: "error",
    compose: app('device_cgroup_rules: ["b *:* rwm"]'),
    fix: "Remove the rule",
    // A machine may keep its own disk to itself: a loop device is as good.
    proof: `busybox mknod /tmp/loop b 7 0; busybox dd if=/tmp/loop of=/dev/null bs=512 count=1 2> /dev/null && exit
set -- $(busybox awk '$1 ~ /^[0-9]+$/ { print $1, $2; exit }' /proc/partitions)
busybox mknod /tmp/disk b "$1" "$2" && busybox dd if=/tmp/disk of=/dev/null bs=512 count=1 2> /dev/null`,
  },
  {
    rule: "privileged-hook",
    says: "A privileged hook holds every capability in a container that dropped all.",
    level: "warning",
    compose: app(`cap_drop: [ALL]
    post_start:
      - command: [sh, -c, "busybox grep CapEff /proc/self/status > /tmp/held"]
        privileged: true`),
    fix: "Remove privileged",
    // Bit 21 is SYS_ADMIN.
    proof: `set -- $(busybox cat /tmp/held); test $(( 0x$2 >> 21 & 1 )) = 1`,
  },
  {
    rule: "host-pid",
    says: "Under the host's PID namespace a container sees a process of the host and ends it.",
    level: "warning",
    unconfined: true,
    compose: app("pid: host"),
    fix: "Remove pid",
    beside: ["--pid=host", "IMAGE", "sleep", "98765"],
    // The sum keeps the script from finding itself.
    proof: `wanted=$((98764 + 1)); for one in /proc/[0-9]*; do
  grep -q "sleep.$wanted" "$one/cmdline" 2> /dev/null && kill "\${one#/proc/}" && exit
done; exit 1`,
  },
  {
    rule: "host-network",
    says: "On the host's network a container reaches what listens on the host's loopback address alone.",
    level: "warning",
    compose: app("network_mode: host"),
    fix: "Remove network_mode",
    beside: ["--network=host", "IMAGE", "sh", "-c", `perl -e '${LISTENER}'`],
    proof: "busybox nc -w 3 127.0.0.1 45123 < /dev/null | busybox grep -q answer",
  },
  {
    rule: "escape-path",
    says: "SYS_PTRACE and the host's PID namespace together open the host's files through /proc/PID/root.",
    level: "error",
    unconfined: true,
    compose: app("pid: host\n    cap_add: [SYS_PTRACE]"),
    fix: "Remove SYS_PTRACE",
    // A process that holds no capability beyond the container's is open to it without SYS_PTRACE too; one with SYS_ADMIN, the 21st, is not.
    proof: `for one in /proc/[0-9]*; do
  held=$(grep CapPrm: "$one/status" 2> /dev/null) || continue
  [ $((0x\${held#CapPrm:?} >> 21 & 1)) = 1 ] && grep -q secret "$one/root/root/${MARK}/secret" 2> /dev/null && exit
done
exit 1`,
  },
  {
    rule: "escape-path",
    says: "SYS_PTRACE in the PID namespace of a service with another user reads that service's secret.",
    level: "warning",
    compose: `${app("user: root\n    pid: service:keeper\n    cap_add: [SYS_PTRACE]")}  keeper:
    image: IMAGE
    user: "10001"
    secrets: [token]
secrets:
  token:
    file: compose.yaml
`,
    fix: "Remove SYS_PTRACE",
    proof: "grep -q secret /proc/[0-9]*/root/run/secrets/token",
  },
];

/** Rules whose errors say that a file cannot be read, with projects that every Compose that was asked refuses for it. */
export const REFUSED: readonly { readonly rule: string; readonly projects: readonly string[] }[] = [
  {
    rule: "invalid-option",
    projects: [
      "refused-control-character",
      "refused-duplicate-key",
      "refused-duplicate-merge-key",
      "refused-tab",
      "refused-unclosed-bracket",
      "refused-unknown-anchor",
    ],
  },
];

/** Rules whose errors are the very mechanism that a claim of another rule shows. */
export const SAME_MECHANISM: readonly { readonly rule: string; readonly as: string; readonly because: string }[] = [
  {
    rule: "docker-tcp",
    as: "docker-socket",
    because: "An engine on TCP without TLS is the same interface, which asks for no password.",
  },
  {
    rule: "exposed-admin-port",
    as: "docker-socket",
    because: "The published port is the engine's interface; where ports are bound is compared in `test/engine`.",
  },
  {
    rule: "world-writable",
    as: "docker-socket",
    because: "The daemon's own socket, where its unit opens it to everybody, is the same interface.",
  },
  {
    rule: "host-device",
    as: "device-rule",
    because:
      "What an open disk gives is the same, whoever made its node; that `devices` opens one is recorded in `test/engine/modes`.",
  },
];

/** Rules whose findings can be errors and that nothing here shows, and parts of those that are shown, each with the reason. */
export const NOT_SHOWN: readonly { readonly rule: string; readonly what: string; readonly because: string }[] = [
  {
    rule: "dangerous-capability",
    what: "SYS_MODULE, SYS_RAWIO",
    because: "They would load code into the machine's kernel, or write to its hardware.",
  },
  {
    rule: "dangerous-capability",
    what: "DAC_READ_SEARCH",
    because:
      "It takes a program that guesses file handles, which is exploit code. That the capability opens the system call is compared in `test/engine`.",
  },
  {
    rule: "insecure-build",
    what: "`RUN --security=insecure` and its entitlement",
    because: "The engine's own builder refuses the entitlement; a builder that grants it would have to be set up.",
  },
  {
    rule: "privileged-hook",
    what: "A privileged `pre_start`",
    because:
      "Docker Compose 2.40 has no `pre_start`; that its container gets none of the service's hardening is read in the source of 5.3.",
  },
  {
    rule: "escape-path",
    what: "Paths over AppArmor, cgroup v1's release_agent and disks",
    because: "They need an exploit, or a machine with AppArmor; their links are shown one by one.",
  },
  {
    rule: "host-path",
    what: "cron, SSH keys, core_pattern and the rest of the table",
    because: "A writable file of the host's root is shown; running a program by it would be the exploit.",
  },
];

function app(keys: string): string {
  return `services:\n  app:\n    image: IMAGE\n    ${keys}\n`;
}

function mounts(): string {
  return "busybox mount -t tmpfs none /mnt && busybox umount /mnt";
}

/** Writes what is there already. */
function writesCorePattern(): string {
  return `value=$(cat /proc/sys/kernel/core_pattern) && echo "$value" > /proc/sys/kernel/core_pattern`;
}
