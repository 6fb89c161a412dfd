import type { Build } from "../model/service.ts";
import { knownValue, type Setting } from "../model/setting.ts";
import type { Dockerfile, Stage } from "../model/stage.ts";
import type { Place } from "../text/span.ts";
import { resolvePath } from "../text/uri.ts";
import type { Block } from "./block.ts";

/** What a service's `build` asks of its Dockerfile. A value of null in `args` is taken from the shell, which nobody knows. */
export interface BuildRequest {
  /** The Dockerfile's URI; with `inline`, the file that holds it. */
  readonly file: string;
  /** The text of `dockerfile_inline`. */
  readonly inline?: string;
  readonly target?: string;
  readonly args: ReadonlyMap<string, Setting<string | null>>;
  /** Where the Dockerfile is named, for what is wrong with it. */
  readonly at: Place;
}

/** Reads a Dockerfile for a service; undefined where it is missing, not loaded yet or outside of what can be read. */
export type DockerfileReader = (request: BuildRequest) => Dockerfile | undefined;

const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i;

/** The service's `build` with the stage that it builds; undefined where the service is not built. */
export function buildOf(
  block: Block,
  directoryFor: (file: string) => string,
  read: DockerfileReader,
): Build | undefined {
  const entry = block.entry("build");
  if (entry === undefined) return undefined;
  const context = block.scalar(["build", "context"], ".", ({ text }) => text);
  const dockerfile = block.scalar(["build", "dockerfile"], "Dockerfile", ({ text }) => text);
  const inline = block.text("build", "dockerfile_inline");
  const target = block.text("build", "target");
  const named = inline.origin === "default" ? (dockerfile.origin === "default" ? context : dockerfile) : inline;
  const at = named.origin === "default" ? entry.key : named.at;
  const file = dockerfileUri(context, dockerfile, inline, directoryFor);
  const found =
    file === undefined ? undefined : read({ file, at, args: block.pairs("build", "args"), ...texts(inline, target) });
  const stage = target.state === "unknown" ? undefined : stageOf(found, target.value);
  return {
    at,
    ...(file === undefined ? {} : { dockerfile: file }),
    ...(stage === undefined ? {} : { stage }),
    inline: inline.origin !== "default",
    context,
    target,
    privileged: block.boolean("build", "privileged"),
    network: block.text("build", "network"),
  };
}

function texts(
  inline: Setting<string | null>,
  target: Setting<string | null>,
): Pick<BuildRequest, "inline" | "target"> {
  const text = knownValue(inline);
  const stage = knownValue(target);
  return { ...(typeof text === "string" ? { inline: text } : {}), ...(stage ? { target: stage } : {}) };
}

/** Undefined where a variable hides it or where it lies in a repository elsewhere. */
function dockerfileUri(
  context: Setting<string>,
  dockerfile: Setting<string>,
  inline: Setting<string | null>,
  directoryFor: (file: string) => string,
): string | undefined {
  if (inline.origin !== "default") return inline.state === "known" ? inline.at.file : undefined;
  if (context.state === "unknown" || dockerfile.state === "unknown" || REMOTE.test(context.value)) return undefined;
  return resolvePath(resolvePath(directoryFor(context.at.file), context.value), dockerfile.value);
}

/** The stage that `target` names, by name as BuildKit compares it; without one, the last. */
function stageOf(dockerfile: Dockerfile | undefined, target: string | null): Stage | undefined {
  if (target === null || target === "") return dockerfile?.stages.at(-1);
  return dockerfile?.stages.find(({ named, name }) => named && name === target.toLowerCase());
}
