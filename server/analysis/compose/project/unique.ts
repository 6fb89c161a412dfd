import type { Refusal } from "../../model/refusal.ts";
import { countWhile } from "../../text/sorted.ts";
import type { Item, Sequence } from "../../yaml/tree.ts";
import type { PortRange } from "../syntax/short-syntax.ts";
import { identity } from "./identity.ts";

/**
 * Keeps the last of equal entries, in the place of the first, as Compose does where entries have an identity. `list` is the list's path below its
 * service, joined by dots; `path` its whole path. The given sequence itself where all are kept.
 */
export function unique(
  sequence: Sequence,
  list: string,
  path: readonly string[],
  refuse: (refusal: Refusal) => void,
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
      refuse({ at: item.value.at, by: "Compose", because: `${path.join(".")} names this twice` });
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
  /** The same ports in as few ranges as there can be, so that gaps are found without a look at each entry. */
  readonly #covered: PortRange[] = [];

  /**
   * The position of the entry that already publishes all these ports. If there is none, the ports that no entry
   * publishes are recorded for `position`. A range that overlaps an earlier one only in part keeps both entries, and
   * Compose publishes the common ports twice.
   */
  take(ports: PortRange, position: number): number | undefined {
    const there = this.#ranges[firstEndingFrom(this.#ranges, ports.first)];
    if (there !== undefined && there.first <= ports.first && ports.last <= there.last) return there.position;
    for (const gap of this.#cover(ports))
      this.#ranges.splice(firstEndingFrom(this.#ranges, gap.first), 0, { ...gap, position });
    return undefined;
  }

  /** Covers ports; returns those that were not. Ranges that come to touch become one, so no range is passed twice. */
  #cover({ first, last }: PortRange): readonly PortRange[] {
    const gaps: PortRange[] = [];
    const start = firstEndingFrom(this.#covered, first);
    let end = start;
    let next = first;
    for (let one = this.#covered[end]; one !== undefined && one.first <= last; one = this.#covered[++end]) {
      if (next < one.first) gaps.push({ first: next, last: one.first - 1 });
      next = one.last + 1;
    }
    if (next <= last) gaps.push({ first: next, last });
    const whole = { first: Math.min(first, this.#covered[start]?.first ?? first), last: Math.max(last, next - 1) };
    this.#covered.splice(start, end - start, whole);
    return gaps;
  }
}

/** The index of the first of ordered ranges that does not end before a port. */
function firstEndingFrom(ranges: readonly PortRange[], port: number): number {
  return countWhile(ranges.length, (index) => (ranges[index]?.last ?? 0) < port);
}
