import { json } from "../text/json.ts";
import { type Printable, shown } from "../text/printable.ts";

/** A list that is printed item by item, so that it need not be in memory as a whole. */
export class Streamed {
  readonly items: Iterable<unknown>;

  constructor(items: Iterable<unknown>) {
    this.items = items;
  }
}

/** A JSON value in which objects may hold lists that are streamed. A field that is undefined is left out. */
export type Streamable = Streamed | { readonly [name: string]: Streamable } | unknown;

/** The text of a value, in pieces: what `json(value, 2)` gives, with a line break at the end. */
export function* jsonText(value: Streamable): Iterable<Printable> {
  yield* pieces(value, shown``);
  yield shown`\n`;
}

/** `margin` is the indentation of the line that the value starts on. */
function* pieces(value: Streamable, margin: Printable): Iterable<Printable> {
  if (value instanceof Streamed) yield* listPieces(value.items, margin);
  else if (holdsStreamed(value)) yield* objectPieces(value, margin);
  else yield json(value, 2, margin);
}

function* listPieces(items: Streamed["items"], margin: Printable): Iterable<Printable> {
  let before = shown`[`;
  for (const item of items) {
    yield shown`${before}\n${margin}  `;
    yield* pieces(item, shown`${margin}  `);
    before = shown`,`;
  }
  yield before === "[" ? shown`[]` : shown`\n${margin}]`;
}

function* objectPieces(fields: Readonly<Record<string, unknown>>, margin: Printable): Iterable<Printable> {
  let before = shown`{`;
  for (const [name, field] of Object.entries(fields)) {
    if (field === undefined) continue;
    yield shown`${before}\n${margin}  ${json(name)}: `;
    yield* pieces(field, shown`${margin}  `);
    before = shown`,`;
  }
  yield shown`\n${margin}}`;
}

/** Lists other than streamed ones are printed at once. */
function holdsStreamed(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).some((field) => field instanceof Streamed || holdsStreamed(field));
}
