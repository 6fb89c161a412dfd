import { parseExec, parseScript } from "../../shell/parse.ts";
import type { Script } from "../../shell/script.ts";
import { MappedText } from "../../text/mapped-text.ts";
import type { Heredoc, Instruction } from "../syntax/tree.ts";
import type { Command, StageBuilder } from "./stage-builder.ts";

/** The program and arguments that `CMD` or `ENTRYPOINT` names; the shell form runs through the stage's shell, an empty one is none. */
export function commandOf(draft: StageBuilder, instruction: Instruction): Command {
  const { json, rest, arguments: words } = instruction;
  const at = { file: draft.file, ...rest.span(0, rest.text.length) };
  const texts = json ? words.map(({ text }) => text) : rest.text === "" ? [] : [...draft.shell, rest.text];
  return { state: "known", origin: "dockerfile", at, value: texts.length > 0 ? texts : null };
}

/**
 * The commands of the instruction, parsed when they are asked for. `variables` tells what the shell finds in its environment: `ARG` and `ENV` in a
 * `RUN`, `ENV` alone in a container.
 */
export function scriptOf(draft: StageBuilder, instruction: Instruction, variables: "all" | "ENV"): () => Script {
  const { file, shell, scope } = draft;
  const lookup = scope.variables(variables);
  const certain = variables === "all";
  let script: Script | undefined;
  return () => {
    script ??= instruction.json
      ? parseExec(file, instruction.arguments, lookup, certain)
      : parseScript({ file, shell, source: shellText(instruction), variables: lookup, certain });
    return script;
  };
}

/**
 * What the shell is given. A here-document by itself is the script; behind a command it goes with its terminator.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go (dispatchRun).
 */
function shellText({ rest, heredocs }: Instruction): MappedText {
  const first = heredocs[0];
  if (!first) return rest;
  const alone =
    heredocs.length === 1 && rest.span(0, rest.text.length).end === first.at.end && rest.offset(0) === first.at.start;
  if (alone) return first.body;
  return MappedText.concat([rest, ...heredocs.flatMap((heredoc) => withTerminator(heredoc))]);
}

/** The line endings and the terminator are nothing to point at, and so take up no room. */
function withTerminator({ body, name, at }: Heredoc): readonly MappedText[] {
  const between = (text: string, from: number): MappedText => MappedText.of([{ text, from, width: 0 }], from);
  return [between("\n", at.end), body, between(`${name}\n`, body.offset(body.text.length))];
}
