import { editDevContainer } from "../devcontainer/editor/editor.ts";
import { programOf } from "../devcontainer/resolve/resolve.ts";
import { readDevContainer } from "../devcontainer/syntax/read.ts";
import type { DevContainer } from "../devcontainer/syntax/tree.ts";
import type { Engine } from "../facts/engine.ts";
import { jsonAllows } from "../json/allows.ts";
import type { JsonFile } from "../json/json-file.ts";
import { isServiceChange } from "../model/change.ts";
import type { Source } from "./source.ts";

/** A `devcontainer.json` as the tools of an engine read it; undefined for a text that declares no container. */
export function readAs(json: JsonFile, engine: Engine): DevContainer | undefined {
  return readDevContainer(json, programOf(engine));
}

/** A `devcontainer.json` as a source. */
export function devContainerSource(dev: DevContainer, engine: Engine): Source {
  const { json } = dev;
  const { file } = json;
  return {
    file,
    holdsContainers: true,
    allows: () => jsonAllows(json).map(({ allow, cover }) => ({ allow, cover: { file, ...cover } })),
    edits: (changes) => {
      const own = changes.filter((change) => change.do === "allow" || isServiceChange(change));
      return own.length < changes.length ? undefined : editDevContainer(dev, programOf(engine), own);
    },
  };
}
