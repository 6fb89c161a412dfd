import type { Severity } from "./severity.ts";

/** A class of devices of the host, and what a container that may open one can do. */
export interface HostDevice {
  /** The paths it covers: `*` stands for the rest of one name, `/` at the end for everything beneath. */
  readonly patterns: readonly string[];
  readonly name: string;
  readonly severity: Exclude<Severity, "none">;
  /** What it gives to whoever runs code in the container. */
  readonly gives: string;
  /** What it is usually mapped for, and with how little that works. */
  readonly legitimateUse: string;
  readonly sources: readonly string[];
}

const DEVICES = "https://docs.kernel.org/admin-guide/devices.html";

/** Device nodes from which a host can be harmed; the most telling pattern comes first where two cover one path. */
export const HOST_DEVICES: readonly HostDevice[] = [
  {
    patterns: ["/dev/mapper/control", "/dev/btrfs-control", "/dev/loop-control"],
    name: "control of block devices",
    severity: "high",
    gives: "makes new block devices out of the host's disks",
    legitimateUse: "Storage tools that belong on the host.",
    sources: [DEVICES, "https://docs.kernel.org/admin-guide/device-mapper/index.html"],
  },
  {
    patterns: [
      "/dev/sd*",
      "/dev/hd*",
      "/dev/vd*",
      "/dev/xvd*",
      "/dev/nvme*",
      "/dev/mmcblk*",
      "/dev/dm-*",
      "/dev/md*",
      "/dev/loop*",
      "/dev/nbd*",
      "/dev/rbd*",
      "/dev/zd*",
      "/dev/mapper/",
      "/dev/disk/",
      "/dev/block/",
    ],
    name: "disk",
    severity: "critical",
    gives: "reads and writes the disk below the file system, and so every file of the host on it",
    legitimateUse: "Monitoring with smartctl, backups of block devices; a mounted directory is nearly always enough.",
    sources: [DEVICES],
  },
  {
    patterns: ["/dev/sgx*", "/dev/sgx/", "/dev/sev*"],
    name: "enclaves",
    severity: "medium",
    gives: "uses the processor's enclave services",
    legitimateUse: "Confidential computing.",
    sources: ["https://docs.kernel.org/arch/x86/sgx.html"],
  },
  {
    patterns: ["/dev/sg*", "/dev/bsg/"],
    name: "raw SCSI access",
    severity: "critical",
    gives: "sends commands to the disks past their file systems",
    legitimateUse: "Optical drives (`/dev/sr0` with its own `/dev/sg` node) and tape libraries.",
    sources: [DEVICES],
  },
  {
    patterns: ["/dev/mem", "/dev/kmem", "/dev/port"],
    name: "physical memory",
    severity: "critical",
    gives:
      "reads and writes the host's memory and I/O ports, with SYS_RAWIO and as far as the kernel's lockdown lets it",
    legitimateUse: "Flashing firmware, which belongs on the host.",
    sources: [DEVICES, "https://man7.org/linux/man-pages/man4/mem.4.html"],
  },
  {
    patterns: ["/dev/cpu/"],
    name: "processor registers",
    severity: "critical",
    gives: "writes model-specific registers, which leads to code in the host's kernel",
    legitimateUse: "Power measurements, which belong on the host.",
    sources: [DEVICES, "https://man7.org/linux/man-pages/man4/msr.4.html"],
  },
  {
    patterns: ["/dev/vfio/"],
    name: "device passthrough",
    severity: "high",
    gives: "drives a device that reads and writes memory by itself",
    legitimateUse: "Virtual machines and DPDK with a device of their own.",
    sources: ["https://docs.kernel.org/driver-api/vfio.html"],
  },
  {
    patterns: ["/dev/tpm*"],
    name: "security chip",
    severity: "high",
    gives: "uses the keys that are sealed to the host",
    legitimateUse: "Attestation agents.",
    sources: [DEVICES],
  },
  {
    patterns: ["/dev/input/", "/dev/uinput", "/dev/hidraw*"],
    name: "input devices",
    severity: "high",
    gives: "reads every key that is pressed at the host; uinput types at its console",
    legitimateUse: "Kiosks and game streaming.",
    sources: ["https://docs.kernel.org/input/uinput.html", DEVICES],
  },
  {
    patterns: ["/dev/ttyUSB*", "/dev/ttyACM*", "/dev/ttyS*", "/dev/ttyAMA*", "/dev/serial/"],
    name: "serial port",
    severity: "low",
    gives: "talks to the device that is attached there, and to nothing else",
    legitimateUse: "Home automation: Zigbee and Z-Wave sticks, meters.",
    sources: [DEVICES],
  },
  {
    patterns: [
      "/dev/tty0",
      "/dev/tty1*",
      "/dev/tty2*",
      "/dev/tty3*",
      "/dev/tty4*",
      "/dev/tty5*",
      "/dev/tty6*",
      "/dev/tty7",
      "/dev/tty8",
      "/dev/tty9",
      "/dev/vcs*",
    ],
    name: "console",
    severity: "high",
    gives: "reads and types at the host's consoles",
    legitimateUse: "Display servers on a kiosk.",
    sources: [DEVICES],
  },
  {
    patterns: ["/dev/kmsg"],
    name: "kernel log",
    severity: "medium",
    gives: "reads the host's kernel log and writes into it",
    legitimateUse: "cAdvisor and node-problem-detector, which only read.",
    sources: [DEVICES],
  },
  {
    patterns: ["/dev/kvm"],
    name: "hardware virtualisation",
    severity: "medium",
    gives: "runs virtual machines, through a large interface of the kernel",
    legitimateUse: "Emulators and virtual machines in containers.",
    sources: ["https://docs.kernel.org/virt/kvm/api.html"],
  },
  {
    patterns: ["/dev/vhost-*", "/dev/vsock"],
    name: "virtual machine sockets",
    severity: "medium",
    gives: "reaches virtual machines and their host past the network",
    legitimateUse: "Virtual machines in containers.",
    sources: ["https://man7.org/linux/man-pages/man7/vsock.7.html"],
  },
  {
    patterns: ["/dev/fuse"],
    name: "user-space file systems",
    severity: "medium",
    gives: "mounts file systems of its own making, with SYS_ADMIN",
    legitimateUse: "rclone, sshfs, mergerfs; rootless BuildKit and Podman need it without SYS_ADMIN.",
    sources: ["https://docs.kernel.org/filesystems/fuse.html"],
  },
  {
    patterns: ["/dev/net/tun", "/dev/net/tap"],
    name: "network tunnels",
    severity: "medium",
    gives: "makes tunnel interfaces, with NET_ADMIN, in the container's network namespace",
    legitimateUse: "VPN programs: OpenVPN, Tailscale, WireGuard in user space.",
    sources: ["https://docs.kernel.org/networking/tuntap.html"],
  },
  {
    patterns: ["/dev/dri/", "/dev/dri", "/dev/kfd", "/dev/mali*", "/dev/dma_heap/"],
    name: "graphics",
    severity: "medium",
    gives: "reaches the graphics driver; card nodes also read the screen",
    legitimateUse: "Transcoding, for which `/dev/dri/renderD128` is enough.",
    sources: ["https://docs.kernel.org/gpu/drm-uapi.html"],
  },
  {
    patterns: ["/dev/nvidia*", "/dev/nvidia-caps/"],
    name: "NVIDIA graphics",
    severity: "medium",
    gives: "reaches the graphics driver",
    legitimateUse: "Computing on the GPU; `gpus` with device ids names them one by one.",
    sources: ["https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/index.html"],
  },
  {
    patterns: ["/dev/bus/usb", "/dev/bus/usb/", "/dev/usb/"],
    name: "USB",
    severity: "medium",
    gives: "reaches any USB device, security keys and disks among them",
    legitimateUse: "One known device: its own node instead of the whole bus.",
    sources: [DEVICES],
  },
  {
    patterns: ["/dev/watchdog*"],
    name: "watchdog",
    severity: "medium",
    gives: "restarts the host",
    legitimateUse: "Watchdog daemons, which belong on the host.",
    sources: ["https://docs.kernel.org/watchdog/watchdog-api.html"],
  },
  {
    patterns: ["/dev/rtc*"],
    name: "hardware clock",
    severity: "medium",
    gives: "sets the host's hardware clock",
    legitimateUse: "Time servers that steer the host.",
    sources: ["https://docs.kernel.org/admin-guide/rtc.html"],
  },
  {
    patterns: ["/dev/infiniband/", "/dev/infiniband", "/dev/uverbs*"],
    name: "remote memory access",
    severity: "medium",
    gives: "sends past the host's network stack and firewall",
    legitimateUse: "High-performance computing.",
    sources: ["https://docs.kernel.org/infiniband/user_verbs.html"],
  },
  {
    patterns: ["/dev/gpiomem*", "/dev/gpiochip*", "/dev/i2c-*", "/dev/spidev*", "/dev/vchiq", "/dev/vcio"],
    name: "board peripherals",
    severity: "medium",
    gives: "drives what is wired to the board",
    legitimateUse: "Sensors and actuators on single-board computers.",
    sources: ["https://docs.kernel.org/userspace-api/gpio/index.html"],
  },
  {
    patterns: ["/dev/snd", "/dev/snd/"],
    name: "sound",
    severity: "low",
    gives: "listens to the microphone",
    legitimateUse: "Playing sound.",
    sources: ["https://docs.kernel.org/sound/index.html"],
  },
  {
    patterns: ["/dev/video*", "/dev/media*", "/dev/v4l/"],
    name: "camera",
    severity: "low",
    gives: "looks through the camera",
    legitimateUse: "Cameras and hardware video coders.",
    sources: ["https://docs.kernel.org/userspace-api/media/v4l/v4l2.html"],
  },
  {
    patterns: ["/dev/hugepages", "/dev/hugepages/"],
    name: "huge pages",
    severity: "low",
    gives: "takes memory that the host has set aside",
    legitimateUse: "DPDK and databases.",
    sources: ["https://docs.kernel.org/admin-guide/mm/hugetlbpage.html"],
  },
];

