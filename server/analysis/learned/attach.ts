import type { Container } from "../model/container.ts";
import type { Learned } from "../model/learned.ts";
import type { Project } from "../model/project.ts";
import { evidenceUri, readEvidence } from "./file.ts";
import { identityOf, type ReadText, staleness } from "./identity.ts";

/** The project, each service with what the evidence beside its first file says of it. */
export function withEvidence(project: Project, read: ReadText): Project {
  const source = read(evidenceUri(project.files[0] ?? project.file));
  const evidence = typeof source === "string" ? readEvidence(source) : undefined;
  if (evidence === undefined) return project;
  const services = project.services.map((service) => {
    const learned = evidence.get(service.name);
    return learned === undefined ? service : withTrials(service, learned, read);
  });
  return { ...project, services };
}

function withTrials(service: Container, learned: Learned, read: ReadText): Container {
  const stale = pinnedElsewhere(service, learned) ?? staleness(learned.from, identityOf(service, read));
  return { ...service, trials: { learned, ...(stale === undefined ? {} : { stale }) } };
}

/** Evidence of another digest than the one that the files name. */
function pinnedElsewhere({ image, digest, build }: Container, { image: known }: Learned): string | undefined {
  const pinned = build ? undefined : ((image.state === "known" ? image.value?.digest : undefined) ?? digest);
  if (pinned === undefined || known.digests.length === 0 || known.digests.includes(pinned)) return undefined;
  return "it was learned from another digest of the image";
}
