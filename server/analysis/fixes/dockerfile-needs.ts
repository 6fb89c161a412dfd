import type { CapabilityName } from "../facts/capabilities.ts";
import type { CapabilityNeed } from "../facts/image.ts";
import type { Build, StartScript } from "../model/container.ts";
import { layersOf, type Run, type Stage } from "../model/stage.ts";
import { changedFiles, fileCapabilities, installedPackages } from "../shell/privilege.ts";
import type { Command, Word } from "../shell/script.ts";
import { baseName } from "../text/uri.ts";

/** What a Dockerfile's own start shows that it needs. */
export interface StartNeeds {
  readonly names: readonly CapabilityName[];
  readonly evidence: string;
  /** Whether each command of the start is known; else these are all that a start may need. */
  readonly followed: boolean;
}

/** Programs that go on as another user, which takes both. They are peeled off the command that they start. */
const SWITCHES: ReadonlySet<string> = new Set([
  "gosu",
  "su-exec",
  "setpriv",
  "runuser",
  "su",
  "sudo",
  "s6-setuidgid",
  "setuidgid",
  "chpst",
  "start-stop-daemon",
]);

/**
 * The capabilities that files of the image carry: the kernel refuses to start a program with an effective file capability that is not in
 * the container's bounding set. Undefined where they are all, or a file's capabilities cannot be read.
 * Source: https://man7.org/linux/man-pages/man7/capabilities.7.html (Safety checking for capability-dumb binaries).
 */
export function imageFileCapabilities(stage: Stage): readonly CapabilityName[] | undefined {
  const names = new Set<CapabilityName>();
  for (const command of commandsOf(stage, "RUN")) {
    const given = fileCapabilities(command);
    if (command.name === "setcap" && given.length === 0 && !command.words.some(({ text }) => text === "-r"))
      return undefined;
    for (const one of given) {
      if (one === "ALL") return undefined;
      names.add(one);
    }
  }
  return [...names];
}

/**
 * What the start of an image that is built needs of a root process where it ends in a program that runs as another user: its `ENTRYPOINT` and `CMD`, with
 * the script of the project that they start. `the base's` where the Dockerfile leaves both to its base image. Undefined where the program stays
 * root, or a script decides that cannot be read.
 */
export function startNeeds({ stage, startScript }: Build): StartNeeds | "the base's" | undefined {
  if (!stage) return undefined;
  const entrypoint = lastRun(stage, "ENTRYPOINT");
  const command = lastRun(stage, "CMD");
  if (!entrypoint && !command) return "the base's";
  // The words of CMD are then arguments of the program that ENTRYPOINT starts.
  const start = (entrypoint ?? command)?.script;
  const commands = [...(start?.commands ?? []), ...(startScript?.script.commands ?? [])];
  const by = commands.map(switchOf).find((name) => name !== undefined);
  const installed = by ?? installedSwitch(stage);
  if (installed === undefined) return undefined;
  const isRead = start?.complete === true && startScript?.script.complete !== false && by !== undefined;
  const isFollowed = isRead && commands.every((one) => switchOf(one) !== undefined || isKnown(one, startScript));
  if (!isFollowed)
    return { names: ALL_OF_A_START, evidence: `${installed} is there to change the user`, followed: false };
  const names = new Set<CapabilityName>(mayNeed(commands));
  if (by === "su" || by === "runuser" || by === "sudo") names.add("AUDIT_WRITE");
  const through = [...new Set(commands.map(({ name }) => name ?? "").filter((name) => NEEDS.has(name)))];
  const order = ALL_OF_A_START.filter((name) => names.has(name));
  return { names: order, evidence: `the start uses ${[...through, by].join(" and ")}`, followed: true };
}

/** The capabilities that commands of a start may need of a root process. */
export function mayNeed(commands: readonly Command[]): readonly CapabilityName[] {
  const ofSwitches = commands.some((one) => switchOf(one) !== undefined) ? (["SETGID", "SETUID"] as const) : [];
  return [...new Set([...ofSwitches, ...commands.flatMap(({ name }) => NEEDS.get(name ?? "") ?? [])])];
}

/**
 * The capabilities without which the start of an image that is built fails when its first process is root: it surely goes on as another user. Empty
 * where it cannot be followed, and where it hangs on more than whether it is root.
 */
