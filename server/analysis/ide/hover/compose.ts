import { isHostPath, shortVolume } from "../../compose/syntax/short-syntax.ts";
import { asServicePath, type ComposeKey, composeKey } from "../../facts/compose-keys.ts";
import type { Engine } from "../../facts/engine.ts";
import { imageProfile } from "../../facts/image-profiles.ts";
import type { Container } from "../../model/container.ts";
import { parseImage } from "../../model/image.ts";
import type { Mount } from "../../model/mount.ts";
import type { Port } from "../../model/port.ts";
import type { Project } from "../../model/project.ts";
import { knownValue } from "../../model/setting.ts";
import { parseUser, type User } from "../../model/user.ts";
import { type Place, touches } from "../../text/span.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { capabilityCard } from "./capability.ts";
import { type Card, cardMarkdown, code, defaultWords } from "./card.ts";
import { type ComposeCursor, composeCursorAt } from "./compose-cursor.ts";
import { deviceCard } from "./device.ts";
import type { Explained } from "./explained.ts";
import { filledText } from "./filled.ts";
import { groupCard } from "./group.ts";
import { hostPathCard } from "./host-path.ts";
import { imageCard } from "./image.ts";
import { ruleWords } from "./key-rules.ts";
import { mountCard } from "./mount.ts";
import { namespaceCard } from "./namespace.ts";
import { portCard } from "./port.ts";
import { privilegedCard, securityOptionCard } from "./security-option.ts";
import { serviceSummary } from "./service.ts";
import { sysctlCard } from "./sysctl.ts";
import { userCard } from "./user.ts";

/** Explains what stands at an offset of a Compose file: a service's name, a key, or a value. */
export function explainCompose(
  file: YamlFile,
  project: Project | undefined,
  engine: Engine,
  offset: number,
): Explained | undefined {
  const cursor = composeCursorAt(file, offset);
  if (!cursor) return undefined;
  const service = serviceOf(cursor, project);
  if (service && project)
    return { at: cursor.at, markdown: serviceSummary(service, { ...project, engine }), specific: true };
  return explainValue(cursor, project, offset);
}

/** Explains a key or a value of a service, wherever that is declared. */
export function explainValue(
  cursor: ComposeCursor,
  project: Project | undefined,
  offset: number,
): Explained | undefined {
  const path = servicePath(cursor.path);
  const card = path && cardFor(cursor, path, project, offset);
  return card && { at: cursor.at, markdown: cardMarkdown(card), specific: card.specific, covers: card.covers };
}

function serviceOf({ path, value }: ComposeCursor, project: Project | undefined) {
  if (path.length !== 2 || (path[0] !== "services" && path[0] !== "jobs") || value) return undefined;
  return project?.services.find(({ name }) => name === path[1]);
}

/** The path as that of a service's key, where it is one. What stands under `x-…` is most often a piece of a service that is merged in elsewhere. */
function servicePath(path: readonly string[]): readonly string[] | undefined {
  const [top = "", , ...below] = path;
  if (top.startsWith("x-") && path.length > 1) return ["services", "*", ...path.slice(1)];
  if ((top === "services" || top === "jobs") && below.length === 0 && path.length === 2) return undefined;
  return asServicePath(path);
}

function cardFor(
  cursor: ComposeCursor,
  path: readonly string[],
  project: Project | undefined,
  offset: number,
): Card | undefined {
  const key = path.at(-1) ?? "";
  const { value } = cursor;
  const [, , first = ""] = path;
  const depth = path.length - 2;
  if (first === "sysctls" && path[0] === "services") return sysctlCardAt(cursor, path);
  if (!value) return keyCard(path, key);
  if (path[0] !== "services") return undefined;
  if (key === "user") return userCard(userOf(value.text, depth === 1 ? path[1] : undefined, project));
  if (first === "volumes") return mountCardAt(cursor, path, project, offset);
  if (first === "ports") return portCardAt(project, cursor, offset);
  if (EXPLAINED_BY_KEY.has(path.slice(2).join("."))) return keyCard(path, key);
  if (first === "image" && depth === 1) return imageCardOf(value.text);
  return settingCard(filledText(cursor, project), path, key);
}

/** `text` is undefined where a variable decides it: then the key alone can be explained. */
function settingCard(text: string | undefined, path: readonly string[], key: string): Card | undefined {
  const isNamespace = path.length === 3 && namespaceCard(key, undefined) !== undefined;
  if (text === undefined) return isNamespace || WORDS.has(key) ? keyCard(path, key) : undefined;
  if (isNamespace) return namespaceCard(key, text);
  switch (key) {
    case "cap_add":
    case "cap_drop":
      return capabilityCard(text, key);
    case "security_opt":
      return securityOptionCard(text);
    case "group_add":
      return groupCard(text) ?? keyCard(path, key);
    case "devices":
      return deviceCard(text.split(":")[0] ?? "");
    default:
      return undefined;
  }
}

