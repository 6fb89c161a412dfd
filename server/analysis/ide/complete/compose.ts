import { asServicePath, composeKey } from "../../facts/compose-keys.ts";
import { keysOfPart, partAt, schemaKey } from "../../facts/compose-schema.ts";
import type { ImageProfile } from "../../facts/image-profiles.ts";
import { namespaceByComposeKey } from "../../facts/namespaces.ts";
import { SECURITY_OPTIONS } from "../../facts/security-options.ts";
import type { Container } from "../../model/container.ts";
import type { Project } from "../../model/project.ts";
import { nodeAt } from "../../yaml/tree.ts";
import { rootOf, type YamlFile } from "../../yaml/yaml-file.ts";
import { cardMarkdown } from "../hover/card.ts";
import { opensWall, securityOptionCard } from "../hover/security-option.ts";
import { capabilityItems } from "./capabilities.ts";
import type { TypedKey, TypedValue } from "./completion-cursor.ts";
import type { Item } from "./item.ts";
import { serviceKeyItems } from "./service-keys.ts";
import { userItems } from "./user.ts";

/** The values that a key of a service takes, as far as they are about isolation. */
export function composeItems(typed: TypedValue, project: Project | undefined): readonly Item[] {
  const { path, file } = typed;
  const [top = "", name = ""] = path;
  const key = path.at(-1);
  const written = schemaItems(path);
  if (written.length > 0) return written;
  const asService = asServicePath(path);
  const inService = asService[0] === "services" ? asService.slice(2) : top.startsWith("x-") ? path.slice(1) : [];
  if (inService.length === 0 || key === undefined) return [];
  if (key === "cap_add" || key === "cap_drop") return listItems(capabilityItems(key, typed.typed), typed);
  if (inService.length === 2 && HOOKS.has(inService[0] ?? "")) return hookItems(key, project, name);
  if (inService.length !== 1) return [];
  if (key === "security_opt") return listItems(securityItems(typed.typed), typed);
  if (key === "user") return userItems(profileOf(project, name));
  if (key === "privileged") return PRIVILEGED;
  const plain = PLAIN[key];
  if (plain !== undefined) return plain;
  const others = serviceNames(file, project).filter((one) => one !== name);
  return namespaceItems(key, others, typed.typed);
}

/** What the keys of a job's triggers take, which no other container has. */
function schemaItems(path: readonly string[]): readonly Item[] {
  if (path[0] !== "jobs" || path[2] !== "triggers") return [];
  const key = schemaKey(path);
  const words = key?.types.includes("boolean") ? ["true", "false"] : (key?.words ?? []);
  return words.map((text) => ({ text, detail: composeKey(path)?.default === text ? "the default" : "" }));
}

/**
 * The keys of a job and of a container before a service that are not there yet, and those of a service that decide its isolation; other tools know the rest.
 * `serviceOf` gives a container as if the key that is being typed were not there.
 */
export function composeKeyItems(
  { path, siblings, hasColon }: TypedKey,
  serviceOf: (name: string) => Container | undefined,
): readonly Item[] {
  if (path.length === 2 && path[0] === "services") return serviceKeyItems(serviceOf(path[1] ?? ""), siblings, hasColon);
  const part = path[0] === "jobs" || path[2] === "pre_start" ? partAt(path) : undefined;
  if (part === undefined) return [];
  return [...keysOfPart(part)].flatMap(([name, { types, since }]): Item[] => {
    if (siblings.has(name)) return [];
    const known = composeKey(asServicePath([...path, name]));
    const detail = since === undefined ? types.join(" or ") : `${types.join(" or ")}, since Compose ${since}`;
    const text = hasColon ? name : `${name}: `;
    return [{ text, detail, ...(known === undefined ? {} : { documentation: known.hover }) }];
  });
}

/** The same items for a place where the list itself is still to be begun: a text alone would be no list, which Compose refuses. */
function listItems(items: readonly Item[], { asItem }: TypedValue): readonly Item[] {
  if (asItem === "none") return [];
  if (asItem === "item") return items;
  return items.map((item) => ({ ...item, text: asItem === "line" ? `- ${item.text}` : `[${item.text}]` }));
}

const PLAIN: Readonly<Record<string, readonly Item[]>> = {
  read_only: [
    { text: "true", detail: "the image's files cannot be changed" },
    { text: "false", detail: "the default: they can" },
  ],
  pids_limit: [
    { text: "200", detail: "processes and threads together" },
    { text: "-1", detail: "⚠ no limit" },
  ],
  mem_limit: ["256m", "512m", "1g"].map((text) => ({ text, detail: "more memory it does not get" })),
  cpus: ["0.5", "1.0", "2.0"].map((text) => ({ text, detail: "processors' worth of time" })),
  oom_kill_disable: [{ text: "false", detail: "the default" }],
};

/** Commands that the engine runs in the container beside its own, each with a user and privileges of its own. */
const HOOKS: ReadonlySet<string> = new Set(["post_start", "pre_stop", "pre_start"]);

export const PRIVILEGED: readonly Item[] = [
  { text: "false", detail: "the default" },
  { text: "true", detail: "⚠ every capability, every device, no filter: as much as root on the host" },
];

/** A hook without a user runs as the container's own. */
function hookItems(key: string, project: Project | undefined, name: string): readonly Item[] {
  if (key === "privileged") return PRIVILEGED;
  if (key !== "user") return [];
  return [
    ...userItems(profileOf(project, name)),
    { text: "root", detail: "⚠ root, whoever the container itself runs as" },
  ];
}

/**
 * Spelled as the documentation spells them, `no-new-privileges` with a colon, unless another separator is typed already; values with a hole in them
 * end before it.
 */
export function securityItems(typed: string): readonly Item[] {
  return SECURITY_OPTIONS.flatMap(({ name, separators, values }) => {
    const separator = separators.find((one) => typed.startsWith(name + one)) ?? separators[0];
    return values.map(({ value, effect }) => {
      const text = `${name}${separator}${value.split("<")[0]}`;
      const card = securityOptionCard(text);
      return {
        text,
        detail: opensWall(text) ? `⚠ ${effect}` : effect,
        ...(card ? { documentation: cardMarkdown(card) } : {}),
      };
    });
  });
}

/** The host's own namespace comes last, and alone only to whoever has begun to type it: the first of a list is what Enter takes. */
function namespaceItems(key: string, services: readonly string[], typed: string): readonly Item[] {
  const values = namespaceByComposeKey(key)?.values ?? [];
  const items = values.flatMap(({ value, effect }) => {
    if (value === "service:<name>") return services.map((name) => ({ text: `service:${name}`, detail: effect }));
    return value === "host" ? [] : [{ text: value.split("<")[0] ?? value, detail: effect }];
  });
  const host = values.filter(({ value }) => value === "host");
  if (items.length === 0 && !typed.startsWith("h")) return [];
  return [...items, ...host.map(({ value, effect }) => ({ text: value, detail: `⚠ ${effect}` }))];
}

/** Those of this file, and those of the files that the project has besides. */
function serviceNames(file: YamlFile, project: Project | undefined): readonly string[] {
  const services = nodeAt(rootOf(file), "services");
  const here = services?.kind === "mapping" ? [...services.entries.keys()] : [];
  return [...new Set([...here, ...(project?.services ?? []).map(({ name }) => name)])];
}

function profileOf(project: Project | undefined, name: string): ImageProfile | undefined {
  return project?.services.find((service) => service.name === name)?.profile;
}
