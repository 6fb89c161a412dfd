import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Captured, capture } from "../../../scripts/capture.ts";
import type { RunningEngine } from "../../../scripts/engine.ts";
import type { Asked } from "./cases.ts";

/** How long a project may take until it works, in seconds. */
const PATIENCE = 300;

/** A project's directory, and its containers. */
export class Project {
  readonly #directory: string;
  readonly #engine: RunningEngine;

  constructor(directory: string, engine: RunningEngine) {
    this.#directory = directory;
    this.#engine = engine;
  }

  async write(files: ReadonlyMap<string, string>): Promise<void> {
    for (const [name, text] of files) {
      const file = path.join(this.#directory, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }

  compose(...args: readonly string[]): Promise<Captured> {
    const { compose, env } = this.#engine;
    return capture(compose.command, [...compose.args, ...args], { cwd: this.#directory, env });
  }

  /** Starts what changed, and says what of `works` does not come to work, and what of `closed` does. */
  async wrongWith(when: string, works: readonly Asked[], closed: readonly Asked[]): Promise<readonly string[]> {
    const { status, stderr } = await this.compose("up", "--detach", "--timeout", "5");
    if (status !== 0) return [`${when}: Compose does not start it: ${stderr.trim().split("\n").at(-1)}`];
    const wrong: string[] = [];
    const end = performance.now() + PATIENCE * 1000;
    for (const asked of works) {
      let answer = await this.#answer(asked);
      for (; answer.status !== 0 && performance.now() < end; answer = await this.#answer(asked)) await wait(500);
      if (answer.status !== 0)
        wrong.push(`${when}: "${asked.script}" fails in ${asked.service}: ${answer.stderr.trim().split("\n").at(-1)}`);
    }
    for (const asked of closed) {
      if ((await this.#answer(asked)).status === 0)
        wrong.push(`${when}: "${asked.script}" succeeds in ${asked.service}`);
    }
    return wrong;
  }

  #answer({ service, script }: Asked): Promise<Captured> {
    return this.compose("exec", "-T", service, "bash", "-c", script);
  }
}
