import { shortName } from "../../devcontainer/resolve/brings.ts";
import { mappingOf } from "../../devcontainer/resolve/mapping.ts";
import { programOf } from "../../devcontainer/resolve/resolve.ts";
import type { DevContainer, NamedFeature } from "../../devcontainer/syntax/tree.ts";
import { DEV_CONTAINER_KEYS, serviceKeyOf } from "../../facts/dev-container-keys.ts";
import { type DevMetadata, devFeature } from "../../facts/dev-features.ts";
import type { Engine } from "../../facts/engine.ts";
import type { Analysis } from "../../run/analysis.ts";
import { touches } from "../../text/span.ts";
import { cardMarkdown, code } from "./card.ts";
import { explainValue } from "./compose.ts";
import { cursorBelow } from "./compose-cursor.ts";
import type { Explained } from "./explained.ts";
import { serviceSummary } from "./service.ts";

/** Explains what stands at an offset of a `devcontainer.json`: what the container is made of, a feature, a key, a value, a word of `runArgs`. */
export function explainDevContainer(analysis: Analysis, engine: Engine, offset: number): Explained | undefined {
  const { devContainer: dev, project } = analysis;
  const [container] = project?.services ?? [];
  if (dev === undefined || project === undefined || container === undefined) return undefined;
  if (touches(dev.at, offset))
    return { at: dev.at, markdown: serviceSummary(container, { ...project, engine }), specific: true };
  const feature = dev.features.find(({ key }) => touches(key, offset));
  if (feature !== undefined) return explainFeature(feature);
  const path = ["services", container.name];
  const { mapping } = mappingOf(dev, [], programOf(engine));
  for (const [key, entry] of mapping.entries) {
    const cursor = cursorBelow(entry.value, [...path, key], offset);
    const explained = cursor && explainValue(cursor, project, offset);
    if (explained !== undefined) return explained;
  }
  return explainFlag(dev, path, offset) ?? explainKey(dev, path, offset);
}

/** A word of `runArgs` by itself, where its value says nothing more. */
function explainFlag({ runArgs }: DevContainer, path: readonly string[], offset: number): Explained | undefined {
  const flag = runArgs.flags.find(({ at }) => touches(at, offset));
  const key = flag?.fact.key;
  if (flag === undefined || key === undefined) return undefined;
  return explainValue({ path: [...path, ...key.split(".")], at: flag.at }, undefined, offset);
}

function explainKey({ root }: DevContainer, path: readonly string[], offset: number): Explained | undefined {
  const [name, entry] = [...root.entries].find(([, { key }]) => touches(key, offset)) ?? [];
  if (name === undefined || entry === undefined) return undefined;
  const known = DEV_CONTAINER_KEYS.get(name);
  if (known !== undefined) {
    const links = [`https://containers.dev/implementors/json_reference/`];
    return {
      at: entry.key,
      markdown: cardMarkdown({ title: code(name), text: known, links, specific: false }),
      specific: false,
    };
  }
  const key = serviceKeyOf(name);
  return key === undefined ? undefined : explainValue({ path: [...path, key], at: entry.key }, undefined, offset);
}

function explainFeature({ reference, key }: NamedFeature): Explained {
  const gift = devFeature(reference);
  const markdown = cardMarkdown({
    title: `Feature ${code(shortName(reference))}`,
    text:
      gift === undefined
        ? "Its `install.sh` runs as root while the image is built, and what it asks for is given to the container: privileges, capabilities, mounts. What that is here stands in its own metadata, which is not fetched."
        : (gift.says ?? "Its `install.sh` runs as root while the image is built. It gives the container nothing else."),
    parts: [["Gives the container", gift === undefined ? undefined : given(gift)]],
    links: ["https://containers.dev/implementors/features/"],
    specific: true,
  });
  return { at: key, markdown, specific: true };
}

function given({ privileged, init, capAdd = [], securityOpt = [], mounts = [] }: DevMetadata): readonly string[] {
  return [
    ...(privileged ? ["`--privileged`"] : []),
    ...(init ? ["`--init`"] : []),
    ...capAdd.map((name) => code(`--cap-add ${name}`)),
    ...securityOpt.map((option) => code(`--security-opt ${option}`)),
    ...mounts.map(({ type, source, target }) => code(`--mount type=${type},source=${source},target=${target}`)),
  ];
}
