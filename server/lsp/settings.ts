import type { Connection, InitializeParams } from "vscode-languageserver";
import type { InputError } from "../analysis/model/project.ts";
import { RULES_BY_ID } from "../analysis/rules/index.ts";
import type { Config } from "../analysis/settings/config.ts";
import { expired } from "../analysis/settings/exceptions.ts";
import { configOf, NO_SETTINGS, readSettings, SETTINGS_FILES, type Settings } from "../analysis/settings/read.ts";
import { LEFT_ALONE } from "../analysis/settings/schema.ts";
import { baseName, directoryOf } from "../analysis/text/uri.ts";
import { stackOf } from "../limits/failure.ts";
import type { ClientQuestions } from "./ask-client.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import type { Read } from "./documents.ts";
import { field } from "./fields.ts";
import { keyOf } from "./uri.ts";

/** The ids of all rules, which are the keys of the setting `rules`. */
const RULE_IDS: ReadonlySet<string> = new Set(RULES_BY_ID.keys());

/** What holds for one file. */
export interface FileSettings {
  /** False where the editor's setting `bulkhead.enable` turns everything off. */
  readonly enable: boolean;
  readonly config: Config;
  /** Where a file of settings is looked for, the nearest first. */
  readonly files: readonly string[];
  /** Where a new one belongs. */
  readonly newFile: string | undefined;
  /** The outermost directory of the file's workspace folder, or its own. */
  readonly outermost: string;
}

/**
 * Finds the settings of a file: the editor's own over those of the nearest `.bulkhead.yaml`, looked for from the file's directory up to the root of
 * its workspace folder, over the defaults.
 */
export class FileSettingsSource {
  readonly #connection: Connection;
  readonly #questions: ClientQuestions;
  readonly #asks: boolean;
  /** The settings that a client without `workspace/configuration` has sent, or the last answer of one that has it. */
  #told: unknown;
  #folders: readonly string[];
  /** What the client answered for each file, once it tells of every change of it. */
  #answers: Map<string, Promise<unknown>> | undefined;
  /** The editor's settings of the last analysis, as JSON and as they were read. */
  #last: { readonly text: string; readonly settings: Settings } = { text: "{}", settings: NO_SETTINGS };

  constructor(
    connection: Connection,
    questions: ClientQuestions,
    params: InitializeParams,
    features: ClientCapabilities,
  ) {
    this.#connection = connection;
    this.#questions = questions;
    this.#asks = features.configuration;
    this.#told = field(params.initializationOptions, "settings");
    const root = params.rootUri ?? undefined;
    this.#folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (root === undefined ? [] : [root]);
  }

