/** What a variable holds before a script starts: undefined where no instruction sets it. */
export type ShellVariables = (
  name: string,
) => { readonly state: "known"; readonly value: string } | { readonly state: "unknown" } | undefined;

/** A longer value is taken as unknown, so that texts made of variables stay small. UTF-16 code units. */
const LONGEST_VALUE = 4096;

/**
 * The variables of a shell while its script is followed. A text that cannot be known is undefined, and so is a variable that nobody set: a shell or
 * the image may set it.
 */
export class Environment {
  /** Made when something is set, since most branches and subshells set nothing. */
  #own: Map<string, string | undefined> | undefined;
  readonly #outer: (name: string) => string | undefined;
  readonly #takesDefault: (name: string) => boolean;

  private constructor(outer: (name: string) => string | undefined, takesDefault: (name: string) => boolean) {
    this.#outer = outer;
    this.#takesDefault = takesDefault;
  }

  /** `defaults` says that the default of a variable which nobody sets is what the script was written for. */
  static start(variables: ShellVariables, defaults = false): Environment {
    return new Environment(
      (name) => {
        const held = variables(name);
        return held?.state === "known" && held.value.length <= LONGEST_VALUE ? held.value : undefined;
      },
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

  /** A copy whose changes stay in it: a subshell, or a branch that may not be taken. */
  fork(): Environment {
    return new Environment(
      (name) => this.get(name),
      (name) => this.takesDefault(name),
    );
  }

  /** Whatever the branch has set is unknown from now on. */
  doubt(branch: Environment): void {
    if (branch.#own) this.doubtNames(branch.#own.keys());
  }

  doubtNames(names: Iterable<string>): void {
    for (const name of names) this.set(name, undefined);
  }
}
