import { type Evidence, evidenceUri, readEvidence } from "../analysis/learned/file.ts";
import type { Project } from "../analysis/model/project.ts";
import { CannotRun } from "../entries/cannot-run.ts";
import type { FileSources } from "../entries/sources.ts";

/** The evidence that lies beside a project. Throws `CannotRun` for a file that is none: it would be replaced by one that lacks what it holds. */
export function evidenceBeside(project: Project, sources: FileSources): Evidence {
  const uri = evidenceUri(project.files[0] ?? project.file);
  const text = sources.read(uri);
  const evidence = text === null ? new Map() : readEvidence(text);
  if (evidence !== undefined) return evidence;
  throw new CannotRun(`${sources.name(uri)} holds no evidence that can be read, or that of a later version`);
}
