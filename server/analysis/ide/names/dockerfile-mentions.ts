import { assignment } from "../../dockerfile/resolve/variables.ts";
import type { DockerfileTree, Instruction } from "../../dockerfile/syntax/tree.ts";
import { MappedText } from "../../text/mapped-text.ts";
import type { Place, Span } from "../../text/span.ts";
import type { Mention } from "./mention.ts";

/** Every name of a Dockerfile that stands for a stage, for an `ARG` or for a variable that `ENV` sets. */
export function dockerfileMentions(tree: DockerfileTree): readonly Mention[] {
  return new DockerfileReader(tree).read();
}

/** A stage as far as it is read: which variables stand for what in it. */
interface OpenStage {
  readonly name: string;
  readonly isNamed: boolean;
  readonly from: Instruction;
  readonly args: Set<string>;
  readonly env: Set<string>;
}

class DockerfileReader {
  readonly #tree: DockerfileTree;
  readonly #found: Mention[] = [];
  readonly #stages: OpenStage[] = [];
  /** The `ARG`s before the first `FROM`. */
  readonly #globals = new Set<string>();

  constructor(tree: DockerfileTree) {
    this.#tree = tree;
  }

  read(): readonly Mention[] {
    for (const instruction of this.#tree.instructions) this.#instruction(instruction);
    return this.#found.sort((a, b) => a.at.start - b.at.start);
  }

  #instruction(instruction: Instruction): void {
    if (instruction.inner) this.#instruction(instruction.inner);
    else if (instruction.keyword === "FROM") this.#from(instruction);
    else this.#inStage(instruction);
  }

