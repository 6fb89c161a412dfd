import { moveSecret } from "../fixes/move-secret.ts";
import { removeVariable } from "../fixes/remove-variable.ts";
import type { Container } from "../model/container.ts";
import { knownValue, type Setting } from "../model/setting.ts";
import { layersOf, type Stage, type Variable } from "../model/stage.ts";
import type { WrittenScript, WrittenText } from "../model/written.ts";
import { type CommandSecret, secretsInOptions, secretsInScript } from "../secrets/commands.ts";
import { namesSecret, secretName } from "../secrets/names.ts";
import { distinct, type Secret, secretBehind, secretsInFile } from "../secrets/texts.ts";
import { isPlaceholder } from "../secrets/values.ts";
import { inEnglish, ours, type Part, said, type Wording } from "../text/wording.ts";
import { type ContainerProblem, type Problem, rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { yaml } from "./shared/example.ts";
import { guessedStore } from "./shared/guessed-password.ts";
import { inheritedFrom, namedInside } from "./shared/naming.ts";

export default rule({
  id: "plaintext-secret",
  group: "image",
  level: "warning",
  windows: true,
  targets: true,
  docs: {
    title: "Secret in plain text",
    what: "A password, key or token stands in the file: as a variable, a build argument or a label, on a command line (`redis-server --requirepass hunter2`), in a health check, in what `RUN` does, in the content of a config or a here-document, in an address (`postgres://user:password@db`), or anywhere if its form tells what it is. In a Dockerfile, a secret that is passed in with `ARG`, or put into `ENV`, also stays: `docker history` and `docker inspect` print it. A default (`${PASSWORD:-hunter2}`) is an `info`: it is the password of everybody who sets none. So is a password that everybody would guess (`postgres`, `changeme`, the account's own name) of a database that nobody but the project's containers reaches, or whose published port is reported: the file gives nothing away. The strict profile keeps that a `warning`.",
    why: "Files are pushed to repositories and images to registries, and what was once in them stays in their history. In the container, every process sees the environment and the command lines, as do crash reports, `docker inspect`, and whoever reads `/proc/<pid>/environ`.",
    fine: "References (`${DB_PASSWORD}`), names of files and of secrets, public keys, fingerprints, hashes, empty values and placeholders such as `<password>` are not reported, nor are the password of a mailbox at `example.com` and that of Java's store of trusted certificates. `changeme` is, and so is `your_password` where a database takes it: it works as a password.",
    instead:
      "In Compose, `secrets:` with the `_FILE` variables that most images read, or a reference to a variable that is set outside. The fix makes the one where the image is known to read a file, the other elsewhere, and keeps what it makes out of git and of build contexts; a value that was ever committed has to be changed as well. In a Dockerfile, `RUN --mount=type=secret`.",
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

  *check(service) {
    // In a document the reader puts a password of their own in its place.
    for (const problem of ofContainer(service))
      yield service.source.isExample ? { ...problem, level: "hint" } : problem;
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    for (const variable of stage.variables) yield* ofVariable(variable, stage, repeated);
    for (const text of stage.texts) yield* ofText(text, undefined, repeated);
    for (const { instruction, script } of stage.runs) {
      for (const { what, named, at } of secretsInScript(script))
        yield problem(what, { at, where: withName(instruction, named), repeated });
    }
  },

  *checkDockerfile(dockerfile) {
    const repeated = new Repeated();
    for (const variable of dockerfile.args) yield* ofVariable(variable, undefined, repeated);
  },

  *checkProject(project) {
    const repeated = new Repeated();
    for (const text of project.texts) yield* ofText(text, undefined, repeated);
  },
});

/** Where a secret was found. `isDefault` tells that it only holds where nobody sets the variable that it is the default of; `opens` see `guessedStore`. */
interface Found {
  readonly at: Problem["at"];
  readonly where: Part;
  readonly repeated: Repeated;
  readonly whose?: ((secret: Wording) => Wording) | undefined;
  readonly isDefault?: boolean;
  readonly opens?: Wording | undefined;
  readonly related?: Problem["related"];
  readonly evidence?: string;
}

function problem(what: string, { at, where, repeated, whose, isDefault, opens, related, evidence }: Found): Problem {
  const subject = credential(what);
  const owner = whose === undefined ? subject : whose(subject);
  const stands = said`${owner} stands in plain text in ${where}.`;
  return {
    at,
    evidence: repeated.next(evidence ?? inEnglish(where)),
    ...(isDefault
      ? { message: said`${stands} It is the default, which holds where nobody sets a value.`, level: "info" }
      : opens === undefined
        ? { message: stands }
        : {
            message: said`${stands} ${opens}`,
            level: "info",
            strictLevel: "warning",
          }),
    ...(related ? { related } : {}),
  };
}

/** `a token of GitHub` as the begin of a sentence. */
function credential(what: string): Wording {
  const [kind = "", issuer] = `${what.charAt(0).toUpperCase()}${what.slice(1)}`.split(" of ");
  return issuer === undefined ? ours(kind) : said`${ours(kind)} of ${issuer}`;
}

function* ofText(text: WrittenText, service: Container | undefined, repeated: Repeated): Generator<Problem> {
  const build = text.kind === "build argument";
  const owner = service && namedInside(service);
  const whose =
    owner && ((secret: Wording) => (build ? said`${secret} for the build of ${owner}` : said`${secret} of ${owner}`));
  const { at, name, key, literal, withDefaults } = text;
  if (service && isOfNobody(key, service)) return;
  const sure = secretsOf(text, literal);
  const defaults = withDefaults === undefined ? [] : without(secretsOf(text, withDefaults), sure);
  const related = service ? inheritedFrom(service, text) : [];
  const told = ({ what, named, value }: Secret, isDefault: boolean): Problem =>
    problem(what, {
      ...{ at, where: withName(name, named), repeated, whose, isDefault, related },
      ...(service && !build ? { opens: guessedStore(service, { password: value, key, text: literal }) } : {}),
      ...(build ? { evidence: `build ${key}` } : {}),
    });
  for (const secret of sure) {
    const move = service && { fixes: () => moveSecret(service, text, secret.value) };
    yield { ...told(secret, false), ...move };
  }
  for (const secret of defaults) yield told(secret, true);
}

/**
 * Whether a password is that of a mailbox at a domain that is nobody's, so that whoever uses the file has to replace both: `SMTP_PASS` beside
 * `SMTP_USER=mailer@example.com`. An account that a program makes itself works at any domain. Source: https://www.rfc-editor.org/rfc/rfc2606
 */
function isOfNobody(key: string, { environment }: Container): boolean {
  const owner = /^(.{0,80}(?:smtp|imap|pop3?)[-_.]?)(?:pass(?:word|wd)?|pwd)$/i.exec(key)?.[1]?.toLowerCase();
  if (owner === undefined) return false;
  return [...environment].some(
    ([name, value]) =>
      name.toLowerCase().startsWith(owner) &&
      /^(?:user(?:name)?|login|email)$/i.test(name.slice(owner.length)) &&
      /@(?:[\w-]{1,60}\.){0,4}(?:example\.(?:com|org|net)|example|test|invalid)$/i.test(knownValue(value) ?? ""),
  );
}

function secretsOf({ kind, key }: WrittenText, text: string): readonly Secret[] {
  return kind === "file" ? distinct(secretsInFile(text, "literal")) : secretsBehind(key, text);
}

function* ofContainer(service: Container): Generator<Problem | ContainerProblem> {
  const repeated = new Repeated();
  for (const text of service.source.texts) yield* ofText(text, service, repeated);
  for (const script of service.source.scripts) yield* ofScript(script, service, repeated);
  yield* ofBuildArguments(service);
}

/** A variable may hold a secret, or options of a program with secrets among them. */
function secretsBehind(name: string, value: string): readonly Secret[] {
  const found = secretBehind(name, value);
  if (found !== undefined) return [{ what: found.what, value: found.value }];
  return /(?:opts|options|args|arguments|flags|cmd|command)$/i.test(name) ? secretsInOptions(value) : [];
}

function without<T extends Secret>(found: readonly T[], known: readonly Secret[]): readonly T[] {
  return found.filter(({ value }) => !known.some((one) => one.value === value));
}

function* ofScript(
  { name, literal, withDefaults, via }: WrittenScript,
  service: Container,
  repeated: Repeated,
): Generator<Problem> {
  const sure = secretsInScript(literal);
  const defaults = withDefaults === undefined ? [] : without(secretsInScript(withDefaults), sure);
  const told = ({ what, named, value, at }: CommandSecret, isDefault: boolean): Problem =>
    problem(what, {
      ...{
        at,
        where: withName(name, named),
        repeated,
        isDefault,
        opens: guessedStore(service, { password: value, key: name, text: "" }),
      },
      whose: (secret) => said`${secret} of ${namedInside(service)}`,
      related: inheritedFrom(service, { at, ...(via ? { via } : {}) }),
    });
  for (const secret of sure) yield told(secret, false);
  for (const secret of defaults) yield told(secret, true);
}

function withName(where: Part, named: string | undefined): Part {
  return named === undefined ? where : said`${where} (${named})`;
}

/** What is passed in stays in the history of the image, unless the Dockerfile is known to ask for it: then its own `ARG` is reported, or another stage has it. */
function* ofBuildArguments(service: Container): Generator<ContainerProblem> {
  if (service.build?.stage) return;
  for (const [name, value] of service.build?.args ?? []) {
    if (!namesSecret(name) || !(value.state === "unknown" || value.value === null)) continue;
    yield {
      of: value,
      evidence: `build ${name}`,
      message: said`${name} is handed to the build of ${namedInside(service)} as an argument, which the image's history shows.`,
    };
  }
}

/** `stage` is left out for what stands before all stages: it is in no history. Other stages than the final one only lend files. */
function* ofVariable(variable: Variable, stage: Stage | undefined, repeated: Repeated): Generator<Problem> {
  const { name, value, kind, at } = variable;
  const [found] = value.state === "known" && value.value !== null ? secretsBehind(name, value.value) : [];
  if (found !== undefined && stage && isHandedOn(variable, found.value, stage)) return;
  const remove =
    stage && (namesSecret(name) || found?.value === knownValue(value))
      ? { fixes: () => removeVariable(variable, stage) }
      : {};
  if (found !== undefined)
    yield { ...problem(found.what, { at, where: withName(`${kind} ${name}`, found.named), repeated }), ...remove };
  else if (stage?.final && namesSecret(name) && isPassedIn(variable, stage)) {
    yield {
      at,
      evidence: repeated.next(`${kind} ${name}`),
      message: said`${kind} ${name} keeps a secret in the image: its history shows what is passed in.`,
      ...remove,
    };
  }
}

/** Whether the secret of an `ENV` stands in the default of an `ARG` of the same stage, where it is told: `ENV KEY="$KEY"`. */
function isHandedOn({ kind, value }: Variable, secret: string, { variables }: Stage): boolean {
  if (kind !== "ENV" || value.state === "unknown" || !value.filled) return false;
  return variables.some(
    (one) =>
      one.kind === "ARG" && secretsBehind(one.name, knownValue(one.value) ?? "").some((by) => by.value === secret),
  );
}

/** Whether the value comes from outside of the file: an `ARG` without a default of its own, or an `ENV` that is set from one. */
function isPassedIn({ name, kind, value }: Variable, stage: Stage): boolean {
  if (kind === "ENV") return value.state === "unknown" && isFromArgument(value, stage);
  const named = secretName(name);
  return (
    value.state === "unknown" || value.value === null || (named !== undefined && isPlaceholder(value.value, named))
  );
}

/** A variable that no `ARG` declares is empty, whatever whoever builds passes in. */
function isFromArgument({ because }: Setting<unknown> & { readonly state: "unknown" }, stage: Stage): boolean {
  for (const { variables } of layersOf(stage))
    if (variables.some(({ kind, name }) => kind === "ARG" && because.includes(name))) return true;
  return false;
}