  /** `read` gets every path at which a settings file could be, so that a new one is noticed. */
  async of(uri: string, read: Read): Promise<FileSettings> {
    const directories = this.#directories(uri);
    const files = directories.flatMap((directory) => SETTINGS_FILES.map((name) => `${directory}/${name}`));
    const [editor, file] = await Promise.all([this.#editor(uri), nearestOf(files, read)]);
    return {
      enable: field(editor, "enable") !== false,
      config: configOf([this.#checked(editor), file, { today: today() }]),
      files,
      // A document that was never saved has no directory.
      newFile: uri.startsWith("untitled:") ? undefined : files.at(-SETTINGS_FILES.length),
      outermost: directories.at(-1) ?? directoryOf(uri),
    };
  }

  /** From now on the client tells of every change of its configuration, so that it need not be asked before each analysis. */
  rememberAnswers(): void {
    this.#answers = new Map();
  }

  /** Takes what `workspace/didChangeConfiguration` carries; a client that is asked instead sends nothing of use. */
  told(settings: unknown): void {
    this.#answers?.clear();
    const own = field(settings, "bulkhead");
    if (own !== undefined) this.#told = own;
  }

  foldersChanged(added: readonly { readonly uri: string }[], removed: readonly { readonly uri: string }[]): void {
    this.#answers?.clear();
    const gone = new Set(removed.map(({ uri }) => keyOf(uri)));
    this.#folders = [...this.#folders.filter((uri) => !gone.has(keyOf(uri))), ...added.map(({ uri }) => uri)];
  }

  /** The editor's settings as the analysis takes them. Most files have the same, and the same as at the last analysis. */
  #checked(editor: unknown): Settings {
    const text = editorSettings(editor);
    if (this.#last.text !== text) {
      this.#last = { text, settings: readSettings("editor:settings", text, RULE_IDS).settings };
    }
    return this.#last.settings;
  }

  async #editor(uri: string): Promise<unknown> {
    if (!this.#asks) return this.#told;
    const known = this.#answers?.get(uri);
    if (known !== undefined) return known;
    const answer = this.#ask(uri);
    this.#answers?.set(uri, answer);
    return answer;
  }

  async #ask(uri: string): Promise<unknown> {
    const answers = this.#answers;
    const { workspace } = this.#connection;
    try {
      const asked = () => workspace.getConfiguration({ scopeUri: uri, section: "bulkhead" });
      const answer: unknown = await this.#questions.ask(asked);
      // Null is an answer, and undefined is none.
      if (answer === undefined) answers?.delete(uri);
      else this.#told = answer;
      return answer ?? this.#told;
    } catch (error) {
      answers?.delete(uri);
      this.#connection.console.error(`workspace/configuration: ${stackOf(error)}`);
      return undefined;
    }
  }

  /** From the file's own directory up to its workspace folder; only its own where it lies in none. */
  #directories(uri: string): readonly string[] {
    const own = directoryOf(uri);
    const roots = this.#folders.map((folder) => keyOf(folder).replace(/\/$/, ""));
    const root = roots.find((one) => keyOf(uri).startsWith(`${one}/`));
    const directories = [own];
    for (let at = own; root !== undefined && keyOf(at) !== root; ) {
      at = directoryOf(at);
      if (at === directories.at(-1)) break;
      directories.push(at);
    }
    return directories;
  }
}

/** The settings of the first file that is there. All are read at once, since each may be a round trip to the client. */
async function nearestOf(files: readonly string[], read: Read): Promise<Settings> {
  const texts = await Promise.all(files.map(read));
  const nearest = texts.findIndex((text) => text !== null);
  const [file, text] = [files[nearest], texts[nearest]];
  return file === undefined || typeof text !== "string" ? NO_SETTINGS : readSettings(file, text, RULE_IDS).settings;
}

/** What is wrong in a file of settings, while it is edited; undefined for every other file. */
export function settingsTroubles(uri: string, text: string): readonly InputError[] | undefined {
  const isOurs = SETTINGS_FILES.some((name) => name === baseName(uri));
  if (!isOurs) return undefined;
  const { settings, inputErrors } = readSettings(uri, text, RULE_IDS);
  return [...inputErrors, ...expired(settings.exceptions ?? [], today())];
}

/** The day in UTC, so that every machine of a team sees an exception expire at the same time. */
function today(): string {
  return new Date().toISOString().slice(0, "2027-01-31".length);
}

/** Settings from the editor, as JSON, are checked like those of a file; what is wrong in them the editor's own schema shows. */
function editorSettings(editor: unknown): string {
  const known = {
    profile: field(editor, "profile"),
    engine: withDetails(field(editor, "engine"), field(editor, "engineDetails")),
    rules: field(editor, "rules"),
  };
  return JSON.stringify(Object.fromEntries(Object.entries(known).filter(([, value]) => isSet(value))));
}

/** The mode of an engine and what is said beside it as one mapping; the mode may be one itself. */
function withDetails(engine: unknown, details: unknown): unknown {
  if (typeof details !== "object" || details === null || Object.keys(details).length === 0) return engine;
  const own = isSet(engine) ? (typeof engine === "object" ? engine : { mode: engine }) : {};
  return { ...own, ...details };
}

/** Editors send null, an empty object, or our own word for what the user left alone. */
function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && value !== LEFT_ALONE;
}
