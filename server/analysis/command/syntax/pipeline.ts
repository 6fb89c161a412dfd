import type { ShellVariables } from "../../shell/environment.ts";
import { MappedText, type Piece } from "../../text/mapped-text.ts";
import { asWord } from "../../yaml/scalar.ts";
import { scalarText } from "../../yaml/scalar-text.ts";
import { type Mapping, type Node, nodeAt, type Scalar, scalarAt } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { mentionsEngine } from "./detect.ts";
import { type ScriptPart, withReplaced } from "./script-part.ts";

/**
 * The scripts that stand in the keys of a pipeline's YAML, each a piece of its own: `run` of GitHub's workflows and actions, `script` and its kin of
 * GitLab's. What the service puts in before the shell reads it, `${{ … }}`, is a variable; those that a workflow's `env` sets are known.
 * Sources: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsrun,
 * https://docs.gitlab.com/ci/yaml/#script
 */
export function pipelineParts({ documents, text }: YamlFile, keys: ReadonlySet<string>): readonly ScriptPart[] {
  const scripts: Found[] = [];
  const seen = new Set<Node>();
  // What a step writes to that file, later steps have among their variables.
  const around: Around = { variables: () => undefined, isFixed: !text.includes("GITHUB_ENV"), isPowerShell: false };
  for (const { root } of documents) if (root !== undefined) collect(root, keys, seen, around, scripts);
  return scripts.flatMap(({ scalar, around: { variables, isPowerShell } }): readonly ScriptPart[] => {
    if (!mentionsEngine(scalar.text)) return [];
    const source = withoutExpressions(scalarText(text, scalar));
    return [{ source: isPowerShell ? withBackslashes(source) : source, comments: commentsIn(scalar), variables }];
  });
}

interface Found {
  readonly scalar: Scalar;
  readonly around: Around;
}

/** What the mappings around a script say of it. */
interface Around {
  /** What `env` sets. */
  readonly variables: ShellVariables;
  /** Whether no step changes the variables of the workflow. */
  readonly isFixed: boolean;
  readonly isPowerShell: boolean;
}

/** The keys whose values are scripts, by the kind of pipeline. */
export const WORKFLOW_SCRIPTS: ReadonlySet<string> = new Set(["run"]);
export const GITLAB_SCRIPTS: ReadonlySet<string> = new Set(["script", "before_script", "after_script"]);

/** A block of its own lines takes a comment of the shell's on a line above a command. */
function commentsIn({ quotes }: Scalar): ScriptPart["comments"] {
  return quotes === "literal" ? "#" : undefined;
}

function collect(root: Node, keys: ReadonlySet<string>, seen: Set<Node>, outermost: Around, scripts: Found[]): void {
  const waiting: { readonly node: Node; readonly isScript: boolean; readonly around: Around }[] = [
    { node: root, isScript: false, around: outermost },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, isScript } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "scalar") {
      if (isScript) scripts.push({ scalar: node, around: next.around });
    } else if (node.kind === "sequence") {
      for (const { value } of node.items.toReversed()) waiting.push({ node: value, isScript, around: next.around });
    } else {
      const around = keys === WORKFLOW_SCRIPTS ? within(node, next.around) : next.around;
      for (const [name, { value }] of [...node.entries].toReversed()) {
        waiting.push({ node: value, isScript: keys.has(name) && value.kind !== "mapping", around });
      }
    }
  }
}

/** What a workflow, a job or a step says of the scripts in it: its variables, and its shell, which on Windows is PowerShell. */
function within(node: Mapping, outer: Around): Around {
  const variables = nodeAt(node, "env");
  const shell = scalarAt(node, "shell") ?? scalarAt(node, "defaults", "run", "shell");
  const runner = scalarAt(node, "runs-on");
  if (variables?.kind !== "mapping" && shell === undefined && runner === undefined) return outer;
  const own = variables?.kind === "mapping" ? variables.entries : undefined;
  const isKnown = node.entries.has("run") || outer.isFixed;
  return {
    ...outer,
    variables: (name) => {
      const value = own?.get(name)?.value;
      return value === undefined ? outer.variables(name) : heldBy(value, isKnown);
    },
    isPowerShell:
      shell === undefined
        ? outer.isPowerShell || runner?.text.startsWith("windows") === true
        : /^(?:pwsh|powershell)\b/.test(shell.text),
  };
}

/** What a variable holds; unknown where an expression decides, or a step may set it anew. */
function heldBy(value: Node, isKnown: boolean): ReturnType<ShellVariables> {
  return isKnown && value.kind === "scalar" && !value.text.includes("${{")
    ? { state: "known", value: asWord(value) }
    : { state: "unknown" };
}

/** PowerShell continues a line behind a blank and a backquote, where a shell has a backslash. What is as long as what it replaces counts as the same. */
function withBackslashes(source: MappedText): MappedText {
  const span = { start: 0, end: source.text.length };
  return MappedText.of(
    withReplaced(source.text, span, / `(?=\r?\n)/g, () => "\\"),
    0,
  ).within(source);
}

/** What a pipeline's service puts into a text, with what stands between the braces. */
export const EXPRESSION = /\$\{\{([^}\n]{0,300})\}\}/g;

function withoutExpressions(source: MappedText): MappedText {
  if (!source.text.includes("${{")) return source;
  const pieces: readonly Piece[] = withReplaced(
    source.text,
    { start: 0, end: source.text.length },
    EXPRESSION,
    ([, expression = ""]) =>
      `\${${
        expression
          .trim()
          .replace(/^env\./, "")
          .replace(/\W/g, "_") || "_"
      }}`,
  );
  return MappedText.of(pieces, 0).within(source);
}
