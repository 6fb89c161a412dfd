import { allowsIn } from "../command/syntax/allows.ts";
import type { CommandFile } from "../command/syntax/tree.ts";
import { SECTIONS } from "../compose/syntax/declared.ts";
import type { DevContainer } from "../devcontainer/syntax/tree.ts";
import { type AllowText, allowIn } from "../model/allow-comment.ts";
import { RULES_BY_ID } from "../rules/index.ts";
import type { Place } from "../text/span.ts";
import { directoryOf, resolvePath } from "../text/uri.ts";
import { type Entry, entryOf, type Node, nodeAt, type Scalar } from "../yaml/tree.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";
import type { ShownFile } from "./shown-file.ts";

/** A text in a file that names another file, or a rule. */
export type Link =
  | { readonly to: "file"; readonly at: Place; readonly uri: string; readonly what: string }
  | { readonly to: "rule"; readonly at: Place; readonly rule: string; readonly what: string };

/**
 * The links of a file: the Dockerfile of each build, what `extends` and `include` name, seccomp profiles, and the rules in comments that allow.
 * A path links only where the analysis has read a file there, so that no link leads nowhere.
 */
export function links(file: ShownFile): readonly Link[] {
  const { uri, text, analysis, cache } = file;
  if (analysis.kind === "dockerfile") {
    return ruleLinks(
      cache.dockerfile(uri, text).comments.map(({ at }) => at),
      file,
    );
  }
  if (analysis.commands?.json !== undefined) return ruleLinks(analysis.commands.json.comments, file);
  if (analysis.commands !== undefined) return allowedRuleLinks(analysis.commands, file);
  if (analysis.devContainer !== undefined) return devContainerLinks(analysis.devContainer, file);
  if (analysis.bake?.source.kind === "hcl") return ruleLinks(analysis.bake.source.hcl.comments, file);
  if (analysis.kind !== "compose") return [];
  const compose = cache.compose(uri, text);
  return [...ruleLinks(compose.comments, file), ...fileLinks(compose, file)];
}

/** The Dockerfile or the Compose files that a dev container is made of, and the rules in its comments. */
function devContainerLinks(dev: DevContainer, file: ShownFile): readonly Link[] {
  const directory = directoryOf(file.uri);
  const named = [
    ...[nodeAt(dev.root, "build", "dockerfile"), nodeAt(dev.root, "dockerFile")].map(
      (node) => [node, DOCKERFILE] as const,
    ),
    ...listed(nodeAt(dev.root, "dockerComposeFile")).map(
      (node) => [node, "Compose file of this dev container"] as const,
    ),
  ];
  const files = named.flatMap(([node, what]): readonly Link[] => {
    if (node?.kind !== "scalar" || node.text === "" || node.text.includes("$")) return [];
    const uri = resolvePath(directory, node.text);
    return typeof file.lookup(uri) === "string" ? [{ to: "file", at: node.at, uri, what }] : [];
  });
  return [...ruleLinks(dev.json.comments, file), ...files];
}

const DOCKERFILE = "Dockerfile of this build";

function listed(node: Node | undefined): readonly (Node | undefined)[] {
  return node?.kind === "sequence" ? node.items.map(({ value }) => value) : [node];
}

function ruleLinks(comments: readonly Place[], { uri, text }: ShownFile): readonly Link[] {
  return comments.flatMap((comment) => linksIn(allowIn(text, comment), uri));
}

function allowedRuleLinks(commands: CommandFile, { uri }: ShownFile): readonly Link[] {
  return allowsIn(commands).flatMap(({ allow }) => linksIn(allow, uri));
}

function linksIn(allow: AllowText | undefined, uri: string): readonly Link[] {
  return (allow?.ids ?? []).flatMap(({ id, at }): Link[] => {
    const rule = RULES_BY_ID.get(id);
    return rule ? [{ to: "rule", at: { file: uri, ...at }, rule: id, what: rule.docs.title }] : [];
  });
}

function fileLinks({ documents }: YamlFile, file: ShownFile): readonly Link[] {
  const found: Link[] = [];
  const add = (node: Node | undefined, target: string | undefined, what: string) => {
    if (node?.kind !== "scalar" || target === undefined || node.at.file !== file.uri) return;
    if (typeof file.lookup(target) === "string") found.push({ to: "file", at: node.at, uri: target, what });
  };
  for (const { root } of documents) {
    for (const node of included(entryOf(root, "include")?.value))
      add(node, pathTo(node, file), "Included Compose file");
    for (const [name, entry] of ownServices(root)) {
      const base = nodeAt(entry.value, "extends", "file");
      add(base, pathTo(base, file), "Extended Compose file");
      add(buildPlace(entry.value), dockerfileOf(name, file), DOCKERFILE);
      for (const { node, path } of seccompProfiles(entry.value)) add(node, path && at(path, file), "Seccomp profile");
    }
  }
  return found;
}

/** The services and jobs of a document that stand in it themselves. */
function ownServices(root: Node | undefined): readonly (readonly [string, Entry])[] {
  return SECTIONS.flatMap((section) => {
    const declared = nodeAt(root, section);
    return declared?.kind === "mapping" ? [...declared.entries].filter(([, { merged }]) => !merged) : [];
  });
}

function included(include: Node | undefined): readonly Node[] {
  if (include?.kind !== "sequence") return [];
  return include.items.flatMap(({ value }) => {
    const path = value.kind === "mapping" ? nodeAt(value, "path") : value;
    return path?.kind === "sequence" ? path.items.map((item) => item.value) : path ? [path] : [];
  });
}

/** What names the Dockerfile: the file's own name, else the context that holds it. */
function buildPlace(service: Node): Node | undefined {
  const build = nodeAt(service, "build");
  return build?.kind === "scalar" ? build : (nodeAt(build, "dockerfile") ?? nodeAt(build, "context"));
}

function dockerfileOf(service: string, { analysis }: ShownFile): string | undefined {
  const build = analysis.project?.services.find(({ name }) => name === service)?.build;
  return build?.inline ? undefined : build?.dockerfile;
}

function seccompProfiles(service: Node): readonly { readonly node: Scalar; readonly path: string | undefined }[] {
  const options = nodeAt(service, "security_opt");
  if (options?.kind !== "sequence") return [];
  return options.items.flatMap(({ value }) =>
    value.kind === "scalar" ? [{ node: value, path: profilePath(value.text) }] : [],
  );
}

function profilePath(option: string): string | undefined {
  const path = /^seccomp[:=]/.test(option) ? option.slice("seccomp:".length) : undefined;
  return path === "unconfined" || path === "builtin" ? undefined : path;
}

function pathTo(node: Node | undefined, file: ShownFile): string | undefined {
  return node?.kind === "scalar" ? at(node.text, file) : undefined;
}

/** A path with a variable in it is known only to Compose. */
function at(path: string, { uri }: ShownFile): string | undefined {
  return path.includes("$") || path === "" ? undefined : resolvePath(directoryOf(uri), path);
}
