import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Argument, type Expression, parseSync, Visitor } from "oxc-parser";
import { ROOT } from "../../scripts/build.ts";
import { templateOf } from "../../server/analysis/text/wording.ts";

/** One import of a source file: of its types alone, of its values, or one that waits until it is needed. */
export interface Import {
  /** The importing file, from the repository's root. */
  readonly from: string;
  /** The imported file from the repository's root, or a package's name with its path. */
  readonly target: string;
}

/** A regular expression as it is written in a source file. */
export interface RegexLiteral {
  readonly source: string;
  readonly flags: string;
  /** One-based. */
  readonly line: number;
}

/** The TypeScript files below folders of the repository, from its root, in order of their names. */
export function sourceFiles(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name.split(path.sep).join("/")}`)
      .sort(),
  );
}

/** Every import and re-export of a file, `import()` included. Throws where that is not a literal, since nobody could judge it. */
export function importsOf(file: string): readonly Import[] {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const { module } = parsed(file, text);
  const names = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => literal(file, text.slice(start, end))),
  ];
  return [...new Set(names)].map((name) => ({ from: file, target: resolved(file, name) }));
}

/** The regular expression literals of a TypeScript text, in their order. */
export function regexLiterals(text: string): readonly RegexLiteral[] {
  const found: RegexLiteral[] = [];
  const visitor = new Visitor({
    Literal(node) {
      if (!("regex" in node)) return;
      const line = text.slice(0, node.start).split("\n").length;
      found.push({ source: node.regex.pattern, flags: node.regex.flags, line });
    },
  });
  visitor.visit(parsed("text.ts", text).program);
  return found;
}

/** A text in a source file that a user would read as it is written. */
export interface ShownText {
  readonly text: string;
  /** One-based. */
  readonly line: number;
}

/**
 * The texts of a TypeScript file of the extension that get to the user past `l10n.t`: what is assigned or given under a name such as `label` or `tooltip`,
 * and what messages, rows and panels are made of. Constants of the file are followed; results of functions are not. A text without a letter is none.
 */
export function shownTexts(text: string): readonly ShownText[] {
  const { program } = parsed("text.ts", text);
  const constants = new Map<string, Expression>();
  const shown: Expression[] = [];
  const visitor = new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type === "Identifier" && init) constants.set(id.name, init);
    },
    AssignmentExpression({ left, right }) {
      if (left.type === "MemberExpression" && left.property.type === "Identifier" && SHOWN.has(left.property.name))
        shown.push(right);
    },
    Property({ key, value }) {
      // What else is a value here is a pattern, which shows nothing.
      if (key.type === "Identifier" && SHOWN.has(key.name)) shown.push(value as Expression);
    },
    NewExpression({ callee, arguments: given }) {
      const at = callee.type === "Identifier" ? MADE_OF.get(callee.name) : undefined;
      const made = at === undefined ? undefined : given[at];
      if (made && made.type !== "SpreadElement") shown.push(made);
    },
    CallExpression({ callee, arguments: given }) {
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
      for (const argument of shownBy(callee.property.name, given))
        if (argument.type !== "SpreadElement") shown.push(argument);
    },
  });
  visitor.visit(program);
  const literals = new Map(shown.flatMap((one) => literalsIn(one, constants)));
  return [...literals]
    .filter(([, value]) => /\p{L}/u.test(value.replace(/\$\([\w~-]+\)/g, "")))
    .map(([start, value]) => ({ text: value, line: text.slice(0, start).split("\n").length }))
    .sort((a, b) => a.line - b.line);
}

/**
 * The texts of which a TypeScript file makes wordings: the templates of its `said`, with `{0}` and so on in the places of their parts, and the literals given
 * to `ours`. Of a file of rules or walls also the messages and verdicts that have no parts.
 */
export function saidTexts(file: string): readonly string[] {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const found: string[] = [];
  const add = (node: Argument | Expression | undefined): void => {
    if (node?.type === "Literal" && typeof node.value === "string") found.push(node.value);
    if (node?.type === "ConditionalExpression") [node.consequent, node.alternate].forEach(add);
  };
  const visitor = new Visitor({
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.type !== "Identifier" || tag.name !== "said") return;
      found.push(templateOf({ pieces: quasi.quasis.map(({ value }) => value.cooked ?? value.raw) }));
    },
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === "Identifier" && callee.name === "ours") add(first);
    },
    Property({ key, value }) {
      if (!/\/(?:rules|walls)\//.test(file) || key.type !== "Identifier") return;
      if (key.name === "message" || key.name === "verdict") add(value as Expression);
    },
  });
  visitor.visit(parsed(file, text).program);
  return found;
}

/** The names under which the editor takes texts that it shows. */
const SHOWN: ReadonlySet<string> = new Set([
  ...["text", "label", "title", "tooltip", "description", "detail", "message", "placeHolder", "placeholder", "prompt"],
  ...["ariaLabel", "textContent", "innerText", "openLabel", "saveLabel"],
]);

/** Which argument of a constructor is shown. */
const MADE_OF: ReadonlyMap<string, number> = new Map([
  ["TreeItem", 0],
  ["MarkdownString", 0],
  ["Diagnostic", 1],
]);

/** The arguments of a method that are shown. The language client shows the errors that it logs, unless it is told not to. */
function shownBy(method: string, given: readonly Argument[]): readonly Argument[] {
  const [first, second, third] = given;
  if (/^show\w+Message$/.test(method)) return given;
  if (method === "createWebviewPanel") return second ? [second] : [];
  if (method === "setAttribute") return second && isNamed(first, "aria-label", "title") ? [second] : [];
  const isQuiet = third?.type === "Literal" && third.value === false;
  return method === "error" && first && second && !isQuiet ? [first] : [];
}

function isNamed(argument: Argument | undefined, ...names: readonly string[]): boolean {
  return argument?.type === "Literal" && typeof argument.value === "string" && names.includes(argument.value);
}

/** The literals that the value of an expression may be made of, by their offsets. */
function literalsIn(
  node: Expression,
  constants: ReadonlyMap<string, Expression>,
  seen: ReadonlySet<string> = new Set(),
): readonly (readonly [number, string])[] {
  const all = (...nodes: readonly Expression[]) => nodes.flatMap((one) => literalsIn(one, constants, seen));
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? [[node.start, node.value]] : [];
    case "TemplateLiteral":
      return [
        ...node.quasis.map(({ start, value }) => [start, value.cooked ?? value.raw] as const),
        ...all(...node.expressions),
      ];
    case "ConditionalExpression":
      return all(node.consequent, node.alternate);
    case "LogicalExpression":
      return node.operator === "&&" ? all(node.right) : all(node.left, node.right);
    case "BinaryExpression":
      return node.operator === "+" ? all(node.left, node.right) : [];
    case "ArrayExpression":
      return all(...node.elements.flatMap((one) => (one && one.type !== "SpreadElement" ? [one] : [])));
    case "CallExpression":
      // `[…].join(" · ")`
      return node.callee.type === "MemberExpression" && node.callee.object.type === "ArrayExpression"
        ? all(node.callee.object)
        : [];
    case "Identifier": {
      const value = seen.has(node.name) ? undefined : constants.get(node.name);
      return value ? literalsIn(value, constants, new Set([...seen, node.name])) : [];
    }
    default:
      return [];
  }
}

function parsed(file: string, text: string): ReturnType<typeof parseSync> {
  const result = parseSync(file, text);
  const [error] = result.errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  return result;
}

function literal(file: string, text: string): string {
  const name = /^"([^"]+)"$/.exec(text)?.[1];
  if (name === undefined) throw new Error(`${file}: import(${text}) is no literal`);
  return name;
}

function resolved(file: string, name: string): string {
  return name.startsWith(".") ? path.posix.join(path.posix.dirname(file), name) : name;
}