/** Lists whose items are words that can be explained. */
const WORDS: ReadonlySet<string> = new Set(["cap_add", "cap_drop", "security_opt", "group_add", "devices"]);

/** By the resolved project where a variable stands in the text. */
function userOf(text: string, service: string | undefined, project: Project | undefined): User {
  const resolved = text.includes("$") ? project?.services.find(({ name }) => name === service)?.user : undefined;
  return (resolved && knownValue(resolved)) ?? parseUser(text);
}

/** A name and a value stand in one item of a list, or as key and value of a mapping. */
function sysctlCardAt({ value }: ComposeCursor, path: readonly string[]): Card | undefined {
  const [, , , name] = path;
  if (name !== undefined) return sysctlCard(name, value?.text ?? "");
  if (!value) return keyCard(path, "sysctls");
  const [item = "", ...rest] = value.text.split("=");
  return sysctlCard(item.trim(), rest.join("="));
}

function imageCardOf(text: string): Card | undefined {
  const image = parseImage(text);
  const profile = image && imageProfile(`${image.registry}/${image.repository}`, image.tag);
  return profile && imageCard(text, profile);
}

/** Keys whose value says little without the key. */
const EXPLAINED_BY_KEY: ReadonlySet<string> = new Set([
  "privileged",
  "read_only",
  "use_api_socket",
  "runtime",
  "isolation",
  "pids_limit",
  "mem_limit",
  "memswap_limit",
  "cpus",
  "oom_kill_disable",
  "oom_score_adj",
  "shm_size",
  "init",
  "cgroup_parent",
  "device_cgroup_rules",
  "tmpfs",
  "volumes_from",
  "gpus",
  "deploy.resources.limits.memory",
  "deploy.resources.limits.cpus",
  "deploy.resources.limits.pids",
  "build.network",
  "build.privileged",
  "build.entitlements",
  "post_start.privileged",
  "pre_stop.privileged",
  "pre_start.privileged",
]);

function keyCard(path: readonly string[], key: string): Card | undefined {
  if (key === "privileged" && path[0] === "services" && path.length === 3) return privilegedCard();
  const namespace = path.length === 3 && path[0] === "services" ? namespaceCard(key, undefined) : undefined;
  // The limits are explained together.
  const known = composeKey(path) ?? (path.at(-2) === "limits" ? composeKey(path.slice(0, -1)) : undefined);
  return namespace ?? (known && composeKeyCard(known));
}

function composeKeyCard(known: ComposeKey): Card {
  const rule = ruleWords(known.path.startsWith("services.") ? known.title : "");
  return {
    title: code(known.title),
    facts: [known.since && `since Compose ${known.since}`, known.dockerFlag && code(known.dockerFlag)],
    text: known.hover,
    parts: [
      ["Default", defaultWords(known.default)],
      ["Values", known.values?.map(code).join(", ")],
      ["Short form", known.shortSyntax && code(known.shortSyntax)],
      ["A further file", MERGES[known.merge]],
      ...rule.parts,
    ],
    links: [...known.sources.slice(0, 1), ...rule.links],
    specific: false,
  };
}

const MERGES: Readonly<Record<ComposeKey["merge"], string>> = {
  replace: "takes the value's place",
  append: "adds to the list and takes nothing away, short of `!reset` or `!override`",
  merge: "changes single entries",
};

/** By the resolved project where there is one, since it knows variables, relative paths and named volumes; else by the text alone. */
function mountCardAt(
  { value, at }: ComposeCursor,
  path: readonly string[],
  project: Project | undefined,
  offset: number,
): Card | undefined {
  const isShort = path.length === 3;
  if (!isShort && path.at(-1) !== "source") return undefined;
  const mount = placed(
    containersOf(project).flatMap(({ mounts }) => mounts),
    at,
    offset,
  );
  const known = mount && knownValue(mount.source);
  if (mount && known !== undefined) {
    const path = mount.type === "bind" && typeof known === "string" ? hostPathCard(known, mount.readOnly) : undefined;
    return path ?? mountCard(mount);
  }
  const written = isShort ? shortVolume(value?.text ?? "") : undefined;
  const source = isShort ? written?.source : value?.text;
  const readOnly = written?.options.includes("ro") === true;
  return source !== undefined && isHostPath(source) ? hostPathCard(source, readOnly) : undefined;
}

function portCardAt(project: Project | undefined, { at }: ComposeCursor, offset: number): Card | undefined {
  const port = placed(project?.services.flatMap(({ ports }) => ports) ?? [], at, offset);
  return port && portCard(port);
}

function containersOf(project: Project | undefined): readonly Container[] {
  return (project?.services ?? []).flatMap((service) => [service, ...service.preStart]);
}

/** The mount or port that is written where the cursor is. */
function placed<T extends Mount | Port>(all: readonly T[], at: Place, offset: number): T | undefined {
  return (
    all.find((one) => one.at.file === at.file && touches(one.at, offset)) ??
    all.find((one) => one.item.file === at.file && touches(one.item, offset))
  );
}
