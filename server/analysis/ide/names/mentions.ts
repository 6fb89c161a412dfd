import type { Lookup } from "../../compose/project/source-files.ts";
import type { Analysis } from "../../run/analysis.ts";
import type { ParseCache } from "../../run/cache.ts";
import { composeMentions } from "./compose-mentions.ts";
import { dockerfileMentions } from "./dockerfile-mentions.ts";
import type { Mention } from "./mention.ts";

/** An analysis, and the texts that it was made of. */
export interface NamedFiles {
  readonly analysis: Analysis;
  readonly cache: ParseCache;
  readonly lookup: Lookup;
}

/** Every mention in the Compose files and Dockerfiles that an analysis was made of, file by file. */
export function mentionsOf({ analysis, cache, lookup }: NamedFiles): readonly Mention[] {
  const { kind, project, names, file } = analysis;
  const read = (uri: string): string | undefined => lookup(uri) ?? undefined;
  if (kind === "dockerfile") return mentionsInDockerfile(file, read(file), cache);
  if (kind !== "compose" || project === undefined) return [];
  const dockerfiles = new Map(project.services.map(({ name, build }) => [name, build] as const));
  const around = {
    isBase: (uri: string) => names?.bases.has(uri) === true,
    dockerfileOf: (service: string) => {
      const build = dockerfiles.get(service);
      return build?.inline ? undefined : build?.dockerfile;
    },
  };
  return [
    ...project.files.flatMap((uri) => {
      const text = read(uri);
      return text === undefined ? [] : composeMentions(cache.compose(uri, text), around);
    }),
    ...[...project.dockerfiles.keys()].flatMap((uri) => mentionsInDockerfile(uri, read(uri), cache)),
  ];
}

function mentionsInDockerfile(file: string, text: string | undefined, cache: ParseCache): readonly Mention[] {
  return text === undefined ? [] : dockerfileMentions(cache.dockerfile(file, text));
}
