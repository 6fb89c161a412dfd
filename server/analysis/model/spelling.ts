import { runFlagFor } from "../facts/run-flags.ts";
import type { Container } from "./container.ts";

/** How the declaration of a container spells a key of a service: on a command line `--pid` for `pid`. A key that no flag stands for is left as it is. */
export function spelled({ kind }: Pick<Container, "kind">, key: string): string {
  if (kind !== "container") return key;
  const flag = runFlagFor(key === "network_mode" ? "networks" : key, "docker");
  return flag === undefined ? key : `--${flag.name}`;
}

/** A key with its value, in the same spelling: `pid: host`, `--pid host`. */
export function spelledWith(container: Pick<Container, "kind">, key: string, value: string): string {
  return `${spelled(container, key)}${container.kind === "container" ? " " : ": "}${value}`;
}
