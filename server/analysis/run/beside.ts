import { parseDotenv } from "../compose/project/dotenv.ts";
import type { Lookup } from "../compose/project/source-files.ts";
import type { FileChange } from "../model/change.ts";
import type { Build, Container } from "../model/container.ts";
import { namesSecret } from "../secrets/names.ts";
import { parseIgnoreFile } from "../text/dockerignore.ts";
import type { Edit } from "../text/edit.ts";
import { inDirectory, pathBelow, pathOf, resolvePath } from "../text/uri.ts";

/** The files beside those of a project into which a fix may move what should not stand in them. */
export interface FilesBeside {
  /** The edits that make the changes, all or none: undefined where a file is in the way, or where the engine would get to see what is to be kept from it. */
  edits(changes: readonly FileChange[]): readonly Edit[] | undefined;
}

/** What no project of one directory has. */
export const NOTHING_BESIDE: FilesBeside = { edits: () => undefined };

/**
 * The files beside a project's. The ignore files of git and of the project's builds are read where one of its variables may hold a secret, since only then
 * a fix could ask for them.
 */
export function filesBeside(services: readonly Container[], read: Lookup): FilesBeside {
  const directory = services.find(({ source }) => source.directory)?.source.directory?.uri;
  if (directory === undefined || !services.some((service) => service.source.texts.some(mayHoldSecret)))
    return NOTHING_BESIDE;
  const contexts = services.flatMap(({ build }) => (build ? contextsOf(build, directory, read) : []));
  const ignoring = new Map(contexts.map((one) => [one.ignoreFile, one] as const));
  const git = inDirectory(directory, ".gitignore");
  const before = new Map([...ignoring.keys(), git].map((file) => [file, read(file)] as const));
  return {
    edits: (changes) => {
      const drafts = new Drafts((file) => (before.has(file) ? before.get(file) : read(file)));
      const isMade = changes.every((change) => {
        if (change.do === "make-file") return drafts.make(change.at.file, change.text);
        if (change.do === "define") return drafts.define(change.at.file, change.name, change.value);
        const path = pathBelow(directory, change.at.file);
        if (path === undefined) return false;
        const isKept = [...ignoring.values()].every((one) => keepFromBuild(drafts, one, path, change.at.file));
        return isKept && drafts.addLine(git, `/${path}`, (text) => isIgnoredByGit(text, path));
      });
      return isMade ? drafts.edits() : undefined;
    },
  };
}

/** Looked at so little that every project can afford it: the rule itself looks closer. */
function mayHoldSecret({ kind, key, literal }: Container["source"]["texts"][number]): boolean {
  return kind === "environment" && (namesSecret(key) || literal.includes("@"));
}

/** A directory that a build sends to the engine and that the project's lies in. */
interface AroundContext {
  readonly ignoreFile: string;
  /** The project's directory in it, with a slash behind it; empty for the directory itself. */
  readonly below: string;
}

function contextsOf(
  { contextPath, dockerfile, inline, additionalContexts }: Build,
  directory: string,
  read: Lookup,
): readonly AroundContext[] {
  const here = pathOf(directory);
  const around = (context: string | undefined): string | undefined => {
    if (context === undefined) return undefined;
    const base = context.endsWith("/") ? context : `${context}/`;
    return `${here}/`.startsWith(base) ? `${here}/`.slice(base.length) : undefined;
  };
  const ignoreIn = (below: string): string =>
    resolvePath(directory, `${"../".repeat(below.split("/").length - 1)}.dockerignore`);
  const found: AroundContext[] = [];
  const below = around(contextPath);
  if (below !== undefined) {
    // The Dockerfile's own ignore file stands over the context's.
    const own = dockerfile === undefined || inline !== undefined ? undefined : `${dockerfile}.dockerignore`;
    const isOwn = own !== undefined && typeof read(own) === "string";
    found.push({ ignoreFile: isOwn ? own : ignoreIn(below), below });
  }
  for (const { path } of additionalContexts) {
    const further = around(path);
    if (further !== undefined) found.push({ ignoreFile: ignoreIn(further), below: further });
  }
  return found;
}

/** Where the file is there already, an image may need it, so that it can neither be hidden nor take a secret. */
function keepFromBuild(drafts: Drafts, { ignoreFile, below }: AroundContext, path: string, file: string): boolean {
  const inside = `${below}${path}`;
  const isHidden = (text: string): boolean => parseIgnoreFile(text)(inside);
  if (isHidden(drafts.textOf(ignoreFile) ?? "")) return true;
  return !drafts.wasThere(file) && drafts.addLine(ignoreFile, inside, isHidden);
}

/** Whether a line that names the path itself keeps it out. What is not understood is written once more, which does no harm. */
function isIgnoredByGit(text: string, path: string): boolean {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  const name = path.slice(path.lastIndexOf("/") + 1);
  const [top = ""] = path.split("/");
  const wanted = new Set([path, `/${path}`, name, ...(top === path ? [] : [`${top}/`, `/${top}/`, top, `/${top}`])]);
  // The last line that may be about the path decides.
  return wanted.has(lines.findLast((line) => wanted.has(line) || line.startsWith("!")) ?? "");
}

/** Texts of files while changes are made to them. */
class Drafts {
  readonly #read: Lookup;
  readonly #made = new Map<string, { readonly before: string | undefined; added: string }>();

  constructor(read: Lookup) {
    this.#read = read;
  }

  wasThere(file: string): boolean {
    return typeof this.#read(file) === "string";
  }

  /** The text with what was added; undefined for a file that is not there. */
  textOf(file: string): string | undefined {
    const made = this.#made.get(file);
    if (made) return (made.before ?? "") + made.added;
    const text = this.#read(file);
    return typeof text === "string" ? text : undefined;
  }

  make(file: string, text: string): boolean {
    if (this.textOf(file) !== undefined) return false;
    this.#made.set(file, { before: undefined, added: text });
    return true;
  }

  /** Adds a line behind all others, unless the text does already what it is for. */
  addLine(file: string, line: string, isDone: (text: string) => boolean): boolean {
    const text = this.textOf(file) ?? "";
    if (isDone(text)) return true;
    const end = /\r\n/.test(text) ? "\r\n" : "\n";
    const start = text === "" || /[\r\n]$/.test(text) ? "" : end;
    const made = this.#made.get(file) ?? { before: this.textOf(file), added: "" };
    made.added += `${start}${line}${end}`;
    this.#made.set(file, made);
    return isDone(this.textOf(file) ?? "");
  }

  /** Refuses a value that cannot be written so that it is read again as it is. */
  define(file: string, name: string, value: string): boolean {
    const written = /^[\w./:@%+,=-]+$/.test(value) ? value : `'${value}'`;
    const line = `${name}=${written}`;
    // A file that was not looked for may be there.
    if (this.textOf(file) === undefined && this.#read(file) !== null) return false;
    if (/[\r\n]/.test(value) || parseDotenv(line, () => undefined).get(name) !== value) return false;
    const isDone = (text: string): boolean => parseDotenv(text, () => undefined).get(name) === value;
    if (parseDotenv(this.textOf(file) ?? "", () => undefined).has(name)) return isDone(this.textOf(file) ?? "");
    return this.addLine(file, line, isDone);
  }

  edits(): readonly Edit[] {
    return [...this.#made].map(([file, { before, added }]) => {
      const at = before?.length ?? 0;
      return { file, start: at, end: at, newText: added, ...(before === undefined ? { makes: true as const } : {}) };
    });
  }
}
