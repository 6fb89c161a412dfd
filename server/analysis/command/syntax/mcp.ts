import { type JsonFile, type JsonPath, objectOf } from "../../json/json-file.ts";
import { parseJson } from "../../json/parse.ts";
import { parseExec } from "../../shell/parse.ts";
import type { Command, Word, WordPiece } from "../../shell/script.ts";
import { isPosixShell } from "../../shell/shells.ts";
import { peel } from "../../shell/wrappers.ts";
import type { Place } from "../../text/span.ts";
import { scalarText } from "../../yaml/scalar-text.ts";
import { entryOf, type Mapping, type Node, nodeAt, type Scalar } from "../../yaml/tree.ts";
import { readContainerCommand } from "./container-command.ts";
import { scalarOf } from "./scalar.ts";
import type { ContainerCommand, Flag } from "./tree.ts";

/** What a file of a client of the Model Context Protocol has it start, as far as that are containers. */
export interface McpFile {
  readonly json: JsonFile;
  readonly commands: readonly ContainerCommand[];
}

/**
 * The servers of a file whose `command` is a program that starts containers: `args` are its words, which no shell reads, and `env` are variables that it gets.
 * Clients read JSON without comments but for VS Code, whose file has its servers below `servers`; in all others they stand below `mcpServers`, or on top.
 */
export function readMcpFile(file: string, text: string): McpFile {
  const json = parseJson(file, text);
  const root = objectOf(json);
  const found = PLACES.find((path) => nodeAt(root, ...path)?.kind === "mapping");
  const around = found === undefined ? root : nodeAt(root, ...found);
  if (around?.kind !== "mapping") return { json, commands: [] };
  const comments = found?.at(-1) === "servers" ? ("//" as const) : undefined;
  const commands = [...around.entries].flatMap(([name, { value }]): readonly ContainerCommand[] => {
    if (value.kind !== "mapping") return [];
    const command = commandOf(value, text);
    if (command === undefined) return commandsInScript(value, text).map((one) => ({ ...one, comments: undefined }));
    return [{ ...command, comments, words: [...(found ?? []), name, "args"] as JsonPath }];
  });
  return { json, commands };
}

const PLACES = [["mcpServers"], ["servers"], ["mcp", "servers"]] as const;

function commandOf(server: Mapping, text: string): Omit<ContainerCommand, "comments" | "words"> | undefined {
  const program = nodeAt(server, "command");
  const args = entryOf(server, "args")?.value;
  if (!isText(program) || args?.kind !== "sequence") return undefined;
  const words = args.items.map(({ value }) => (isText(value) ? wordOf(value, text) : unknownWord(value)));
  const all = [program.at, { ...args.at, ...(args.whole ?? args.at) }];
  const { name, rest } = withoutWrappers(program, words);
  const command: Command = {
    name,
    program: program.text,
    at: around(all),
    words: rest,
    assignments: assignmentsIn(server, text),
    ...{ substitutions: [], redirects: [], through: [], wrappers: [] },
  };
  const read = readContainerCommand(command, text);
  return (
    read && { ...read, whole: around(all), flags: read.flags.map((flag) => withValue(flag, command)), isExample: false }
  );
}

/** The commands in the script that a server is, `"command": "sh", "args": ["-c", "docker run …"]`. Nothing there is a word of the file's that could be changed. */
function commandsInScript(server: Mapping, text: string): readonly Omit<ContainerCommand, "comments">[] {
  const program = nodeAt(server, "command");
  const args = nodeAt(server, "args");
  if (!isText(program) || args?.kind !== "sequence" || !isPosixShell(program.text)) return [];
  const words = args.items.flatMap(({ value }) => (isText(value) ? [value] : []));
  if (words.length < args.items.length) return [];
  const exec = [program, ...words].map((word) => ({ text: word.text, at: word.at, source: scalarText(text, word) }));
  return parseExec(program.at.file, exec, () => undefined).commands.flatMap((command) => {
    const read = readContainerCommand(command, text);
    return read === undefined ? [] : [{ ...read, isExample: false }];
  });
}

