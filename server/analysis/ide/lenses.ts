import type { Fix } from "../model/change.ts";
import { type Container, standsAlone } from "../model/container.ts";
import { type Finding, isAboutService, type SubjectName } from "../model/finding.ts";
import { LEVELS } from "../model/level.ts";
import type { Stage } from "../model/stage.ts";
import { stageContainer } from "../run/stage-container.ts";
import type { Place } from "../text/span.ts";
import { IN_ENGLISH, type Words } from "../text/words.ts";
import { type Exposure, exposureOf } from "../walls/exposure.ts";
import { harden } from "../walls/harden.ts";
import type { ShownFile } from "./shown-file.ts";

/** A line above a container's definition that sums up how it is isolated. */
export interface Lens {
  readonly at: Place;
  readonly title: string;
  readonly subject: SubjectName;
  /** Left out where the files do not tell enough, and for Windows containers. */
  readonly exposure?: Exposure;
  /** Hardens the service; left out where there is nothing to be had, or somebody decided against it. */
  readonly harden?: Fix;
}

/** Longer files show no offer to harden: whether it can be had costs a parse for each service. In UTF-16 code units. */
const LONGEST_TO_HARDEN = 20_000;

/** One lens above each service that has its key in the file, none above what is only built, and one above the final stage of a Dockerfile. */
export function lenses(file: ShownFile, words: Words = IN_ENGLISH): readonly Lens[] {
  const { analysis, uri } = file;
  if (analysis.project) {
    const findings = findingsByService(analysis.findings);
    return analysis.project.services.flatMap((service) =>
      service.at.file === uri && service.kind !== "target"
        ? serviceLens(service, findings.get(service.name) ?? [], file, words)
        : [],
    );
  }
  const stage = analysis.dockerfile?.stages.at(-1);
  return stage ? stageLens(stage, file, words) : [];
}

/** `9.2 · reaches the Docker socket`: why the number is what it is. */
export function exposureReason({ score, word, reason }: Exposure, words: Words): string {
  return `${score.toFixed(1)} · ${reason === undefined ? words.say(word) : words.made(reason)}`;
}

/** The fix that hardens a service: none where all is raised or cannot be had, and none where a comment allows that it is not. */
export function hardeningOf(service: Container, { analysis, text }: ShownFile): Fix | undefined {
  const declined = analysis.suppressed.some((one) => one.rule === "unhardened" && isAboutService(one, service.name));
  if (declined || service.kind === "pre_start" || text.length > LONGEST_TO_HARDEN) return undefined;
  const [fix] = harden(service);
  return fix && analysis.edits(fix) ? fix : undefined;
}

/** The findings about each service, which one may share with others. */
function findingsByService(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byService = new Map<string, Finding[]>();
  for (const finding of findings) {
    const names = [finding.subject, ...(finding.others ?? [])].flatMap(({ name }) => withOwners(name));
    for (const name of new Set(names)) {
      if (!isAboutService(finding, name)) continue;
      const list = byService.get(name) ?? [];
      byService.set(name, list);
      list.push(finding);
    }
  }
  return byService;
}

/** A name, and those of whom it may be a hook or a `pre_start` container, whose own hook it may be: `web/pre_start[0]/post_start[0]`. */
function withOwners(name: string): readonly string[] {
  const owner = name.slice(0, Math.max(0, name.lastIndexOf("/")));
  return [name, owner, owner.slice(0, Math.max(0, owner.lastIndexOf("/")))];
}

function serviceLens(service: Container, findings: readonly Finding[], file: ShownFile, words: Words): Lens[] {
  // What a file alone cannot tell of a service has no number.
  const exposure = service.source.partial !== undefined ? undefined : exposureOf(service);
  const fix = hardeningOf(service, file);
  const title = [titleOf(exposure, findings, words), ...trialWords(service, words)].join(" · ");
  const kind = standsAlone(service) ? "container" : "service";
  const subject = { kind, name: service.name } as const;
  return [{ at: service.at, title, subject, ...(exposure ? { exposure } : {}), ...(fix ? { harden: fix } : {}) }];
}

function trialWords({ trials }: Container, { say }: Words): readonly string[] {
  if (trials === undefined) return [];
  return [trials.stale === undefined ? say("tried here on {0}", trials.learned.on.date) : say("trial out of date")];
}

function stageLens(stage: Stage, { analysis, config }: ShownFile, words: Words): Lens[] {
  const exposure = exposureOf(stageContainer(stage, config.engine));
  const subject = { kind: "stage", name: stage.name } as const;
  return [
    { at: stage.at, title: titleOf(exposure, analysis.findings, words), subject, ...(exposure ? { exposure } : {}) },
  ];
}

/** The reason for the number; for what has none the gravest finding. */
function titleOf(exposure: Exposure | undefined, findings: readonly Finding[], words: Words): string {
  const { say } = words;
  const count = countWords(findings.length, words);
  if (exposure) return say("Exposure {0} · {1}", exposureReason(exposure, words), count);
  const [worst] = LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level));
  return worst ? say("{0} · worst: {1}", count, worst.rule) : count;
}

function countWords(count: number, { say }: Words): string {
  if (count === 0) return say("no findings");
  return count === 1 ? say("1 finding") : say("{0} findings", String(count));
}
