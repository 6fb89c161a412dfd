import { limitMemory, limitProcesses } from "../fixes/limits.ts";
import type { Fix } from "../model/change.ts";
import type { Container, Limits } from "../model/container.ts";
import { said, type Wording } from "../text/wording.ts";
import { type SettingWall, settingWall, unknownState, type Wall } from "./wall.ts";

/** Only the operator knows how much a program needs, so that Harden sets no limit. */
interface LimitDefinition {
  readonly label: string;
  readonly what: string;
  readonly verdict: string;
  readonly weight: number;
  readonly lacks?: Wording;
  shown(value: number): string;
  fixes?(container: Container): readonly Fix[];
}

function limit(kind: keyof Limits, definition: LimitDefinition): SettingWall<number | null> {
  const { label, what, verdict, weight, lacks, shown, fixes } = definition;
  return settingWall<number | null>({
    ...{ path: `limits.${kind}`, label, group: "limits", verdict },
    setting: ({ limits }) => limits[kind],
    isOpen: (value) => value === null,
    closed({ limits: { [kind]: setting } }) {
      const value = setting.state === "known" ? setting.value : null;
      return { word: value === null ? "limited" : shown(value), text: `A limit is set on ${what}.` };
    },
    open: { word: "no limit", text: `Nothing limits ${what}: the container can starve the host.` },
    aspect: {
      id: `${kind}-limit`,
      weight,
      open: `Nothing limits ${what}`,
      closed: `A limit is set on ${what}`,
      reason: verdict,
    },
    hardening: { ...(lacks === undefined ? {} : { lacks }), ...(fixes ? { fixes } : {}) },
  });
}

export const memoryLimit = limit("memory", {
  label: "Memory",
  what: "memory",
  verdict: "may take all memory of the host",
  weight: 300,
  lacks: said`a memory limit`,
  shown: bytes,
  fixes: (container) => [limitMemory(container)],
});

export const processLimit = limit("pids", {
  label: "Processes",
  what: "the number of processes",
  verdict: "may start any number of processes",
  weight: 300,
  lacks: said`a process limit`,
  shown: String,
  fixes: (container) => [limitProcesses(container)],
});

/** Running out of CPU time ends no other container, so that only the strict profile reports it. */
export const cpuLimit = limit("cpus", {
  label: "CPU time",
  what: "CPU time",
  verdict: "may take all CPU time of the host",
  weight: 100,
  shown: (count) => `${count} CPU${count === 1 ? "" : "s"}`,
});

const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"];

function bytes(value: number): string {
  let amount = value;
  let unit = 0;
  while (unit < UNITS.length - 1 && amount >= 1024 && Number.isInteger(amount / 1024)) {
    amount /= 1024;
    unit++;
  }
  return `${amount} ${UNITS[unit]}`;
}

/** What the kernel limits for each process: it isolates nothing by itself, and is told where somebody set it. */
export const ulimits: Wall = {
  path: "ulimits",
  label: "ulimits",
  group: "limits",
  shape: "none",
  read: ({ ulimits: set }) =>
    [...set].map(([name, setting]) => {
      const base = { id: `ulimits.${name}`, path: `ulimits.${name}`, label: name };
      const { at } = setting;
      if (setting.state === "unknown") return { ...base, at, ...unknownState(setting.because) };
      const { soft, hard } = setting.value;
      const word = soft === hard ? ulimitWord(soft) : `${ulimitWord(soft)}, up to ${ulimitWord(hard)}`;
      return { ...base, at, standing: "plain", word, text: `The kernel limits ${name} for each process.` };
    }),
  aspects: [],
};

function ulimitWord(value: number): string {
  return value < 0 ? "unlimited" : String(value);
}