export function sureNeeds({ stage, startScript }: Build): readonly CapabilityNeed[] {
  const start = stage && (lastRun(stage, "ENTRYPOINT") ?? lastRun(stage, "CMD"))?.script;
  if (start?.complete !== true || startScript?.script.complete === false) return [];
  const commands = [...start.commands, ...(startScript?.script.commands ?? [])];
  const by = surelyChangesBy(commands);
  if (by === undefined) return [];
  const isGiven = commands.some(({ name, words }) => name === "chown" && isOther(words.find(isOperand)?.text));
  return [
    ...(isGiven ? [{ name: "CHOWN", why: "gives files to another user with chown", fails: false } as const] : []),
    { name: "SETGID", why: `becomes another group with ${by}` },
    { name: "SETUID", why: `becomes another user with ${by}` },
  ];
}

/**
 * The capabilities that the file of the program that an image is built to start with carries effectively, so that the kernel does not start it without
 * them, whoever the user is. Empty where a script decides what is started.
 * Source: https://man7.org/linux/man-pages/man7/capabilities.7.html (Safety checking for capability-dumb binaries).
 */
export function fileCapabilitiesOfStart({ stage, startScript }: Build): readonly CapabilityName[] {
  const start = stage && (lastRun(stage, "ENTRYPOINT") ?? lastRun(stage, "CMD"))?.script;
  const program = start?.commands.length === 1 ? start.commands[0]?.program : undefined;
  // A script carries no capabilities; what cannot be read is taken for the program.
  if (!stage || program === undefined || startScript?.script.complete === true) return [];
  const names = new Set<CapabilityName>();
  for (const command of commandsOf(stage, "RUN")) {
    if (command.name !== "setcap" || !changedFiles(command).some(({ text }) => isSameProgram(program, text))) continue;
    const isEffective = command.words.some(({ text }) => /[=+][ip]*e[ip]*$/.test(text ?? ""));
    const given = fileCapabilities(command);
    if (!isEffective) return [];
    for (const one of given) if (one !== "ALL") names.add(one);
  }
  return [...names];
}

function isSameProgram(called: string, file: string | undefined): boolean {
  if (file === undefined) return false;
  return called.includes("/") ? called === file : called === baseName(file);
}

/** The program with which the commands end as another user if they are root's: the last one does so, or all that they test is whether they are root's. */
function surelyChangesBy(commands: readonly Command[]): string | undefined {
  const tests = commands.filter(({ name }) => name === "[" || name === "test");
  const last = commands.at(-1);
  const ends = last && switchOf(last);
  if (ends !== undefined) return tests.length === 0 && FAILING.has(ends) ? ends : undefined;
  if (tests.length === 0 || !tests.every(asksWhetherRoot)) return undefined;
  return commands.map(switchOf).find((name) => name !== undefined && FAILING.has(name));
}

/** The programs that end where they cannot change the user. */
const FAILING: ReadonlySet<string> = new Set(["gosu", "su-exec", "setpriv", "s6-setuidgid", "setuidgid", "chpst"]);

/** `[ "$(id -u)" = 0 ]` */
function asksWhetherRoot({ words, substitutions }: Command): boolean {
  return (
    substitutions.length > 0 &&
    substitutions.every(({ name, words: options }) => name === "id" && options.every(({ text }) => text === "-u")) &&
    words.filter(({ text }) => text === undefined).length === substitutions.length
  );
}

/** Whether chown is told an owner who surely is not root. */
function isOther(owner: string | undefined): boolean {
  return owner !== undefined && /^[a-z1-9]/i.test(owner) && !/^root(?::|$)/.test(owner);
}

function isOperand({ text }: Word): boolean {
  return text?.startsWith("-") !== true;
}

/** Whether a stage's image is made to change its user when it starts: whoever runs it as another user takes that away. */
export function changesUser(stage: Stage): boolean {
  const starts = [lastRun(stage, "ENTRYPOINT"), lastRun(stage, "CMD")].flatMap((run) => run?.script.commands ?? []);
  return starts.some((one) => switchOf(one) !== undefined) || installedSwitch(stage) !== undefined;
}

/** What a start may need that changes the user and does more than can be followed. */
const ALL_OF_A_START: readonly CapabilityName[] = [
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "SETGID",
  "SETUID",
  "KILL",
  "SETFCAP",
  "AUDIT_WRITE",
];

