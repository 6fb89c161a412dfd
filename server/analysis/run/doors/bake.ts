import { bakeAllows, editBake } from "../../bake/editor/editor.ts";
import { resolveBake } from "../../bake/resolve/resolve.ts";
import { isBakeName, takenWith } from "../../bake/syntax/detect.ts";
import { readBakeHcl, readBakeJson } from "../../bake/syntax/read.ts";
import type { BakeFile } from "../../bake/syntax/tree.ts";
import { isOpen } from "../../settings/config.ts";
import type { Analysis } from "../analysis.ts";
import type { ParseCache } from "../cache.ts";
import { findingsOf } from "../findings.ts";
import { targetSubjects } from "../run-rules.ts";
import { allowsOf, editsOfContainers, type Source } from "../source.ts";
import { dockerfileSources, type InlineDockerfile, inlineSources, readersFor } from "./builds.ts";
import { type DoorReader, notOurs, switchedOff } from "./door-reader.ts";

/** Bake files, by their name: their targets, with those of the files that bake takes along with them. */
export const bakeReader: DoorReader = {
  kind: "bake",
  prepare(entry) {
    const { file, text, lookup, config, options } = entry;
    if (options.language !== undefined || !isBakeName(file)) return undefined;
    if (!isOpen(config, "bake")) return switchedOff(file);
    const { cache } = options;
    const bake = bakeIn(file, text, cache);
    if (bake === undefined) return notOurs(file, [], [], "declares no target of bake's");
    const needs = new Set<string>();
    const inlines = new Map<string, InlineDockerfile>();
    const readers = readersFor(entry, needs, { inlines });
    const files = takenWith(file).flatMap((one) => {
      const content = one === file ? text : readers.read(one);
      return typeof content === "string" ? (bakeIn(one, content, cache, one !== file) ?? []) : [];
    });
    const project = resolveBake(files, file, config.engine, readers);
    const built = dockerfileSources(project.dockerfiles.keys(), lookup, cache);
    const sources = [...files.map(bakeSource), ...inlineSources(inlines), ...built];
    const analysis = (): Analysis => ({
      ...{ kind: "bake", file, project, bake, inputErrors: [], refusals: [], needs: [...needs] },
      ...findingsOf([file], targetSubjects(project), sources, config, options),
    });
    return { needs: [...needs], analysis };
  },
};

/** What a bake file declares. One that is taken along may hold nothing but variables. */
function bakeIn(file: string, text: string, cache: ParseCache, isAlong = false): BakeFile | undefined {
  return file.endsWith(".json")
    ? readBakeJson(cache.json(file, text), isAlong)
    : readBakeHcl(cache.hcl(file, text), isAlong);
}

function bakeSource(bake: BakeFile): Source {
  const { file } = bake;
  return {
    file,
    holdsContainers: true,
    allows: () => allowsOf(file, bakeAllows(bake)),
    edits: editsOfContainers((changes) => editBake(bake, changes)),
  };
}
