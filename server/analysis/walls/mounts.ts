import { hostDevice } from "../facts/devices.ts";
import { classifyHostPath, holdsControlSocket } from "../facts/host-paths.ts";
import { SEVERITIES, severityBelow } from "../facts/severity.ts";
import { type ControlSocket, controlSocket } from "../facts/sockets.ts";
import type { VolumesFrom } from "../model/container.ts";
import type { Mount } from "../model/mount.ts";
import { knownValue } from "../model/setting.ts";
import { isKeptProxy } from "../threats/socket-proxy.ts";
import { type Gift, gift, type Opening } from "./opening.ts";
import { GRADES, together, unknownState, type Wall, WORST } from "./wall.ts";

/** What is mounted, the gravest first. */
export const mounts: Wall = {
  path: "mounts",
  label: "Mounts",
  group: "files",
  shape: "opening",
  read: ({ mounts: entries, volumesFrom }) => [
    ...entries.map(mountOpening).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    ...volumesFrom.flatMap(foreignVolumes),
  ],
  aspects: [
    {
      id: "daemon",
      weight: 600,
      open: "The container controls the container engine",
      closed: "The container cannot reach the container engine",
      chosen: true,
      reaches: { host: WORST, weakened: WORST * GRADES.high },
      reason: (container) => `${isKeptProxy(container) ? "guards" : "reaches"} ${socketWords(container.mounts)}`,
      assess: (container) => together(container.mounts.map((mount) => daemonBadness(mount, isKeptProxy(container)))),
    },
    {
      id: "host-files",
      weight: 800,
      open: "The container reaches sensitive files of the host",
      closed: "The container reaches no sensitive file of the host",
      chosen: true,
      reaches: { host: WORST, weakened: WORST * GRADES.high },
      reason: ({ mounts: entries }) => fileWords(entries),
      assess: (container) => together(container.mounts.map(hostFileBadness)),
    },
  ],
};

/** A proxy through which nobody can make a container has to be taken over itself before anybody has the engine. */
function daemonBadness({ type, source }: Mount, isGuarded: boolean): number {
  if ((type !== "bind" && type !== "npipe") || source.state === "unknown" || source.value === null) return 0;
  const socket = controlSocket(source.value);
  if (socket?.kind === "agent") return GRADES.medium;
  if (socket === undefined && !holdsControlSocket(source.value)) return 0;
  return isGuarded ? GRADES.high : 1;
}

/** The engine's socket among the mounts, by the engine's name. */
function socketWords(mounts: readonly Mount[]): string {
  const sources = mounts.flatMap(({ source }) => (source.state === "known" && source.value ? [source.value] : []));
  const sockets = sources.flatMap((path) => controlSocket(path) ?? []);
  const engine = sockets.find(({ kind }) => kind === "engine") ?? sockets[0];
  return engine ? `the ${engine.engine} socket` : "the container engine's socket";
}

/** What is done to the gravest of the host's files, and where they are. */
function fileWords(mounts: readonly Mount[]): string {
  const [worst] = [...mounts].sort((a, b) => hostFileBadness(b) - hostFileBadness(a));
  if (worst?.source.state !== "known" || worst.source.value === null) return "reaches files of the host";
  return `${worst.readOnly ? "reads" : "writes to"} ${worst.source.value} of the host`;
}

function hostFileBadness({ type, source, readOnly }: Mount): number {
  if (type !== "bind" || source.state === "unknown" || source.value === null) return 0;
  const path = classifyHostPath(source.value);
  if (path === undefined || (readOnly && path.harmlessReadOnly)) return 0;
  const grade = GRADES[path.severity];
  return readOnly && !path.readOnlyStillDangerous ? grade / 2 : grade;
}

function mountOpening(mount: Mount, index: number): Opening {
  const { type, source, sourceText, target, readOnly, at } = mount;
  const label = knownValue(source) ?? sourceText;
  const path = `mounts[${index}]`;
  const base = { id: path, path, at, kind: "files", label, target, readOnly, ...HARMLESS } as const;
  if (type === "tmpfs") return { ...base, kind: "memory", label: "memory", word: "tmpfs", text: MEMORY };
  if (source.state === "unknown") return { ...base, ...unknownState(source.because) };
  if (type === "image") return { ...base, kind: "image", word: "image", text: `The files of the image ${label}.` };
  if (type === "volume" || type === "cluster") {
    return { ...base, kind: "volume", label: label || "anonymous volume", ...volumeWords(label, readOnly) };
  }
  return { ...base, ...hostGift(label, readOnly) };
}

const HARMLESS = { standing: "plain", severity: "none" } as const;

const MEMORY = "A file system in memory: nothing of the host.";

function foreignVolumes({ at, outside }: VolumesFrom, index: number): readonly Opening[] {
  if (outside === undefined) return [];
  const name = `container:${outside}`;
  return [
    {
      ...{ id: `volumesFrom[${index}]`, path: undefined, label: name, target: "", kind: "volume" },
      ...{ readOnly: false, severity: "none", at },
      ...unknownState(`what ${name} mounts`),
    },
  ];
}

/** What a path of the host is, and what mounting it gives. */
function hostGift(path: string, readOnly: boolean): Gift & Pick<Opening, "kind"> {
  const socket = controlSocket(path);
  if (socket) return { kind: "socket", ...socketGift(socket, readOnly) };
  const device = hostDevice(path);
  if (!device) return { kind: "files", ...filesGift(path, readOnly) };
  const text = `A device of the host (${device.name}), which ${device.gives}.`;
  return { kind: "device", ...gift(device.severity, text, readOnly) };
}

function volumeWords(name: string, readOnly: boolean): Pick<Opening, "word" | "text"> {
  const text = name === "" ? "A volume of its own, without a name." : `The volume ${name}, which the engine keeps.`;
  return { word: readOnly ? "volume, read-only" : "volume", text };
}

function socketGift({ engine, kind, power }: ControlSocket, readOnly: boolean): Gift {
  const vain = readOnly ? " Read-only does not stop that." : "";
  const text = `The control socket of ${engine}: whoever can connect ${power}.${vain}`;
  return gift(kind === "engine" ? "critical" : "medium", text, readOnly);
}

function filesGift(path: string, readOnly: boolean): Gift {
  const holds = holdsControlSocket(path) ? " The engine's control socket is in there too." : "";
  const facts = classifyHostPath(path);
  if (!facts || (readOnly && facts.harmlessReadOnly)) {
    const plain = `Files of the host, which can be ${readOnly ? "read" : "read and written"}.`;
    return gift(holds === "" ? "none" : "critical", plain + holds, readOnly);
  }
  const severity = readOnly && !facts.readOnlyStillDangerous ? severityBelow(facts.severity) : facts.severity;
  const gives = readOnly ? `Read-only, it still gives ${facts.readOnly}` : `It gives ${facts.readWrite}`;
  return gift(holds === "" ? severity : "critical", `Files of the host. ${gives}.${holds}`, readOnly);
}
