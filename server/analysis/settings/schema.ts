import { COMMAND_FILES, type CommandFileKind } from "../facts/command-files.ts";
import { DOORS, type Door } from "../facts/doors.ts";
import type { Engine } from "../facts/engine.ts";
import { LEVELS, type Level } from "../model/level.ts";
import { patternMistake } from "../text/path-pattern.ts";
import type { Said } from "../text/wording.ts";
import type { Mapping, Scalar } from "../yaml/tree.ts";
import type { CommandFileUse, Profile } from "./config.ts";

/**
 * The one description of `.bulkhead.yaml`. The reader, completion, hover, the JSON schema and the settings in the manifest are made of it; `keys` stand in the
 * order in which they are offered.
 */
export type Shape = WordShape | TextShape | RuleShape | ListShape | LevelsShape | MappingShape;

/** One of these words, each with what it means. */
export interface WordShape<Word extends string = string> {
  readonly kind: "word";
  readonly words: Readonly<Record<Word, string>>;
  /** Set where the words are written as numbers. */
  readonly isNumber?: true;
  /** The word that is offered before the others. */
  readonly first?: string;
}

/** A text. `noun` stands in messages, behind "is a" and "is no". */
export interface TextShape {
  readonly kind: "text";
  readonly noun: string;
  readonly form?: RegExp;
  /** What is wrong with a text, behind the text itself. */
  readonly mistake?: (text: string) => Said | undefined;
  /** The name that JSON schemas have for such a text. */
  readonly format?: "date";
}

/** The id of a rule. */
interface RuleShape {
  readonly kind: "rule";
}

export interface ListShape<Of extends Shape = Shape> {
  readonly kind: "list";
  readonly of: Of;
  /** Set where a single item may stand without a list. */
  readonly alone?: true;
}

/** A level for each rule that is named. */
interface LevelsShape {
  readonly kind: "levels";
}

export interface MappingShape<Keys extends Readonly<Record<string, Key>> = Readonly<Record<string, Key>>> {
  readonly kind: "mapping";
  /** What messages call it. */
  readonly name: string;
  /** What stands before the names of its keys in messages. */
  readonly prefix?: string;
  readonly keys: Keys;
  /** The key whose value may stand for the whole mapping. */
  readonly short?: string;
}

export interface Key<Of extends Shape = Shape> {
  readonly shape: Of;
  /** What it is for: a phrase in lower case, without a full stop. */
  readonly says: string;
  /** Further sentences, in Markdown. */
  readonly more?: string;
  /** Set where editors have it among their own settings too: what holds while it is not set there. */
  readonly unset?: string;
  readonly required?: true;
}

/** What the reader makes of a value of a shape: words as they are, texts with their places. */
export type Read<S> =
  S extends WordShape<infer Word>
    ? Word
    : S extends TextShape | RuleShape
      ? Scalar
      : S extends ListShape<infer Of>
        ? readonly Read<Of>[]
        : S extends LevelsShape
          ? ReadonlyMap<string, Level | "off">
          : S extends MappingShape<infer Keys>
            ? { readonly [Name in keyof Keys]?: Read<Keys[Name]["shape"]> } & { readonly node: Mapping }
            : never;

const PROFILE_WORDS: Readonly<Record<Profile, string>> = {
  default: "what somebody wrote that weakens isolation, and one finding for each service that is not hardened",
  strict: "each missing piece of hardening by a rule of its own",
};

const MODE_WORDS: Readonly<Record<Engine["mode"], string>> = {
  rootful: "Docker with a daemon that runs as root",
  rootless: "Docker with a daemon that runs as a user",
  "userns-remap": "rootful Docker that maps root in containers to another user",
  podman: "Podman that root runs; what it may do without root was never looked at",
  swarm: "rootful Docker that schedules services",
};

const MODULE_WORDS: Readonly<Record<Engine["lsm"][number], string>> = {
  apparmor: "Debian, Ubuntu, SUSE",
  selinux: "Fedora, Red Hat Enterprise Linux",
};

const CGROUP_WORDS: Readonly<Record<"1" | "2", string>> = { "1": "older hosts", "2": "every current distribution" };

