import { editDevContainer } from "../../devcontainer/editor/editor.ts";
import { programOf, resolveDevContainer } from "../../devcontainer/resolve/resolve.ts";
import { isDevContainerName } from "../../devcontainer/syntax/detect.ts";
import { readDevContainer } from "../../devcontainer/syntax/read.ts";
import type { DevContainer } from "../../devcontainer/syntax/tree.ts";
import type { Engine } from "../../facts/engine.ts";
import { jsonAllows } from "../../json/allows.ts";
import { isOpen } from "../../settings/config.ts";
import type { Analysis } from "../analysis.ts";
import { findingsOf } from "../findings.ts";
import { containerSubjects } from "../run-rules.ts";
import { allowsOf, editsOfContainers, type Source } from "../source.ts";
import { dockerfileSources, readersFor } from "./builds.ts";
import { type DoorReader, notOurs, switchedOff } from "./door-reader.ts";

/** `devcontainer.json`, with the Compose project and the Dockerfile that it names. */
export const devContainerReader: DoorReader = {
  kind: "devcontainer",
  prepare(entry) {
    const { file, text, lookup, config, options } = entry;
    if (!isDevContainerName(file)) return undefined;
    if (!isOpen(config, "devcontainer")) return switchedOff(file);
    const { cache } = options;
    const devContainer = readDevContainer(cache.json(file, text), programOf(config.engine));
    if (devContainer === undefined) return notOurs(file, [], [], "names nothing that a dev container is made of");
    const needs = new Set<string>();
    const project = resolveDevContainer(devContainer, config.engine, readersFor(entry, needs));
    const sources = [
      devContainerSource(devContainer, config.engine),
      ...dockerfileSources(project.dockerfiles.keys(), lookup, cache),
    ];
    const about = { kind: "devcontainer", file, project, devContainer, refusals: [] } as const;
    const analysis = (): Analysis => ({
      ...{ ...about, inputErrors: [], needs: [...needs] },
      ...findingsOf([file], containerSubjects(project), sources, config, options),
    });
    return { needs: [...needs], analysis };
  },
};

function devContainerSource(dev: DevContainer, engine: Engine): Source {
  const { json } = dev;
  const { file } = json;
  return {
    file,
    holdsContainers: true,
    allows: () => allowsOf(file, jsonAllows(json)),
    edits: editsOfContainers((changes) => editDevContainer(dev, programOf(engine), changes)),
  };
}
