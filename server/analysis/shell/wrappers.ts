import type { ReadWord } from "./words.ts";

/** How a program that starts another one is called. `values` are the options that take the next word; `operands` stand before the command. */
interface Wrapper {
  readonly values: ReadonlySet<string>;
  readonly operands: number;
  /** Options with which it starts nothing. */
  readonly without: ReadonlySet<string>;
  /** Whether `NAME=value` may stand before the command. */
  readonly assigns: boolean;
}

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map([
  wrapper("builtin", ""),
  wrapper("busybox", "", { without: "--list --install --help" }),
  wrapper("chronic", ""),
  wrapper("chrt", "-T -P -D"),
  wrapper("command", "", { without: "-v -V" }),
  wrapper("doas", "-u -C"),
  wrapper("dumb-init", ""),
  wrapper("eatmydata", ""),
  wrapper("env", "-u --unset -C --chdir", { assigns: true }),
  wrapper("exec", "-a"),
  wrapper("fakeroot", ""),
  wrapper("gosu", "", { operands: 1 }),
  wrapper("ionice", "-c -n -p"),
  wrapper("nice", "-n"),
  wrapper("nohup", ""),
  wrapper("runuser", "-u -g -G -s", { without: "-c --command -" }),
  wrapper("setpriv", "--reuid --regid --groups --inh-caps --ambient-caps --bounding-set"),
  wrapper("setsid", ""),
  wrapper("stdbuf", "-i -o -e"),
  wrapper("su-exec", "", { operands: 1 }),
  wrapper("sudo", "-u -g -h -p -C -r -t -T -U -D", { without: "-l -v -k -K -e", assigns: true }),
  wrapper("time", "-f -o"),
  wrapper("timeout", "-k -s --kill-after --signal", { operands: 1 }),
  wrapper("tini", "-p -e"),
  wrapper("xargs", "-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs"),
]);

/** A command without what starts it. `through` names the wrappers, outermost first. */
export interface Peeled {
  readonly through: readonly string[];
  readonly words: readonly ReadWord[];
}

/** Takes `sudo -E env A=1 nohup` and the like off. Stops where an option is unknown, since the command then cannot be told from its value. */
export function peel(words: readonly ReadWord[]): Peeled {
  const through: string[] = [];
  let rest = words;
  while (through.length < 16) {
    const name = baseName(rest[0]?.text);
    const known = name === undefined ? undefined : WRAPPERS.get(name);
    const start = known && commandStart(rest, known);
    if (name === undefined || start === undefined || start >= rest.length) break;
    through.push(name);
    rest = rest.slice(start);
  }
  return { through, words: rest };
}

/** `/usr/bin/curl` is `curl`. */
export function baseName(text: string | undefined): string | undefined {
  return text?.slice(text.lastIndexOf("/") + 1);
}

function commandStart(words: readonly ReadWord[], { values, operands, without, assigns }: Wrapper): number | undefined {
  let at = 1;
  for (; at < words.length; at++) {
    const text = words[at]?.text;
    if (text === undefined) break;
    if (without.has(text)) return undefined;
    if (text === "--") {
      at++;
      break;
    }
    if (values.has(text)) at++;
    else if (!text.startsWith("-") && !(assigns && /^\w+=/.test(text))) break;
  }
  return at + operands;
}

function wrapper(
  name: string,
  values: string,
  more: { readonly operands?: number; readonly without?: string; readonly assigns?: boolean } = {},
): readonly [string, Wrapper] {
  const { operands, without, assigns } = { operands: 0, without: "", assigns: false, ...more };
  const options = (text: string): ReadonlySet<string> => new Set(text.split(" ").filter((option) => option !== ""));
  return [name, { values: options(values), operands, without: options(without), assigns }];
}
