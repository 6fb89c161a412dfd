import type { DaemonFile } from "../../daemon/syntax/tree.ts";
import { type DaemonKey, daemonKey } from "../../facts/daemon-keys.ts";
import { touches } from "../../text/span.ts";
import { code } from "./card.ts";
import type { Explained } from "./explained.ts";

const EFFECTS: Readonly<Record<NonNullable<DaemonKey["effect"]>, string>> = {
  strengthens: "Strengthens the isolation of every container of the host.",
  weakens: "Weakens the isolation of the host's containers, or of the daemon itself.",
  depends: "What it does to the isolation of the host's containers depends on its value.",
  neutral: "Does nothing to isolation by itself.",
};

/** Explains the key at an offset of a file of the daemon's, or the flag that says the same. */
export function explainDaemon({ daemon }: DaemonFile, offset: number): Explained | undefined {
  for (const { key, keyAt, items } of daemon.settings.values()) {
    const at = [keyAt, ...items.map((item) => item.at)].find((one) => touches(one, offset));
    const fact = at && daemonKey(key);
    if (at !== undefined && fact !== undefined) return { at, markdown: daemonKeyMarkdown(fact), specific: false };
  }
  return undefined;
}

/** What a key of the daemon does to all containers of its host. */
export function daemonKeyMarkdown({ name, says, effect, flag, since, lastIn, cis }: DaemonKey): string {
  const lines = [
    `**${name}** of Docker's daemon${flag === undefined ? "" : `, on its command line ${code(`--${flag}`)}`}`,
    ...(says === undefined ? [] : [`${says.charAt(0).toUpperCase()}${says.slice(1)}.`]),
    ...(effect === undefined ? [] : [EFFECTS[effect]]),
    [
      ...(since === undefined ? [] : [`Since ${since}.`]),
      ...(lastIn === undefined ? [] : [`Gone after ${lastIn}.`]),
      ...(cis === undefined ? [] : [`CIS Docker Benchmark 1.6.0: ${cis}.`]),
    ].join(" "),
  ];
  return lines.filter((line) => line !== "").join("\n\n");
}
