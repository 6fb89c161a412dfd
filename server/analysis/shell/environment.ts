import type { ReadWord } from "./read-word.ts";

/** What a variable holds before a script starts: undefined where no instruction sets it. */
export type ShellVariables = (
  name: string,
) => { readonly state: "known"; readonly value: string } | { readonly state: "unknown" } | undefined;

/** A longer value is taken as unknown, so that texts made of variables stay small. UTF-16 code units. */
const LONGEST_VALUE = 4096;
/** An array with more elements is taken as unknown. */
const MOST_ELEMENTS = 256;

/** The elements of an array as words, as far as they are known: further ones may follow where it `isOpen`. */
export interface List {
  readonly words: readonly ReadWord[];
  readonly isOpen: boolean;
}

/**
 * The variables of a shell while its script is followed. A text that cannot be known is undefined, and so is a variable that nobody set: a shell or
 * the image may set it.
 */
export class Environment {
  /** Made when something is set, since most branches and subshells set nothing. */
  #own: Map<string, string | undefined> | undefined;
  /** Made when an array is set. */
  #lists: Map<string, List | undefined> | undefined;
  readonly #outer: (name: string) => string | undefined;
  readonly #outerList: (name: string) => List | undefined;
  readonly #takesDefault: (name: string) => boolean;

  private constructor(
    outer: (name: string) => string | undefined,
    outerList: (name: string) => List | undefined,
    takesDefault: (name: string) => boolean,
  ) {
    this.#outer = outer;
    this.#outerList = outerList;
    this.#takesDefault = takesDefault;
  }

  /** `defaults` says that the default of a variable which nobody sets is what the script was written for. */
  static start(variables: ShellVariables, defaults = false): Environment {
    return new Environment(
      (name) => {
        const held = variables(name);
        return held?.state === "known" && held.value.length <= LONGEST_VALUE ? held.value : undefined;
      },
      () => undefined,
      (name) => defaults && variables(name) === undefined,
    );
  }

  /** Whether the default of `${NAME:-default}` holds: nobody sets the variable, not even perhaps. */
  takesDefault(name: string): boolean {
    return this.#own?.has(name) !== true && this.#takesDefault(name);
  }

  get(name: string): string | undefined {
    return this.#own?.has(name) ? this.#own.get(name) : this.#outer(name);
  }

  set(name: string, text: string | undefined): void {
    this.#own ??= new Map();
    this.#own.set(name, text !== undefined && text.length <= LONGEST_VALUE ? text : undefined);
  }

  /** The elements of an array; undefined where nothing is known of them. */
  list(name: string): List | undefined {
    return this.#lists?.has(name) ? this.#lists.get(name) : this.#outerList(name);
  }

  setList(name: string, list: List | undefined): void {
    this.#lists ??= new Map();
    this.#lists.set(name, list !== undefined && isSmall(list) ? list : undefined);
    // `$NAME` is the first element.
    this.set(name, undefined);
  }

  /** A copy whose changes stay in it: a subshell, or a branch that may not be taken. */
  fork(): Environment {
    return new Environment(
      (name) => this.get(name),
      (name) => this.list(name),
      (name) => this.takesDefault(name),
    );
  }

  /** Whatever the branch has set is unknown from now on. What it put behind the elements of an array may be there. */
  doubt(branch: Environment): void {
    for (const name of branch.#own?.keys() ?? []) this.set(name, undefined);
    for (const [name, list] of branch.#lists ?? []) {
      const before = this.list(name);
      const isLonger = before?.words.every((word, index) => list?.words[index] === word) === true && list !== undefined;
      this.setList(name, isLonger ? { words: before.words, isOpen: true } : undefined);
    }
  }

  /** What a loop may set is unknown from its start on; what it puts behind the elements of an array may be there. */
  doubtNames(names: Iterable<string>): void {
    for (const name of names) {
      const list = this.list(name);
      this.forget(name);
      if (list !== undefined) this.setList(name, { ...list, isOpen: true });
    }
  }

  /** Nothing is known of the variable any more. */
  forget(name: string): void {
    this.set(name, undefined);
    if (this.list(name) !== undefined) this.setList(name, undefined);
  }
}

function isSmall({ words }: List): boolean {
  const length = words.reduce((sum, { text, source }) => sum + (text ?? source).length, 0);
  return words.length <= MOST_ELEMENTS && length <= LONGEST_VALUE;
}