  #inStage(instruction: Instruction): void {
    const { keyword } = instruction;
    for (const { at } of instruction.flags) this.#references(this.#asWritten(at), "words");
    this.#sources(instruction);
    if (keyword === "ARG" || keyword === "ENV") {
      this.#assignments(instruction);
      return;
    }
    // A shell opens its own quotes, and a program that it starts may be another shell.
    this.#references(instruction.rest, keyword === "RUN" ? "shell" : "words", isLate(keyword));
    for (const { body, expands } of instruction.heredocs)
      if (expands || keyword === "RUN") this.#references(body, "shell");
  }

  #from(from: Instruction): void {
    const { file } = this.#tree;
    const [base, as, name] = from.arguments;
    for (const { at } of from.flags) this.#references(this.#asWritten(at), "words", false, this.#globals);
    if (base) this.#references(base.source, "words", false, this.#globals);
    const parent = this.#stages.find((stage) => stage.isNamed && stage.name === base?.text);
    if (base && parent) this.#add("stage", parent.name, base.at, {});
    const isNamed = name !== undefined && as?.text.toUpperCase() === "AS";
    const stage: OpenStage = {
      name: isNamed ? name.text.toLowerCase() : String(this.#stages.length),
      isNamed,
      from,
      args: new Set(parent?.args),
      env: new Set(parent?.env),
    };
    this.#stages.push(stage);
    const whole = { file, start: from.whole.start, end: this.#endOf(from) };
    const at = isNamed ? name.at : from.at;
    this.#add("stage", stage.name, at, {
      declares: true,
      whole,
      ...(isNamed ? {} : { fixed: "has a stage without a name" }),
    });
  }

  /** Up to the next `FROM`, without the empty lines before it. */
  #endOf(from: Instruction): number {
    const { instructions } = this.#tree;
    const index = instructions.indexOf(from);
    const next = instructions.findIndex(({ keyword }, at) => at > index && keyword === "FROM");
    return instructions[(next < 0 ? instructions.length : next) - 1]?.whole.end ?? from.whole.end;
  }

  /** The stages that files are taken out of: `COPY --from=build`, `RUN --mount=type=bind,from=build`. */
  #sources({ keyword, flags }: Instruction): void {
    for (const { name, value, at } of flags) {
      if (name === "from" && (keyword === "COPY" || keyword === "ADD")) this.#source(value, at, value);
      if (name !== "mount" || keyword !== "RUN") continue;
      const field = value.split(",").find((one) => one.startsWith("from="));
      if (field !== undefined) this.#source(field.slice("from=".length), at, field);
    }
  }

  #source(written: string, flag: Place, field: string): void {
    const stage = this.#stages.find(
      ({ name, isNamed }, index) => (isNamed && name === written.toLowerCase()) || String(index) === written,
    );
    const start = this.#tree.text.slice(flag.start, flag.end).indexOf(field);
    if (stage === undefined || start < 0) return;
    const end = flag.start + start + field.length;
    const at = { file: flag.file, start: end - written.length, end };
    this.#add("stage", stage.name, at, stage.name === written.toLowerCase() ? {} : { unnamed: true });
  }

  #assignments(instruction: Instruction): void {
    const { keyword, arguments: words } = instruction;
    const isOld = keyword === "ENV" && words[0]?.text.includes("=") === false;
    const declared = isOld ? words.slice(0, 1) : words;
    for (const word of isOld ? words.slice(1) : []) this.#references(word.source, "words");
    for (const word of declared) {
      const { name, value } = assignment(word);
      if (value) this.#references(value, "words");
      const at = { file: this.#tree.file, ...word.source.span(0, name.length) };
      const whole = { file: this.#tree.file, ...word.source.span(0, word.text.length) };
      const kind = keyword === "ARG" ? "argument" : "environment";
      if (NAME.test(name)) this.#add(kind, name, at, { declares: true, whole });
      // All values of an ENV are read before any of them holds; an ARG holds for the next one.
      if (keyword === "ARG") this.#define(name);
    }
    if (keyword === "ENV") for (const word of declared) this.#stages.at(-1)?.env.add(assignment(word).name);
  }

  #define(argument: string): void {
    (this.#stages.at(-1)?.args ?? this.#globals).add(argument);
  }

  /** The variables in a text. `isLate` is one that is read when a container runs, which knows no `ARG`. */
  #references(text: MappedText, quoting: Quoting, isLate = false, args?: ReadonlySet<string>): void {
    const stage = args === undefined ? this.#stages.at(-1) : undefined;
    const known = args ?? stage?.args ?? this.#globals;
    for (const { name, start } of variablesIn(text.text, this.#tree.escapedBy, quoting)) {
      const at = { file: this.#tree.file, ...text.span(start, start + name.length) };
      if (stage?.env.has(name)) this.#add("environment", name, at, {});
      else if (!isLate && known.has(name)) this.#add("argument", name, at, {});
    }
  }

  #asWritten({ start, end }: Span): MappedText {
    return MappedText.whole(this.#tree.text.slice(start, end), start);
  }

  #add(kind: Mention["kind"], name: string, at: Place, more: Partial<Mention>): void {
    const written = this.#tree.text.slice(at.start, at.end);
    const isPlain = more.unnamed === true || (kind === "stage" ? written.toLowerCase() : written) === name;
    const fixed = more.fixed ?? (isPlain ? undefined : "writes it over two lines");
    this.#found.push({
      ...{ kind, name, scope: this.#tree.file, at, declares: false, ...more },
      ...(fixed === undefined ? {} : { fixed }),
    });
  }
}

/** How a text is quoted: in `words` single quotes keep a `$` as it is, in a `shell`'s text it may be another shell's. */
type Quoting = "words" | "shell";

const NAME = /^[A-Za-z_]\w*$/;

/** What these hold is read when a container runs. */
function isLate(keyword: string): boolean {
  return keyword === "CMD" || keyword === "ENTRYPOINT" || keyword === "HEALTHCHECK";
}

function* variablesIn(
  text: string,
  escapedBy: string,
  quoting: Quoting,
): Iterable<{ readonly name: string; readonly start: number }> {
  let isSingle = false;
  let isDouble = false;
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === escapedBy && !isSingle) index++;
    else if (char === '"' && !isSingle) isDouble = !isDouble;
    else if (char === "'" && !isDouble && quoting === "words") isSingle = !isSingle;
    else if (char === "$" && !isSingle) {
      const start = index + (text[index + 1] === "{" ? 2 : 1);
      REFERENCE.lastIndex = start;
      const name = REFERENCE.exec(text)?.[0];
      if (name !== undefined) yield { name, start };
    }
  }
}

const REFERENCE = /[A-Za-z_]\w*/y;
