import { cleanTarget } from "../../compose/syntax/short-syntax.ts";
import type { Container, VolumesFrom } from "../../model/container.ts";
import type { Mount } from "../../model/mount.ts";
import { hasUnresolved } from "../../yaml/tree.ts";
import type { ContainerCommand } from "../syntax/tree.ts";

/** A command with the container that it starts. */
interface Started {
  readonly command: ContainerCommand;
  readonly container: Container;
}

/**
 * Adds the mounts that `--volumes-from` brings from containers which commands above in the file make. A mount keeps its mode, and `:ro` makes it
 * read-only; the last flag that brings a target decides it, and what the command mounts itself stays. A tmpfs is lent to nobody. Who lends is known
 * where one command alone gives the name, for the same program and engine.
 * Source: https://github.com/moby/moby/blob/b985e2313a/daemon/volumes.go (registerMountPoints), and observation of Engine 28.5.
 */
export function withVolumesFrom(started: readonly Started[]): readonly Container[] {
  const above = new Map<string, Started | "several">();
  return started.map(({ command, container }) => {
    const lent = container.volumesFrom.map((entry) => {
      const lender = above.get(entry.outside ?? "");
      const isLent = lender !== undefined && lender !== "several" && isBeside(lender.command, command);
      return { entry, from: isLent ? lender.container : undefined };
    });
    const resolved = lent.some(({ from }) => from !== undefined) ? borrowing(container, lent) : container;
    const name = nameOf(command);
    if (name !== undefined) above.set(name, above.has(name) ? "several" : { command, container: resolved });
    return resolved;
  });
}

/** Whether two commands ask the same engine. */
function isBeside(one: ContainerCommand, other: ContainerCommand): boolean {
  return one.program === other.program && one.host?.text === other.host?.text;
}

function nameOf({ flags, compose }: ContainerCommand): string | undefined {
  const name = flags.findLast(({ fact }) => fact.name === "name")?.value.text;
  return compose !== undefined || name === undefined || name === "" || hasUnresolved(name) ? undefined : name;
}

interface Lent {
  readonly entry: VolumesFrom;
  /** The container that lends; undefined for one that no command of the file makes. */
  readonly from: Container | undefined;
}

function borrowing(container: Container, lent: readonly Lent[]): Container {
  const own = container.mounts.filter(({ from }) => from !== "image");
  const taken = new Set(own.map(({ target }) => cleanTarget(target)));
  const borrowed = new Map<string, Mount>();
  for (const { entry, from } of lent) {
    const isReadOnly = entry.text.split(":").at(-1)?.split(",").includes("ro") === true;
    for (const mount of from?.mounts ?? []) {
      const target = cleanTarget(mount.target);
      if (mount.type === "tmpfs" || taken.has(target)) continue;
      borrowed.set(target, {
        ...mount,
        readOnly: mount.readOnly || isReadOnly,
        from: "volumes_from",
        via: entry.at,
      });
    }
  }
  const ofImage = container.mounts.filter(({ from, target }) => from === "image" && !borrowed.has(cleanTarget(target)));
  return {
    ...container,
    mounts: [...own, ...borrowed.values(), ...ofImage],
    volumesFrom: lent.map(entryLeft),
    source: withPartOf(container.source, lent),
  };
}

/** The entry, with the name of a container of which nothing is known: the one that it names, or one from which that takes volumes. */
function entryLeft({ entry: { outside: named, ...inside }, from }: Lent): VolumesFrom {
  const outside =
    from === undefined ? named : from.volumesFrom.find((further) => further.outside !== undefined)?.outside;
  return outside === undefined ? inside : { ...inside, outside };
}

/** What is not known of the mounts of who lends is not known of these. */
function withPartOf(source: Container["source"], lent: readonly Lent[]): Container["source"] {
  const partial = lent.flatMap(({ from }) => from?.source.partial ?? [])[0];
  return source.partial !== undefined || partial === undefined
    ? source
    : { ...source, partial, partialReach: ["mounts"] };
}
