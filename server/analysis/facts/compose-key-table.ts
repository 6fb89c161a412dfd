/** What a key of a Compose file means for isolation. */
export interface ComposeKey {
  /** The key's path with `*` for names, such as `services.*.cap_add`. */
  readonly path: string;
  /** The key as people say it, without the section and the name: `volumes.bind.propagation`. */
  readonly title: string;
  /** One or two sentences for a hover, as Markdown. */
  readonly hover: string;
  /** The shapes that Compose takes, in words. */
  readonly type: string;
  /** What holds where the key is missing; absent where nothing does. */
  readonly default?: string;
  /** The values that are known, or how they are written. */
  readonly values?: readonly string[];
  readonly shortSyntax?: string;
  readonly longSyntax?: string;
  /** The option of `docker run` or `docker build` that does the same. */
  readonly dockerFlag?: string;
  /** What a further file does to the key: takes its place, adds to the list without duplicates, or merges entry by entry. */
  readonly merge: "replace" | "append" | "merge";
  /** The first release of Compose that knows it, where it is younger than Compose 2. */
  readonly since?: string;
  /** How bad it can get, in words. */
  readonly risk?: string;
  readonly sources: readonly string[];
}

/** A row of the table. The title and the specification's page follow from the path; a key without `merge` is replaced. */
export interface ComposeKeyRow extends Omit<ComposeKey, "title" | "merge" | "sources"> {
  readonly merge?: ComposeKey["merge"];
  readonly sources?: readonly string[];
}

/**
 * Keys of a Compose file that decide how a container is isolated or what reaches into it, as compose-go and the Engine
 * take them. A `*` stands for the name of a service, network, volume, secret or config; list positions are left out.
 * `sources` are those beside the Compose specification's page on the key.
 */
