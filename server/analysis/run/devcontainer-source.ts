import { programOf } from "../devcontainer/resolve/resolve.ts";
import { allowsIn } from "../devcontainer/syntax/allows.ts";
import { readDevContainer } from "../devcontainer/syntax/read.ts";
import type { DevContainer } from "../devcontainer/syntax/tree.ts";
import type { Engine } from "../facts/engine.ts";
import type { JsonFile } from "../json/json-file.ts";
import type { Source } from "./source.ts";

/** A `devcontainer.json` as the tools of an engine read it; undefined for a text that declares no container. */
export function readAs(json: JsonFile, engine: Engine): DevContainer | undefined {
  return readDevContainer(json, programOf(engine));
}

/** A `devcontainer.json` as a source. */
export function devContainerSource(json: JsonFile, _engine: Engine): Source {
  const { file } = json;
  return {
    file,
    holdsContainers: true,
    allows: () => allowsIn(json).map(({ allow, cover }) => ({ allow, cover: { file, ...cover } })),
    edits: () => undefined,
  };
}
