import { classifyHostPath, type HostPath } from "../../facts/host-paths.ts";
import { type ControlSocket, controlSocket } from "../../facts/sockets.ts";
import { type Card, code } from "./card.ts";

/** What mounting a path of the host gives away; undefined for a path that is known for nothing. `path` is absolute or starts with `~`. */
export function hostPathCard(path: string, readOnly: boolean): Card | undefined {
  const socket = controlSocket(path);
  if (socket) return socketCard(socket, path);
  const known = classifyHostPath(path);
  return known && pathCard(known, path, readOnly);
}

function socketCard(socket: ControlSocket, path: string): Card {
  const isEngine = socket.kind === "engine";
  return {
    title: `The control socket of ${socket.engine}`,
    facts: [code(path), isEngine && !socket.rootless ? "⚠ as much as root on the host" : undefined],
    text: `Whoever can connect ${socket.power}.`,
    parts: [
      ["Read-only", "`:ro` does not help: it keeps the socket from being deleted, not from being connected to"],
      ["Who needs it", isEngine ? "Proxies that watch containers, CI runners, dashboards, updaters" : undefined],
      ["Safer", isEngine ? SAFER_ENGINE : "Leave it out, or run the program outside the container"],
    ],
    links: socket.sources,
    specific: true,
  };
}

const SAFER_ENGINE =
  "A socket proxy on an internal network that passes on only the calls the program makes; a rootless engine; a file-based provider instead";

const LEVELS: Readonly<Record<HostPath["severity"], string | undefined>> = {
  critical: "⚠ a way to root on the host",
  high: "⚠ high risk",
  medium: "medium risk",
  low: "low risk",
};

function pathCard(known: HostPath, path: string, readOnly: boolean): Card {
  return {
    title: `The host's ${code(known.path)}`,
    facts: [known.path === path ? undefined : code(path), readOnly ? "mounted read-only" : LEVELS[known.severity]],
    parts: [
      ["Writable, it gives", known.readWrite],
      ["Read-only, it still gives", known.readOnly],
      ["Read-only", known.readOnlyStillDangerous ? "No cure here: what can be read is enough" : undefined],
      ["Safer", "A named volume, or the one file that the program reads, with `:ro`"],
    ],
    links: known.sources.slice(0, 2),
    specific: true,
  };
}
