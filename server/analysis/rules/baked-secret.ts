import { isSecretFile, isSecretPlace, NAMING_VARIABLES } from "../facts/secret-files.ts";
import type { BuildContext, SecretFile } from "../model/build-context.ts";
import type { Container } from "../model/container.ts";
import { type Copy, type Dockerfile, imageLayers, layersOf, type Stage, type Variable } from "../model/stage.ts";
import { matchesPath } from "../text/dockerignore.ts";
import { type Part, said } from "../text/wording.ts";
import { type ContainerProblem, type Problem, type RelatedProblem, rule } from "./rule.ts";
import { dockerfile } from "./shared/example.ts";
import { inheritedFrom } from "./shared/naming.ts";

export default rule({
  id: "baked-secret",
  group: "image",
  level: "warning",
  windows: true,
  docs: {
    title: "Secret file in the image",
    what: "A file with a secret is copied into the image: by its name (`COPY id_rsa`), or because `COPY .` takes all of the context and the ignore file does not keep it out. Known as secret are files of usual names (`.env`, `.npmrc`, `id_rsa`, `server.key`) that hold a password, a token or a private key, files that the project's `secrets` or a variable such as `GOOGLE_APPLICATION_CREDENTIALS` name, directories such as `.ssh`, and what is copied to where a program looks for a secret (`/root/.aws/credentials`). Files are asked for by their names; directories are never listed.",
    why: "Whoever may pull the image has the file, also when a later instruction deletes it: each instruction is a layer of its own. One flaw that reads files in the container gives it away as well.",
    fine: "Build stages that are left behind are not looked at. A key that is only for tests, and public anyway, may be allowed with a reason.",
    instead:
      "Name it in `.dockerignore`. What the build needs comes through `RUN --mount=type=secret`, what the container needs through `secrets`.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        COPY id_rsa /root/.ssh/id_rsa
        RUN git clone git@github.com:acme/app.git`,
      good: dockerfile`
        FROM debian:13
        RUN --mount=type=ssh git clone git@github.com:acme/app.git`,
    },
    references: [
      "https://docs.docker.com/build/concepts/context/#dockerignore-files",
      "https://docs.docker.com/build/building/secrets/",
    ],
  },
  checkDockerfile: ofDockerfile,
  keys: ["build"],
  check: ofService,
});

function* ofDockerfile(dockerfile: Dockerfile): Generator<Problem> {
  for (const { copy, source, path, what } of bakedIn(imageLayers(dockerfile), dockerfile.context)) {
    yield { at: source.at, evidence: path, message: said`${copy.instruction} puts ${what} into the image.` };
  }
}

/** What is copied stands in the Dockerfile. */
function* ofService(service: Container): Generator<ContainerProblem> {
  const { build } = service;
  if (!build) return;
  for (const { copy, source, path, what, named } of bakedIn(layersOf(build.stage), build.files)) {
    const { at } = source;
    yield {
      at,
      evidence: path,
      message: said`${copy.instruction} puts ${what} into the image.`,
      related: [...named, ...inheritedFrom(service, { at, via: build.at })],
    };
  }
}

interface Baked {
  readonly copy: Copy;
  readonly source: Copy["sources"][number];
  readonly path: string;
  readonly what: Part;
  readonly named: readonly RelatedProblem[];
}

function* bakedIn(layers: Iterable<Stage>, context: BuildContext | undefined): Generator<Baked> {
  const stages = [...layers];
  const variables = stages.flatMap((stage) => stage.variables);
  for (const stage of stages) {
    for (const copy of stage.copies) {
      if (copy.from !== undefined) continue;
      for (const source of copy.sources) yield* bakedBy(copy, source, { context, variables });
    }
  }
}

/** What tells which of the copied files are secret. */
interface Knowledge {
  readonly context: BuildContext | undefined;
  readonly variables: readonly Variable[];
}

function* bakedBy(copy: Copy, source: Baked["source"], { context, variables }: Knowledge): Generator<Baked> {
  const { text } = source;
  if (/^[a-z]+:\/\/|^git@|^<</i.test(text) || text.includes("$")) return;
  const excluded = copy.flags.filter(({ name }) => name === "exclude").map(({ value }) => value);
  const path = text.replace(/^(?:\.?\/)+/, "").replace(/(?<!\/)\/+$/, "");
  if (isSecretFile(text) || (path !== "" && isSecretPlace(placeOf(copy, path)) && !isSample(path))) {
    if (!context?.ignores(path) && !context?.harmlessFiles.includes(path))
      yield { copy, source, path, what: text, named: [] };
    return;
  }
  for (const { path, what, at } of [...(context?.secretFiles ?? []), ...namedByVariables(variables)]) {
    if (!matchesPath(text, path) || context?.ignores(path) || excluded.some((pattern) => matchesPath(pattern, path)))
      continue;
    yield { copy, source, path, what, named: at ? [{ at, message: said`${path} is named here.` }] : [] };
  }
}

/** Where the file is in the image: a target that ends in a slash is a directory. */
function placeOf({ target }: Copy, path: string): string {
  return target.endsWith("/") ? `${target}${path.slice(path.lastIndexOf("/") + 1)}` : target;
}

function isSample(path: string): boolean {
  return /example|sample|template|dummy|test|\.pub$|\.dist$/i.test(path);
}

/** Files of the context that a variable of the image names for its secrets. What stands at an absolute path may be mounted there. */
function namedByVariables(variables: readonly Variable[]): readonly SecretFile[] {
  return variables.flatMap(({ name, value }) => {
    if (!NAMING_VARIABLES.has(name) || value.state === "unknown" || !value.value || /^[/~]/.test(value.value))
      return [];
    const path = value.value.replace(/^(?:\.\/)+/, "");
    return [{ path, what: said`${path} (${name} names it)` }];
  });
}
