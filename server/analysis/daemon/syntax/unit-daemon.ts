import { daemonKeyOfFlag } from "../../facts/daemon-keys.ts";
import type { Daemon, DaemonSetting } from "../../model/daemon.ts";
import type { Word } from "../../shell/script.ts";
import type { UnitFile, UnitLine } from "../../systemd/unit-file.ts";
import { unitName, wordsOf } from "../../systemd/words.ts";
import type { Place } from "../../text/span.ts";
import { baseName } from "../../text/uri.ts";
import type { DaemonFile, DaemonFlag } from "./tree.ts";

/** The unit that starts dockerd, or the one of its socket; undefined where it says nothing of either. */
export function daemonOfUnit(unit: UnitFile): DaemonFile | undefined {
  const reader = new FlagReader();
  const start = unit.lines.findLast(({ section, key }) => section === "Service" && key === "ExecStart");
  if (start !== undefined) reader.read(wordsOf(start.value, "args", unit, unitName("docker", unit.file)));
  for (const line of unit.lines)
    if (line.section === "Socket" && line.key === "ListenStream") reader.listen(line, unit);
  const mode = unit.lines.findLast(({ section, key }) => section === "Socket" && key === "SocketMode");
  if (reader.settings.size === 0 && mode === undefined) return undefined;
  const daemon: Daemon = {
    file: unit.file,
    by: start === undefined ? baseName(unit.file) : "dockerd",
    settings: reader.settings,
    isPart: start === undefined,
    ...(mode === undefined ? {} : { socketMode: { value: mode.value.text, text: mode.value.text, at: mode.at } }),
  };
  const named = reader.configFile === undefined ? {} : { configFile: reader.configFile };
  return { daemon, refusals: [], ...named, source: { kind: "unit", unit, flags: reader.flags } };
}

class FlagReader {
  readonly settings = new Map<string, DaemonSetting>();
  readonly flags: DaemonFlag[] = [];
  configFile: string | undefined;

  /** The words of `ExecStart`; of another program they are nothing. */
  read(words: readonly Word[]): void {
    const program = words[0]?.text?.replace(/^[@:+!|-]+/, "") ?? "";
    if (!/(?:^|\/)dockerd$/.test(program)) return;
    for (let index = 1; index < words.length; index++) {
      const word = words[index];
      const [, flag = "", attached] = /^--?([A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(word?.text ?? "") ?? [];
      if (flag === "config-file") this.configFile = attached ?? words[++index]?.text ?? "";
      const key = daemonKeyOfFlag(flag);
      if (word === undefined || key === undefined) continue;
      const next = attached === undefined && key.takes !== "boolean" ? words[++index] : undefined;
      const text = attached ?? (key.takes === "boolean" ? "true" : next?.text);
      if (text === undefined) continue;
      const whole = { ...word.at, end: next?.at.end ?? word.at.end };
      const at = next?.at ?? (attached === undefined ? word.at : { ...word.at, start: word.at.end - attached.length });
      this.#say(key.name, text, word.at, at, whole);
    }
  }

  /** A socket that systemd opens and hands to the daemon: a path, or a port. */
  listen({ value, keyAt, at, whole }: UnitLine, { file }: UnitFile): void {
    const { text } = value;
    const address = /^\d+$/.test(text) ? `tcp://:${text}` : /^[^/@].*:\d+$/.test(text) ? `tcp://${text}` : undefined;
    if (address !== undefined) this.#say("hosts", address, keyAt, at, { file, start: whole.start, end: whole.end });
  }

  #say(key: string, text: string, keyAt: Place, at: Place, words: Place): void {
    const known = this.settings.get(key);
    const items = [...(known?.items ?? []), { value: text, text, at }];
    this.settings.set(key, { key, keyAt: known?.keyAt ?? keyAt, at: known?.at ?? at, items });
    this.flags.push({ key, words });
  }
}