const LEVEL_WORDS: Readonly<Record<Level | "off", string>> = {
  ...(Object.fromEntries(LEVELS.map((level) => [level, ""])) as Record<Level, string>),
  off: "the rule is silent",
};

/** What `rules` gives a rule. */
export const RULE_LEVEL = { kind: "word", words: LEVEL_WORDS } as const satisfies WordShape;

const TEXTS = { kind: "list", of: { kind: "text", noun: "text" }, alone: true } as const satisfies Shape;

const PATTERNS = {
  kind: "list",
  of: { kind: "text", noun: "text", mistake: (text) => patternMistake(text.replace(/^!/, "")) },
  alone: true,
} as const satisfies Shape;

const COMMAND_WORDS: Readonly<Record<CommandFileUse, string>> = {
  on: "looked at wherever they are",
  named: "looked at where they are named or opened, and not where a directory is checked",
  off: "not looked at",
};

export const COMMANDS = {
  kind: "mapping",
  name: "commands",
  prefix: "commands",
  keys: Object.fromEntries(
    Object.entries(COMMAND_FILES).map(([kind, what]) => [
      kind,
      {
        says: `whether \`docker run\` and its kin are looked at in ${what}`,
        shape: { kind: "word", words: COMMAND_WORDS },
      },
    ]),
  ) as Readonly<Record<CommandFileKind, Key<WordShape<CommandFileUse>>>>,
} as const satisfies Shape;

const DOOR_WORDS: Readonly<Record<"on" | "off", string>> = { on: "looked at", off: "not looked at" };

export const DOOR_USES = {
  kind: "mapping",
  name: "doors",
  prefix: "doors",
  keys: Object.fromEntries(
    Object.entries(DOORS).map(([door, what]) => [
      door,
      { says: `whether ${what} are looked at`, shape: { kind: "word", words: DOOR_WORDS } },
    ]),
  ) as Readonly<Record<Door, Key<WordShape<"on" | "off">>>>,
} as const satisfies Shape;

export const ENGINE = {
  kind: "mapping",
  name: "engine",
  prefix: "engine",
  short: "mode",
  keys: {
    mode: {
      says: "who runs the daemon, and whether user ids are remapped",
      shape: { kind: "word", words: MODE_WORDS },
    },
    version: {
      says: "the engine's release, such as 29.5",
      shape: { kind: "text", noun: 'version such as "29.5"', form: /^\d{1,4}(\.\d{1,4}){0,2}$/ },
    },
    cgroup: {
      says: "the version of control groups on the host",
      shape: { kind: "word", words: CGROUP_WORDS, isNumber: true, first: "2" },
    },
    lsm: {
      says: "what the host's kernel confines containers with; empty for nothing",
      shape: { kind: "list", of: { kind: "word", words: MODULE_WORDS } },
    },
    daemon: {
      says: "the path of the engine's `daemon.json`",
      more: "It counts from the directory of `.bulkhead.yaml`; in an editor's own settings it is absolute. What it gives to every container is taken for the engine's default. One that merely lies in the project decides nothing.",
      shape: { kind: "text", noun: "path" },
    },
    compose: {
      says: "the release of Docker Compose, such as 5.7",
      more: "It decides which keys there are and how files are merged.",
      shape: { kind: "text", noun: 'version such as "5.7"', form: /^\d{1,4}(\.\d{1,4}){0,2}$/ },
    },
  },
} as const satisfies Shape;

export const EXCEPTION = {
  kind: "mapping",
  name: "an exception",
  keys: {
    rule: {
      says: "the rules whose findings are allowed",
      shape: { kind: "list", of: { kind: "rule" }, alone: true },
      required: true,
    },
    reason: { says: "why it is right", shape: { kind: "text", noun: "text" }, required: true },
    paths: {
      says: "the files that it holds for",
      more: "Without it, every file below this one's directory. Patterns as in `paths`.",
      shape: PATTERNS,
    },
    service: { says: "the services that it holds for", more: "Without it, whatever the rules find.", shape: TEXTS },
    until: {
      says: "the last day on which it holds, such as 2027-01-31",
      more: "After it the findings are reported again, and so is the exception.",
      shape: {
        kind: "text",
        noun: "day such as 2027-01-31",
        form: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
        format: "date",
      },
    },
  },
} as const satisfies Shape;

