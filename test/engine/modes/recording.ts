import type { AskedFacts, KernelFacts, Machine } from "../observation.ts";

/** A command of TRY and whether it ended well. */
interface Try {
  readonly command: string;
  readonly worked: boolean;
}

/** A service of the project under one engine: as it ran, or what was said where it did not. */
export type SeenService =
  | {
      readonly name: string;
      readonly outcome: "ran";
      readonly kernel: KernelFacts;
      /** What the engine says of it; Podman answers in words of its own, so nothing of it is kept. */
      readonly asked?: AskedFacts;
      /** The first process's AppArmor profile, as `docker-default (enforce)`. */
      readonly profile: string;
      /** Whether uid 0 is another user on the host. */
      readonly mapped: boolean;
      readonly tries: readonly Try[];
      /** What the client warned of. */
      readonly warnings: readonly string[];
    }
  | { readonly name: string; readonly outcome: "refused"; readonly says: string };

/** All that was seen in one cell. */
export interface Recording {
  readonly cell: string;
  /** The day, as `2026-11-30`. */
  readonly date: string;
  readonly machine: Machine;
  readonly services: readonly SeenService[];
}

/** A recording with more services of the same machine, by name; the date is that of the last. It throws where the engine or the kernel moved since. */
export function together(before: Recording | undefined, after: Recording): Recording {
  if (before === undefined) return after;
  const [old, now] = [before, after].map(({ machine }) => JSON.stringify(machine));
  if (old !== now) throw new Error(`${after.cell} was recorded of another machine: record all of it\n${old}\n${now}`);
  const services = [...before.services, ...after.services].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { ...after, services };
}
