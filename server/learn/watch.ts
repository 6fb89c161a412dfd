import { setTimeout as wait } from "node:timers/promises";
import { EngineFailure } from "../engine/failure.ts";
import { printedLines } from "../engine/output.ts";
import type { Own, TrialEngine } from "../engine/trial-engine.ts";
import { type Expected, hasPrinted, isReady, type Seen } from "./judge.ts";
import type { Masks } from "./masks.ts";

/** In milliseconds: between two looks at a copy. */
const PAUSE = 300;
/** How long a copy that nobody knows yet has to be the same until it counts as started. */
const QUIET = 2500;
/** The same for one that listens on nothing, of which less can be seen. */
const QUIET_WITHOUT_PORTS = 4000;
/** How long a copy may take to start, its health check aside. */
const LONGEST_START = 40_000;
/** How long its health check may take. */
const LONGEST_HEALTH = 120_000;
/** How much of a log is looked at, in bytes. */
const MOST_PRINTED = 1024 * 1024;
/** Of the files of a volume, those of the first three levels, and no more than this. */
const MOST_FILES = 2000;
const LEVELS = 3;

/**
 * Programs and ports as the kernel lists them, said by nothing but words that every shell has in itself, so that an image without any tools can be looked into.
 * It runs as nobody, with the limits of the copy.
 */
const PROBE = `echo "S $$"
for d in /proc/[0-9]*; do n= u=
while read -r k v r; do case $k in Name:) n=$v;; Uid:) u=$v; break;; esac; done < "$d/status"
echo "P \${d#/proc/} \${u:-?} $n"
done 2>/dev/null
for f in tcp tcp6 udp udp6; do
while read -r s l r c x; do echo "L $f $l $c"; done < "/proc/net/$f"
done 2>/dev/null
echo E`;

/** Looks at copies of one service. */
export class Watcher {
  readonly #engine: TrialEngine;
  readonly #signal: AbortSignal;
  readonly #masks: Masks;
  /** False once it is known that no shell of the image can look. */
  canLook = true;

  constructor(engine: TrialEngine, signal: AbortSignal, masks: Masks) {
    this.#engine = engine;
    this.#signal = signal;
    this.#masks = masks;
  }

