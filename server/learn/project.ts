import type { Project } from "../analysis/model/project.ts";
import type { Analyzer } from "../entries/analyzer.ts";
import { CannotRun } from "../entries/cannot-run.ts";
import type { Entry } from "../entries/entry.ts";
import type { FileSources } from "../entries/sources.ts";

/** The project of an entry, which `name` names to the user. Throws `CannotRun` where it is no Compose file, and where its own settings forbid learning. */
export function projectToLearn(entry: Entry, name: string, analyzer: Analyzer, sources: FileSources): Project {
  const { kind, project } = analyzer.analyse(entry, sources);
  if (kind !== "compose" || project === undefined) throw new CannotRun(`${name} is no Compose file`);
  if (analyzer.configFor(entry).learn === "off")
    throw new CannotRun("the project's settings forbid it: .bulkhead.yaml says learn: off");
  return project;
}

/** The names of the services that can be asked for. */
export function serviceNames({ services }: Project): readonly string[] {
  return services.filter(({ kind }) => kind === "service").map(({ name }) => name);
}
