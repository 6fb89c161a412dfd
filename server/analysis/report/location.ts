import { Lines, type Position } from "../text/lines.ts";
import type { Place } from "../text/span.ts";

/** A place as people and other programs count: lines and columns from 1, columns in UTF-16 code units. */
export interface Location {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** The files of a report: what stands in each, and what it is called in the output. */
export interface Sources {
  /** The text of a file that was read; undefined for one that was not. */
  text(uri: string): string | undefined;
  /** How the output names a file: relative to the working directory, with `/`. */
  name(uri: string): string;
}

/** Turns places into locations. A place in a file that was not read is its first character. */
export type Locate = (place: Place) => Location;

/** A function that turns places into locations; it names each file and indexes its lines once. */
export function locator(sources: Sources): Locate {
  const indexed = new Map<string, { readonly name: string; readonly lines: Lines }>();
  return ({ file: uri, start, end }) => {
    const known = indexed.get(uri) ?? { name: sources.name(uri), lines: new Lines(sources.text(uri) ?? "") };
    indexed.set(uri, known);
    const { name: file, lines } = known;
    return { file, start: fromOne(lines.positionAt(start)), end: fromOne(lines.positionAt(end)) };
  };
}

/** A function that gives the content of a line, counted from 1, without its line ending; "" for a file that was not read. */
export function lineReader(sources: Sources): (file: string, line: number) => string {
  const indexed = new Map<string, Lines>();
  return (file, line) => {
    const lines = indexed.get(file) ?? new Lines(sources.text(file) ?? "");
    indexed.set(file, lines);
    return lines.content(line - 1);
  };
}

function fromOne({ line, column }: Position): Position {
  return { line: line + 1, column: column + 1 };
}
