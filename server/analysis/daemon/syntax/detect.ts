import { baseName, directoryOf } from "../../text/uri.ts";

/** What kind of file a name says it is: the daemon's own settings, or a unit that starts it; undefined for every other name. `uri` may be a path as well. */
export function daemonFileKind(uri: string): "json" | "unit" | undefined {
  const name = baseName(uri);
  if (name === "daemon.json") return "json";
  if (name === "docker.service" || name === "docker.socket") return "unit";
  const isDropIn = name.endsWith(".conf") && /^docker\.(?:service|socket)\.d$/.test(baseName(directoryOf(uri)));
  return isDropIn ? "unit" : undefined;
}
