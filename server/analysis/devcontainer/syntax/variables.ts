import { scalarOf } from "../../command/syntax/scalar.ts";
import type { Word, WordPiece } from "../../shell/script.ts";
import type { Scalar } from "../../yaml/tree.ts";

/** What the variables of a file stand for where that is known. */
export interface KnownVariables {
  /** The name of the folder that is opened. */
  readonly localWorkspaceFolderBasename: string;
  /** Where it lies in the container; undefined where that hangs on a variable itself. */
  readonly containerWorkspaceFolder: string | undefined;
}

/**
 * A string of the file as a word, which no shell has split. Variables of the host that every login sets go by their own names; every other is unknown by the
 * spelling that it has here. Source: https://containers.dev/implementors/json_reference/#variables-in-devcontainerjson
 */
export function wordOf(scalar: Scalar, text: string, known: KnownVariables): Word {
  const { at } = scalar;
  const inner = { ...at, start: at.start + 1, end: Math.max(at.start + 1, at.end - 1) };
  const source = text.slice(inner.start, inner.end);
  const pieces = piecesOf(scalar.text, scalar.text === source, known);
  const whole = pieces.every((piece) => piece.text !== undefined)
    ? pieces.map((piece) => piece.text).join("")
    : undefined;
  return { text: whole, source, at: inner, pieces };
}

/** A string of the file as a value, with holes where nobody knows a variable; what is no string stays as it is. */
export function filledIn(scalar: Scalar, text: string, known: KnownVariables): Scalar {
  return scalar.quotes === "double" ? scalarOf({ word: wordOf(scalar, text, known), text }) : scalar;
}

const VARIABLE = /\$\{([A-Za-z]{1,40})(?::([^}:]{0,200})(?::([^}]{0,200}))?)?\}/g;

/** Both are set where one is not, so that people write them behind each other. */
const HOME = /^\$\{(?:local)?env:(?:HOME|USERPROFILE)\}$/i;

function piecesOf(text: string, isLiteral: boolean, known: KnownVariables): readonly WordPiece[] {
  const pieces: WordPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const piece = pieceOf(match, known);
    if (piece === undefined) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), splits: false, isLiteral });
    const isHomeAgain = from === match.index && piece.unknown === "HOME" && pieces.at(-1)?.unknown === "HOME";
    if (!isHomeAgain) pieces.push(piece);
    from = match.index + match[0].length;
  }
  if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from), splits: false, isLiteral });
  return pieces;
}

/** Undefined for what the tools leave as it stands. */
function pieceOf(
  [whole, kind = "", name = "", otherwise]: RegExpExecArray,
  known: KnownVariables,
): WordPiece | undefined {
  const nobodyKnows = (unknown: string): WordPiece => ({ text: undefined, unknown, splits: false, isLiteral: false });
  const filled = (text: string): WordPiece => ({ text, splits: false, isLiteral: false });
  switch (kind) {
    case "localEnv":
    case "env":
      if (otherwise !== undefined) return { ...filled(otherwise), isDefault: true };
      if (HOME.test(whole)) return nobodyKnows("HOME");
      return nobodyKnows(LOGIN.has(name) ? name : whole);
    case "localWorkspaceFolderBasename":
      return filled(known.localWorkspaceFolderBasename);
    case "containerWorkspaceFolder":
      return known.containerWorkspaceFolder === undefined ? nobodyKnows(whole) : filled(known.containerWorkspaceFolder);
    case "localWorkspaceFolder":
    case "containerWorkspaceFolderBasename":
    case "containerEnv":
    case "devcontainerId":
      return nobodyKnows(whole);
    default:
      return undefined;
  }
}

/** Variables that a login sets, which the model knows by their names. */
const LOGIN: ReadonlySet<string> = new Set(["SSH_AUTH_SOCK", "XDG_RUNTIME_DIR", "USER"]);
