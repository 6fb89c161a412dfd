import { DEFAULT_DEVICES, type HostDevice, hostDevice } from "../../facts/devices.ts";
import { type Card, code } from "./card.ts";

const LEVELS: Readonly<Record<HostDevice["severity"], string>> = {
  critical: "⚠ a way to the host's data",
  high: "⚠ high risk",
  medium: "medium risk",
  low: "low risk",
};

/** What a device of the host gives to a container; undefined for what is known for nothing. */
export function deviceCard(path: string): Card | undefined {
  if (DEFAULT_DEVICES.includes(path)) {
    const text = "Every container has this device of its own; mapping the host's gives nothing more.";
    return { title: `Device ${code(path)}`, text, specific: true };
  }
  const known = hostDevice(path);
  if (!known) return undefined;
  return {
    title: `Device ${code(path)}`,
    facts: [known.name, LEVELS[known.severity]],
    text: `Whoever holds it ${known.gives}.`,
    parts: [
      ["Who needs it", known.legitimateUse],
      ["Safer", "The one node that is needed, with `:r` where reading is enough"],
    ],
    links: known.sources.slice(0, 2),
    specific: true,
  };
}
