import type { Trouble } from "../model/project.ts";
import { identity } from "./identity.ts";
import type { PortRange } from "./short.ts";
import type { Item, Sequence } from "./tree.ts";

/**
 * Keeps the last of equal entries, in the place of the first, as Compose does where entries have an identity. `list` is the list's path below its
 * service, joined by dots; `path` its whole path. The given sequence itself where all are kept.
 */
export function unique(
  sequence: Sequence,
  list: string,
  path: readonly string[],
  report: (trouble: Trouble) => void,
): Sequence {
  if (sequence.items.length < 2) return sequence;
  const items: Item[] = [];
  const positions = new Map<string, number>();
  const ports = new Map<string, TakenPorts>();
  for (const item of sequence.items) {
    const id = identity(list, item.value);
    const earlier = id && (id.ports ? takenBefore(ports, id.key, id.ports, items.length) : positions.get(id.key));
    if (id === undefined || earlier === undefined) {
      if (id !== undefined && id.ports === undefined) positions.set(id.key, items.length);
      items.push(item);
    } else if (!id.replaces)
      report({ at: item.value.at, message: `${path.join(".")} names this twice; Compose refuses equal entries here` });
    else if (
      id.ports === undefined ||
      isSameRange(identity(list, items[earlier]?.value ?? item.value)?.ports, id.ports)
    )
      items[earlier] = item;
  }
  return items.length === sequence.items.length ? sequence : { ...sequence, items };
}

function takenBefore(
  ports: Map<string, TakenPorts>,
  key: string,
  range: PortRange,
  position: number,
): number | undefined {
  const taken = ports.get(key) ?? new TakenPorts();
  ports.set(key, taken);
  return taken.take(range, position);
}

function isSameRange(one: PortRange | undefined, other: PortRange): boolean {
  return one?.first === other.first && one.last === other.last;
}

interface Taken extends PortRange {
  readonly position: number;
}

/** Which entry was the first to name each port. */
class TakenPorts {
  /** In order, none overlapping another. */
  readonly #ranges: Taken[] = [];

  /**
   * The position of the entry that already names all these ports. Where there is none, those that no entry names are taken for `position`:
   * a range that is there in part keeps both, and the ports that both have are the same twice.
   */
  take({ first, last }: PortRange, position: number): number | undefined {
    const start = this.#firstEndingFrom(first);
    const there = this.#ranges[start];
    if (there !== undefined && there.first <= first && last <= there.last) return there.position;
    const fresh: Taken[] = [];
    let end = start;
    let next = first;
    for (let one = there; one !== undefined && one.first <= last; one = this.#ranges[++end]) {
      if (next < one.first) fresh.push({ first: next, last: one.first - 1, position });
      fresh.push(one);
      next = one.last + 1;
    }
    if (next <= last) fresh.push({ first: next, last, position });
    if (fresh.length > end - start) this.#ranges.splice(start, end - start, ...fresh);
    return undefined;
  }

  /** The index of the first range that does not end before a port. */
  #firstEndingFrom(port: number): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ranges[middle]?.last ?? 0) < port) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
