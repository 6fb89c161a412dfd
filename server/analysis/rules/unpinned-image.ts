import { isMovingTag } from "../facts/moving-tags.ts";
import { pinToDigest } from "../fixes/digest.ts";
import type { Container } from "../model/container.ts";
import type { ImageRef } from "../model/image.ts";
import { knownValue, type Setting } from "../model/setting.ts";
import type { Place } from "../text/span.ts";
import { UNRESOLVED } from "../text/unresolved.ts";
import { said } from "../text/wording.ts";
import { type Problem, rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom } from "./shared/naming.ts";

export default rule({
  id: "unpinned-image",
  group: "image",
  level: "info",
  windows: true,
  docs: {
    title: "Image that changes under its name",
    what: "An image is named without a tag, with `latest`, which is the same, or with a tag that names no version: `main`, `stable`, `alpine`. The strict profile also reports images without a digest, since any tag can be moved.",
    why: "What runs is whatever the registry serves at the next pull. Who takes over the publisher's account, or pushes to a name that was abandoned, has their program run with all that the container is given, and nothing in the file shows it.",
    fine: "Images that are built from this repository, stages of the Dockerfile, and `scratch`.",
    instead:
      "Name a version, and add the digest: `nginx:1.29@sha256:…`. The digest decides and the tag tells people what it is. Renovate and Dependabot keep both fresh.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          web:
            image: nginx`,
      good: yaml`
        services:
          web:
            image: nginx:1.29`,
    },
    references: [
      "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
      "https://docs.docker.com/reference/dockerfile/#from",
    ],
  },

  *check(service) {
    if (service.build || service.source.isExample || isBuiltHere(service)) return;
    // Whoever develops wants the image's updates, and its tags say no more than a major version.
    const profile = service.kind === "devcontainer" ? { profile: "strict" as const } : {};
    for (const problem of unpinned(service.image, service.image.at)) {
      yield {
        ...problem,
        ...profile,
        related: inheritedFrom(service, service.image),
        fixes: () => pinToDigest(service),
      };
    }
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    const found = [
      ...(stage.parent ? [] : unpinned(stage.image, stage.baseAt)),
      ...[...stage.copies.map(({ from }) => from), ...stage.runs.flatMap(({ from }) => from)].flatMap((from) =>
        from?.image ? [...unpinned(from.image, from.at)] : [],
      ),
    ];
    for (const problem of found) yield { ...problem, evidence: repeated.next(problem.evidence ?? "") };
  },
});

/** What Podman calls `localhost/NAME` was built on the machine, and comes from no registry. Source: podman-build(1) */
function isBuiltHere({ image, engine }: Container): boolean {
  return engine.mode === "podman" && knownValue(image)?.registry === "localhost";
}

function* unpinned(setting: Setting<ImageRef | null>, at: Place): Generator<Problem> {
  if (setting.state === "unknown") {
    yield* unpinnedPart(setting.partly ?? "", at);
    return;
  }
  if (setting.value === null || setting.value.digest !== undefined) return;
  const { tag, text, registry, repository } = setting.value;
  const evidence = registry === "docker.io" ? repository : `${registry}/${repository}`;
  if (tag === undefined) yield { at, evidence, message: said`The image ${text} is named without a version.` };
  else if (tag === "latest") yield { at, evidence, message: said`The image ${text} is whatever is the latest.` };
  else if (isMovingTag(tag)) yield { at, evidence, message: said`The image ${text} moves: its tag names no version.` };
  else
    yield {
      at,
      evidence,
      profile: "strict",
      message: said`The image ${text} is named without a digest: its tag can be moved.`,
    };
}

/**
 * Of a reference with variables the last part, where that says it: a registry comes from elsewhere and the name has no version, or a name does and the version
 * is `latest`. A variable at the end may hold a version.
 */
function* unpinnedPart(text: string, at: Place): Generator<Problem> {
  const last = text.slice(text.lastIndexOf("/") + 1);
  const [name = "", tag, ...more] = last.split(":");
  if (more.length > 0 || /[@{}<>%$]/.test(last) || name === "") return;
  const evidence = text.replaceAll(UNRESOLVED, "*");
  if (tag === undefined && /^[\w.-]+$/.test(name) && text.includes("/"))
    yield { at, evidence, message: said`The image ${name} is named without a version, wherever it comes from.` };
  else if (tag !== undefined && (tag === "latest" || (/^[\w.-]+$/.test(tag) && isMovingTag(tag)))) {
    const message =
      tag === "latest"
        ? "The image, whatever its name, is whatever is the latest."
        : "The image, whatever its name, moves: its tag names no version.";
    yield { at, evidence, message };
  }
}
