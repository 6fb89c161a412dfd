import type { CapabilityName } from "./capability-table.ts";
import type { Severity } from "./severity.ts";

/** A class of devices of the host, and what a container that may open one can do. */
export interface HostDevice {
  /**
   * The paths it covers. At the end, `*` stands for the rest of one name, `#` for a number and the rest, `?` for up to three letters and perhaps a
   * number, as in `sda1`, and `/` for everything beneath.
   */
  readonly patterns: readonly string[];
  readonly name: string;
  readonly severity: Exclude<Severity, "none">;
  /** Without this capability the kernel refuses to open it, or to do with it what it is feared for. */
  readonly needs?: CapabilityName;
  /** It acts in the network namespace of whoever opens it, and so on the host only where that is the host's. */
  readonly ownNetwork?: true;
  /** What it gives to whoever runs code in the container. */
  readonly gives: string;
  /** What it is usually mapped for, and with how little that works. */
  readonly legitimateUse: string;
  readonly sources: readonly string[];
}

const DEVICES = "https://docs.kernel.org/admin-guide/devices.html";
/** Debian's package udev: what userspace calls devices that the kernel's list does not name. */
const UDEV = "https://sources.debian.org/src/systemd/252.39-1~deb12u2/rules.d/";

/**
 * Device nodes from which a host can be harmed; the most telling pattern comes first where two cover one path.
 *
 * The names were looked up in the documentation of Linux 6.1, as Debian's package linux-doc-6.1 has it, and in udev's rules. Some stand in neither and were
 * seen in public code that opens them: `bsg`, `dax`, `dma_heap`, `gpiomem`, `mali`, `megaraid_sas_ioctl_node`, `mpt2ctl`, `mpt3ctl`, `ng`, `nvidia-caps`,
 * `rbd`, `vchiq`, `vcio`, `vcsm`, `zd`, `zfs` and `zvol`.
 */
export const HOST_DEVICES: readonly HostDevice[] = [
  {
    patterns: ["/dev/mapper/control", "/dev/btrfs-control", "/dev/loop-control", "/dev/ublk-control"],
    name: "control of block devices",
    severity: "high",
    gives: "makes new block devices out of the host's disks",
    legitimateUse: "Storage tools that belong on the host.",
    sources: [DEVICES, "https://docs.kernel.org/admin-guide/device-mapper/index.html"],
  },
  {
    patterns: [
      "/dev/sd?",
      "/dev/hda*",
      "/dev/hdb*",
      "/dev/hdc*",
      "/dev/hdd*",
      "/dev/vd?",
      "/dev/xvd?",
      "/dev/dasd?",
      "/dev/nvme#",
      "/dev/mmcblk#",
      "/dev/dm-#",
      "/dev/md#",
      "/dev/md_d#",
      "/dev/md/",
      "/dev/loop#",
      "/dev/nbd#",
      "/dev/rbd#",
      "/dev/rbd/",
      "/dev/drbd#",
      "/dev/drbd/",
      "/dev/bcache#",
      "/dev/bcache/",
      "/dev/ublkb#",
      "/dev/ublkc#",
      "/dev/pmem#",
      "/dev/dax#",
      "/dev/ram#",
      "/dev/zram#",
      "/dev/zd#",
      "/dev/zvol/",
      "/dev/zfs",
      "/dev/mtd#",
      "/dev/mtdblock#",
      "/dev/ubi#",
      "/dev/ubiblock#",
      "/dev/cciss/",
      "/dev/mapper/",
      "/dev/disk/",
      "/dev/block/",
    ],
    name: "disk",
    severity: "critical",
    gives: "reads and writes the disk below the file system, and so every file of the host on it",
    legitimateUse: "Monitoring with smartctl, backups of block devices; a mounted directory is nearly always enough.",
    sources: [DEVICES, UDEV],
  },
  {
    patterns: ["/dev/sgx*", "/dev/sgx/", "/dev/sev*"],
    name: "enclaves",
    severity: "medium",
    gives: "uses the processor's enclave services",
    legitimateUse: "Confidential computing.",
    sources: ["https://docs.kernel.org/arch/x86/sgx.html", UDEV],
  },
  {
    patterns: ["/dev/sg#", "/dev/bsg/", "/dev/ng#", "/dev/megaraid_sas_ioctl_node", "/dev/mpt2ctl", "/dev/mpt3ctl"],
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
    needs: "SYS_RAWIO",
    gives:
      "reads and writes the host's memory and I/O ports, with SYS_RAWIO and as far as the kernel's lockdown lets it",
    legitimateUse: "Flashing firmware, which belongs on the host.",
    sources: [DEVICES, "https://man7.org/linux/man-pages/man4/mem.4.html"],
  },
  {
    patterns: ["/dev/cpu/"],
    name: "processor registers",
    severity: "critical",
    needs: "SYS_RAWIO",
    gives: "writes model-specific registers with SYS_RAWIO, which leads to code in the host's kernel",
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
    sources: ["https://docs.kernel.org/input/uinput.html", DEVICES, UDEV],
  },
  {
    patterns: ["/dev/ttyUSB*", "/dev/ttyACM*", "/dev/ttyS*", "/dev/ttyAMA*", "/dev/serial/"],
    name: "serial port",
    severity: "low",
    gives: "talks to the device that is attached there, and to nothing else",
    legitimateUse: "Home automation: Zigbee and Z-Wave sticks, meters.",
    sources: [DEVICES, UDEV],
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
      "/dev/vcs",
      "/dev/vcs#",
      "/dev/vcsa*",
      "/dev/vcsu*",
      "/dev/fb#",
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
    gives: "writes into the host's kernel log, and reads it with SYSLOG or where dmesg_restrict is off",
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
    sources: ["https://man7.org/linux/man-pages/man7/vsock.7.html", UDEV],
  },
  {
    patterns: ["/dev/fuse"],
    name: "user-space file systems",
    severity: "medium",
    needs: "SYS_ADMIN",
    gives: "mounts file systems of its own making, with SYS_ADMIN",
    legitimateUse: "rclone, sshfs, mergerfs; rootless BuildKit and Podman need it without SYS_ADMIN.",
    sources: ["https://docs.kernel.org/filesystems/fuse.html"],
  },
  {
    patterns: ["/dev/net/tun"],
    name: "network tunnels",
    severity: "medium",
    needs: "NET_ADMIN",
    ownNetwork: true,
    gives: "makes tunnel interfaces, with NET_ADMIN, in the network namespace that the container is in",
    legitimateUse: "VPN programs: OpenVPN, Tailscale, WireGuard in user space.",
    sources: ["https://docs.kernel.org/networking/tuntap.html"],
  },
  {
    patterns: ["/dev/dri/", "/dev/dri", "/dev/kfd", "/dev/mali*", "/dev/dma_heap/"],
    name: "graphics",
    severity: "medium",
    gives: "reaches the graphics driver; card nodes also read the screen",
    legitimateUse: "Transcoding, for which `/dev/dri/renderD128` is enough.",
    sources: ["https://docs.kernel.org/gpu/drm-uapi.html", UDEV],
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
    patterns: [
      "/dev/gpiomem*",
      "/dev/gpiochip*",
      "/dev/i2c-*",
      "/dev/spidev*",
      "/dev/vchiq",
      "/dev/vcio",
      "/dev/vcsm*",
    ],
    name: "board peripherals",
    severity: "medium",
    gives: "drives what is wired to the board",
    legitimateUse: "Sensors and actuators on single-board computers.",
    sources: [
      "https://docs.kernel.org/driver-api/gpio/index.html",
      "https://docs.kernel.org/i2c/dev-interface.html",
      "https://docs.kernel.org/spi/spidev.html",
    ],
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
    sources: [
      "https://docs.kernel.org/admin-guide/mm/hugetlbpage.html",
      "https://sources.debian.org/src/systemd/252.39-1~deb12u2/units/dev-hugepages.mount/",
    ],
  },
];

