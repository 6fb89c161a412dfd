import { editDockerfile } from "../../dockerfile/editor/editor.ts";
import type { DockerfileTree } from "../../dockerfile/syntax/tree.ts";
import { allowIn } from "../../model/allow-comment.ts";
import { isStageChange } from "../../model/change.ts";
import { countWhile } from "../../text/sorted.ts";
import type { Span } from "../../text/span.ts";
import type { FoundAllow, Source } from "../source.ts";

/** A Dockerfile as a source. `within` is its extent in another file that holds it, which no editor writes into. */
export function dockerfileSource(tree: DockerfileTree, within?: Span): Source {
  return {
    file: tree.file,
    holdsContainers: false,
    allows: () => allowsIn(tree, within),
    edits: (changes) => {
      const own = changes.filter((change) => change.do === "allow" || isStageChange(change));
      return within !== undefined || own.length < changes.length ? undefined : editDockerfile(tree, own);
    },
  };
}

function allowsIn(
  { file, text, comments, instructions }: DockerfileTree,
  within: Span = { start: 0, end: text.length },
): FoundAllow[] {
  const first = instructions[0];
  const stages = instructions.filter(({ keyword }) => keyword === "FROM");
  return comments.flatMap(({ at }) => {
    const allow = allowIn(text, at);
    if (!allow) return [];
    if (!first || at.start < first.at.start) return [{ allow, cover: { file, start: within.start, end: within.end } }];
    const next =
      instructions[countWhile(instructions.length, (index) => (instructions[index]?.whole.end ?? 0) <= at.start)];
    if (next?.keyword !== "FROM" || next.at.start < at.start) return [{ allow, cover: next?.whole ?? at }];
    const following =
      stages[countWhile(stages.length, (index) => (stages[index]?.whole.start ?? 0) <= next.whole.start)];
    return [{ allow, cover: { file, start: next.whole.start, end: following?.whole.start ?? within.end } }];
  });
}
