import type { Engine } from "../facts/engine.ts";
import { isEngineSince } from "../facts/engine.ts";
import { ENGINE_MODES } from "../facts/engine-modes.ts";
import { isServiceChange } from "../model/change.ts";
import { editUnit } from "../quadlet/editor/editor.ts";
import type { QuadletUnit } from "../quadlet/syntax/tree.ts";
import { allowsInUnit } from "../systemd/allows.ts";
import type { Source } from "./source.ts";

/** The file of a unit that is looked at as a source. Keys that the settings' Podman does not know are not written. */
export function quadletSource(unit: QuadletUnit, settings: Engine): Source {
  const { file } = unit.own;
  const engine = settings.mode === "podman" ? settings : { ...settings, version: ENGINE_MODES.podman.version };
  return {
    file,
    holdsContainers: true,
    allows: () => allowsInUnit(unit.own).map(({ allow, cover }) => ({ allow, cover: { file, ...cover } })),
    edits: (changes) => {
      const own = changes.filter((change) => change.do === "allow" || isServiceChange(change));
      return own.length < changes.length ? undefined : editUnit(unit, own, (release) => isEngineSince(engine, release));
    },
  };
}
