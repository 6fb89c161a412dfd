import type { DockerfileTree, Instruction } from "../../dockerfile/syntax/tree.ts";
import { dockerfileKey } from "../../facts/dockerfile-keys.ts";
import type { Dockerfile } from "../../model/stage.ts";
import { cardMarkdown } from "../hover/card.ts";
import { dockerfileKeyCard } from "../hover/dockerfile.ts";
import type { Completion, Item } from "./item.ts";
import { userItems } from "./user.ts";

/** What can be written at an offset of a Dockerfile: the user of a `USER`, and the flags of a `RUN` that are about its isolation. */
export function dockerfileCompletion(
  tree: DockerfileTree,
  dockerfile: Dockerfile | undefined,
  offset: number,
): Completion | undefined {
  const instruction = instructionAt(tree, offset);
  const before = instruction && tree.text.slice(instruction.at.end, offset);
  if (instruction === undefined || before === undefined) return undefined;
  const [, typed] = BEFORE.get(instruction.keyword)?.exec(before) ?? [];
  if (typed === undefined) return undefined;
  const [rest = ""] = /^[^\s]*/.exec(tree.text.slice(offset, instruction.whole.end)) ?? [];
  const at = { file: tree.file, start: offset - typed.length, end: offset + rest.length };
  const stage = dockerfile?.stages.findLast((one) => one.at.start < offset);
  return { at, items: instruction.keyword === "USER" ? userItems(stage?.profile) : RUN_FLAGS };
}

/** Blanks behind an instruction are no part of it, but that is where its next word is typed. */
function instructionAt({ instructions, text }: DockerfileTree, offset: number): Instruction | undefined {
  const outer = instructions.findLast(({ at }) => at.end < offset);
  const instruction = outer?.inner && outer.inner.at.end < offset ? outer.inner : outer;
  return instruction && /^[ \t]*$/.test(text.slice(instruction.whole.end, offset)) ? instruction : undefined;
}

/** What may stand between the keyword and the cursor; the group is the word that the cursor is in. */
const BEFORE: ReadonlyMap<string, RegExp> = new Map([
  ["USER", /^[ \t]+([^\s]*)$/],
  ["RUN", /^(?:[ \t]+--[^\s]+)*[ \t]+(--[^\s]*)$/],
]);

/** The safest first. */
const RUN_FLAGS: readonly Item[] = [
  flag("--network=none", "no network for this step"),
  flag("--mount=type=secret,id=", "a secret that stays out of the image"),
  flag("--mount=type=ssh", "an ssh-agent that the step may use"),
  flag("--mount=type=cache,target=", "a cache that builds share"),
  flag("--mount=type=bind,target=", "files of the context, without copying them"),
  flag("--mount=type=tmpfs,target=", "memory for this step"),
  flag("--network=default", "the builder's network, as without the flag"),
  flag("--security=sandbox", "as without the flag"),
  flag("--network=host", "⚠ the builder's own network"),
  flag("--security=insecure", "⚠ a privileged step"),
];

function flag(text: string, detail: string): Item {
  const known = dockerfileKey(`RUN ${text}`);
  return { text, detail, ...(known ? { documentation: cardMarkdown(dockerfileKeyCard(known)) } : {}) };
}
