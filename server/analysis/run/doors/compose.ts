import { type Assembly, assemble } from "../../compose/project/assemble.ts";
import { settingPlaces } from "../../compose/project/dotenv.ts";
import { isIncluded } from "../../compose/project/includers.ts";
import { isBaseName } from "../../compose/project/project-files.ts";
import type { Lookup } from "../../compose/project/source-files.ts";
import { resolveProject } from "../../compose/resolve/resolve.ts";
import {
  COMPOSE_TEMPLATE,
  isComposeName,
  isComposeTemplateName,
  isTemplate,
  looksLikeCompose,
  whyNotCompose,
} from "../../compose/syntax/detect.ts";
import { withEvidence } from "../../learned/attach.ts";
import type { InputError, Project } from "../../model/project.ts";
import type { Refusal } from "../../model/refusal.ts";
import { Lines } from "../../text/lines.ts";
import { said, told } from "../../text/wording.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import type { Analysis, Prepared, ProjectNames, SetAt } from "../analysis.ts";
import { filesBeside } from "../beside.ts";
import { findingsOf, shownInputErrors } from "../findings.ts";
import { projectSubjects } from "../run-rules.ts";
import type { Source } from "../source.ts";
import { dockerfileSources, type InlineDockerfile, inlineSources, readersFor } from "./builds.ts";
import { composeSource } from "./compose-source.ts";
import { type DoorReader, type Entry, notOurs } from "./door-reader.ts";

/** Compose files, by their name, by their content, or since `COMPOSE_FILE` names them. The last that are asked: they say why a file is none. */
export const composeReader: DoorReader = {
  kind: "compose",
  prepare(given) {
    const { entry, file, text, options } = given;
    const compose = options.cache.compose(file, text);
    const named = entry.length > 1 || options.language === "compose" || isComposeName(file);
    const root = compose.documents[0]?.root;
    if (!named && isComposeTemplateName(file)) return notOurs(file, [], [], COMPOSE_TEMPLATE);
    const why = named
      ? whyNotCompose(root)
      : looksLikeCompose(root)
        ? undefined
        : "is no Compose file by name or content";
    // Of a file whose YAML is not whole nobody knows what it was to hold.
    const isBroken = named && compose.inputErrors.some(({ cut }) => cut !== true) && !isTemplate(text);
    if (why === undefined || isBroken) return lookAtProject(given, compose, named);
    if (!named && whyNotCompose(root) === undefined) return lookIfListed(given, compose, why);
    if (!named || compose.inputErrors.length === 0) return notOurs(file, [], [], why);
    return notOurs(
      file,
      isTemplate(text) ? compose.inputErrors.slice(0, 1).map(templateError) : compose.inputErrors,
      [],
    );
  },
};

/** What is told of a template of a Compose file, in place of all that keeps it from being one. */
function templateError({ at }: Pick<InputError, "at">): InputError {
  return {
    at,
    ...told(said`this is a template that another program makes a Compose file of: what it fills in is not read`),
  };
}

/** A file that has services, of which no other thing says that it is a Compose file, is one where `COMPOSE_FILE` names it. */
function lookIfListed(given: Entry, looked: YamlFile, why: string): Prepared {
  const { listed, needs } = assembled(given);
  return listed ? lookAtProject(given, looked, true) : notOurs(looked.file, [], needs, why);
}

function assembled({ entry, lookup, config, options }: Entry): Assembly {
  const parse = (uri: string, text: string): YamlFile => options.cache.compose(uri, text);
  return assemble(entry, lookup, parse, { ...options.invocation, compose: config.engine.compose });
}

function lookAtProject(given: Entry, looked: YamlFile, named: boolean): Prepared {
  const assembly = assembled(given);
  const resolved = (): Prepared => resolvedProject(given, { file: looked, named }, assembly);
  // Another file may change what every service is, so services are not resolved before all are there.
  return assembly.needs.length > 0 ? { needs: assembly.needs, analysis: () => resolved().analysis() } : resolved();
}

function resolvedProject(
  given: Entry,
  { file: looked, named }: { readonly file: YamlFile; readonly named: boolean },
  assembly: Assembly,
): Prepared {
  const { entry, lookup, config, options } = given;
  const { cache } = options;
  const needs = new Set(assembly.needs);
  const unread: InputError[] = [];
  const inlines = new Map<string, InlineDockerfile>();
  const readers = readersFor(given, needs, { inlines, report: (inputError) => void unread.push(inputError) });
  const { read } = readers;
  const members = new Map<string, boolean>();
  /** Every name that a file does not declare asks whether it is included, which takes reading the files above it. */
  const isMember = (file: string): boolean => {
    const known = members.get(file) ?? isIncluded(file, read, readers.parseCompose);
    members.set(file, known);
    return known;
  };
  const whole = resolveProject(assembly, looked.file, {
    looked,
    named,
    whole: entry.length > 1 || assembly.files.length > 1 || isBaseName(looked.file),
    isIncluded: (file) => entry.length === 1 && (isMember(looked.file) || isMember(file)),
    engine: config.engine,
    ...readers,
  });
  const project = withEvidence(withoutTemplates(whole, lookup), read);
  const composeSources = assembly.files.flatMap((file): Source[] => {
    const text = lookup(file);
    return typeof text === "string" ? [composeSource(cache.compose(file, text))] : [];
  });
  const built = dockerfileSources(project.dockerfiles.keys(), lookup, cache);
  const beside = filesBeside(project.services, read);
  const { refusals } = project;
  const unused = assembly.unused === undefined ? {} : { unused: assembly.unused };
  const names: ProjectNames = {
    bases: assembly.bases,
    valueOf: (file, variable) => assembly.variablesFor(file)(variable),
    setAt: (file, variable) => setAt(assembly.setIn(file, variable), variable, lookup),
  };
  const about = { kind: "compose", file: looked.file, project, names, needs: [...needs], refusals, ...unused } as const;
  const analysis = (): Analysis => ({
    ...about,
    inputErrors: shownInputErrors([...project.inputErrors, ...unread], entry, config),
    ...findingsOf(
      entry,
      projectSubjects(project),
      [...composeSources, ...built, ...inlineSources(inlines)],
      config,
      options,
      beside,
    ),
  });
  return { needs: about.needs, analysis };
}

function setAt(file: string | undefined, variable: string, lookup: Lookup): SetAt | undefined {
  const text = file === undefined ? undefined : lookup(file);
  if (file === undefined || typeof text !== "string") return undefined;
  const places = settingPlaces(text);
  const at = places.get(variable);
  return at && { file, ...at, line: new Lines(text).positionAt(at.start).line + 1, beside: [...places.keys()] };
}

/** Of a file that is a template one thing is told, whatever is wrong with it as it is. */
function withoutTemplates(project: Project, lookup: Lookup): Project {
  const isMade = (file: string): boolean => {
    const text = lookup(file);
    return typeof text === "string" && isTemplate(text);
  };
  const wrong = [...project.inputErrors, ...project.refusals].map(({ at }) => at.file);
  const made = new Set([...new Set(wrong)].filter(isMade));
  if (made.size === 0) return project;
  const told = [...made].flatMap((file) => {
    const first = [...project.inputErrors, ...project.refusals].find(({ at }) => at.file === file);
    return first === undefined ? [] : [templateError(first)];
  });
  const isOther = ({ at }: InputError | Refusal): boolean => !made.has(at.file);
  return {
    ...project,
    inputErrors: [...project.inputErrors.filter((one) => isOther(one) || one.cut === true), ...told],
    refusals: project.refusals.filter(isOther),
  };
}
