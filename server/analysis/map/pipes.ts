import { hostDevice } from "../facts/devices.ts";
import { classifyHostPath, holdsControlSocket } from "../facts/host-paths.ts";
import { SEVERITIES, type Severity, severityBelow } from "../facts/severity.ts";
import { type ControlSocket, controlSocket } from "../facts/sockets.ts";
import type { Container } from "../model/container.ts";
import type { Mount } from "../model/mount.ts";
import { type Port, portsInside } from "../model/port.ts";
import { knownValue } from "../model/setting.ts";
import { isEveryAddress, isLoopback } from "../threats/published.ts";
import { unknownText } from "./decision.ts";
import type { Pipe, Standing } from "./model.ts";

/** Everything that leads through a container's wall: what is mounted, the gravest first, then devices, then published ports. */
export function pipes(service: Container): readonly Pipe[] {
  const { mounts, devices, deviceRules, gpus, volumesFrom, ports } = service;
  const fromElsewhere = volumesFrom.filter(({ text }) => text.startsWith("container:"));
  return [
    ...mounts.map(mountPipe).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    ...fromElsewhere.map(
      ({ text, at }, index): Pipe => ({
        ...pipe(`volumes-from/${index}`, "volume", text, "unknown", at),
        ...{ standing: "unknown", word: "unknown", text: unknownText(`what ${text} mounts`) },
      }),
    ),
    ...devices.map(devicePipe),
    ...deviceRules.map(
      ({ text, at }, index): Pipe => ({
        ...pipe(`device-rule/${index}`, "device", text, "", at),
        ...{
          standing: "opened",
          word: "device rule",
          text: `Devices ${text} may be opened once a node for them is made.`,
        },
      }),
    ),
    ...gpus.map(gpuPipe),
    ...ports.filter(({ effective }) => effective).map(portPipe),
  ];
}

type Opening = Pick<Pipe, "standing" | "word" | "text" | "severity">;

function pipe(id: string, kind: Pipe["kind"], label: string, target: string, at: Pipe["at"]): Pipe {
  const closed = { standing: "plain", word: "", text: "", severity: "none", readOnly: false } as const;
  return { id: `pipe/${id}`, kind, label, target, at, ...closed };
}

function mountPipe(mount: Mount, index: number): Pipe {
  const { type, source, sourceText, target, readOnly, at } = mount;
  const path = knownValue(source) ?? sourceText;
  const base = { ...pipe(`mount/${index}`, "files", path, target, at), readOnly };
  if (type === "tmpfs") return { ...base, kind: "memory", label: "memory", word: "tmpfs", text: MEMORY };
  if (source.state === "unknown") {
    return { ...base, standing: "unknown", word: "unknown", text: unknownText(source.because) };
  }
  if (type === "image") return { ...base, kind: "image", word: "image", text: `The files of the image ${path}.` };
  if (type === "volume" || type === "cluster") {
    return { ...base, kind: "volume", label: path || "anonymous volume", ...volumeWords(path, readOnly) };
  }
  return { ...base, ...hostOpening(path, readOnly) };
}

const MEMORY = "A file system in memory: nothing of the host.";

/** What a path of the host is, and what mounting it gives. */
function hostOpening(path: string, readOnly: boolean): Opening & Pick<Pipe, "kind"> {
  const socket = controlSocket(path);
  if (socket) return { kind: "socket", ...socketOpening(socket, readOnly) };
  const device = hostDevice(path);
  if (!device) return { kind: "files", ...filesOpening(path, readOnly) };
  const text = `A device of the host (${device.name}), which ${device.gives}.`;
  return { kind: "device", ...opening(device.severity, text, readOnly) };
}

function volumeWords(name: string, readOnly: boolean): Pick<Pipe, "word" | "text"> {
  const text = name === "" ? "A volume of its own, without a name." : `The volume ${name}, which the engine keeps.`;
  return { word: readOnly ? "volume, read-only" : "volume", text };
}

