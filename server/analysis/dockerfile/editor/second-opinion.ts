import { DockerfileParser } from "dockerfile-ast";
import { Lines } from "../../text/lines.ts";
import type { DockerfileTree } from "../syntax/tree.ts";

/** The other parser takes up to two microseconds a character. UTF-16 code units. */
const LONGEST_TEXT = 131_072;
/** It looks for each comment's stage among all stages, a tenth of a microsecond for each pair. */
const MOST_PAIRS = 500_000;

const opinions = new WeakMap<DockerfileTree, boolean>();

/**
 * Whether `dockerfile-ast`, a parser that others wrote, finds the same instructions at the same places as the tree has them.
 * False for texts that would keep it busy for more than a moment. It is asked once for a tree.
 */
export function isReadAlike(tree: DockerfileTree): boolean {
  const known = opinions.get(tree);
  if (known !== undefined) return known;
  const opinion = isShortEnough(tree) && agrees(tree);
  opinions.set(tree, opinion);
  return opinion;
}

function isShortEnough({ text, instructions, comments }: DockerfileTree): boolean {
  const stages = instructions.filter(({ keyword }) => keyword === "FROM").length;
  return text.length <= LONGEST_TEXT && stages * comments.length <= MOST_PAIRS;
}

function agrees({ text, instructions }: DockerfileTree): boolean {
  const lines = new Lines(text);
  const offset = ({ line, character }: { readonly line: number; readonly character: number }): number =>
    lines.offsetAt({ line, column: character });
  const others = otherInstructions(text);
  return (
    others?.length === instructions.length &&
    instructions.every(({ keyword, whole }, index) => {
      const other = others[index];
      const range = other?.getRange();
      return (
        other?.getKeyword() === keyword &&
        range !== undefined &&
        offset(range.start) === whole.start &&
        offset(range.end) === whole.end
      );
    })
  );
}

/** Undefined where the other parser falls over the text, which counts as another opinion and must not end ours. */
function otherInstructions(
  text: string,
): ReturnType<ReturnType<typeof DockerfileParser.parse>["getInstructions"]> | undefined {
  try {
    return DockerfileParser.parse(text).getInstructions();
  } catch {
    return undefined;
  }
}
