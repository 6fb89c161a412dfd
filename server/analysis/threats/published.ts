import { portUses, type WellKnownPort } from "../facts/ports.ts";
import { type Container, standsAlone } from "../model/container.ts";
import { type Port, portsInside } from "../model/port.ts";
import { is, knownValue, type Setting } from "../model/setting.ts";
import { said, type Wording } from "../text/wording.ts";

/** A port that the engine really publishes, and what usually listens on it in the container. */
export interface Published {
  readonly port: Port;
  /** Of a range the one that is least meant for others. */
  readonly known: WellKnownPort | undefined;
  /** The address on the host; undefined where it cannot be known. */
  readonly address: string | undefined;
}

/** The ports of a service that are published at all. They are found once, since every rule about ports asks for them. */
export function publishedPorts(service: Container): readonly Published[] {
  const known = PUBLISHED.get(service) ?? [...publishedBy(service)];
  PUBLISHED.set(service, known);
  return known;
}

const PUBLISHED = new WeakMap<Container, readonly Published[]>();

function* publishedBy(service: Container): Generator<Published> {
  if (service.ports.length === 0 || (service.kind !== "service" && !standsAlone(service))) return;
  const useOf = portUses(programNames(service));
  for (const port of service.ports) {
    if (!port.effective) continue;
    const address = port.hostIp.state === "known" ? port.hostIp.value.replace(/^\[|\]$/g, "") : undefined;
    const use = useOf(port);
    yield { port, known: use?.beside && isAlone(service) ? undefined : use, address };
  }
}

/** What tells which program a container runs: its image, what its image is built from, and its own name. */
function programNames({ image, build, name }: Container): readonly string[] {
  const bases = [knownValue(image)?.repository, build?.stage && knownValue(build.stage.image)?.repository];
  return [...bases.filter((one) => one !== undefined), name];
}

/** Whether a service publishes one port and nothing says that it is a debugger's. */
function isAlone({ ports, command, entrypoint, environment }: Container): boolean {
  const words = (setting: Setting<readonly string[] | null>): readonly string[] => knownValue(setting) ?? [];
  const texts = [...words(entrypoint), ...words(command)];
  for (const value of environment.values()) texts.push(knownValue(value) ?? "");
  return ports.length === 1 && !texts.some((text) => /\b(?:jdwp|dlv)\b/.test(text));
}

/** Whether an address is every address of the host. */
export function isEveryAddress(address: string): boolean {
  return address === "0.0.0.0" || address === "" || /^[0:]+$/.test(address);
}

/**
 * Whether only the host itself reaches an address. `localhost` is none: Compose refuses it, and older ones published on all addresses.
 * Source: https://www.rfc-editor.org/rfc/rfc6890
 */
export function isLoopback(address: string): boolean {
  return address.startsWith("127.") || /^(?:0*:)*:?0*1$/.test(address);
}

/** Kinds of ports that nobody but the project has business with. */
export function isInner({ kind }: WellKnownPort): boolean {
  return kind !== "public";
}

/** The ports on which the web is served. */
const WEB: ReadonlySet<string> = new Set(["80", "443"]);

/**
 * Whether a published port is there for strangers: it is what the image is for, it is published where the web is looked for, or its number says so.
 * A container's own 80 or 443 says nothing, since every second program has its console there.
 */
export function isPurpose({ profile }: Container, { port, known }: Published): boolean {
  if (known && isInner(known)) return false;
  const { target, lastTarget, published, protocol } = port;
  const own = profile === undefined || profile.ports === "unknown" ? [] : profile.ports;
  const isServed = own.some(
    (one) => one.port === target && (one.protocol ?? "tcp") === protocol && one.for === "others",
  );
  if (target === lastTarget && isServed) return true;
  if (WEB.has(knownValue(published) || String(target))) return true;
  return known !== undefined && (known.of !== undefined || !WEB.has(String(target)));
}

/** What is said of an open port, and that the address which its entry names is ignored, where it names one. */
export function withIgnoredAddress(verdict: Wording, { everywhere }: Port): Wording {
  const named = everywhere?.named;
  return named === undefined ? verdict : said`${verdict}; docker stack deploy ignores the address ${named}`;
}

/** How a message names a port: the host's side where it is known, with the protocol where it is not TCP. */
export function portName(port: Port): Wording {
  const { published, protocol } = port;
  const inside = portsInside(port);
  const outside = published.state === "known" && published.value !== "" ? published.value : undefined;
  const udp = protocol === "tcp" ? "" : `/${protocol}`;
  const name = `${inside}${udp}`;
  if (is(published, "")) return said`port ${name} as one that the engine picks`;
  return outside === undefined || outside === inside ? said`port ${name}` : said`port ${name} as ${outside}`;
}
