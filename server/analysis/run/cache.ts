import { parseDockerfile } from "../dockerfile/syntax/parse.ts";
import type { DockerfileTree } from "../dockerfile/syntax/tree.ts";
import { parseCompose } from "../yaml/parse.ts";
import type { ComposeFile } from "../yaml/yaml-file.ts";

/**
 * Keeps the latest parse of each file, so that one change parses one file.
 * An entry holds for exactly the text that it was made of; whoever owns the cache drops what is gone.
 */
export class ParseCache {
  readonly #compose = new Map<string, ComposeFile>();
  readonly #dockerfiles = new Map<string, DockerfileTree>();

  compose(file: string, text: string): ComposeFile {
    const known = this.#compose.get(file);
    if (known?.text === text) return known;
    const parsed = parseCompose(file, text);
    this.#compose.set(file, parsed);
    return parsed;
  }

  dockerfile(file: string, text: string): DockerfileTree {
    const known = this.#dockerfiles.get(file);
    if (known?.text === text) return known;
    const parsed = parseDockerfile(file, text);
    this.#dockerfiles.set(file, parsed);
    return parsed;
  }

  drop(file: string): void {
    this.#compose.delete(file);
    this.#dockerfiles.delete(file);
  }
}
