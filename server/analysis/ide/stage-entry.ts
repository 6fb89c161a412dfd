import type { Service } from "../model/service.ts";
import { analyze, type Lookup } from "../run/analyze.ts";
import type { ParseCache } from "../run/cache.ts";
import type { Config } from "../settings/config.ts";
import { baseName, directoryOf } from "../text/uri.ts";

/**
 * A Compose file beside a Dockerfile whose one service says nothing but to build it: its container is that of the Dockerfile's final stage, run
 * without any option. The name is one that nobody has.
 */
export function stageEntry(dockerfile: string): { readonly uri: string; readonly text: string } {
  const name = baseName(dockerfile);
  const uri = `${directoryOf(dockerfile)}/.${dockerfile.slice(dockerfile.lastIndexOf("/") + 1)}.bulkhead.yaml`;
  const build = { context: ".", dockerfile: name.replaceAll("$", "$$$$") };
  return { uri, text: JSON.stringify({ services: { container: { build } } }) };
}

/** The container of a Dockerfile's final stage, run without any option; undefined where there is no stage. `lookup` gives the Dockerfile. */
export function stageContainer(
  dockerfile: string,
  lookup: Lookup,
  config: Config,
  cache: ParseCache,
): Service | undefined {
  const { uri, text } = stageEntry(dockerfile);
  const read: Lookup = (file) => (file === uri ? text : (lookup(file) ?? null));
  const options = { cache, rules: [], onRuleError: () => undefined };
  const service = analyze([uri], read, config, options).project?.services[0];
  return service?.build?.stage ? service : undefined;
}
