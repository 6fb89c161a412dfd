import { type ChildProcess, fork } from "node:child_process";
import type { FromLearning, LearnOrder, Learnt, ToLearning } from "../server/learn/editor-protocol.ts";

type Told<Is extends FromLearning["is"]> = Extract<FromLearning, { readonly is: Is }>;

/** Whoever is asked and told while a process learns. */
export interface Listener {
  /** Undefined ends it. */
  choose(names: readonly string[]): Promise<string | undefined>;
  /** False ends it, and nothing was run. */
  agree(plan: Told<"plan">["plan"]): Promise<boolean>;
  step(step: Told<"step">["step"]): void;
}

/** How it ended: `ended` where the user wanted no more of it; `leaves` where something that was made could not be removed. */
export type Ended = Learnt | Told<"refused"> | { readonly is: "ended" } | { readonly is: "leaves" };

/**
 * Starts the process that learns, the bundle `module`, and talks to it until it is gone: then nothing of what it made is left. It is a process of its own, so that it
 * goes on to clean up when the editor, or its server, ends in the middle. `ending` resolves when the user wants no more of it.
 */
export async function learnInProcess(
  module: string,
  version: string,
  order: LearnOrder,
  listener: Listener,
  ending: Promise<void>,
): Promise<Ended> {
  // The editor's own program is Electron, which is Node only where it is told so.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1", ELECTRON_NO_ASAR: "1" };
  const child = fork(module, [version], { env, execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });
  const end = (): void => {
    if (child.connected) child.disconnect();
  };
  void ending.then(end);
  let last: Learnt | Told<"refused"> | undefined;
  const lastTold = (): typeof last => last;
  child.on("message", (told: FromLearning) => {
    if (told.is === "learned" || told.is === "refused") last = told;
    else void answered(told, child, listener).catch(end);
  });
  const started = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  tell(child, { is: "order", order });
  const status = await started;
  return lastTold() ?? { is: status === 0 ? "ended" : "leaves" };
}

async function answered(
  told: Exclude<FromLearning, Ended>,
  child: ChildProcess,
  { choose, agree, step }: Listener,
): Promise<void> {
  if (told.is === "step") return step(told.step);
  const answer: ToLearning | undefined =
    told.is === "services" ? chosen(await choose(told.names)) : (await agree(told.plan)) ? { is: "agreed" } : undefined;
  if (answer) tell(child, answer);
  else if (child.connected) child.disconnect();
}

function chosen(name: string | undefined): ToLearning | undefined {
  return name === undefined ? undefined : { is: "service", name };
}

function tell(child: ChildProcess, message: ToLearning): void {
  if (child.connected) child.send(message);
}
