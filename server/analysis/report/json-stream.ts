/** A list that is printed item by item, so that it need not be in memory as a whole. */
export class Streamed {
  readonly items: Iterable<unknown>;

  constructor(items: Iterable<unknown>) {
    this.items = items;
  }
}

/** A JSON value in which objects may hold lists that are streamed. A field that is undefined is left out. */
export type Streamable = Streamed | { readonly [name: string]: Streamable } | unknown;

/** The text of a value, in pieces: what `JSON.stringify(value, null, 2)` gives, with a line break at the end. */
export function* jsonText(value: Streamable): Iterable<string> {
  yield* pieces(value, "\n");
  yield "\n";
}

/** `line` is a line break with the indentation of the line that the value starts on. */
function* pieces(value: Streamable, line: string): Iterable<string> {
  if (value instanceof Streamed) yield* listPieces(value.items, line);
  else if (holdsStreamed(value)) yield* objectPieces(value, line);
  else yield JSON.stringify(value, null, 2).replaceAll("\n", line);
}

function* listPieces(items: Iterable<unknown>, line: string): Iterable<string> {
  let isFirst = true;
  for (const item of items) {
    yield `${isFirst ? "[" : ","}${line}  `;
    yield* pieces(item, `${line}  `);
    isFirst = false;
  }
  yield isFirst ? "[]" : `${line}]`;
}

function* objectPieces(fields: Readonly<Record<string, unknown>>, line: string): Iterable<string> {
  let before = "{";
  for (const [name, field] of Object.entries(fields)) {
    if (field === undefined) continue;
    yield `${before}${line}  ${JSON.stringify(name)}: `;
    yield* pieces(field, `${line}  `);
    before = ",";
  }
  yield `${line}}`;
}

/** Lists other than streamed ones are printed at once. */
function holdsStreamed(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).some((field) => field instanceof Streamed || holdsStreamed(field));
}
