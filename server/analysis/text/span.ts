/** A half-open range `[start, end)` of UTF-16 code units, as JavaScript strings and LSP count them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file. `file` is a URI, exactly as the caller of the analysis spelled it. */
export interface Place extends Span {
  readonly file: string;
}

/** Whether `offset` lies in the span; the end counts, so that a cursor just behind a word is still on it. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** Whether the two places share at least one code unit, or are the same empty place. */
export function overlaps(a: Place, b: Place): boolean {
  return a.file === b.file && (a.start === b.start || (a.start < b.end && b.start < a.end));
}

/** Whether a place lies in another one. */
export function holds(outer: Place, inner: Place): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether both places are the same range of the same file. */
export function samePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}
