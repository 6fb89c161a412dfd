import { isSecretFile } from "../facts/secret-files.ts";
import type { BuildContext } from "../model/build-context.ts";
import type { Container } from "../model/container.ts";
import type { Related } from "../model/finding.ts";
import { type Copy, type Dockerfile, layersOf, type Stage } from "../model/stage.ts";
import { matchesPath } from "../text/dockerignore.ts";
import { type ContainerProblem, type Problem, rule } from "./rule.ts";
import { dockerfile } from "./shared/example.ts";
import { inheritedFrom } from "./shared/naming.ts";

export default rule({
  id: "baked-secret",
  group: "image",
  level: "warning",
  windows: true,
  docs: {
    title: "Secret file in the image",
    what: "A file with a secret is copied into the image: by its name (`COPY id_rsa`), or because `COPY .` takes all of the context and the ignore file does not keep it out. Known as secret are `.env` where it sets a password or token, files that the project's `secrets` name, and names such as `id_rsa`, `.netrc` or `server.key`. Only what files say counts; directories are never listed.",
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

function* ofDockerfile({ stages, context }: Dockerfile): Generator<Problem> {
  for (const { copy, source, path, what } of bakedIn(
    stages.find(({ final }) => final),
    context,
  )) {
    yield { at: source.at, evidence: path, message: `${copy.instruction} puts ${what} into the image.` };
  }
}

/** What is copied stands in the Dockerfile; of an inline one the places are those of its text. */
function* ofService(service: Container): Generator<ContainerProblem> {
  const { build } = service;
  if (!build) return;
  for (const { copy, source, path, what, named } of bakedIn(build.stage, build.files)) {
    const at = build.inline ? build.at : source.at;
    yield {
      at,
      evidence: path,
      message: `${copy.instruction} puts ${what} into the image.`,
      related: [...named, ...inheritedFrom(service, { at, via: build.at })],
    };
  }
}

interface Baked {
  readonly copy: Copy;
  readonly source: Copy["sources"][number];
  readonly path: string;
  readonly what: string;
  readonly named: readonly Related[];
}

function* bakedIn(built: Stage | undefined, context: BuildContext | undefined): Generator<Baked> {
  for (const stage of layersOf(built)) {
    for (const copy of stage.copies) {
      if (copy.from !== undefined) continue;
      for (const source of copy.sources) yield* bakedBy(copy, source, context);
    }
  }
}

function* bakedBy(copy: Copy, source: Baked["source"], context: BuildContext | undefined): Generator<Baked> {
  const { text } = source;
  if (/^[a-z]+:\/\/|^git@|^<</i.test(text) || text.includes("$")) return;
  const excluded = copy.flags.filter(({ name }) => name === "exclude").map(({ value }) => value);
  if (isSecretFile(text)) {
    const path = text.replace(/^(?:\.?\/)+/, "");
    if (!context?.ignores(path) && !context?.harmlessFiles.includes(path))
      yield { copy, source, path, what: text, named: [] };
    return;
  }
  for (const { path, what, at } of context?.secretFiles ?? []) {
    if (!matchesPath(text, path) || context?.ignores(path) || excluded.some((pattern) => matchesPath(pattern, path)))
      continue;
    yield { copy, source, path, what, named: at ? [{ at, message: `${path} is named here.` }] : [] };
  }
}
