import type { Command, Word } from "../shell/script.ts";
import { type Undoing, undoneBy } from "../shell/undone.ts";
import { type Copy, layersOf, type Run, type Stage, type Step } from "./stage.ts";

/** A right that a path is given and that a later command may take away again. */
export type Right = Extract<Undoing, { readonly deep: boolean }>["kind"];

/**
 * What of a stage's work is still there in the end. A later command takes back what an earlier one did: in the same `RUN`, in another one, or in a
 * stage that is built from it.
 */
export class Lasting {
  readonly #stage: Stage;
  readonly #undoings: Undoings;

  /** What lasts of a stage. What is taken back is worked out once for all stages that become one image. */
  constructor(stage: Stage) {
    this.#stage = stage;
    let top = stage;
    while (top.child) top = top.child;
    this.#undoings = UNDOINGS.get(top) ?? new Undoings(top);
    UNDOINGS.set(top, this.#undoings);
  }

  /** Whether a package is still installed. `group` is the name of the virtual package that it was installed with. */
  package(step: Step, name: string, group?: string): boolean {
    return (
      !this.#undoings.has(step.command, `package ${name}`) &&
      !(group !== undefined && this.#undoings.has(step.command, `package ${group}`))
    );
  }

  /** Whether a user is still in a group; an unknown user may be any. */
  member({ command }: Step, user: string | undefined, group: string): boolean {
    if (this.#undoings.has(command, `group ${group}`)) return false;
    if (user === undefined) return true;
    return !["account", "member", `member of ${group}:`].some((kind) => this.#undoings.has(command, `${kind} ${user}`));
  }

  /** Whether an account is still there and not locked. */
  account({ command }: Step, user: string): boolean {
    return !this.#undoings.has(command, `account ${user}`);
  }

  /** Whether a path that a command names is in the image, with the right that it was given. Mounts of the `RUN` never are. */
  right(step: Step, right: Right, path: Word): boolean {
    const key = keyOf(step.run, path);
    if (key.startsWith("/") && isBelowMount(step.run, key)) return false;
    return this.#lasts(step.command, right, key) && this.#reaches(key);
  }

  /** Whether a path that the stage has is one of the image, which gets all of its own layers and of other stages what is copied out of them. */
  owns(path: string): boolean {
    return this.#reaches(path);
  }

  /** Whether a file that an earlier command brought in by itself, as a package does, is still there. */
  path({ command }: Step, path: string): boolean {
    return this.#lasts(command, "file", path);
  }

  /** The same of what `COPY --chmod` gives to its target. */
  copied(copy: Copy, right: Right): boolean {
    return this.#lasts(copy, right, normal(copy.target)) && this.#reaches(normal(copy.target));
  }

  #lasts(by: Command | Copy, right: Right, path: string): boolean {
    const kinds = right === "file" ? [right] : ["file", right];
    return !kinds.some(
      (kind) =>
        this.#undoings.has(by, `${kind} ${path}`) ||
        this.#undoings.hasPrefix(by, kind, path) ||
        parents(path).some((parent) => this.#undoings.hasBelow(by, `${kind} ${parent}`)),
    );
  }

  /** Whether the image gets the path: all of what its own layers hold, and of other stages what is copied out of them. */
  #reaches(path: string): boolean {
    const { final, child, triggered, lent } = this.#stage;
    if (final || child !== undefined || triggered) return true;
    return path.startsWith("/") && lent.some((source) => isTaken(path, source));
  }
}

/** What is taken back over all layers of an image, with the order in which it happens. */
class Undoings {
  readonly #order = new Map<Command | Copy, number>();
  readonly #last = new Map<string, number>();
  /** When a path was last named in a way that holds for all below it. */
  readonly #deep = new Map<string, number>();

  /** Whether any path was named by its beginning. */
  #hasPrefixes = false;

  /** Of a stage that the image is not built from, only its own commands come later. */
  constructor(top: Stage) {
    const layers = top.final || top.triggered ? [...layersOf(top)].reverse() : [top];
    for (const layer of layers) for (const one of inOrder(layer)) this.#take(one);
  }

  /** Whether what `by` did to the key is taken back later. */
  has(by: Command | Copy, key: string): boolean {
    return isAfter(this.#last.get(key), this.#order.get(by));
  }

  /** Whether what `by` did below the path is taken back by something that holds for all below it. */
  hasBelow(by: Command | Copy, key: string): boolean {
    return isAfter(this.#deep.get(key), this.#order.get(by));
  }

  /** Whether what `by` did to the path is taken back by something that names it by its beginning. */
  hasPrefix(by: Command | Copy, kind: string, path: string): boolean {
    if (!this.#hasPrefixes || path.length > 512) return false;
    for (let end = path.length; end > 1; end--) if (this.has(by, `${kind} prefix ${path.slice(0, end)}`)) return true;
    return false;
  }

  #take({ by, run }: Ordered): void {
    const position = this.#order.size;
    this.#order.set(by, position);
    if (run === undefined) return;
    for (const undoing of undoneBy(by)) {
      if ("path" in undoing) this.#forget(`${undoing.kind} `, keyOf(run, undoing.path), undoing.deep, position);
      else this.#last.set(nameOf(undoing), position);
    }
  }

  /** `rm -r dir/*` holds for all below the directory, and not for itself; `rm dir/key_*` for what begins so. */
  #forget(kind: string, path: string, deep: boolean, position: number): void {
    const prefix = /^([^*?[]*\/[^*?[/]+)[*?[][^/]*$/.exec(path)?.[1];
    if (prefix !== undefined) {
      this.#hasPrefixes = true;
      this.#last.set(`${kind}prefix ${prefix}`, position);
      return;
    }
    const all = /^(.*)\/[.{]?\*[^/]*$/.exec(path)?.[1];
    if (all !== undefined) this.#deep.set(kind + (all === "" ? "/" : all), position);
    else {
      this.#last.set(kind + path, position);
      if (deep) this.#deep.set(kind + path, position);
    }
  }
}

const UNDOINGS = new WeakMap<Stage, Undoings>();

type Ordered = { readonly by: Command; readonly run: Run } | { readonly by: Copy; readonly run?: undefined };

/** The commands of `RUN` and the copies of a stage in the order of the file; what a trap runs comes last in its `RUN`. */
function inOrder({ runs, copies }: Stage): readonly Ordered[] {
  const all = [...runs.filter(({ instruction }) => instruction === "RUN"), ...copies].sort(
    (a, b) => a.at.start - b.at.start,
  );
  return all.flatMap((one): readonly Ordered[] => {
    if (!("script" in one)) return [{ by: one }];
    const { commands } = one.script;
    const trapped = commands.filter(({ through }) => through.includes("trap"));
    return [...commands.filter((command) => !trapped.includes(command)), ...trapped].map((by) => ({ by, run: one }));
  });
}

function nameOf(undoing: Exclude<Undoing, { readonly path: Word }>): string {
  if (undoing.kind !== "member") return `${undoing.kind} ${undoing.name}`;
  return undoing.group === undefined ? `member ${undoing.user}` : `member of ${undoing.group}: ${undoing.user}`;
}

/** A path that is known as a whole, from the root on; else the word as it is written, which is only the same within one `RUN`. */
function keyOf({ at, directory, script }: Run, { text, source }: Word): string {
  if (text?.startsWith("/")) return normal(text);
  const here = directory.state === "known" && !script.commands.some(({ name }) => name === "cd" || name === "pushd");
  if (text !== undefined && here) return normal(`${directory.value}/${text}`);
  return `${at.start}:${withoutSlash((text ?? source).replace(/["']/g, ""))}`;
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

/** The directories that a path lies in, from the nearest on. Of a longer path than any file system takes none is looked at. */
function parents(path: string): readonly string[] {
  const found: string[] = [];
  if (path.length > 4096) return found;
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) found.push(path.slice(0, end));
  return path.startsWith("/") && path !== "/" ? [...found, "/"] : found;
}

/** Whether copying the source takes the path along: it is the path, lies above it or below it. A pattern may be anything. */
function isTaken(path: string, source: string): boolean {
  if (/[*?[$]/.test(source)) return true;
  const taken = normal(source);
  return taken === "/" || path === taken || path.startsWith(`${taken}/`) || taken.startsWith(`${path}/`);
}

function isBelowMount({ flags }: Run, path: string): boolean {
  return flags.some(({ name, value }) => {
    const target = name === "mount" ? /(?:^|,)(?:target|dst|destination)=([^,]+)/.exec(value)?.[1] : undefined;
    if (target === undefined) return false;
    const mount = normal(target);
    return mount !== "/" && (path === mount || path.startsWith(`${mount}/`));
  });
}

function isAfter(undone: number | undefined, done: number | undefined): boolean {
  return undone !== undefined && done !== undefined && undone > done;
}
