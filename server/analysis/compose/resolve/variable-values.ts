import { is, type Setting } from "../../model/setting.ts";
import type { Variables } from "../project/variables.ts";

/**
 * Names without a value, each with that of the variable of its name; where no file sets one, the shell may.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/loader/environment.go
 */
export function withValues(
  pairs: ReadonlyMap<string, Setting<string | null>>,
  variablesFor: (file: string) => Variables,
): ReadonlyMap<string, Setting<string | null>> {
  return new Map([...pairs].map(([name, setting]) => [name, withValue(name, setting, variablesFor)] as const));
}

function withValue(
  name: string,
  setting: Setting<string | null>,
  variablesFor: (file: string) => Variables,
): Setting<string | null> {
  if (!is(setting, null)) return setting;
  const value = variablesFor(setting.at.file)(name);
  return typeof value === "string" ? { ...setting, state: "known", value, filled: true } : setting;
}
