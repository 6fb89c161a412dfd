import type { Analysis } from "../analysis/run/analysis.ts";

/** The Compose files and Dockerfiles that an analysis is about. */
export function filesOf({ file, project }: Analysis): readonly string[] {
  return [...new Set([file, ...(project?.files ?? []), ...(project?.dockerfiles.keys() ?? [])])];
}
