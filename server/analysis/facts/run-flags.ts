import { COMPOSE_RUN_FLAGS } from "./compose-run-flags.ts";
import { RUN_FLAGS, type RunFlag, type RunProgram } from "./run-flag-table.ts";

export { RUN_PROGRAMS, type RunFlag, type RunProgram } from "./run-flag-table.ts";

const BY_NAME: ReadonlyMap<string, RunFlag> = new Map(RUN_FLAGS.map((flag) => [flag.name, flag]));
const BY_SHORT: ReadonlyMap<string, RunFlag> = new Map(
  RUN_FLAGS.flatMap((flag) => (flag.short === undefined ? [] : [[flag.short, flag] as const])),
);

/** The flags that a command knows: by their names without hyphens, and by their letters. */
export interface FlagTable {
  long(name: string): RunFlag | undefined;
  short(letter: string): RunFlag | undefined;
}

/** Those of `run` and `create` of a program. */
export function flagsOf(program: RunProgram): FlagTable {
  return { long: (name) => runFlag(name, program), short: (letter) => known(BY_SHORT.get(letter), program) };
}

/** Those of `docker compose run`. */
export const COMPOSE_FLAGS: FlagTable = {
  long: (name) => COMPOSE_RUN_FLAGS.find((flag) => flag.name === name),
  short: (letter) => COMPOSE_RUN_FLAGS.find((flag) => flag.short === letter),
};

/** The flag that a program knows by this name, without its hyphens. */
export function runFlag(name: string, program: RunProgram): RunFlag | undefined {
  return known(BY_NAME.get(name), program);
}

/** The flag that says what a key of a Compose service says, under its usual name; undefined where none does. */
export function runFlagFor(key: string, program: RunProgram): RunFlag | undefined {
  // An older or longer-winded name stands before the usual one: `net` before `network`, `mount` before `volume`.
  return RUN_FLAGS.findLast((flag) => flag.key === key && known(flag, program) !== undefined);
}

function known(flag: RunFlag | undefined, program: RunProgram): RunFlag | undefined {
  return flag?.[program] === "unknown" ? undefined : flag;
}

/** Flags that stand before `run` and take the next word. */
const GLOBAL_VALUES: Readonly<Record<RunProgram, ReadonlySet<string>>> = {
  docker: new Set([
    "-H",
    "--host",
    "-c",
    "--context",
    "--config",
    "-l",
    "--log-level",
    "--tlscacert",
    "--tlscert",
    "--tlskey",
  ]),
  podman: new Set([
    ...[
      "-c",
      "--cgroup-manager",
      "--config",
      "--conmon",
      "--connection",
      "--events-backend",
      "--hooks-dir",
      "--identity",
    ],
    ...[
      "--imagestore",
      "--log-level",
      "--module",
      "--namespace",
      "--network-cmd-path",
      "--network-config-dir",
      "--out",
    ],
    ...["--root", "--runroot", "--runtime", "--runtime-flag", "--ssh", "--storage-driver", "--storage-opt", "--tmpdir"],
    ...["--url", "--volumepath", "--db-backend", "--default-mounts-file", "--cpu-profile", "--memory-profile"],
  ]),
  nerdctl: new Set([
    ...["-n", "--namespace", "-a", "--address", "-H", "--host", "--snapshotter", "--storage-driver", "--cni-path"],
    ...["--cni-netconfpath", "--data-root", "--cgroup-manager", "--hosts-dir", "--host-gateway-ip", "--bridge-ip"],
  ]),
};

/** Whether a flag that stands before `run` takes the next word. */
export function takesGlobalValue(program: RunProgram, flag: string): boolean {
  return GLOBAL_VALUES[program].has(flag);
}

/** What pflag takes for a switch. Source: https://pkg.go.dev/strconv#ParseBool */
const SWITCH_WORDS: ReadonlyMap<string, boolean> = new Map([
  ...["1", "t", "T", "TRUE", "true", "True"].map((word) => [word, true] as const),
  ...["0", "f", "F", "FALSE", "false", "False"].map((word) => [word, false] as const),
]);

/** What a word behind a switch's `=` says; undefined for a word that is refused. */
export function switchWord(word: string): boolean | undefined {
  return SWITCH_WORDS.get(word);
}
