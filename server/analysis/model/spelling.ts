import { devContainerKey } from "../facts/dev-container-keys.ts";
import { runFlagFor } from "../facts/run-flags.ts";
import type { Container } from "./container.ts";

/**
 * How the declaration of a container spells a key of a service: on a command line `--pid` for `pid`, in `devcontainer.json` `capAdd` for `cap_add` and a flag
 * for what only its `runArgs` say. A key that nothing stands for is left as it is.
 */
export function spelled({ kind }: Pick<Container, "kind">, key: string): string {
  return ownKey(kind, key) ?? flagName(kind, key) ?? key;
}

/** A key with its value, in the same spelling: `pid: host`, `--pid host`. */
export function spelledWith(container: Pick<Container, "kind">, key: string, value: string): string {
  const { kind } = container;
  const isFlag = ownKey(kind, key) === undefined && flagName(kind, key) !== undefined;
  return `${spelled(container, key)}${isFlag ? " " : ": "}${value}`;
}

function ownKey(kind: Container["kind"], key: string): string | undefined {
  return kind === "devcontainer" ? devContainerKey(key) : undefined;
}

function flagName(kind: Container["kind"], key: string): string | undefined {
  if (kind !== "container" && kind !== "devcontainer") return undefined;
  const flag = runFlagFor(key === "network_mode" ? "networks" : key, "docker");
  return flag && `--${flag.name}`;
}