/** The word of the editor's own settings for what is left to `.bulkhead.yaml`. */
export const LEFT_ALONE = "auto";

/** The whole file. */
export const SETTINGS = {
  kind: "mapping",
  name: "the settings",
  keys: {
    profile: {
      says: "how much is reported",
      unset: "Without it, `.bulkhead.yaml` decides, and else it is `default`.",
      shape: { kind: "word", words: PROFILE_WORDS },
    },
    engine: {
      says: "who runs the containers",
      more: "Levels and defaults depend on it.",
      unset: "Without it, `.bulkhead.yaml` decides, and else it is a rootful Docker 29.5 on cgroup v2 with AppArmor.",
      shape: ENGINE,
    },
    rules: {
      says: "a level for all findings of a rule, or `off`",
      more: "A rule of the strict profile that is named here reports in the default profile too.",
      unset: "",
      shape: { kind: "levels" },
    },
    paths: {
      says: "which files are looked at",
      more: "Patterns count from the directory of this file; one without a slash matches a name at any depth. `*`, `?`, `**`, `[a-c]`, `[!a-c]` and `{a,b}` mean what they mean elsewhere. In YAML a pattern that begins with `!`, `*`, `[` or `{` needs quotes.",
      shape: {
        kind: "mapping",
        name: "paths",
        prefix: "paths",
        keys: {
          ignore: {
            says: "files and directories about which nothing is said",
            more: "Such as `examples/**`, `legacy` or `**/*.{test,demo}.yaml`. What a later pattern with `!` before it matches is looked at all the same.",
            shape: PATTERNS,
          },
        },
      },
    },
    commands: {
      says: "in which files commands such as `docker run` are looked at",
      more: "`shell`, `makefile`, `workflow`, `gitlab` and `mcp` are `on`, and `markdown` is `named`, unless something else is said here.",
      shape: COMMANDS,
    },
    doors: {
      says: "which other kinds of files that declare containers are looked at",
      more: "All are `on` unless something else is said here.",
      shape: DOOR_USES,
    },
    learn: {
      says: "whether `bulkhead learn` may run copies of this project's services",
      more: "Settings can only forbid it: it runs where somebody asks for it by its name.",
      shape: { kind: "word", words: { off: "no copy is ever run" } },
    },
    exceptions: {
      says: "findings that are right where they are, with their reasons",
      more: "Each has a reason, and better an end.",
      shape: { kind: "list", of: EXCEPTION },
    },
  },
} as const satisfies Shape;

/** The key at a path of keys, as a cursor has it: `exceptions.until`, `engine.mode`. A level of a rule is no key. */
export function settingsKeyAt(path: readonly string[]): Key | undefined {
  let shape: Shape = SETTINGS;
  let key: Key | undefined;
  for (const name of path) {
    const keys = keysOf(shape);
    key = keys && Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (key === undefined) return undefined;
    shape = key.shape;
  }
  return key;
}

/** The keys that may stand in a value of this shape or in an item of it. */
export function keysOf(shape: Shape): Readonly<Record<string, Key>> | undefined {
  if (shape.kind === "list") return keysOf(shape.of);
  return shape.kind === "mapping" ? shape.keys : undefined;
}

/** The sentence that says what a key is for. */
export function sentenceOf({ says, more, shape }: Key): string {
  const sentence = `${says.charAt(0).toUpperCase()}${says.slice(1)}.`;
  return [sentence, ...formsOf(shape), ...(more === undefined ? [] : [more])].join(" ");
}

/** What a mapping may be written as that has a short form. */
function formsOf(shape: Shape): readonly string[] {
  if (shape.kind !== "mapping" || shape.short === undefined) return [];
  const names = Object.keys(shape.keys).map((name) => `\`${name}\``);
  return [`A ${shape.short}, or a mapping with ${names.slice(0, -1).join(", ")} and ${names.at(-1)}.`];
}
