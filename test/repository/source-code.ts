import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { ROOT } from "../../scripts/build.ts";

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
