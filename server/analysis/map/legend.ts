import type { Words } from "../text/words.ts";
import type { CapabilityFate } from "../walls/capabilities.ts";
import type { Standing } from "../walls/wall.ts";

/** What a sign of the picture means, and which sign it is. */
type LegendEntry = { readonly text: string; readonly standing: Standing } & (
  | { readonly sign: "wall" | "warning" | "lock" }
  | { readonly sign: "pipe"; readonly readOnly: boolean }
  | { readonly sign: "capability"; readonly state: CapabilityFate }
);

/** An entry and where it stands, from the legend's upper left corner. `width` is that of the sign alone. */
export interface PlacedEntry {
  readonly entry: LegendEntry;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const ROW_HEIGHT = 22;
/** How wide a character is taken to be. */
const CHARACTER = 5.8;
/** Between a sign and its text, and behind that. */
const GAPS = 28;

const SIGN_WIDTHS: Readonly<Record<LegendEntry["sign"], number>> = {
  wall: 40,
  pipe: 40,
  warning: 18,
  lock: 15,
  capability: 24,
};

const ENTRIES: readonly LegendEntry[] = [
  { sign: "wall", standing: "closed", text: "closed" },
  { sign: "wall", standing: "open", text: "open by default" },
  { sign: "wall", standing: "opened", text: "opened by a line" },
  { sign: "wall", standing: "joined", text: "shared with a container" },
  { sign: "wall", standing: "unknown", text: "unknown" },
  { sign: "pipe", readOnly: false, standing: "plain", text: "read-write" },
  { sign: "pipe", readOnly: true, standing: "plain", text: "read-only, or a port" },
  { sign: "warning", standing: "opened", text: "risky" },
  { sign: "lock", standing: "closed", text: "locked" },
  { sign: "lock", standing: "open", text: "unlocked" },
  { sign: "capability", state: "default", standing: "plain", text: "held by default" },
  { sign: "capability", state: "added", standing: "plain", text: "added" },
  { sign: "capability", state: "dangerous", standing: "plain", text: "added, dangerous" },
  { sign: "capability", state: "dropped", standing: "plain", text: "dropped" },
  { sign: "capability", state: "absent", standing: "plain", text: "not given" },
];

/** The legend in rows of at most `width`. */
export function legendEntries(width: number, { say }: Words): readonly PlacedEntry[] {
  const placed: PlacedEntry[] = [];
  let x = 0;
  let y = 0;
  for (const entry of ENTRIES) {
    const sign = SIGN_WIDTHS[entry.sign];
    const text = say(entry.text);
    const wide = sign + text.length * CHARACTER + GAPS;
    if (x > 0 && x + wide > width) {
      x = 0;
      y += ROW_HEIGHT;
    }
    placed.push({ entry: { ...entry, text }, x, y, width: sign });
    x += wide;
  }
  return placed;
}

/** The legend as one text. */
export function legendWords({ say }: Words): string {
  return `${say("Legend")}: ${ENTRIES.map(({ sign, text }) => `${say(sign)} ${say(text)}`).join(", ")}`;
}

/** How high the legend is in rows of at most `width`, with what is free below it. */
export function legendHeight(width: number, words: Words): number {
  return (legendEntries(width, words).at(-1)?.y ?? 0) + 2 * ROW_HEIGHT;
}
