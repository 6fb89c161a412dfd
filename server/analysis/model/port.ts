import type { Place } from "../text/span.ts";
import type { Setting } from "./setting.ts";

/**
 * One published port. `hostIp` is the address that it is bound to with the network's own default applied; `0.0.0.0` is all addresses.
 * `published` is the host port as text (`8080`), a range, or "" where the engine picks one.
 */
export interface Port {
  readonly hostIp: Setting<string>;
  readonly published: Setting<string>;
  readonly target: number;
  /** The last of a range of container ports; the same as `target` for a single one. */
  readonly lastTarget: number;
  readonly protocol: string;
  /** Where to point: the short entry, or the value of `published` in a long one. */
  readonly at: Place;
  readonly item: Place;
  readonly via?: Place;
  /** Set where it is published on all addresses whatever its entry says, as in a stack; `named` is an address that it names all the same. */
  readonly everywhere?: { readonly named?: string };
  /** Whether it is published at all: not under the host's network, `none`, or internal networks only. */
  readonly effective: boolean;
  /** The short entry's text; undefined for the long form, where `host_ip` is a key of its own. */
  readonly text?: string;
}

/** The container's port as text, `80`, or the range of them, `8000-8010`. */
export function portsInside({
  target,
  lastTarget = target,
}: {
  readonly target: number;
  readonly lastTarget?: number;
}): string {
  return target === lastTarget ? String(target) : `${target}-${lastTarget}`;
}
