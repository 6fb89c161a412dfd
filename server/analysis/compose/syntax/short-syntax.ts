import { type Engine, isComposeSince } from "../../facts/engine.ts";
import { modeOf } from "../../facts/engine-modes.ts";
import { normalisePath } from "../../text/uri.ts";

/** The parts of a short volume entry, as texts; `source` is undefined for an anonymous volume. Offsets are into the entry's text. */
export interface ShortVolume {
  readonly source?: string;
  readonly target: string;
  readonly options: readonly string[];
}

/**
 * Splits `source:target:options`. A drive letter's colon does not split (`C:\data:/data`).
 * Source: https://github.com/compose-spec/compose-go/blob/main/format/volume.go
 */
export function shortVolume(text: string): ShortVolume {
  const parts = splitVolume(text);
  const [first = "", second, third] = parts;
  if (second === undefined) return { target: cleanTarget(first), options: [] };
  return { source: first, target: cleanTarget(second), options: third === undefined ? [] : third.split(",") };
}

/** A mount's target as Compose keeps it: `/data/` is `/data`. */
export function cleanTarget(target: string): string {
  return target.startsWith("/") ? normalisePath(target) : target;
}

/** The parts of a short volume entry. A drive letter's colon does not part them. */
export function splitVolume(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== ":" || (i - start === 1 && /[A-Za-z]/.test(text[start] ?? ""))) continue;
    parts.push(text.slice(start, i));
    start = i + 1;
  }
  parts.push(text.slice(start));
  return parts;
}

/** Whether a volume's source names a path of the host rather than a named volume. */
export function isHostPath(source: string): boolean {
  return /^[./~]/.test(source) || LOGIN_PATH.test(source) || source.startsWith("\\\\") || /^[A-Za-z]:/.test(source);
}

/** A path that begins with a variable of every login, which always holds a path. */
const LOGIN_PATH = /^\$(?:\{?(?:HOME|PWD|XDG_RUNTIME_DIR|SSH_AUTH_SOCK)\b)/;

/** The parts of a short port entry, as texts. `hostIp` and `published` are "" where they are not given. */
export interface ShortPort {
  readonly hostIp: string;
  readonly published: string;
  readonly target: string;
  readonly protocol: string;
}

/**
 * Splits `[[host_ip:]published:]target[/protocol]`; an IPv6 address may stand in brackets. Undefined where the text has no such form.
 * Sources: https://docs.docker.com/reference/compose-file/services/#short-syntax-4 and
 * https://github.com/docker/go-connections/blob/v0.6.0/nat/nat.go (splitParts)
 */
export function shortPort(text: string): ShortPort | undefined {
  const slash = text.indexOf("/");
  const protocol = slash < 0 ? "tcp" : text.slice(slash + 1).toLowerCase();
  const address = slash < 0 ? text : text.slice(0, slash);
  if (address.startsWith("[")) {
    const close = address.indexOf("]:");
    if (close < 0) return undefined;
    const [published = "", target, more] = address.slice(close + 2).split(":");
    return target === undefined || more !== undefined
      ? undefined
      : { hostIp: address.slice(1, close), published, target, protocol };
  }
  const parts = address.split(":");
  const target = parts.at(-1) ?? "";
  const hostIp = parts.slice(0, -2).join(":");
  if (target === "" || (parts.length > 3 && !isIpv6(hostIp))) return undefined;
  return {
    hostIp,
    published: parts.length === 1 ? "" : (parts.at(-2) ?? ""),
    target,
    protocol,
  };
}

/** Whether a short port's address is one of IPv6 without brackets: `::1:8080:80`. */
export function hasBareIpv6(text: string): boolean {
  return !text.startsWith("[") && (shortPort(text)?.hostIp.includes(":") ?? false);
}

/** The release that takes such an address first. */
export const BARE_IPV6_SINCE = "2.39";

/**
 * How many builds of what reads an engine's Compose files take such an address. It depends on the library that a build has.
 * Sources: https://github.com/docker/go-connections/blob/v0.5.0/nat/nat.go (ParsePortSpec), of which Compose 2.39.2 took the next release;
 * observation of Compose 5.7.1, which takes it, and of Debian's 2.40.3, which is built with the old one and refuses it.
 */
export function takersOfBareIpv6(engine: Engine): "all" | "some" | "none" {
  if (modeOf(engine).reader !== "Compose" || isComposeSince(engine, "5.0")) return "all";
  return isComposeSince(engine, BARE_IPV6_SINCE) ? "some" : "none";
}

/** Whether a text is an address as Go reads one: of IPv4 in four decimal numbers without leading zeros, or of IPv6 without a zone. */
export function isIpAddress(text: string): boolean {
  return isIpv4(text) || (text.includes(":") && isIpv6(text));
}

function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

/** Whether a text is an IPv6 address without a zone. Source: https://www.rfc-editor.org/rfc/rfc4291#section-2.2 */
function isIpv6(text: string): boolean {
  const [left = "", right, more] = text.split("::");
  if (more !== undefined) return false;
  const groups = [left, right ?? ""].flatMap((part) => (part === "" ? [] : part.split(":")));
  const last = groups.at(-1) ?? "";
  const hasIpv4 = isIpv4(last);
  const count = groups.length + (hasIpv4 ? 1 : 0);
  const known = hasIpv4 ? groups.slice(0, -1) : groups;
  return known.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (right === undefined ? count === 8 : count < 8);
}

/** Ports from `first` to `last`, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** The first and last of `8000` or `8000-8010`; undefined for anything else. */
export function portRange(text: string): PortRange | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return first <= last && last <= 65535 ? { first, last } : undefined;
}
