import { resolveDockerfile } from "../../dockerfile/resolve/resolve.ts";
import { isDockerfileName, whyNotDockerfile } from "../../dockerfile/syntax/detect.ts";
import type { Instruction } from "../../dockerfile/syntax/tree.ts";
import { directoryOf } from "../../text/uri.ts";
import type { Analysis } from "../analysis.ts";
import { buildContext } from "../build-context.ts";
import { findingsOf, shownInputErrors } from "../findings.ts";
import { dockerfileSubjects } from "../run-rules.ts";
import { dockerfileSource } from "./dockerfile-source.ts";
import { type DoorReader, noting, notOurs } from "./door-reader.ts";

/** Dockerfiles, by their name or the editor's word. */
export const dockerfileEntryReader: DoorReader = {
  kind: "dockerfile",
  prepare({ file, text, lookup, config, options }) {
    const { language } = options;
    if (language !== "dockerfile" && (language !== undefined || !isDockerfileName(file))) return undefined;
    const tree = options.cache.dockerfile(file, text);
    const why = whyNotDockerfile(tree);
    if (why !== undefined) return notOurs(file, [], [], why);
    const needs = new Set<string>();
    const copies = tree.instructions.filter(takesFromContext);
    const copied = copies.flatMap(({ arguments: words }) => words.slice(0, -1).map(({ text }) => text));
    const context =
      copies.length > 0
        ? buildContext(directoryOf(file), file, { named: [], copied }, noting(lookup, needs))
        : undefined;
    const analysis = (): Analysis => {
      const { dockerfile: alone, inputErrors } = resolveDockerfile(tree, { args: new Map() });
      const dockerfile = context === undefined ? alone : { ...alone, context };
      return {
        ...{ kind: "dockerfile", file, dockerfile, needs: [...needs], refusals: dockerfile.refusals },
        inputErrors: shownInputErrors([...tree.inputErrors, ...inputErrors], [file], config),
        ...findingsOf([file], dockerfileSubjects(dockerfile), [dockerfileSource(tree)], config, options),
      };
    };
    return { needs: [...needs], analysis };
  },
};

function takesFromContext({ keyword, flags, inner }: Instruction): boolean {
  if (keyword === "ONBUILD" && inner) return takesFromContext(inner);
  return (keyword === "COPY" || keyword === "ADD") && !flags.some(({ name }) => name === "from");
}