  /**
   * Waits until a copy is as it is expected to be or cannot come to be so; without expectation, until nothing changes any more. `started` is when the copy was
   * started, by `performance.now()`.
   */
  async settled(
    id: Own<"container">,
    volumes: readonly string[],
    expected: Expected | undefined,
    started: number,
  ): Promise<Seen> {
    const begun = performance.now();
    let quietSince = begun;
    let before = "";
    for (;;) {
      const now = performance.now();
      const seen = await this.#look(id, now - begun);
      const elapsed = performance.now() - begun;
      const shape = JSON.stringify([
        seen.health,
        [...(seen.listeners ?? [])].sort(),
        [...(seen.processes ?? [])].sort(),
        seen.lines.length,
      ]);
      if (shape !== before) quietSince = performance.now();
      before = shape;
      if (this.#isDone(seen, expected, elapsed, performance.now() - quietSince)) {
        // What ends right after it has begun is seen by a second look.
        if (seen.isRunning) await wait(PAUSE, undefined, { signal: this.#signal });
        const last = await this.#look(id, elapsed);
        const { processes, lasting } = together(seen.processes, last.processes);
        return { ...last, processes, lasting, data: await this.#data(id, volumes), took: elapsed + begun - started };
      }
      await wait(PAUSE, undefined, { signal: this.#signal });
    }
  }

  #isDone(seen: Seen, expected: Expected | undefined, elapsed: number, quiet: number): boolean {
    if (!seen.isRunning) return true;
    const isWaitingForHealth = seen.health === "starting";
    if (expected === undefined) {
      if (isWaitingForHealth) return elapsed > LONGEST_HEALTH;
      const needed = (seen.listeners?.size ?? 0) > 0 ? QUIET : QUIET_WITHOUT_PORTS;
      return quiet > needed || elapsed > LONGEST_START;
    }
    if (isReady(expected, seen)) {
      // Its words may come late, and what is wrong may be said in the end: it is given about as long as the untouched copies took.
      if (hasPrinted(expected, seen) && elapsed > expected.took / 4) return true;
      return elapsed > expected.took * 1.5 + 1000;
    }
    if (isWaitingForHealth && expected.health === "healthy") return elapsed > LONGEST_HEALTH;
    return elapsed > 2 * expected.took + 8000;
  }

  async #look(id: Own<"container">, took: number): Promise<Seen> {
    const limits = { signal: this.#signal };
    const { State } = await this.#engine.container(id, limits);
    const isRunning = State?.Running === true;
    const probed = isRunning && this.canLook ? await this.#probe(id) : undefined;
    return {
      isRunning,
      exitCode: State?.ExitCode ?? -1,
      isOutOfMemory: State?.OOMKilled === true,
      health: State?.Health?.Status && State.Health.Status !== "none" ? State.Health.Status : undefined,
      listeners: probed?.listeners,
      processes: probed?.processes,
      lasting: probed?.processes,
      lines: await this.lines(id),
      data: new Set(),
      took,
    };
  }

  /** What a copy has printed, without the values of its environment. */
  async lines(id: Own<"container">): Promise<readonly string[]> {
    const pieces = this.#engine.logs(id, { hasTerminal: false, signal: this.#signal });
    const { lines } = await printedLines(pieces, MOST_PRINTED);
    return lines.map(({ text }) => this.masked(text));
  }

  /** The text without the values of the environment, cut, and without what acts on a terminal or turns the direction of words. */
  masked(text: string): string {
    return this.#masks
      .conceal(text)
      .replace(/\p{Cc}(?:\[[0-9;]*[A-Za-z])?|\p{Cf}/gu, " ")
      .slice(0, LONGEST_LINE);
  }

  async #probe(id: Own<"container">): Promise<Pick<Seen, "listeners" | "processes"> | undefined> {
    const command = { Cmd: ["sh", "-c", PROBE], User: "65534:65534", WorkingDir: "/" };
    try {
      const { lines, exitCode } = await this.#engine.execute(id, command, { most: 256 * 1024, signal: this.#signal });
      const texts = lines.flatMap(({ from, text }) => (from === "stdout" ? [text] : []));
      if (texts.at(-1) === "E") return probedOf(texts);
      if (exitCode === 126 || exitCode === 127) this.canLook = false;
      return undefined;
    } catch (error) {
      // A copy that has just ended takes no command; one whose image has no shell never does.
      if (!(error instanceof EngineFailure) || error.kind !== "refused") throw error;
      if (/executable file not found|no such file/i.test(error.message)) this.canLook = false;
      return undefined;
    }
  }

  async #data(id: Own<"container">, volumes: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const volume of volumes) {
      const above = volume.slice(0, volume.lastIndexOf("/"));
      try {
        for await (const { path, type, mode, uid, gid } of this.#engine.archive(id, volume, { signal: this.#signal })) {
          if (path.split("/").length > LEVELS + 1) continue;
          found.add(`${above}/${path} ${type} ${mode.toString(8)} ${uid}:${gid}`);
          if (found.size >= MOST_FILES) break;
        }
      } catch (error) {
        if (!(error instanceof EngineFailure) || error.kind !== "refused") throw error;
      }
    }
    return found;
  }
}

/** What runs comes and goes, as that of a health check does: what two looks have in common lasts. */
function together(one: Seen["processes"], other: Seen["processes"]): Pick<Seen, "processes" | "lasting"> {
  if (one === undefined || other === undefined) return { processes: one ?? other, lasting: undefined };
  return { processes: new Set([...one, ...other]), lasting: new Set([...one].filter((name) => other.has(name))) };
}

/** In UTF-16 code units: of a line of a log that is told. */
const LONGEST_LINE = 200;

/** The numbers of ports are hexadecimal behind the last colon; state 0A listens. Source: proc_net_tcp.rst of the kernel's documentation */
function probedOf(lines: readonly string[]): Pick<Seen, "listeners" | "processes"> {
  const own = lines.find((line) => line.startsWith("S "))?.slice(2);
  const listeners = new Set<string>();
  const processes = new Set<string>();
  for (const line of lines) {
    const [kind, first = "", second = "", third = ""] = line.split(" ");
    // The engine's own runtime shows as `runc:[2:INIT]` until it has become what it starts.
    const isOurs = first === own || third.startsWith("runc:") || third.startsWith("crun");
    if (kind === "P" && !isOurs && second !== "?") processes.add(`${third} ${second}`);
    if (kind === "L") {
      const protocol = first.replace("6", "");
      const [address = "", port = ""] = second.split(":");
      const isOpen = protocol === "tcp" ? third === "0A" : third === "07" && /[0-9A-F]/.test(address);
      // Docker's own resolver listens on 127.0.0.11 in every copy.
      if (isOpen && address !== "0B00007F") listeners.add(`${protocol} ${Number.parseInt(port, 16)}`);
    }
  }
  return { listeners, processes };
}