export const COMPOSE_KEYS: readonly ComposeKeyRow[] = [
  {
    path: "services.*.privileged",
    hover:
      "Gives every capability and every host device, and takes seccomp, AppArmor, SELinux and the masking of /proc and /sys away. It is as much as root on the host; `cap_drop` has no effect with it.",
    type: "boolean or string",
    default: "false",
    dockerFlag: "--privileged",
    risk: "critical",
  },
  {
    path: "services.*.cap_add",
    hover:
      "Grants Linux capabilities on top of Docker's default 14, in any case and with or without `CAP_`. With `ALL`, `cap_drop` is taken away from everything instead. A user other than root gains nothing by it, unless the program carries file capabilities.",
    type: "list of strings",
    dockerFlag: "--cap-add",
    merge: "append",
    risk: "by the capability",
  },
  {
    path: "services.*.cap_drop",
    hover:
      "Takes capabilities away from the default 14. `[ALL]` with a short `cap_add` list is the recommended form; a name in both lists stays granted, and `privileged` ignores the key.",
    type: "list of strings",
    dockerFlag: "--cap-drop",
    merge: "append",
  },
  {
    path: "services.*.security_opt",
    hover:
      "Options of the engine: `no-new-privileges`, `seccomp`, `apparmor`, `label`, `systempaths`, `writable-cgroups`. Where one is repeated, also by an override file, the last one wins.",
    type: "list of strings",
    values: [
      "no-new-privileges:true",
      "no-new-privileges:false",
      "seccomp=<file>",
      "seccomp=unconfined",
      "seccomp=builtin",
      "apparmor=<profile>",
      "apparmor=unconfined",
      "label=disable",
      "label=type:<type>",
      "label=level:<level>",
      "label=user:<user>",
      "label=role:<role>",
      "systempaths=unconfined",
      "writable-cgroups=true",
      "writable-cgroups=false",
    ],
    dockerFlag: "--security-opt",
    merge: "append",
    risk: "high for `unconfined`",
    sources: [
      "https://github.com/docker/compose/blob/main/pkg/compose/create.go",
      "https://github.com/compose-spec/compose-go/blob/main/override/merge.go",
    ],
  },
  {
    path: "services.*.user",
    hover:
      "User and group of the first process, as names or numbers; overrides the image's `USER`. Without either it is root. A number without a group has gid 0 unless the image's /etc/passwd knows the uid. It must be a string: `user: \"1000\"`.",
    type: "string",
    default: "image USER, else root",
    values: ["<user>", "<uid>", "<user>:<group>", "<uid>:<gid>"],
    dockerFlag: "--user",
  },
  {
    path: "services.*.userns_mode",
    hover:
      "`host` opts out of the daemon's user namespace remapping. Compose cannot switch remapping on: `private` is accepted and changes nothing.",
    type: "string",
    values: ["host"],
    dockerFlag: "--userns",
    risk: "medium under userns-remap",
  },
  {
    path: "services.*.pid",
    hover:
      "PID namespace. With `host` the container sees and signals every process of the host; `service:` and `container:` join another container's. `private` is no value: leave the key out.",
    type: "string or null",
    default: "private",
    values: ["host", "service:<name>", "container:<name>"],
    dockerFlag: "--pid",
    risk: "high for `host`",
  },
  {
    path: "services.*.ipc",
    hover: "IPC namespace and /dev/shm. `host` shares the host's; a container that others join needs `shareable`.",
    type: "string",
    default: "private",
    values: ["private", "shareable", "none", "host", "service:<name>", "container:<name>"],
    dockerFlag: "--ipc",
    risk: "medium for `host`",
  },
  {
    path: "services.*.uts",
    hover:
      "UTS namespace, which holds the host name. `host` is the only value, and the engine refuses it together with `hostname`.",
    type: "string",
    default: "private",
    values: ["host"],
    dockerFlag: "--uts",
    since: "2.15.1",
  },
  {
    path: "services.*.cgroup",
    hover: "Cgroup namespace: `private`, or `host` to see the whole cgroup tree.",
    type: "string",
    default: "private on cgroup v2, host on v1",
    values: ["host", "private"],
    dockerFlag: "--cgroupns",
    since: "2.15.0",
    risk: "medium for `host`",
  },
  {
    path: "services.*.network_mode",
    hover:
      "Network namespace. `host` takes network isolation away and makes `ports` publish nothing; `none` leaves a loopback interface only. It cannot be combined with `networks`.",
    type: "string",
    values: ["bridge", "host", "none", "service:<name>", "container:<name>", "default"],
    dockerFlag: "--network",
    risk: "high for `host`",
  },
  {
    path: "services.*.networks",
    hover:
      "Networks that the service joins. Without it, it joins the project's `default` network; members reach each other on every port.",
    type: "list of strings or mapping",
    default: "default",
    shortSyntax: "list of names",
    longSyntax:
      "<name>: aliases, ipv4_address, ipv6_address, link_local_ips, mac_address, driver_opts, gw_priority, priority, interface_name",
    dockerFlag: "--network",
    merge: "merge",
  },
  {
    path: "services.*.ports",
    hover:
      "Publishes container ports on the host. Without a host address they listen on every interface, IPv4 and IPv6, and bypass ufw. An override adds to them and cannot narrow them without `!override`.",
    type: "list of strings, numbers or mappings",
    default: "all addresses, tcp",
    shortSyntax: "[[ADDRESS:]PUBLISHED:]TARGET[/PROTOCOL]",
    longSyntax: "target, published, host_ip, protocol, app_protocol, mode, name",
    dockerFlag: "--publish",
    merge: "append",
    risk: "medium for databases and consoles",
  },
  {
    path: "services.*.expose",
    hover: "Documents ports for other containers; publishes nothing and filters nothing.",
    type: "list of strings or numbers",
    dockerFlag: "--expose",
    merge: "append",
  },
  {
    path: "services.*.volumes",
    hover:
      "Mounts host paths, volumes, tmpfs and images. A short source that starts with `.`, `/`, `~` or a drive letter is a host path. Options that Compose does not know are dropped: only `ro` makes a mount read-only, `RO` and `readonly` do not.",
    type: "list of strings or mappings",
    default: "read-write, rprivate",
    shortSyntax: "[SOURCE:]TARGET[:ro,z,nocopy,rslave…]",
    longSyntax: "type, source, target, read_only, bind, volume, tmpfs, image",
    dockerFlag: "--volume",
    merge: "append",
    risk: "by the host path",
    sources: ["https://github.com/compose-spec/compose-go/blob/main/format/volume.go"],
  },
  {
    path: "services.*.volumes.read_only",
    hover:
      "Makes the mount read-only, with the mounts below it on Engine 25 and kernel 5.12 or later. It does not make a socket or a device harmless.",
    type: "boolean or string",
    default: "false",
  },
  {
    path: "services.*.volumes.bind.propagation",
    hover:
      "Whether later mounts cross between host and container. With `shared` or `rshared` and SYS_ADMIN the container mounts over host paths.",
    type: "string",
    default: "rprivate",
    values: ["private", "rprivate", "slave", "rslave", "shared", "rshared"],
    risk: "high for `shared` and `rshared`",
  },
  {
    path: "services.*.volumes.bind.create_host_path",
    hover: "Creates a missing host path as a directory of root's. `false` makes a typo fail.",
    type: "boolean or string",
    default: "true",
  },
  {
    path: "services.*.volumes.bind.selinux",
    hover:
      "Relabels the host's files for SELinux: `z` for all containers, `Z` for this one. On a system directory it can make the host unusable.",
    type: "string",
    values: ["z", "Z"],
    risk: "high on system directories",
  },
  {
    path: "services.*.volumes.bind.recursive",
    hover:
      "How mounts below are treated: `writable` leaves them writable under a read-only one, `readonly` demands that all are read-only, `disabled` leaves them out.",
    type: "string",
    default: "enabled",
    values: ["enabled", "disabled", "writable", "readonly"],
  },
  {
    path: "services.*.volumes.tmpfs",
    hover: "Size and mode of a tmpfs mount.",
    type: "mapping",
    dockerFlag: "--mount",
    merge: "merge",
  },
  {
    path: "services.*.volumes_from",
    hover:
      "Mounts all volumes of another service or container. Compose drops a `:ro` behind it: the mounts keep their own modes.",
    type: "list of strings",
    values: ["<service>", "container:<name>"],
    dockerFlag: "--volumes-from",
    merge: "append",
    risk: "that of the other's mounts",
  },
  {
    path: "services.*.tmpfs",
    hover:
      "Memory-backed mounts with noexec, nosuid and nodev; the companion of `read_only`. `exec` takes only noexec away.",
    type: "string or list of strings",
    values: ["<path>:size=…,mode=…,uid=…,gid=…,exec"],
    shortSyntax: "path[:options] string or list",
    dockerFlag: "--tmpfs",
    merge: "append",
  },
  {
    path: "services.*.read_only",
    hover:
      "Makes the root file system read-only; volumes, the image's `VOLUME`s, tmpfs, /dev and /dev/shm stay writable.",
    type: "boolean or string",
    default: "false",
    dockerFlag: "--read-only",
    sources: ["https://github.com/docker/compose/blob/main/pkg/compose/secrets.go"],
  },
  {
    path: "services.*.devices",
    hover:
      "Maps host devices, or CDI device names, into the container. The second part is always the target: `/dev/x:rw` makes a device called `rw`; permissions are the third part.",
    type: "list of strings or mappings",
    default: "rwm",
    shortSyntax: "HOST[:CONTAINER[:rwm]], or VENDOR/CLASS=NAME",
    longSyntax: "source, target, permissions",
    dockerFlag: "--device",
    merge: "append",
    risk: "by the device",
  },
  {
    path: "services.*.device_cgroup_rules",
    hover:
      "Devices that may be opened beside those in `devices`: `TYPE MAJOR:MINOR rwm`. Wildcards open whole classes, for which MKNOD, a default capability, makes the nodes.",
    type: "list of strings",
    values: ["<a|b|c> <major>:<minor> <rwm>"],
    dockerFlag: "--device-cgroup-rule",
    merge: "append",
    risk: "critical for `b *:*` and `a *:*`",
  },
  {
    path: "services.*.gpus",
    hover: "GPU devices: `all`, or a list with driver, count, device_ids and capabilities.",
    type: "`all` or list of mappings",
    dockerFlag: "--gpus",
    merge: "merge",
    since: "2.30.0",
  },
  {
    path: "services.*.sysctls",
    hover:
      "Kernel settings of the container's own namespaces: `net.*`, `fs.mqueue.*`, `kernel.msg*`, `kernel.sem`, `kernel.shm*`.",
    type: "list of strings or mapping",
    shortSyntax: "list NAME=VALUE",
    longSyntax: "mapping",
    dockerFlag: "--sysctl",
    merge: "append",
  },
  {
    path: "services.*.ulimits",
    hover:
      "Limits of the processes. `nproc` counts a uid on the whole host: `pids_limit` is the one against fork bombs.",
    type: "mapping",
    shortSyntax: "integer",
    longSyntax: "soft, hard",
    dockerFlag: "--ulimit",
    merge: "merge",
  },
  {
    path: "services.*.pids_limit",
    hover:
      "Most processes and threads at a time; stops fork bombs. `0` and `-1` are no limit. It must equal `deploy.resources.limits.pids` where both are set.",
    type: "number or string",
    default: "no limit",
    dockerFlag: "--pids-limit",
  },
  {
    path: "services.*.mem_limit",
    hover: "Hard memory limit, at least 6 MB. It must equal `deploy.resources.limits.memory` where both are set.",
    type: "number or string",
    default: "no limit",
    dockerFlag: "--memory",
  },
  {
    path: "services.*.memswap_limit",
    hover: "Memory and swap together; without it twice the memory limit, and `-1` is no limit.",
    type: "number or string",
    default: "2 x mem_limit",
    dockerFlag: "--memory-swap",
  },
  {
    path: "services.*.mem_reservation",
    hover: "Soft memory limit: no wall against a container that takes all memory.",
    type: "string or integer",
    dockerFlag: "--memory-reservation",
  },
  {
    path: "services.*.cpus",
    hover: "Cores that the container may use. It must equal `deploy.resources.limits.cpus` where both are set.",
    type: "number or string",
    default: "no limit",
    dockerFlag: "--cpus",
  },
  {
    path: "services.*.cpu_shares",
    hover: "Weight against other containers when CPUs are short: no limit.",
    type: "number or string",
    dockerFlag: "--cpu-shares",
  },
  {
    path: "services.*.cpu_quota",
    hover: "Microseconds of CPU time for each `cpu_period`: a limit.",
    type: "number or string",
    dockerFlag: "--cpu-quota",
  },
  {
    path: "services.*.cpuset",
    hover: "The CPUs that the container may run on.",
    type: "string",
    dockerFlag: "--cpuset-cpus",
  },
  {
    path: "services.*.cpu_rt_runtime",
    hover: "Real-time CPU time; with it the container can starve the host.",
    type: "number or string",
    dockerFlag: "--cpu-rt-runtime",
  },
  {
    path: "services.*.oom_kill_disable",
    hover:
      "Keeps the kernel from killing the container when memory is short; without a memory limit it can hang the host. It has no effect on cgroup v2.",
    type: "boolean or string",
    default: "false",
    dockerFlag: "--oom-kill-disable",
    risk: "medium",
  },
  {
    path: "services.*.oom_score_adj",
    hover:
      "Order in which the kernel kills when memory is short, from -1000 to 1000; a negative value shields the container at the host's expense.",
    type: "integer or string",
    default: "0",
    dockerFlag: "--oom-score-adj",
  },
  {
    path: "services.*.shm_size",
    hover: "Size of /dev/shm; what `ipc: host` is often used for.",
    type: "number or string",
    default: "64m",
    dockerFlag: "--shm-size",
  },
  {
    path: "services.*.storage_opt",
    hover: "Options of the storage driver, above all `size`, a disk quota.",
    type: "mapping",
    dockerFlag: "--storage-opt",
    merge: "merge",
  },
  {
    path: "services.*.blkio_config",
    hover: "Weights and limits of disk access.",
    type: "mapping",
    dockerFlag: "--blkio-weight",
    merge: "merge",
  },
  {
    path: "services.*.init",
    hover:
      "Runs a small init as PID 1 that reaps zombies and forwards signals. It is ignored when the PID namespace is shared.",
    type: "boolean or string",
    default: "false",
    dockerFlag: "--init",
  },
  {
    path: "services.*.runtime",
    hover:
      "OCI runtime: runc by default; runsc (gVisor), Kata Containers and Sysbox isolate more. The daemon must know it.",
    type: "string",
    default: "daemon default (runc)",
    dockerFlag: "--runtime",
  },
  {
    path: "services.*.isolation",
    hover:
      "Isolation of Windows containers: `process` shares the kernel, `hyperv` does not. On Linux only `default` is valid.",
    type: "string",
    values: ["default", "process", "hyperv"],
    dockerFlag: "--isolation",
  },
  {
    path: "services.*.cgroup_parent",
    hover: "Parent cgroup. It takes the container out of the engine's own tree, and so perhaps out of its limits.",
    type: "string",
    dockerFlag: "--cgroup-parent",
  },
  {
    path: "services.*.credential_spec",
    hover: "Group Managed Service Account of a Windows container.",
    type: "mapping",
    values: ["file", "registry", "config"],
    dockerFlag: "--security-opt",
    merge: "merge",
  },
  {
    path: "services.*.group_add",
    hover:
      "Further groups of the process. The host's docker, disk, kvm or root (0) group opens mounted sockets and devices.",
    type: "list of strings or numbers",
    dockerFlag: "--group-add",
    merge: "append",
    risk: "high for docker, disk and root",
  },
  {
    path: "services.*.use_api_socket",
    hover:
      "Mounts /var/run/docker.sock read-write and hands over the user's registry credentials: full control of the engine. It does not show in `volumes` nor in `docker compose config`.",
    type: "boolean",
    default: "false",
    dockerFlag: "--use-api-socket",
    since: "2.37.1",
    risk: "critical",
    sources: ["https://github.com/docker/compose/blob/main/pkg/compose/apiSocket.go"],
  },
  {
    path: "services.*.secrets",
    hover:
      "Grants secrets, read-only under /run/secrets. One from a file is a bind mount of that file, whose own permissions count; one from `environment` or `content` is copied into the container.",
    type: "list of strings or mappings",
    default: "mode 0444",
    shortSyntax: "name",
    longSyntax: "source, target, uid, gid, mode",
    merge: "append",
    sources: [
      "https://github.com/docker/compose/blob/main/pkg/compose/secrets.go",
      "https://github.com/docker/compose/blob/main/pkg/compose/create.go",
    ],
  },
  {
    path: "services.*.configs",
    hover: "Grants configs, mounted at /<name>; a config from a file is a bind mount of that file.",
    type: "list of strings or mappings",
    default: "mode 0444",
    shortSyntax: "name",
    longSyntax: "source, target, uid, gid, mode",
    merge: "append",
  },
  {
    path: "services.*.environment",
    hover: "Environment variables; `docker inspect` and /proc show them, so they are no place for secrets.",
    type: "list of strings or mapping",
    shortSyntax: "list KEY=VAL or KEY",
    longSyntax: "mapping",
    dockerFlag: "--env",
    merge: "append",
    risk: "high for the value of a secret",
  },
  {
    path: "services.*.env_file",
    hover: "Files of environment variables, which `docker inspect` shows as well.",
    type: "string, or list of strings or mappings",
    shortSyntax: "path or list",
    longSyntax: "path, required, format",
    dockerFlag: "--env-file",
    merge: "append",
  },
  {
    path: "services.*.extra_hosts",
    hover: "Adds entries to /etc/hosts. `host-gateway` is the host: a route from the container to the host's services.",
    type: "list of strings or mapping",
    values: ["<name>=<address>", "<name>=host-gateway"],
    shortSyntax: "HOST=IP or HOST:IP list",
    longSyntax: "mapping host → ip or list",
    dockerFlag: "--add-host",
    merge: "append",
  },
  {
    path: "services.*.external_links",
    hover: "Links to containers outside the project.",
    type: "list of strings",
    dockerFlag: "--link",
    merge: "append",
  },
  {
    path: "services.*.dns",
    hover: "Resolvers of the container; each sees every name that is looked up.",
    type: "string or list of strings",
    dockerFlag: "--dns",
    merge: "append",
  },
  {
    path: "services.*.mac_address",
    hover: "A fixed MAC address.",
    type: "string",
    dockerFlag: "--mac-address",
  },
  {
    path: "services.*.hostname",
    hover: "Host name; refused together with `uts: host`.",
    type: "string",
    dockerFlag: "--hostname",
  },
  {
    path: "services.*.image",
    hover: "The image. Only a digest (`@sha256:…`) always names the same one.",
    type: "string",
    values: ["[registry/]name[:tag][@digest]"],
  },
  {
    path: "services.*.pull_policy",
    hover: "When Compose pulls the image.",
    type: "string",
    default: "missing",
    values: ["always", "never", "missing", "if_not_present", "build", "daily", "weekly", "every_<duration>", "refresh"],
    dockerFlag: "--pull",
  },
  {
    path: "services.*.platform",
    hover: "Operating system, architecture and variant.",
    type: "string",
    dockerFlag: "--platform",
  },
  {
    path: "services.*.command",
    hover: "Takes the place of the image's `CMD`.",
    type: "string or list of strings",
  },
  {
    path: "services.*.entrypoint",
    hover:
      "Takes the place of the image's `ENTRYPOINT` and clears its `CMD`; may go round the script that gives root up.",
    type: "string or list of strings",
    dockerFlag: "--entrypoint",
  },
  {
    path: "services.*.healthcheck",
    hover: "A probe that runs inside the container as its user.",
    type: "mapping",
    longSyntax: "test, interval, timeout, retries, start_period, start_interval, disable",
    dockerFlag: "--health-*",
    merge: "merge",
  },
  {
    path: "services.*.logging",
    hover: "Log driver and its options. json-file without `max-size` can fill the host's disk.",
    type: "mapping",
    dockerFlag: "--log-driver/--log-opt",
    merge: "merge",
  },
  {
    path: "services.*.annotations",
    hover: "Annotations for the OCI runtime; Kata Containers and gVisor act on some.",
    type: "list of strings or mapping",
    dockerFlag: "--annotation",
    merge: "append",
    since: "2.26.0",
  },
  {
    path: "services.*.umask",
    hover:
      "The permission bits that new files of the container do not get. `0` takes none away, so that everybody may write to what the program leaves open. It takes Engine 29.8; Compose does not start the container on an older one.",
    type: "number or string",
    values: ['"0022"', '"0027"', '"0077"'],
    since: "5.7.0",
    sources: ["https://github.com/docker/compose/blob/v5.7.1/pkg/compose/create.go"],
  },
  {
    path: "services.*.working_dir",
    hover: "Working directory. A path beneath /proc/self/fd led out of the container with old runc (CVE-2024-21626).",
    type: "string",
    dockerFlag: "--workdir",
  },
  {
    path: "services.*.profiles",
    hover: "The service runs only with one of these profiles.",
    type: "list of strings",
    merge: "append",
  },
  {
    path: "services.*.depends_on",
    hover: "Which services start first, and on what condition.",
    type: "list of strings or mapping",
    merge: "merge",
  },
  {
    path: "services.*.extends",
    hover:
      "Takes over the definition of another service, from another file too; an override file of the base does not reach it.",
    type: "mapping or string",
    longSyntax: "service, file",
  },
  {
    path: "services.*.provider",
    hover:
      "Hands the service to a program on the machine where Compose runs: `docker-<type>`, or any program of that name. It runs outside every container.",
    type: "mapping",
    merge: "merge",
    since: "2.36.0",
  },
  {
    path: "services.*.models",
    hover: "Models that the service uses; opens the model runner's endpoint to it.",
    type: "list of strings or mapping",
    merge: "merge",
    since: "2.38.0",
  },
  {
    path: "services.*.pre_start",
    hover:
      "Steps that run before the service, each in a container of its own. Since Compose 5.6 it takes over every key of a container that it does not set itself, and what the service mounts, but nothing of `deploy`. From 5.3 to 5.5 it has the service's networks and volumes and none of its `cap_drop`, `security_opt`, `read_only`, limits or `user`.",
    type: "list of mappings",
    longSyntax: "every key of a container, per_replica",
    merge: "append",
    since: "5.3.0",
    sources: ["https://github.com/docker/compose/blob/main/pkg/compose/pre_start.go"],
  },
  {
    path: "services.*.pre_start.privileged",
    hover: "Makes the hook's own container privileged.",
    type: "boolean or string",
    default: "as the service; false before 5.6",
    since: "5.3.0",
    risk: "critical",
  },
  {
    path: "services.*.pre_start.user",
    hover: "User of the hook's own container; without it the service's, before Compose 5.6 the image's.",
    type: "string",
    default: "service user",
    since: "5.3.0",
  },
  {
    path: "services.*.pre_start.image",
    hover: "Image of the hook's own container; the service's without it.",
    type: "string",
    default: "service image",
    since: "5.3.0",
  },
  {
    path: "services.*.pre_start.per_replica",
    hover:
      "Runs the hook once for each replica of the service. Compose 5.7 does not start a service that says `true` here.",
    type: "boolean or string",
    default: "false",
    since: "5.6.0",
    sources: ["https://github.com/docker/compose/blob/v5.7.1/pkg/compose/pre_start.go"],
  },
  {
    path: "services.*.post_start",
    hover: "Commands that run inside the container once it has started.",
    type: "list of mappings",
    longSyntax: "command, user, privileged, working_dir, environment",
    merge: "append",
    since: "2.30.0",
    sources: ["https://github.com/docker/compose/blob/main/pkg/compose/hook.go"],
  },
  {
    path: "services.*.post_start.privileged",
    hover:
      "Runs the hook with every capability, also in a container that has dropped all; the container's seccomp filter and no-new-privileges stay.",
    type: "boolean or string",
    default: "false",
    since: "2.30.0",
    risk: "high",
  },
  {
    path: "services.*.post_start.user",
    hover: "User of the hook; often root although the service is not.",
    type: "string",
    default: "container user",
    since: "2.30.0",
  },
  {
    path: "services.*.pre_stop",
    hover: "Commands that run inside the container before it is stopped.",
    type: "list of mappings",
    merge: "append",
    since: "2.30.0",
  },
  {
    path: "services.*.pre_stop.privileged",
    hover:
      "Runs the hook with every capability, also in a container that has dropped all; the container's seccomp filter and no-new-privileges stay.",
    type: "boolean or string",
    default: "false",
    since: "2.30.0",
    risk: "high",
  },
  {
    path: "services.*.pre_stop.user",
    hover: "User of the hook; often root although the service is not.",
    type: "string",
    since: "2.30.0",
  },
  {
    path: "services.*.develop.watch",
    hover: "What Compose does when files change: sync them into the container, rebuild, restart or run a command.",
    type: "list of mappings",
    merge: "append",
    since: "2.22.0",
  },
  {
    path: "services.*.develop.watch.exec",
    hover: "A command that runs inside the container after a sync; takes `user` and `privileged` as hooks do.",
    type: "mapping",
    merge: "merge",
    since: "2.32.0",
  },
  {
    path: "services.*.deploy.resources.limits",
    hover: "Hard limits of cpus, memory and pids; they hold without Swarm too.",
    type: "mapping",
    dockerFlag: "--cpus/--memory/--pids-limit",
    merge: "merge",
  },
  {
    path: "services.*.deploy.resources.reservations.devices",
    hover: "Devices, usually GPUs, that are given to the container.",
    type: "list of mappings",
    dockerFlag: "--gpus",
    merge: "merge",
  },
  {
    path: "services.*.build",
    hover: "How the image is built.",
    type: "mapping or string",
    shortSyntax: "context string",
    merge: "merge",
  },
  {
    path: "services.*.build.context",
    hover:
      "Directory, Git repository or archive that is built; what .dockerignore does not leave out can reach the image.",
    type: "string",
  },
  {
    path: "services.*.build.dockerfile",
    hover: "Path of the Dockerfile.",
    type: "string",
    default: "Dockerfile",
    dockerFlag: "--file",
  },
  {
    path: "services.*.build.dockerfile_inline",
    hover:
      "Dockerfile text inside the Compose file. Compose interpolates it first, so a variable of the Dockerfile needs two dollar signs. Excludes `dockerfile`.",
    type: "string",
    since: "2.17.0",
  },
  {
    path: "services.*.build.no_cache_filter",
    hover: "Stages that are built again although the cache has them.",
    type: "string or list of strings",
    dockerFlag: "--no-cache-filter",
    merge: "append",
    since: "5.0.0",
  },
  {
    path: "services.*.build.args",
    hover: "Build arguments; they stay in the image's history and provenance, so they are no place for secrets.",
    type: "list of strings or mapping",
    dockerFlag: "--build-arg",
    merge: "append",
    risk: "high for the value of a secret",
  },
  {
    path: "services.*.build.secrets",
    hover: "Secrets for `RUN --mount=type=secret`; they do not stay in the image.",
    type: "list of strings or mappings",
    shortSyntax: "name",
    longSyntax: "source, target, uid, gid, mode",
    dockerFlag: "--secret",
    merge: "merge",
    since: "2.5.0",
  },
  {
    path: "services.*.build.ssh",
    hover: "Lets `RUN --mount=type=ssh` use an ssh-agent or a key.",
    type: "list of strings or mapping",
    values: ["default", "<id>=<path>"],
    dockerFlag: "--ssh",
    merge: "merge",
    since: "2.4.0",
  },
  {
    path: "services.*.build.network",
    hover: "Network of the `RUN` steps: `host` reaches what listens on the builder's own addresses, `none` nothing.",
    type: "string",
    values: ["default", "none", "host", "<name>"],
    dockerFlag: "--network",
    risk: "medium for `host`",
  },
  {
    path: "services.*.build.privileged",
    hover: "Grants the build the entitlement security.insecure, with which a step runs privileged.",
    type: "boolean or string",
    default: "false",
    dockerFlag: "--allow",
    since: "2.15.0",
    risk: "critical",
    sources: ["https://github.com/docker/compose/blob/main/pkg/compose/build_bake.go"],
  },
  {
    path: "services.*.build.entitlements",
    hover: "Rights that the build may ask for: network.host, security.insecure, device.",
    type: "list of strings",
    dockerFlag: "--allow",
    merge: "append",
    since: "2.27.0",
    risk: "critical for security.insecure",
  },
  {
    path: "services.*.build.additional_contexts",
    hover: "Further named contexts: paths, URLs, images or `service:<name>`.",
    type: "list of strings or mapping",
    dockerFlag: "--build-context",
    merge: "append",
    since: "2.17.0",
  },
  {
    path: "services.*.build.cache_from",
    hover: "Sources of the build cache; what somebody else can write there ends in the image.",
    type: "list of strings",
    dockerFlag: "--cache-from",
    merge: "append",
  },
  {
    path: "services.*.build.target",
    hover: "The stage that is built; its `USER` holds, not the last stage's.",
    type: "string",
    dockerFlag: "--target",
  },
  {
    path: "services.*.build.provenance",
    hover: "Attestation of how the image was built; `mode=max` holds the build arguments.",
    type: "string or boolean",
    dockerFlag: "--provenance",
    since: "2.39.0",
  },
  {
    path: "services.*.build.sbom",
    hover: "Attestation of what the image holds.",
    type: "string or boolean",
    dockerFlag: "--sbom",
    since: "2.39.0",
  },
  {
    path: "jobs",
    hover:
      "Containers that run to their end when somebody asks for it, with `docker compose run`. A job takes every key of a container, and is confined as a service is; `up` does not start it. No job may have the name of a service.",
    type: "mapping",
    merge: "merge",
    since: "5.6.0",
    sources: ["https://github.com/docker/compose/blob/v5.7.1/cmd/compose/run.go"],
  },
  {
    path: "jobs.*.triggers",
    hover: "What starts the job: `manual`, `schedule`, or both. One of them has to be there.",
    type: "mapping",
    merge: "merge",
    since: "5.6.0",
  },
  {
    path: "jobs.*.triggers.manual",
    hover: "Whether `docker compose run` starts the job. With `false` not even another job that depends on it may.",
    type: "boolean or string",
    default: "true",
    since: "5.6.0",
    sources: ["https://github.com/docker/compose/blob/v5.7.1/cmd/compose/run.go"],
  },
  {
    path: "jobs.*.triggers.schedule",
    hover:
      "When the job starts by itself, as lines of a crontab or as mappings. Compose 5.7 refuses `up` and `create` for a project with such a job, since nothing would keep to the schedule; `docker compose run` starts the job all the same.",
    type: "list of strings or mappings",
    shortSyntax: "0 3 * * *",
    longSyntax: "cron, timezone, concurrency, missed_fires",
    merge: "append",
    since: "5.6.0",
    sources: ["https://github.com/docker/compose/blob/v5.7.1/cmd/compose/up.go"],
  },
  {
    path: "jobs.*.triggers.schedule.cron",
    hover: "The line of a crontab: minute, hour, day, month and day of the week.",
    type: "string",
    since: "5.6.0",
  },
  {
    path: "jobs.*.triggers.schedule.timezone",
    hover: "The time zone that the schedule counts in, such as `Europe/Paris`.",
    type: "string",
    default: "the machine's",
    since: "5.6.0",
  },
  {
    path: "jobs.*.triggers.schedule.concurrency",
    hover: "What becomes of a run that is due while the last one goes on: it does not happen, or it waits.",
    type: "string",
    default: "forbid",
    values: ["forbid", "queue"],
    since: "5.6.0",
  },
  {
    path: "jobs.*.triggers.schedule.missed_fires",
    hover: "What becomes of runs that were due while the machine was off: one is made up for, or none.",
    type: "string",
    default: "one",
    values: ["one", "skip"],
    since: "5.6.0",
  },
  {
    path: "networks.*.internal",
    hover:
      "Takes the route to the outside away; the members still reach each other and the host's address on the bridge.",
    type: "boolean or string",
    default: "false",
  },
  {
    path: "networks.*.attachable",
    hover: "Lets containers outside the stack join an overlay network.",
    type: "boolean or string",
    default: "false",
    dockerFlag: "--attachable",
  },
  {
    path: "networks.*.driver",
    hover:
      "Driver: bridge, overlay, macvlan or ipvlan. macvlan and ipvlan put containers on the LAN without Docker's firewall rules; `host` cannot be created.",
    type: "string",
    default: "engine default (bridge)",
  },
  {
    path: "networks.*.driver_opts",
    hover:
      "Options of the driver; for a bridge they decide default addresses, traffic between members and direct routing.",
    type: "mapping",
    values: [
      "com.docker.network.bridge.enable_icc",
      "com.docker.network.bridge.host_binding_ipv4",
      "com.docker.network.bridge.gateway_mode_ipv4",
      "com.docker.network.bridge.gateway_mode_ipv6",
      "com.docker.network.bridge.enable_ip_masquerade",
      "com.docker.network.bridge.trusted_host_interfaces",
      "com.docker.network.bridge.name",
    ],
    merge: "merge",
    risk: "medium for nat-unprotected",
  },
  {
    path: "networks.*.enable_ipv6",
    hover: "IPv6 addresses; with the gateway mode `routed` containers are reachable from everywhere.",
    type: "boolean or string",
    default: "false",
  },
  {
    path: "networks.*.external",
    hover: "The network is managed elsewhere, so who else is on it cannot be seen here.",
    type: "boolean",
    default: "false",
  },
  {
    path: "networks.*.name",
    hover:
      "The network's real name. An external network called `host` does not give the host's network: the engine refuses the container.",
    type: "string",
  },
  {
    path: "volumes.*.driver",
    hover: "Driver of the volume; without one `local`.",
    type: "string",
  },
  {
    path: "volumes.*.driver_opts",
    hover:
      "With the driver `local`, `type: none`, `o: bind` and `device: /path` are a bind mount of the host's path; nfs and cifs mount remote shares, with credentials in `o`.",
    type: "mapping",
    merge: "merge",
    risk: "as a bind mount of the path",
  },
  {
    path: "volumes.*.external",
    hover: "The volume is managed elsewhere, so what it is cannot be seen here.",
    type: "boolean",
  },
  {
    path: "secrets.*.file",
    hover: "The secret is a read-only bind mount of this file, whose own permissions count.",
    type: "string",
  },
  {
    path: "secrets.*.environment",
    hover:
      "The secret is this variable of whoever runs Compose; it is copied into the container, which `read_only` forbids.",
    type: "string",
    since: "2.6.0",
  },
  {
    path: "secrets.*.external",
    hover: "The secret exists in a Swarm; without Swarm Compose refuses it.",
    type: "boolean",
  },
  {
    path: "configs.*.file",
    hover: "The config is a read-only bind mount of this file, whose own permissions count.",
    type: "string",
  },
  {
    path: "configs.*.environment",
    hover:
      "The config is this variable of whoever runs Compose; it is copied into the container, which `read_only` forbids.",
    type: "string",
    since: "2.23.1",
  },
  {
    path: "configs.*.external",
    hover: "The config exists in a Swarm; without Swarm Compose refuses it.",
    type: "boolean",
  },
  {
    path: "configs.*.content",
    hover: "The config's text, after interpolation; it is copied into the container, which `read_only` forbids.",
    type: "string",
    since: "2.23.1",
  },
  {
    path: "include",
    hover: "Takes in other Compose files, remote ones too; those can ask for any privilege.",
    type: "list of strings or mappings",
    longSyntax: "path, env_file, project_directory",
    merge: "append",
    since: "2.20.0",
    risk: "by what the other file asks for",
  },
  {
    path: "x-*",
    hover: "Ignored by Compose, but often an anchor that services merge with `<<`.",
    type: "anything",
    merge: "merge",
  },
];
