import { type Fix, leastConfidence } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { subjectKind } from "../model/finding.ts";
import { WALLS } from "./index.ts";
import type { Hardening, HardeningPart } from "./wall.ts";

/**
 * How the walls could be closed that are open because nobody decided about them. What somebody wrote is a choice: an empty `cap_drop`,
 * `read_only: false`, `pids_limit: -1`; nor is anything known of what a service lacks where a file only adds to it.
 */
export function undecided(container: Container): readonly Hardening[] {
  if (container.windows || container.source.partial !== undefined) return [];
  // Whoever develops in a container installs programs with sudo, and writes wherever those do.
  if (container.kind === "devcontainer" || container.kind === "target") return [];
  return WALLS.flatMap(({ hardening }) => (hardening?.isUndecided(container) ? [hardening] : []));
}

/**
 * What Harden consists of: the undecided walls that can be closed and are known not to break the container, each by itself. Those come last that only
 * go together with all others: a user needs none of the capabilities that are kept for an entry point of root.
 */
export function hardeningParts(container: Container): readonly HardeningPart[] {
  const parts = undecided(container).flatMap((hardening) => hardening.parts(container));
  return [...parts.filter(({ onlyPicked }) => !onlyPicked), ...parts.filter(({ onlyPicked }) => onlyPicked)];
}

/** The parts that Harden makes by itself: all of them, or those of high confidence where there are some. */
export function chosenParts(container: Container): readonly HardeningPart[] {
  const parts = hardeningParts(container).filter(({ onlyPicked }) => onlyPicked !== true);
  const sure = parts.filter(({ confidence }) => confidence === "high");
  return sure.length > 0 ? sure : parts;
}

/** Closes them at once. None where nothing is known to be right. */
export function harden(container: Container): readonly Fix[] {
  const chosen = chosenParts(container);
  if (chosen.length === 0) return [];
  const confidence = leastConfidence(chosen.map((part) => part.confidence));
  const changes = chosen.flatMap((part) => part.changes);
  return [
    {
      title: `Harden ${subjectKind(container)} "${container.name}"`,
      safe: false,
      preferred: true,
      confidence,
      changes,
    },
  ];
}
