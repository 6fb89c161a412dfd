import { isHostPath, shortVolume } from "../../compose/syntax/short-syntax.ts";
import type { RunProgram } from "../../facts/run-flags.ts";
import type { Written } from "../../model/change.ts";
import { isKeys, type Keys, listOf } from "./keys.ts";

/** A service with what the file has to define beside it. */
export interface Definitions {
  readonly service: Keys;
  /** `volumes` and `networks`, as far as there are any. */
  readonly sections: Keys;
}

/**
 * The service with the networks and volumes that it names: networks are there already, volumes keep their names. A command that names no network gets the
 * engine's own, where Compose would make one.
 */
export function definedBeside(service: Keys, program: RunProgram): Definitions {
  const own = service["networks"] === undefined && service["network_mode"] === undefined ? OWN_NETWORK[program] : {};
  const { networks, ...others } = { ...service, ...own };
  const volumes = listOf(service["volumes"]).flatMap(volumeName);
  const names = isKeys(networks) ? Object.keys(networks) : listOf(networks).map(String);
  return {
    service: { ...others, ...(networks === undefined ? {} : { networks }) },
    sections: {
      ...section("volumes", volumes, (name) => ({ name })),
      ...section("networks", names, (name) => ({ name, external: true })),
    },
  };
}

/** The network of a container whose command names none. Podman has it without root alone under another name, which Compose has no word for. */
const OWN_NETWORK: Readonly<Record<RunProgram, Keys>> = {
  docker: { network_mode: "bridge" },
  podman: { networks: ["podman"] },
  nerdctl: { network_mode: "bridge" },
};

function section(key: string, names: readonly string[], define: (name: string) => Written): Keys {
  return names.length === 0 ? {} : { [key]: Object.fromEntries(names.map((name) => [name, define(name)])) };
}

/** The name of the volume that an entry mounts; none for a path, for a volume without a name and for one that a variable names. */
function volumeName(entry: Written): readonly string[] {
  const source = isKeys(entry)
    ? entry["type"] === "volume"
      ? entry["source"]
      : undefined
    : shortVolume(String(entry)).source;
  if (typeof source !== "string" || source === "" || isHostPath(source) || source.includes("$")) return [];
  return [source];
}