/** The program with which a command goes on as another user. */
function switchOf({ name, through }: Command): string | undefined {
  return through.find((one) => SWITCHES.has(one)) ?? (name !== undefined && SWITCHES.has(name) ? name : undefined);
}

/** A program for changing users that the Dockerfile installs, copies or fetches: Debian and Alpine have the others by themselves. */
function installedSwitch(stage: Stage): string | undefined {
  for (const command of commandsOf(stage, "RUN")) {
    const added = installedPackages(command).find(({ name }) => INSTALLED.has(name));
    if (added) return added.name;
    const fetched = command.words.find(({ text }) => /\/(?:gosu|su-exec)(?:-|$)/.test(text ?? ""));
    if (fetched) return "gosu";
  }
  for (const layer of layersOf(stage)) {
    if (layer.copies.some(({ target }) => /\/(?:gosu|su-exec)$/.test(target))) return "gosu";
  }
  return undefined;
}

const INSTALLED: ReadonlySet<string> = new Set(["gosu", "su-exec", "s6", "s6-overlay", "runit", "supervisor"]);

/** What commands of a start script need of a root process, in files and directories that are another user's by then or from the start. */
const NEEDS: ReadonlyMap<string, readonly CapabilityName[]> = new Map<string, readonly CapabilityName[]>([
  // A directory that is the other user's with mode 0700 cannot be entered at the second start without DAC_OVERRIDE.
  ["chown", ["CHOWN", "DAC_OVERRIDE"]],
  ["chmod", ["FOWNER"]],
  ["chgrp", ["CHOWN"]],
  ["install", ["CHOWN", "DAC_OVERRIDE", "FOWNER"]],
  ["usermod", ["CHOWN", "DAC_OVERRIDE", "FOWNER"]],
  ["groupmod", ["CHOWN", "DAC_OVERRIDE"]],
  ["useradd", ["CHOWN", "DAC_OVERRIDE", "FOWNER"]],
  ["adduser", ["CHOWN", "DAC_OVERRIDE", "FOWNER"]],
  ["addgroup", ["CHOWN", "DAC_OVERRIDE"]],
  ["groupadd", ["CHOWN", "DAC_OVERRIDE"]],
  ["cp", ["CHOWN", "DAC_OVERRIDE", "FOWNER"]],
  ["mv", ["DAC_OVERRIDE", "FOWNER"]],
  ["rm", ["DAC_OVERRIDE"]],
  ["touch", ["DAC_OVERRIDE"]],
  ["ln", ["DAC_OVERRIDE"]],
  ["sed", ["DAC_OVERRIDE", "FOWNER", "CHOWN"]],
  ["tee", ["DAC_OVERRIDE"]],
  ["find", ["DAC_OVERRIDE", "CHOWN"]],
  ["kill", ["KILL"]],
  ["setcap", ["SETFCAP"]],
]);

/** Whether what a command needs is known. The words of CMD, which a script runs at its end, are those of the other user by then. */
function isKnown({ name }: Command, startScript: StartScript | undefined): boolean {
  if (name === undefined) return startScript !== undefined;
  return NEEDS.has(name) || HARMLESS.has(name) || name === baseName(startScript?.path ?? "");
}

/** Commands that need nothing in what belongs to root. */
const HARMLESS: ReadonlySet<string> = new Set([
  "mkdir",
  "set",
  "cd",
  "echo",
  "printf",
  "export",
  "unset",
  "umask",
  "ulimit",
  "test",
  "[",
  "[[",
  "true",
  "false",
  ":",
  "id",
  "cat",
  "grep",
  "cut",
  "awk",
  "stat",
  "ls",
  "sleep",
  "exit",
  "return",
  "shift",
  "local",
  "read",
  "eval",
  "getent",
  "dirname",
  "basename",
  "readlink",
  "which",
  "env",
  "date",
  "hostname",
  "sh",
  "bash",
]);

function* commandsOf(stage: Stage, instruction: Run["instruction"]): Generator<Command> {
  for (const layer of layersOf(stage)) {
    for (const run of layer.runs) if (run.instruction === instruction) yield* run.script.commands;
  }
}

function lastRun(stage: Stage, instruction: Run["instruction"]): Run | undefined {
  for (const layer of layersOf(stage)) {
    const run = layer.runs.findLast((one) => one.instruction === instruction);
    if (run) return run;
  }
  return undefined;
}
