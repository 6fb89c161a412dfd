import { type WellKnownPort, wellKnownPort } from "../facts/ports.ts";
import type { Container } from "../model/container.ts";
import { type Port, portsInside } from "../model/port.ts";

/** A port that the engine really publishes, and what usually listens on it in the container. */
export interface Published {
  readonly port: Port;
  readonly known: WellKnownPort | undefined;
  /** The address on the host; undefined where it cannot be known. */
  readonly address: string | undefined;
}

/** The ports of a service that are published at all. */
export function* publishedPorts(service: Container): Generator<Published> {
  if (service.kind !== "service") return;
  for (const port of service.ports) {
    if (!port.effective) continue;
    const address = port.hostIp.state === "known" ? port.hostIp.value.replace(/^\[|\]$/g, "") : undefined;
    yield { port, known: wellKnownPort(port.target, port.protocol), address };
  }
}

/** Whether an address is every address of the host. */
export function isEveryAddress(address: string): boolean {
  return address === "0.0.0.0" || address === "" || /^[0:]+$/.test(address);
}

/** Whether only the host itself reaches an address. Source: https://www.rfc-editor.org/rfc/rfc6890 */
export function isLoopback(address: string): boolean {
  return address.startsWith("127.") || /^(?:0*:)*:?0*1$/.test(address) || address === "localhost";
}

/** Kinds of ports that nobody but the project has business with. */
export function isInner({ kind }: WellKnownPort): boolean {
  return kind !== "public";
}

/** How a message names a port: the host's side where it is known, with the protocol where it is not TCP. */
export function portName(port: Port): string {
  const { published, protocol } = port;
  const inside = portsInside(port);
  const outside = published.state === "known" && published.value !== "" ? published.value : undefined;
  const udp = protocol === "tcp" ? "" : `/${protocol}`;
  return outside === undefined || outside === inside ? `port ${inside}${udp}` : `port ${inside}${udp} as ${outside}`;
}