function socketOpening({ engine, kind, power }: ControlSocket, readOnly: boolean): Opening {
  const vain = readOnly ? " Read-only does not stop that." : "";
  return opening(
    kind === "engine" ? "critical" : "medium",
    `The control socket of ${engine}: whoever can connect ${power}.${vain}`,
    readOnly,
  );
}

function filesOpening(path: string, readOnly: boolean): Opening {
  const holds = holdsControlSocket(path) ? " The engine's control socket is in there too." : "";
  const facts = classifyHostPath(path);
  if (!facts || (readOnly && facts.harmlessReadOnly)) {
    const plain = readOnly
      ? "Files of the host, which can be read."
      : "Files of the host, which can be read and written.";
    return opening(holds === "" ? "none" : "critical", plain + holds, readOnly);
  }
  const severity = readOnly && !facts.readOnlyStillDangerous ? severityBelow(facts.severity) : facts.severity;
  const gives = readOnly ? `Read-only, it still gives ${facts.readOnly}` : `It gives ${facts.readWrite}`;
  return opening(holds === "" ? severity : "critical", `Files of the host. ${gives}.${holds}`, readOnly);
}

/** The word says what the picture shows by the shape of the pipe. */
function opening(severity: Severity, text: string, readOnly: boolean): Opening {
  const risk = severity === "none" ? "" : `, ${severity} risk`;
  return { severity, standing: standingOf(severity), word: `${readOnly ? "read-only" : "read-write"}${risk}`, text };
}

function standingOf(severity: Severity): Standing {
  return severity === "none" || severity === "low" ? "plain" : "opened";
}

function devicePipe({ value, text, at }: Container["devices"][number], index: number): Pipe {
  if (value.state === "unknown") {
    const unknown = { standing: "unknown", word: "unknown", text: unknownText(value.because) } as const;
    return { ...pipe(`device/${index}`, "device", text, "", at), ...unknown };
  }
  const { source, target, permissions } = value.value;
  const facts = hostDevice(source);
  const readOnly = !/[wm]/.test(permissions);
  const what = facts ? `A device of the host (${facts.name}), which ${facts.gives}.` : "A device of the host.";
  const base = { ...pipe(`device/${index}`, "device", source, target, at), readOnly };
  return { ...base, ...opening(facts?.severity ?? "none", what, readOnly) };
}

function gpuPipe({ count, deviceIds, at }: Container["gpus"][number], index: number): Pipe {
  const number = knownValue(count);
  const which =
    deviceIds.length > 0 ? `GPU ${deviceIds.join(", ")}` : number === "all" ? "all GPUs" : `GPUs: ${number ?? "?"}`;
  const text = "Graphics processors of the host, with their large drivers in its kernel.";
  return { ...pipe(`gpu/${index}`, "device", which, "", at), ...opening("low", text, false) };
}

function portPipe(port: Port, index: number): Pipe {
  const { hostIp, published, protocol, at } = port;
  const address = knownValue(hostIp);
  const outside = knownValue(published);
  const inside = `${portsInside(port)}/${protocol}`;
  const host = address === undefined ? "?" : isEveryAddress(address) ? "every address" : address;
  const label = `${host}:${outside === undefined ? "?" : outside || "a free port"}`;
  const base = pipe(`port/${index}`, "port", label, `port ${inside}`, at);
  if (hostIp.state === "unknown") {
    return { ...base, standing: "unknown", word: "unknown", text: unknownText(hostIp.because) };
  }
  const bare = hostIp.value.replace(/^\[|\]$/g, "");
  if (isLoopback(bare)) {
    return { ...base, word: "this host only", text: `Only programs on the host reach port ${inside}.` };
  }
  if (!isEveryAddress(bare)) {
    return { ...base, word: "one address", text: `Whoever reaches the host's address ${bare} reaches port ${inside}.` };
  }
  const text = `Every machine that reaches the host on any of its networks reaches port ${inside}; Docker's rules come before those of ufw and firewalld.`;
  return { ...base, standing: "opened", word: "every address", text, severity: "medium" };
}
