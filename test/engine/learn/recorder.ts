import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { RunningEngine } from "../../../scripts/engine.ts";
import { type LearnedOn, RECORDINGS, type Recorded } from "../../../scripts/learn-page.ts";
import type { Learned } from "../../../server/analysis/model/learned.ts";
import { readAddress } from "../../../server/engine/address.ts";
import { engineFacts } from "../../../server/engine/engine-facts.ts";
import { TrialEngine } from "../../../server/engine/trial-engine.ts";
import type { Service } from "./services.ts";

/** Keeps what was learned on one engine, each service as soon as it is known. */
export class Recorder {
  readonly #file: string;
  readonly #on: Omit<LearnedOn, "services">;
  #services: Readonly<Record<string, Recorded>>;
  /** How many services are learned about at once: most of the time is waiting, but on an emulated machine. */
  readonly atOnce: number;

  private constructor(file: string, { services, ...on }: LearnedOn, atOnce: number) {
    this.#file = file;
    this.#on = on;
    this.#services = services;
    this.atOnce = atOnce;
  }

  get isPodman(): boolean {
    return this.#on.engine.startsWith("Podman");
  }

  static async of({ env }: RunningEngine): Promise<Recorder> {
    const client = await TrialEngine.connect(readAddress(env["DOCKER_HOST"] ?? ""), "/");
    try {
      const { about } = client;
      const info = await client.info();
      const { mode = "rootful", version = "", cgroup, lsm = [] } = engineFacts(about, info);
      const isRootlessPodman = (info.SecurityOptions ?? []).some((option) => option.startsWith("name=rootless"));
      const rights = mode === "podman" && isRootlessPodman ? "rootless" : mode === "podman" ? "rootful" : mode;
      const kernel = /^\d+\.\d+/.exec(info.KernelVersion ?? "")?.[0] ?? "";
      const engine = `${about.name} ${about.release}`.trim();
      const name = [about.name, version, rights, `cgroup${cgroup}`, ...lsm].join("-").toLowerCase();
      const file = path.join(RECORDINGS, `${name}.json`);
      const before = JSON.parse(await readFile(file, "utf8").catch(() => '{"services":{}}')) as LearnedOn;
      const on = { engine, rights, cgroup: cgroup ?? 2, lsm, kernel, services: before.services };
      return new Recorder(file, on, (info.NCPU ?? 1) > 1 ? 4 : 1);
    } finally {
      client.close();
    }
  }

  async keep(one: Service, learned: Learned, seconds: number): Promise<void> {
    const { judged, capabilities, user, readOnly, noNewPrivileges } = learned;
    await this.#write(one, {
      what: one.what,
      capabilities: capabilities?.enough ?? [],
      noNewPrivileges: noNewPrivileges?.works ?? true,
      user: user?.works ? user.as : null,
      tmpfs: readOnly?.works ? readOnly.tmpfs.map((place) => place.path) : null,
      trials: judged.trials,
      starts: judged.starts,
      seconds,
    });
  }

  /** Keeps the last line, which says why nothing was learned. */
  async keepRefusal(one: Service, said: string): Promise<void> {
    await this.#write(one, { what: one.what, refused: said.trim().split("\n").at(-1) ?? "" });
  }

  async #write({ name }: Service, recorded: Recorded): Promise<void> {
    const all = Object.entries({ ...this.#services, [name]: recorded });
    this.#services = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
    await mkdir(RECORDINGS, { recursive: true });
    await writeFile(this.#file, `${JSON.stringify({ ...this.#on, services: this.#services }, null, 1)}\n`);
  }
}
