import type { DockerfileTree, Instruction } from "../../dockerfile/syntax/tree.ts";
import { type DockerfileKey, dockerfileKey } from "../../facts/dockerfile-keys.ts";
import { knownValue } from "../../model/setting.ts";
import type { Dockerfile, Stage } from "../../model/stage.ts";
import { parseUser } from "../../model/user.ts";
import { type Place, touches } from "../../text/span.ts";
import { type Card, cardMarkdown, code, defaultWords } from "./card.ts";
import type { Explained } from "./explained.ts";
import { imageCard } from "./image.ts";
import { ruleWords } from "./key-rules.ts";
import { userCard } from "./user.ts";

/** Explains what stands at an offset of a Dockerfile: an instruction's keyword, a flag, a user, a directive. */
export function explainDockerfile(
  tree: DockerfileTree,
  dockerfile: Dockerfile | undefined,
  offset: number,
): Explained | undefined {
  const directive = tree.directives.find(({ at }) => touches(at, offset));
  if (directive) return explained(directive.at, keyCard(`# ${directive.name}`));
  const outer = tree.instructions.find(({ whole }) => touches(whole, offset));
  const instruction = outer && innermost(outer, offset);
  return instruction && explainInstruction(instruction, dockerfile, offset);
}

/** What an instruction, a flag or a directive does. */
export function dockerfileKeyCard(known: DockerfileKey): Card {
  const rule = ruleWords(known.name);
  return {
    title: code(known.name),
    facts: [known.since && `since Dockerfile ${known.since}`],
    text: known.hover,
    parts: [
      ["Default", defaultWords(known.default)],
      ["Forms", known.forms.map(code).join(", ")],
      ["Risk", known.risk],
      ...rule.parts,
    ],
    links: [...known.sources.slice(0, 1), ...rule.links],
    specific: false,
  };
}

/** `ONBUILD` and `HEALTHCHECK` hold an instruction, which never holds a further one of their kind. */
function innermost(outer: Instruction, offset: number): Instruction {
  return outer.inner && touches(outer.inner.whole, offset) ? outer.inner : outer;
}

function explainInstruction(
  instruction: Instruction,
  dockerfile: Dockerfile | undefined,
  offset: number,
): Explained | undefined {
  const { keyword, at, flags } = instruction;
  if (touches(at, offset)) return explained(at, keyCard(keyword));
  const flag = flags.find((one) => touches(one.at, offset));
  if (flag) return explained(flag.at, keyCard(`${keyword} --${flag.name}=${flag.value}`));
  const stages = dockerfile?.stages ?? [];
  if (keyword === "USER") {
    const found = stages.flatMap(({ users }) => users).find((user) => touches(user.at, offset));
    const user = found && knownValue(found.user);
    return found && explained(found.at, user && userCard(parseUser(user.text)));
  }
  if (keyword !== "FROM") return undefined;
  const stage = stages.find(({ baseAt }) => touches(baseAt, offset));
  return stage && explained(stage.baseAt, baseCard(stage));
}

/** A stage that is built from another one is no image. */
function baseCard({ image, profile, parent }: Stage): Card | undefined {
  const base = parent ? undefined : knownValue(image);
  return base && profile ? imageCard(base.text, profile) : undefined;
}

function explained(at: Place, card: Card | undefined): Explained | undefined {
  return card && { at, markdown: cardMarkdown(card), specific: card.specific };
}

function keyCard(name: string): Card | undefined {
  const known = dockerfileKey(name);
  return known && dockerfileKeyCard(known);
}
