import fc from "fast-check";

/** A value as a Compose file holds it. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
export type Service = Readonly<Record<string, Value>>;

/** A Compose file with its meaning: what is written, and what a YAML parser has to make of it. */
export interface Sample {
  readonly text: string;
  readonly services: Readonly<Record<string, Service>>;
}

/** How a file is laid out. `pick` is an endless supply of small numbers, so that each value can be written in a way of its own. */
export interface Layout {
  readonly indent: number;
  readonly listIndent: number;
  readonly eol: "\n" | "\r\n";
  readonly bom: boolean;
  readonly lastLineBreak: boolean;
  readonly quote: "'" | '"';
  readonly comments: boolean;
  readonly flow: boolean;
  readonly anchors: boolean;
  readonly pick: readonly number[];
}

export const layouts: fc.Arbitrary<Layout> = fc.record({
  indent: fc.integer({ min: 1, max: 5 }),
  listIndent: fc.integer({ min: 0, max: 4 }),
  eol: fc.constantFrom("\n", "\r\n"),
  bom: fc.boolean(),
  lastLineBreak: fc.boolean(),
  quote: fc.constantFrom("'", '"'),
  comments: fc.boolean(),
  flow: fc.boolean(),
  anchors: fc.boolean(),
  pick: fc.array(fc.nat(11), { minLength: 5, maxLength: 40 }),
});

const words = fc.constantFrom(
  "nginx:1",
  "a b",
  "no",
  "8080:80",
  "",
  "#x",
  "a: b",
  "it's",
  "${A:-b}",
  "/run,x",
  "~",
  "1.5",
  "{",
  "- a",
  "é",
  "x\ny",
);
const lists = fc.uniqueArray(fc.constantFrom("A", "NET_ADMIN", "80:80", "no", "a b", "/a:/b:ro", "x,y"), {
  minLength: 1,
  maxLength: 4,
});

const services: fc.Arbitrary<Service> = fc.record(
  {
    image: words,
    user: words,
    read_only: fc.boolean(),
    cap_add: lists,
    ports: lists,
    environment: fc.dictionary(fc.constantFrom("A", "B", "C"), words, { minKeys: 1, noNullPrototype: true }),
    volumes: fc.array(
      fc.record({ type: fc.constant("bind"), source: words, target: fc.constant("/x") }, { noNullPrototype: true }),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
    deploy: fc.constant({ resources: { limits: { cpus: "1" } } }),
    command: fc.constantFrom<Value>(null, "a", ["a", "b"], "x\ny\n"),
  },
  { requiredKeys: ["image"], noNullPrototype: true },
);

/** Files with a service `web` between two others, in every layout. */
export const samples: fc.Arbitrary<Sample> = fc
  .record({ before: services, web: services, after: services, layout: layouts })
  .map(({ layout, ...all }) => ({ text: new Writer(layout).file(all), services: all }));

/** The services as a Compose file in that layout. */
export function written(layout: Layout, services: Readonly<Record<string, Service>>): string {
  return new Writer(layout).file(services);
}

/** Writes a Compose file in a layout. It shares no code with the editor. */
class Writer {
  readonly #layout: Layout;
  #next = 0;
  #comments = 0;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  file(services: Readonly<Record<string, Service>>): string {
    const { eol, bom, lastLineBreak, anchors } = this.#layout;
    const shared = anchors ? [`x-shared: &shared${this.#comment()}`, "  labels: {a: b}"] : [];
    const lines = [...this.#gap(0), ...shared, `services:${this.#comment()}`];
    for (const [name, service] of Object.entries(services))
      lines.push(...this.#entry(name, service, this.#layout.indent, 1));
    const text = lines.join(eol) + (lastLineBreak ? eol : "");
    return (bom ? "\u{FEFF}" : "") + text;
  }

  #entry(key: string, value: Value, column: number, depth: number): readonly string[] {
    const head = `${" ".repeat(column)}${key}:`;
    const before = this.#gap(column);
    if (typeof value === "string" && value.endsWith("\n"))
      return [...before, ...this.#blockScalar(head, value, column)];
    if (value === null) return [...before, head + this.#comment()];
    const isFlow = typeof value === "object" && this.#layout.flow && depth > 0 && this.#choose(3) === 0;
    if (typeof value !== "object" || isFlow)
      return [...before, `${head} ${this.#inline(value, isFlow)}${this.#comment()}`];
    const header = before.concat(head + this.#comment());
    if (isList(value))
      return header.concat(value.flatMap((item) => this.#item(item, column + this.#layout.listIndent)));
    const inner = column + this.#layout.indent;
    const merge =
      depth === 1 && this.#layout.anchors && this.#choose(2) === 0 ? [`${" ".repeat(inner)}<<: *shared`] : [];
    return header.concat(
      merge,
      Object.entries(value).flatMap(([name, one]) => this.#entry(name, one, inner, depth + 1)),
    );
  }

  #item(item: Value, column: number): readonly string[] {
    const head = `${" ".repeat(column)}- `;
    if (typeof item !== "object" || item === null)
      return [...this.#gap(column), head + this.#inline(item, false) + this.#comment()];
    const lines = Object.entries(item).map(
      ([key, value]) => `${" ".repeat(column + 2)}${key}: ${this.#inline(value, false)}${this.#comment()}`,
    );
    return lines.map((line, index) => (index === 0 ? head + line.slice(head.length) : line));
  }

  #blockScalar(head: string, value: string, column: number): readonly string[] {
    const pad = " ".repeat(column + 2);
    return [
      `${head} |${this.#comment()}`,
      ...value
        .trimEnd()
        .split("\n")
        .map((line) => pad + line),
    ];
  }

  #inline(value: Value, inFlow: boolean): string {
    if (typeof value === "string") return this.#string(value, inFlow);
    if (typeof value !== "object" || value === null) return String(value);
    if (isList(value)) return `[${value.map((item) => this.#inline(item, true)).join(", ")}]`;
    return `{${Object.entries(value)
      .map(([key, one]) => `${key}: ${this.#inline(one, true)}`)
      .join(", ")}}`;
  }

  #string(text: string, inFlow: boolean): string {
    const isPlain =
      /^[A-Za-z/${][\w.:/=-]*$/.test(text) &&
      !/^(?:no|true|false|null)$/.test(text) &&
      !(inFlow && text.includes("{")) &&
      !text.startsWith("{");
    if (isPlain && this.#choose(2) === 0) return text;
    if (text.includes("\n") || this.#layout.quote === '"') return JSON.stringify(text);
    return `'${text.replaceAll("'", "''")}'`;
  }

  /** Comments are numbered, so that a test can look for each. */
  #comment(): string {
    if (!this.#layout.comments || this.#choose(3) !== 0) return "";
    this.#comments++;
    return ` # c${this.#comments}.`;
  }

  #gap(column: number): readonly string[] {
    if (!this.#layout.comments) return [];
    const kind = this.#choose(6);
    if (kind === 0) return [""];
    if (kind > 1) return [];
    this.#comments++;
    return [`${" ".repeat(column)}# c${this.#comments}.`];
  }

  #choose(count: number): number {
    const { pick } = this.#layout;
    this.#next++;
    return ((pick[this.#next % pick.length] ?? 0) + this.#next) % count;
  }
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
