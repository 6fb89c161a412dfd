import { parseCommands } from "../command/syntax/parse.ts";
import type { CommandFile } from "../command/syntax/tree.ts";
import { parseDockerfile } from "../dockerfile/syntax/parse.ts";
import type { DockerfileTree } from "../dockerfile/syntax/tree.ts";
import type { CommandFileKind } from "../facts/command-files.ts";
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

  compose(file: string, text: string): YamlFile {
    const known = this.#compose.get(file);
    if (known?.text === text) return known;
    const parsed = parseYamlFile(file, text);
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

  commands(file: string, text: string, kind: CommandFileKind): CommandFile {
    const known = this.#commands.get(file);
    if (known?.text === text && known.kind === kind) return known;
    const parsed = parseCommands(file, text, kind);
    this.#commands.set(file, parsed);
    return parsed;
  }

  unit(file: string, text: string): UnitFile {
    const known = this.#units.get(file);
    if (known?.text === text) return known;
    const parsed = parseUnitFile(file, text);
    this.#units.set(file, parsed);
    return parsed;
  }

  json(file: string, text: string): JsonFile {
    const known = this.#json.get(file);
    if (known?.text === text) return known;
    const parsed = parseJson(file, text);
    this.#json.set(file, parsed);
    return parsed;
  }

  drop(file: string): void {
    this.#units.delete(file);
    this.#json.delete(file);
    this.#commands.delete(file);
    this.#compose.delete(file);
    this.#dockerfiles.delete(file);
  }
}
