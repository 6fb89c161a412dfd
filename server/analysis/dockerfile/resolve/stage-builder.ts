import type { ImageProfile } from "../../facts/image-profiles.ts";
import type { ImageRef } from "../../model/image.ts";
import type { Setting } from "../../model/setting.ts";
import type { Copy, Run, Stage, Variable } from "../../model/stage.ts";
import { parseUser, publishedUser, type User } from "../../model/user.ts";
import type { WrittenText } from "../../model/written.ts";
import type { Script } from "../../shell/script.ts";
import type { Place } from "../../text/span.ts";
import type { Escape, Instruction } from "../syntax/tree.ts";
import type { Variables } from "./expand.ts";
import { Scope } from "./scope.ts";

export type Command = Setting<readonly string[] | null>;

/** A `Run` whose user is known only once the whole stage is read: a `CMD` runs as the stage's last `USER`. */
export interface DraftRun {
  readonly instruction: Instruction;
  readonly keyword: "RUN" | "CMD" | "ENTRYPOINT" | "HEALTHCHECK";
  readonly user: Setting<User> | undefined;
  readonly directory: Setting<string> | undefined;
  readonly from: Run["from"];
  readonly script: () => Script;
}

/** A stage before it is known which one is built. */
export type OpenStage = Omit<Stage, "final" | "used" | "child" | "triggers" | "lent"> & {
  final: boolean;
  used: boolean;
  child?: Stage;
  triggers?: OpenStage;
  readonly lent: string[];
};

/** A stage that is read to its end, with what a stage built from it needs. */
export interface Built {
  readonly stage: OpenStage;
  readonly draft: StageBuilder;
}

/** What a stage starts from. `at` is the name behind `FROM`, or the keyword where there is none yet. */
export interface Base {
  readonly at: Place;
  /** The base image at the bottom of the chain of stages; null for `scratch`. */
  readonly image: Setting<ImageRef | null>;
  readonly parent?: Built;
  readonly profile?: ImageProfile;
  readonly windows: boolean;
}

/** A build stage while its instructions are applied one after the other. */
export interface StageBuilder {
  readonly file: string;
  readonly escapedBy: Escape;
  readonly base: Base;
  /** The `FROM` keyword. */
  readonly at: Place;
  readonly scope: Scope;
  user: Setting<User>;
  workdir: Setting<string>;
  entrypoint: Command;
  command: Command;
  /** Whether the stage itself has a `CMD`: an `ENTRYPOINT` takes away only what is inherited. */
  commandSet: boolean;
  healthcheck: boolean;
  shell: readonly string[];
  exposed: Stage["exposed"];
  readonly onbuild: Instruction[];
  readonly users: { readonly user: Setting<User>; readonly at: Place }[];
  readonly runs: DraftRun[];
  readonly copies: Copy[];
  readonly variables: Variable[];
  readonly texts: WrittenText[];
  readonly volumes: { readonly path: string; readonly at: Place }[];
  readonly workdirs: { readonly path: Setting<string>; readonly at: Place }[];
}

const LINUX_SHELL = ["/bin/sh", "-c"];
const WINDOWS_SHELL = ["cmd", "/S", "/C"];

/** A stage as it stands right behind its `FROM`: what the stage below it or the base image gives. */
export function startStage(file: string, escapedBy: Escape, at: Place, base: Base): StageBuilder {
  const parent = base.parent?.draft;
  const own = {
    file,
    escapedBy,
    at,
    base,
    commandSet: false,
    onbuild: [],
    users: [],
    runs: [],
    copies: [],
    variables: [],
    texts: [],
    volumes: [],
    workdirs: [],
  };
  if (parent) {
    const { user, workdir, entrypoint, command, healthcheck, shell, exposed } = parent;
    const scope = new Scope(parent.scope, () => undefined);
    const inherit = <T>(setting: Setting<T>): Setting<T> => inherited(setting, at, base.at);
    return {
      ...own,
      scope,
      user: inherit(user),
      workdir: inherit(workdir),
      entrypoint: inherit(entrypoint),
      command: inherit(command),
      healthcheck,
      shell,
      exposed,
    };
  }
  const shell = base.windows ? WINDOWS_SHELL : LINUX_SHELL;
  const scope = new Scope(undefined, missingVariables(base));
  return { ...own, scope, ...imageSettings(base, at), healthcheck: false, shell, exposed: [] };
}

/** A default belongs to each stage by itself; a declared value keeps its place. */
function inherited<T>(setting: Setting<T>, at: Place, via: Place): Setting<T> {
  return setting.origin === "dockerfile" ? { ...setting, via } : { ...setting, at };
}

/** A name that no instruction sets may be in the environment of the base image; an empty base has none. */
function missingVariables({ image }: Base): Variables {
  if (image.state === "known" && image.value === null) return () => undefined;
  return (name) => ({ state: "unknown", because: `\${${name}}` });
}

function imageSettings(base: Base, at: Place): Pick<StageBuilder, "user" | "workdir" | "entrypoint" | "command"> {
  if (base.image.state === "known" && base.image.value === null) {
    const nothing = { state: "known", origin: "default", at, value: null } as const;
    return {
      user: { ...nothing, value: parseUser("") },
      workdir: { ...nothing, value: "/" },
      entrypoint: nothing,
      command: nothing,
    };
  }
  const unknown = { state: "unknown", origin: "image", at, because: reason(base.image) } as const;
  return { user: imageUser(base, at) ?? unknown, workdir: unknown, entrypoint: unknown, command: unknown };
}

function reason(image: Setting<ImageRef | null>): string {
  return image.state === "unknown" ? image.because : `image ${image.value?.text ?? "scratch"}`;
}

/** The `USER` that a well-known image is published with. */
function imageUser({ profile, windows }: Base, at: Place): Setting<User> | undefined {
  const value = profile && !windows ? publishedUser(profile) : undefined;
  return value && { state: "known", origin: "image", at, value };
}
