import { parseCommands } from "../command/syntax/parse.ts";
import type { CommandFile } from "../command/syntax/tree.ts";
import { parseDockerfile } from "../dockerfile/syntax/parse.ts";
import type { DockerfileTree } from "../dockerfile/syntax/tree.ts";
import type { CommandFileKind } from "../facts/command-files.ts";
import { parseHcl } from "../hcl/parse.ts";
import type { HclFile } from "../hcl/tree.ts";
import type { JsonFile } from "../json/json-file.ts";
import { parseJson } from "../json/parse.ts";
import { parseUnitFile, type UnitFile } from "../systemd/unit-file.ts";
import { parseYamlFile } from "../yaml/parse.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";

/**
 * Keeps the latest parse of each file, so that one change parses one file.
 * An entry holds for exactly the text that it was made of; whoever owns the cache drops what is gone.
 */
export class ParseCache {
  readonly #compose = new Map<string, YamlFile>();
  readonly #dockerfiles = new Map<string, DockerfileTree>();
  readonly #commands = new Map<string, CommandFile>();
  readonly #units = new Map<string, UnitFile>();
  readonly #json = new Map<string, JsonFile>();
  readonly #hcl = new Map<string, HclFile>();

  compose(file: string, text: string): YamlFile {
    return kept(this.#compose, file, text, parseYamlFile);
  }

  dockerfile(file: string, text: string): DockerfileTree {
    return kept(this.#dockerfiles, file, text, parseDockerfile);
  }

  commands(file: string, text: string, kind: CommandFileKind): CommandFile {
    if (this.#commands.get(file)?.kind !== kind) this.#commands.delete(file);
    return kept(this.#commands, file, text, () => parseCommands(file, text, kind));
  }

  unit(file: string, text: string): UnitFile {
    return kept(this.#units, file, text, parseUnitFile);
  }

  json(file: string, text: string): JsonFile {
    return kept(this.#json, file, text, parseJson);
  }

  hcl(file: string, text: string): HclFile {
    return kept(this.#hcl, file, text, parseHcl);
  }

  drop(file: string): void {
    for (const parses of [this.#compose, this.#dockerfiles, this.#commands, this.#units, this.#json, this.#hcl])
      parses.delete(file);
  }
}

function kept<T extends { readonly text: string }>(
  parses: Map<string, T>,
  file: string,
  text: string,
  parse: (file: string, text: string) => T,
): T {
  const known = parses.get(file);
  if (known?.text === text) return known;
  const parsed = parse(file, text);
  parses.set(file, parsed);
  return parsed;
}
