import { hostDevice } from "../facts/devices.ts";
import type { Container } from "../model/container.ts";
import { knownValue } from "../model/setting.ts";
import { gift, type Opening } from "./opening.ts";
import { GRADES, together, UNKNOWN, unknownState, type Wall, WORST } from "./wall.ts";

/** Devices of the host. */
export const devices: Wall = {
  path: "devices",
  label: "Devices",
  group: "files",
  shape: "opening",
  read: (container) => container.devices.map(deviceOpening),
  aspects: [
    {
      id: "devices",
      weight: 500,
      open: "The container opens dangerous devices of the host",
      closed: "The container opens no dangerous device of the host",
      chosen: true,
      reaches: { host: WORST, weakened: WORST * GRADES.high },
      reason: ({ devices: entries }) => `opens ${gravestDevice(entries)}`,
      assess: (container) =>
        together(
          container.devices.map(({ value }) =>
            value.state === "unknown" ? UNKNOWN : GRADES[hostDevice(value.value.source)?.severity ?? "none"],
          ),
        ),
    },
  ],
};

/** The device whose facts are the gravest, as the host calls it. */
function gravestDevice(entries: Container["devices"]): string {
  const known = entries.flatMap(({ value }) => (value.state === "known" ? [value.value.source] : []));
  const gravity = (source: string) => GRADES[hostDevice(source)?.severity ?? "none"];
  const [first = "a device of the host"] = known.sort((a, b) => gravity(b) - gravity(a));
  return first;
}

const DEVICE = { kind: "device", target: "", readOnly: false, severity: "none" } as const;

function deviceOpening({ value, text, at }: Container["devices"][number], index: number): Opening {
  const path = `devices[${index}]`;
  const base = { id: path, path, ...DEVICE, at };
  if (value.state === "unknown") return { ...base, label: text, ...unknownState(value.because) };
  const { source, target, permissions } = value.value;
  const facts = hostDevice(source);
  const readOnly = !/[wm]/.test(permissions);
  const what = facts ? `A device of the host (${facts.name}), which ${facts.gives}.` : "A device of the host.";
  return { ...base, label: source, target, readOnly, ...gift(facts?.severity ?? "none", what, readOnly) };
}

/** Rules that open more devices, for which a process may make the nodes. */
export const deviceRules: Wall = {
  path: "deviceRules",
  label: "Device rules",
  group: "files",
  shape: "opening",
  read: (container) => container.deviceRules.map(ruleOpening),
  aspects: [],
};

function ruleOpening({ text, at }: Container["deviceRules"][number], index: number): Opening {
  const path = `deviceRules[${index}]`;
  return {
    ...{ id: path, path, ...DEVICE, at, label: text, standing: "opened", word: "device rule" },
    text: `Devices ${text} may be opened once a node for them is made.`,
  };
}

export const gpus: Wall = {
  path: undefined,
  label: "GPUs",
  group: "files",
  shape: "opening",
  read: (container) => container.gpus.map(gpuOpening),
  aspects: [],
};

function gpuOpening({ count, deviceIds, at }: Container["gpus"][number], index: number): Opening {
  const number = knownValue(count);
  const which =
    deviceIds.length > 0 ? `GPU ${deviceIds.join(", ")}` : number === "all" ? "all GPUs" : `GPUs: ${number ?? "?"}`;
  const text = "Graphics processors of the host, with their large drivers in its kernel.";
  const base = { id: `gpus[${index}]`, path: undefined, ...DEVICE, at, label: which };
  return { ...base, ...gift("low", text, false) };
}