/** What `/dev` itself gives as an entry of `devices`, where the engine opens every node beneath a directory that is named. */
export const ALL_DEVICES: HostDevice = {
  patterns: ["/dev"],
  name: "all devices",
  severity: "critical",
  gives: "opens every disk, terminal and input device of the host",
  legitimateUse: "None: name the nodes that are needed, one by one.",
  sources: ["https://github.com/moby/moby/blob/master/daemon/pkg/oci/devices_linux.go", DEVICES],
};

/**
 * The paths of character devices by their numbers, `*` for all minor ones, under which `/dev/char` and device rules know them.
 * Source: https://docs.kernel.org/admin-guide/devices.html
 */
export const CHARACTER_DEVICES: readonly (readonly [major: number, minor: number | "*", path: string])[] = [
  [1, 1, "/dev/mem"],
  [1, 2, "/dev/kmem"],
  [1, 4, "/dev/port"],
  [1, 11, "/dev/kmsg"],
  [4, 0, "/dev/tty0"],
  [4, 1, "/dev/tty1"],
  [7, "*", "/dev/vcs"],
  [10, 130, "/dev/watchdog"],
  [10, 196, "/dev/vfio/vfio"],
  [10, 200, "/dev/net/tun"],
  [10, 223, "/dev/uinput"],
  [10, 224, "/dev/tpm0"],
  [10, 229, "/dev/fuse"],
  [10, 232, "/dev/kvm"],
  [10, 234, "/dev/btrfs-control"],
  [10, 236, "/dev/mapper/control"],
  [10, 237, "/dev/loop-control"],
  [13, "*", "/dev/input/event0"],
  [21, "*", "/dev/sg0"],
  [29, "*", "/dev/fb0"],
  [81, "*", "/dev/video0"],
  [90, "*", "/dev/mtd0"],
  [116, "*", "/dev/snd/controlC0"],
  [166, "*", "/dev/ttyACM0"],
  [188, "*", "/dev/ttyUSB0"],
  [189, "*", "/dev/bus/usb/001/001"],
  [195, "*", "/dev/nvidia0"],
  [202, "*", "/dev/cpu/0/msr"],
  [226, "*", "/dev/dri/card0"],
];