/** The program that is started in the end, also by `env`, `sudo` or `wsl`, and its words. */
function withoutWrappers(
  program: Scalar,
  words: readonly Word[],
): { readonly name: string; readonly rest: readonly Word[] } {
  const first = { text: nameOf(program.text), source: program.text, at: program.at };
  const [own = first, ...rest] = peel([first, ...words]).words;
  return { name: nameOf(own.text ?? ""), rest };
}

/** The name of a program without its directory and without `.exe`. */
function nameOf(program: string): string {
  return program.replace(/^.*[\\/]/, "").replace(/\.exe$/i, "");
}

function around(places: readonly Place[]): Place {
  const [first] = places;
  const start = Math.min(...places.map((place) => place.start));
  return { file: first?.file ?? "", start, end: Math.max(...places.map(({ end }) => end)) };
}

function assignmentsIn(server: Mapping, text: string): Command["assignments"] {
  const variables = nodeAt(server, "env");
  if (variables?.kind !== "mapping") return [];
  return [...variables.entries].flatMap(([name, { value }]) =>
    isText(value) ? [{ name, value: wordOf(value, text) }] : [],
  );
}

/** `-e NAME` takes the value from the program's own variables, which stand beside it. */
function withValue(flag: Flag, { assignments }: Command): Flag {
  if (flag.fact.name !== "env" || flag.value.text.includes("=")) return flag;
  const given = assignments.find(({ name }) => name === flag.value.text)?.value;
  if (given === undefined) return flag;
  const value = scalarOf({ word: given, text: "" });
  const { written, unknown } = value;
  const before = `${flag.value.text}=`;
  return {
    ...flag,
    value: {
      ...value,
      text: before + value.text,
      derived: "filled",
      ...(unknown === undefined ? {} : { unknown }),
      ...(written === undefined ? {} : { written: { ...written, literal: before + written.literal } }),
    },
  };
}

/** A text of the file as a word, with its variables: `${NAME}`, `${NAME:-default}`, `$NAME`, `${env:NAME}`, `${input:id}`, `${workspaceFolder}`. */
function wordOf({ at, text: content }: Scalar, text: string): Word {
  const inner = { ...at, start: at.start + 1, end: Math.max(at.start + 1, at.end - 1) };
  const source = text.slice(inner.start, inner.end);
  const pieces = piecesOf(content, content === source);
  const isKnown = pieces.every((piece) => piece.text !== undefined);
  return { text: isKnown ? pieces.map((piece) => piece.text).join("") : undefined, source, at: inner, pieces };
}

function piecesOf(text: string, isLiteral: boolean): readonly WordPiece[] {
  const pieces: WordPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(/\$\{([^{}]+)\}|\$([A-Za-z_]\w*)/g)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), splits: false, isLiteral });
    pieces.push(variable(match[0], match[1] ?? match[2] ?? ""));
    from = match.index + match[0].length;
  }
  if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from), splits: false, isLiteral });
  return pieces;
}

function variable(written: string, inner: string): WordPiece {
  const [name = "", otherwise] = inner.split(":-");
  if (otherwise !== undefined) return { text: otherwise, splits: false, isDefault: true, isLiteral: false };
  const plain = name.replace(/^env:/, "");
  const isHome = plain === "userHome" || plain === "HOME" || plain === "USERPROFILE";
  const unknown = isHome ? "HOME" : LOGIN.has(plain) ? plain : written;
  return { text: undefined, unknown, splits: false, isLiteral: false };
}

/** Variables that a login sets, which the model knows by their names. */
const LOGIN: ReadonlySet<string> = new Set(["SSH_AUTH_SOCK", "XDG_RUNTIME_DIR", "USER"]);

function unknownWord({ at }: Node): Word {
  return {
    text: undefined,
    source: "",
    at,
    pieces: [{ text: undefined, unknown: "a word", splits: false, isLiteral: false }],
  };
}

function isText(node: Node | undefined): node is Scalar {
  return node?.kind === "scalar" && node.quotes === "double";
}
