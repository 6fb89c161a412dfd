import { MappedText, type Piece } from "../../text/mapped-text.ts";
import { parseYamlFile } from "../../yaml/parse.ts";
import { scalarText } from "../../yaml/scalar-text.ts";
import type { Node, Scalar } from "../../yaml/tree.ts";
import { mentionsEngine } from "./detect.ts";
import { type ScriptPart, withReplaced } from "./script-part.ts";

/**
 * The scripts that stand in the keys of a pipeline's YAML, each a piece of its own: `run` of GitHub's workflows and actions, `script` and its kin of
 * GitLab's. What the service puts in before the shell reads it, `${{ … }}`, is a variable that nobody sets.
 * Sources: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsrun,
 * https://docs.gitlab.com/ci/yaml/#script
 */
export function pipelineParts(file: string, text: string, keys: ReadonlySet<string>): readonly ScriptPart[] {
  const { documents } = parseYamlFile(file, text);
  const scripts: Scalar[] = [];
  const seen = new Set<Node>();
  for (const { root } of documents) if (root !== undefined) collect(root, keys, seen, scripts);
  return scripts.flatMap((scalar): readonly ScriptPart[] =>
    mentionsEngine(scalar.text)
      ? [{ source: withoutExpressions(scalarText(text, scalar)), comments: commentsIn(scalar) }]
      : [],
  );
}

/** The keys whose values are scripts, by the kind of pipeline. */
export const WORKFLOW_SCRIPTS: ReadonlySet<string> = new Set(["run"]);
export const GITLAB_SCRIPTS: ReadonlySet<string> = new Set(["script", "before_script", "after_script"]);

/** A block of its own lines takes a comment of the shell's on a line above a command. */
function commentsIn({ quotes }: Scalar): ScriptPart["comments"] {
  return quotes === "literal" ? "#" : undefined;
}

function collect(root: Node, keys: ReadonlySet<string>, seen: Set<Node>, scripts: Scalar[]): void {
  const waiting: { readonly node: Node; readonly isScript: boolean }[] = [{ node: root, isScript: false }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, isScript } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "scalar") {
      if (isScript) scripts.push(node);
    } else if (node.kind === "sequence") {
      for (const { value } of node.items.toReversed()) waiting.push({ node: value, isScript });
    } else {
      for (const [name, { value }] of [...node.entries].toReversed()) {
        waiting.push({ node: value, isScript: keys.has(name) && value.kind !== "mapping" });
      }
    }
  }
}

function withoutExpressions(source: MappedText): MappedText {
  if (!source.text.includes("${{")) return source;
  const pieces: readonly Piece[] = withReplaced(
    source.text,
    { start: 0, end: source.text.length },
    /\$\{\{([^}\n]{0,300})\}\}/g,
    ([, expression = ""]) => `\${${expression.trim().replace(/\W/g, "_") || "_"}}`,
  );
  return MappedText.of(pieces, 0).within(source);
}
