import { isCredential, literalSecret, namesSecret } from "../facts/secrets.ts";
import type { Container } from "../model/container.ts";
import type { Setting } from "../model/setting.ts";
import type { Variable } from "../model/stage.ts";
import { type ContainerProblem, type Problem, rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom, namedInside } from "./shared/naming.ts";

export default rule({
  id: "plaintext-secret",
  group: "image",
  level: "warning",
  windows: true,
  docs: {
    title: "Secret in plain text",
    what: "A password, key or token stands in `environment`, `build.args`, `ENV` or `ARG`, in an address (`postgres://user:password@db`), or is known by its form. In a Dockerfile, a secret that is passed in with `ARG`, or put into `ENV`, also stays: `docker history` and `docker inspect` print it.",
    why: "Files are pushed to repositories and images to registries, and what was once in them stays in their history. In the container, every process sees the environment, as do crash reports, `docker inspect`, and whoever reads `/proc/<pid>/environ`.",
    fine: "References (`${DB_PASSWORD}`), names that end in `_FILE`, empty values and placeholders such as `<password>` are not reported. `changeme` is: it works as a password.",
    instead:
      "In Compose, `secrets:` with the `_FILE` variables that most images read, or a reference to a variable that is set outside. In a Dockerfile, `RUN --mount=type=secret`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD: hunter2`,
      good: yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD_FILE: /run/secrets/password
            secrets: [password]
        secrets:
          password: { file: ./password.txt }`,
    },
    references: [
      "https://docs.docker.com/compose/how-tos/use-secrets/",
      "https://docs.docker.com/build/building/secrets/",
      "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
    ],
  },
  keys: ["environment", "build"],

  *check(service) {
    if (service.kind !== "service") return;
    for (const [name, value] of service.environment) {
      const what = isLiteral(value) ? secretIn(name, value) : undefined;
      if (what === undefined) continue;
      const message = `${what} of ${namedInside(service)} stands in plain text in ${name}.`;
      yield { of: value, evidence: name, message };
    }
    yield* ofBuildArguments(service);
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    for (const variable of stage.variables) yield* ofVariable(variable, stage.final, repeated);
  },

  *checkDockerfile(dockerfile) {
    const repeated = new Repeated();
    for (const variable of dockerfile.args) yield* ofVariable(variable, false, repeated);
  },
});

/**
 * A literal is told where it stands. What is passed in stays in the history of the image, unless the Dockerfile is known to ask for it: then its
 * own `ARG` is reported, or another stage has it.
 */
function* ofBuildArguments(service: Container): Generator<ContainerProblem> {
  for (const [name, value] of service.build?.args ?? []) {
    const what = isLiteral(value) ? secretIn(name, value) : undefined;
    const related = inheritedFrom(service, value);
    const build = `the build of ${namedInside(service)}`;
    const place = { at: value.at, evidence: `build ${name}`, related };
    if (what !== undefined) yield { ...place, message: `${what} for ${build} stands in plain text in ${name}.` };
    else if (!service.build?.stage && namesSecret(name) && isPassedIn(value)) {
      yield {
        ...place,
        message: `${name} is handed to ${build} as an argument, which the image's history shows.`,
      };
    }
  }
}

/** `stays` tells whether the stage's history becomes the image's; other stages only lend files. */
function* ofVariable(variable: Variable, stays: boolean, repeated: Repeated): Generator<Problem> {
  const { name, value, kind, at } = variable;
  const what = secretIn(name, value);
  if (what === undefined && !(stays && namesSecret(name) && isPassedIn(value))) return;
  const evidence = repeated.next(`${kind} ${name}`);
  if (what !== undefined) yield { at, evidence, message: `${what} stands in plain text in ${kind} ${name}.` };
  else {
    yield {
      at,
      evidence,
      message: `${kind} ${name} keeps a secret in the image: its history shows what is passed in.`,
    };
  }
}

/** What kind of secret a known value is; a name alone makes one of any value that can be a credential. */
function secretIn(name: string, setting: Setting<string | null>): string | undefined {
  if (setting.state === "unknown" || setting.value === null || setting.value === "") return undefined;
  const literal = literalSecret(setting.value);
  if (literal !== undefined) return `${literal.charAt(0).toUpperCase()}${literal.slice(1)}`;
  return namesSecret(name) && isCredential(setting.value) ? "A secret" : undefined;
}

/** Whether the value comes from outside of the file: an `ARG` without a default, or an `ENV` that is set from one. */
function isPassedIn(setting: Setting<string | null>): boolean {
  return setting.state === "unknown" || setting.value === null;
}

/** Whether the text at the value's place is the value itself: with a variable in it, it is longer or shorter. */
function isLiteral(setting: Setting<string | null>): boolean {
  if (setting.state === "unknown" || setting.value === null) return false;
  const written = setting.at.end - setting.at.start;
  return written === setting.value.length || written === setting.value.length + 2;
}
