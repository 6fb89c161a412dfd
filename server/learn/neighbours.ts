import { setTimeout as wait } from "node:timers/promises";
import type { Condition, Dependency } from "../analysis/model/starting.ts";
import type { Own } from "../engine/trial-engine.ts";
import type { Bench } from "./bench.ts";
import { bodyOf } from "./blueprint.ts";
import { fillVolumes } from "./copies.ts";

/** In milliseconds: how long a service that a copy depends on may take. */
const LONGEST = 120_000;

/** Copies of the services that a copy depends on, as they are in the file but for what no copy has. */
export class Neighbours {
  readonly #bench: Bench;
  readonly #containers: Own<"container">[] = [];
  readonly #volumes: Own<"volume">[] = [];

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  /** Starts them one after the other, and waits for each as those that need it do. Throws `NeighbourFailed` where one does not come. */
  async start(): Promise<void> {
    const { engine, workshop, dependencies, network, signal } = this.#bench;
    for (const { blueprint, files } of dependencies) {
      const volumes = await fillVolumes(this.#bench, blueprint, files);
      for (const { name } of volumes.values()) this.#volumes.push(name);
      const parts = { labels: workshop.labels("dependency"), network, volumes };
      const id = await workshop.container(bodyOf(blueprint, blueprint.untouched, parts));
      this.#containers.push(id);
      const { condition, isRequired } = this.#wantedOf(blueprint.service);
      try {
        await engine.start(id, { signal });
        await this.#waitFor(id, blueprint.service, condition);
      } catch (error) {
        if (isRequired || !(error instanceof NeighbourFailed)) throw error;
      }
    }
  }

  /** The strictest that anybody waits for. */
  #wantedOf(service: string): Dependency {
    const { blueprint, dependencies } = this.#bench;
    const wanted = [blueprint, ...dependencies.map((one) => one.blueprint)].flatMap(
      ({ dependsOn }) => dependsOn.get(service) ?? [],
    );
    const conditions = wanted.map(({ condition }) => condition);
    const strictest = (["completed", "healthy"] as const).find((condition) => conditions.includes(condition));
    return { condition: strictest ?? "started", isRequired: wanted.some(({ isRequired }) => isRequired) };
  }

  async #waitFor(id: Own<"container">, service: string, condition: Condition): Promise<void> {
    const { engine, signal } = this.#bench;
    // For Compose it has started, whatever becomes of it.
    if (condition === "started") return;
    for (const end = performance.now() + LONGEST; performance.now() < end; await wait(300, undefined, { signal })) {
      const { State } = await engine.container(id, { signal });
      if (condition === "completed") {
        if (State?.Running === true) continue;
        if (State?.ExitCode === 0) return;
        throw new NeighbourFailed(`${service}, which it depends on, ended with ${State?.ExitCode}`);
      }
      if (State?.Running !== true)
        throw new NeighbourFailed(`${service}, which it depends on, ended with ${State?.ExitCode}`);
      if (State.Health?.Status === "healthy") return;
      // Compose gives up at once too.
      if (State.Health?.Status === "unhealthy")
        throw new NeighbourFailed(`${service}, which it depends on, is unhealthy`);
    }
    throw new NeighbourFailed(`${service}, which it depends on, did not become ${condition}`);
  }

  async end(): Promise<void> {
    const { workshop } = this.#bench;
    for (const id of this.#containers.reverse()) await workshop.removeContainer(id);
    for (const name of this.#volumes) await workshop.removeVolume(name);
  }
}

/** A service does not start that a copy depends on. */
export class NeighbourFailed extends Error {}
