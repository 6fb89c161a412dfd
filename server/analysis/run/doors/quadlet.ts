import { type Engine, isEngineSince } from "../../facts/engine.ts";
import { ENGINE_MODES } from "../../facts/engine-modes.ts";
import { editUnit } from "../../quadlet/editor/editor.ts";
import { resolveUnit } from "../../quadlet/resolve/resolve.ts";
import { hasSection, unitPlace } from "../../quadlet/syntax/detect.ts";
import type { QuadletUnit } from "../../quadlet/syntax/tree.ts";
import { unitOf } from "../../quadlet/syntax/unit.ts";
import { isOpen } from "../../settings/config.ts";
import { allowsInUnit } from "../../systemd/allows.ts";
import type { Analysis } from "../analysis.ts";
import { findingsOf } from "../findings.ts";
import { containerSubjects, projectSubjects } from "../run-rules.ts";
import { allowsOf, editsOfContainers, type Source } from "../source.ts";
import { type DoorReader, noting, switchedOff } from "./door-reader.ts";

/** Units of Podman's Quadlet, by their name and the section that they hold. A drop-in is looked at over its unit's own file, and told of what it decides itself. */
export const quadletReader: DoorReader = {
  kind: "quadlet",
  prepare({ file, text, lookup, config, options }) {
    const place = options.language === undefined ? unitPlace(file) : undefined;
    if (place === undefined || !hasSection(text, place.section)) return undefined;
    if (!isOpen(config, "quadlet")) return switchedOff(file);
    const { section, base, name, isDropIn } = place;
    const needs = new Set<string>();
    const read = noting(lookup, needs);
    const own = options.cache.unit(file, text);
    const below = isDropIn && base !== undefined ? read(base) : undefined;
    const files = typeof below === "string" ? [options.cache.unit(base ?? "", below), own] : [own];
    const unit = unitOf(section, name, own, files, !isDropIn || typeof below === "string");
    const project = resolveUnit(unit, config.engine, read);
    const subjects = section === "Network" ? projectSubjects(project) : containerSubjects(project);
    const analysis = (): Analysis => ({
      ...{ kind: "quadlet", file, project, unit, inputErrors: [], refusals: project.refusals, needs: [...needs] },
      ...findingsOf([file], subjects, [quadletSource(unit, config.engine)], config, options),
    });
    return { needs: [...needs], analysis };
  },
};

/** Keys that the settings' Podman does not know are not written. */
function quadletSource(unit: QuadletUnit, settings: Engine): Source {
  const { file } = unit.own;
  const engine = settings.mode === "podman" ? settings : { ...settings, version: ENGINE_MODES.podman.version };
  return {
    file,
    holdsContainers: true,
    allows: () => allowsOf(file, allowsInUnit(unit.own)),
    edits: editsOfContainers((changes) => editUnit(unit, changes, (release) => isEngineSince(engine, release))),
  };
}
