import type { MappedText } from "../../text/mapped-text.ts";
import type { Place } from "../../text/span.ts";
import type { Argument, DockerfileTree, Flag, Heredoc, Instruction } from "./tree.ts";

/**
 * A Dockerfile that stands within another file: the same tree with the places of that file. The tree was parsed of the text of `source`, which knows where
 * it stands in `file`; `whole` is the text of that file.
 */
export function relocated(tree: DockerfileTree, file: string, source: MappedText, whole: string): DockerfileTree {
  const place = ({ start, end }: Place): Place => ({ file, ...source.span(start, end) });
  const flag = (one: Flag): Flag => ({ ...one, at: place(one.at) });
  const argument = (one: Argument): Argument => ({ ...one, at: place(one.at), source: one.source.within(source) });
  const heredoc = (one: Heredoc): Heredoc => ({ ...one, at: place(one.at), body: one.body.within(source) });
  const instruction = ({ inner, ...one }: Instruction): Instruction => ({
    ...one,
    at: place(one.at),
    whole: place(one.whole),
    flags: one.flags.map(flag),
    rest: one.rest.within(source),
    arguments: one.arguments.map(argument),
    heredocs: one.heredocs.map(heredoc),
    ...(inner ? { inner: instruction(inner) } : {}),
  });
  return {
    file,
    text: whole,
    escapedBy: tree.escapedBy,
    directives: tree.directives.map((one) => ({ ...one, at: place(one.at) })),
    comments: tree.comments.map((one) => ({ ...one, at: place(one.at) })),
    instructions: tree.instructions.map(instruction),
    inputErrors: tree.inputErrors.map((one) => ({ ...one, at: place(one.at) })),
  };
}
