import type { Word, Wrapper } from "./script.ts";

/** How a program that starts another one is called. `values` are the options that take the next word; `operands` stand before the command. */
interface Usage {
  readonly values: ReadonlySet<string>;
  readonly operands: number;
  /** Options with which it starts nothing. */
  readonly without: ReadonlySet<string>;
  /** Whether `NAME=value` may stand before the command. */
  readonly assigns: boolean;
}

const WRAPPERS: ReadonlyMap<string, Usage> = new Map([
  wrapper("builtin", ""),
  wrapper("catatonit", ""),
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
  wrapper("flock", "-w -E --timeout --wait", { operands: 1, without: "-c --command" }),
  wrapper("gosu", "", { operands: 1 }),
  wrapper("ionice", "-c -n -p"),
  wrapper("nice", "-n"),
  wrapper("nohup", ""),
  wrapper("runuser", "-u -g -G -s", { without: "-c --command -" }),
  wrapper("s6-setuidgid", "", { operands: 1 }),
  wrapper("setpriv", "--reuid --regid --groups --inh-caps --ambient-caps --bounding-set"),
  wrapper("setsid", ""),
  wrapper("ssh-agent", "-a -E -P -t"),
  wrapper("stdbuf", "-i -o -e"),
  wrapper("strace", "-e -o -p -s -u"),
  wrapper(
    "systemd-run",
    "-p --property -u --unit -E --setenv -M --machine -H --host --uid --gid --slice --on-active --on-boot --on-calendar",
  ),
  wrapper("su-exec", "", { operands: 1 }),
  wrapper("sudo", "-u -g -h -p -C -r -t -T -U -D --user --group --host --prompt --chdir", {
    without: "-l -v -k -K -e",
    assigns: true,
  }),
  wrapper("time", "-f -o"),
  wrapper("timeout", "-k -s --kill-after --signal", { operands: 1 }),
  wrapper("taskset", "", { operands: 1 }),
  wrapper("tini", "-p -e"),
  wrapper("unbuffer", ""),
  wrapper("wsl", "-d --distribution -u --user --cd", { without: "-l --list --shutdown --install" }),
  wrapper("xvfb-run", "-e -f -n -p -s -w"),
  wrapper("xargs", "-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs"),
]);

/** A command without what starts it, and the wrappers, outermost first. */
export interface Peeled<W extends Word> {
  readonly wrappers: readonly Wrapper[];
  readonly words: readonly W[];
}

/** Takes `sudo -E env A=1 nohup` and the like off. Stops where an option is unknown, since the command then cannot be told from its value. */
export function peel<W extends Word>(words: readonly W[]): Peeled<W> {
  const wrappers: Wrapper[] = [];
  let rest = words;
  while (wrappers.length < 16) {
    const [first] = rest;
    const name = baseName(first?.text);
    const known = name === undefined ? undefined : WRAPPERS.get(name);
    const start = known && commandStart(rest, known);
    if (first === undefined || name === undefined || start === undefined || start >= rest.length) break;
    const user = userOf(name, rest.slice(1, start));
    wrappers.push({ name, source: first.source, at: first.at, ...(user === undefined ? {} : { user }) });
    rest = rest.slice(start);
  }
  return { wrappers, words: rest };
}

/** The user that a wrapper is told to become. */
function userOf(name: string, words: readonly Word[]): string | undefined {
  const texts = words.map(({ text, source }) => text ?? source);
  if (name === "gosu" || name === "su-exec" || name === "s6-setuidgid") return texts.at(-1)?.replace(/:.*$/s, "");
  if (name !== "sudo" && name !== "doas" && name !== "runuser" && name !== "setpriv") return undefined;
  const option = texts.findIndex((text) => /^(?:-[A-Za-z]*u|--user|--reuid)$/.test(text));
  if (option >= 0) return texts[option + 1];
  return texts.map((text) => /^(?:--user=|--reuid=|-u)(.+)$/.exec(text)?.[1]).find((user) => user !== undefined);
}

/** `/usr/bin/curl` is `curl`. */
export function baseName(text: string | undefined): string | undefined {
  return text?.slice(text.lastIndexOf("/") + 1);
}

function commandStart(words: readonly Word[], { values, operands, without, assigns }: Usage): number | undefined {
  let at = 1;
  for (; at < words.length; at++) {
    const text = words[at]?.text;
    if (text === undefined) break;
    if (without.has(text)) return undefined;
    if (text === "--") {
      at++;
      break;
    }
    if (values.has(text) || (/^-[A-Za-z]{2,}$/.test(text) && values.has(`-${text.slice(-1)}`))) at++;
    else if (!text.startsWith("-") && !(assigns && /^\w+=/.test(text))) break;
  }
  const start = at + operands;
  return without.has(words[start]?.text ?? "") ? undefined : start;
}

function wrapper(
  name: string,
  values: string,
  more: { readonly operands?: number; readonly without?: string; readonly assigns?: boolean } = {},
): readonly [string, Usage] {
  const { operands, without, assigns } = { operands: 0, without: "", assigns: false, ...more };
  const options = (text: string): ReadonlySet<string> => new Set(text.split(" ").filter((option) => option !== ""));
  return [name, { values: options(values), operands, without: options(without), assigns }];
}
