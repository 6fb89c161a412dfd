import { type PortRange, portRange, shortPort } from "../../compose/syntax/short-syntax.ts";
import { type Entry, type Mapping, type Node, type Scalar, scalarAt } from "../../yaml/tree.ts";

interface Ports extends PortRange {
  readonly protocol: string;
}

/**
 * The entries of `ports` that `--publish-all` makes of what is exposed and not published already: each gets a port of the host that the engine picks.
 * `flag` is the switch, where they stand. What the image itself exposes is not known here.
 * Source: https://docs.docker.com/reference/cli/docker/container/run/#publish-all
 */
export function publishedByAll(
  flag: Scalar,
  exposed: readonly Scalar[],
  published: readonly Node[],
): readonly Mapping[] {
  const taken = published.flatMap((node) => portsOf(node) ?? []);
  return exposed.flatMap((item) => {
    const ports = portsOf(item);
    if (ports === undefined || taken.some((other) => holdsAll(other, ports))) return [];
    const said = (text: string): Entry => ({ key: flag.at, value: { ...flag, text, derived: "filled" } });
    const { first, last, protocol } = ports;
    const entries = new Map([
      ["target", said(first === last ? String(first) : `${first}-${last}`)],
      ["protocol", said(protocol)],
    ]);
    return [{ kind: "mapping", style: "flow", at: flag.at, entries }];
  });
}

/** The ports of the container that an entry names, in the short form or the long one; undefined where they are not known. */
function portsOf(node: Node): Ports | undefined {
  const short = node.kind === "scalar" ? shortPort(node.text) : undefined;
  const target = short?.target ?? scalarAt(node, "target")?.text ?? "";
  const range = portRange(target);
  return range && { ...range, protocol: short?.protocol ?? scalarAt(node, "protocol")?.text ?? "tcp" };
}

function holdsAll(outer: Ports, inner: Ports): boolean {
  return outer.protocol === inner.protocol && outer.first <= inner.first && inner.last <= outer.last;
}