/** Devices that every container has of its own, which mapping again gives nothing: runc's and moby's default device rules. */
export const DEFAULT_DEVICES: readonly string[] = [
  "/dev/console",
  "/dev/full",
  "/dev/null",
  "/dev/ptmx",
  "/dev/random",
  "/dev/tty",
  "/dev/urandom",
  "/dev/zero",
];

/**
 * The class of a device node of the host; undefined for the harmless ones and for what the table does not know.
 * `path` is an absolute path; one that is repeatedly slashed or ends in a slash counts as well.
 */
export function hostDevice(path: string): HostDevice | undefined {
  const node = path.replace(/\/+/g, "/").replace(/(?<=.)\/$/, "");
  if (!node.startsWith("/dev/")) return undefined;
  return HOST_DEVICES.find((device) => device.patterns.some((pattern) => covers(pattern, node)));
}

/** `*` ends a pattern and stands for the rest of one name; `/` at its end stands for everything beneath. */
function covers(pattern: string, path: string): boolean {
  if (pattern.endsWith("/")) return path.startsWith(pattern) && path.length > pattern.length;
  if (!pattern.endsWith("*")) return path === pattern;
  const stem = pattern.slice(0, -1);
  return path.startsWith(stem) && !path.slice(stem.length).includes("/");
}
