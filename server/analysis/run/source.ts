import type { AllowText } from "../model/allow-comment.ts";
import { type AllowChange, type Change, isServiceChange, type ServiceChange } from "../model/change.ts";
import type { Edit } from "../text/edit.ts";
import type { Place } from "../text/span.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";

/** What a comment covers: the places in a range of a file, and all that is about a container. */
export interface Cover extends Place {
  readonly service?: string;
}

/** A comment that allows findings, with what it covers. */
export interface FoundAllow {
  readonly allow: AllowText;
  readonly cover: Cover;
}

/** One of the texts that an analysis is made of, whatever its syntax is: its comments may allow findings, and fixes may change it. */
export interface Source {
  /** The URI of the file; two sources may stand in one file, such as a Dockerfile in a Compose file. */
  readonly file: string;
  /** Whether the containers are declared here, so that a rule about containers that finds nothing under a comment never will. */
  readonly holdsContainers: boolean;
  /** Set on a file of a Compose project, which may take away what another one of the project says. */
  readonly layer?: YamlFile;
  /** The comments that allow findings, in the order of the file. */
  allows(): readonly FoundAllow[];
  /** The edits that make the changes, all or none; undefined where that cannot be had, also for changes that belong in another syntax. */
  edits(changes: readonly Change[]): readonly Edit[] | undefined;
}

/** Comments that a file's syntax found, which know their range and not the file. */
export function allowsOf(
  file: string,
  found: readonly { readonly allow: AllowText; readonly cover: Omit<Cover, "file"> }[],
): readonly FoundAllow[] {
  return found.map(({ allow, cover }) => ({ allow, cover: { file, ...cover } }));
}

/** Edits of a file that declares containers, by an editor of its syntax. No other editor makes changes that belong elsewhere. */
export function editsOfContainers(
  edit: (changes: readonly (ServiceChange | AllowChange)[]) => readonly Edit[] | undefined,
): Source["edits"] {
  return (changes) => {
    const own = changes.filter((change) => change.do === "allow" || isServiceChange(change));
    return own.length < changes.length ? undefined : edit(own);
  };
}
