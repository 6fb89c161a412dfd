import { devContainerKey } from "../facts/dev-container-keys.ts";
import { quadletKeyFor } from "../facts/quadlet-keys.ts";
import { runFlagFor } from "../facts/run-flags.ts";
import { type Container, standsAlone } from "./container.ts";

/**
 * How the declaration of a container spells a key of a service: on a command line `--pid` for `pid`, in `devcontainer.json` `capAdd` for `cap_add`, in a unit
 * `AddCapability`, and a flag for what only `runArgs` or `PodmanArgs` say. A key that nothing stands for is left as it is.
 */
export function spelled({ kind }: Pick<Container, "kind">, key: string): string {
  return ownKey(kind, key) ?? flagName(kind, key) ?? key;
}

/** A key with its value, in the same spelling: `pid: host`, `--pid host`, `Network=host`. */
export function spelledWith({ kind }: Pick<Container, "kind">, key: string, value: string): string {
  const own = ownKey(kind, key);
  if (own !== undefined) return `${own}${kind === "devcontainer" ? ": " : "="}${value}`;
  const flag = flagName(kind, key);
  return flag === undefined ? `${key}: ${value}` : `${flag} ${value}`;
}

function ownKey(kind: Container["kind"], key: string): string | undefined {
  if (kind === "devcontainer") return devContainerKey(key);
  if (kind !== "quadlet" && kind !== "pod") return undefined;
  if (key === "systempaths=unconfined") return "Unmask";
  if (key.includes("=")) return quadletKeyFor("Container", "security-opt", key)?.name;
  const flag = runFlagFor(written(key), "podman");
  return flag && quadletKeyFor("Container", flag.name)?.name;
}

function flagName(kind: Container["kind"], key: string): string | undefined {
  if (!standsAlone({ kind })) return undefined;
  const flag = runFlagFor(written(key), kind === "quadlet" || kind === "pod" ? "podman" : "docker");
  return flag && `--${flag.name}`;
}

function written(key: string): string {
  return key === "network_mode" ? "networks" : key;
}
