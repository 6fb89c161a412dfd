import { entryOf, type Mapping, type Node } from "../../yaml/tree.ts";

/**
 * Whether a file's name says that it is a Compose file: the names that Compose looks for, and the usual ones for further files and for `docker stack`.
 * `uri` may be a path as well. A name alone proves nothing: `docker-composer-notes.yml` fits one of the editors' patterns and is not matched here.
 * https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file
 */
export function isComposeName(uri: string): boolean {
  const name = uri.slice(uri.lastIndexOf("/") + 1).toLowerCase();
  const stem = /^([\w.-]+)\.ya?ml$/.exec(name)?.[1];
  return stem?.split(/[._-]/).some((part) => NAMING.test(part)) ?? false;
}

const NAMING = /^(?:(?:docker|podman|container)?compose[0-9]*|(?:docker)?(?:stack|swarm))$/;

/**
 * Whether a YAML document is a Compose file by its content: it has services, one of which says what to run, and nothing marks it as another tool's.
 * Kubernetes objects have `apiVersion` and `kind`, workflows `jobs` or `on`, and the service containers of frameworks a `class`.
 */
export function looksLikeCompose(root: Node | undefined): boolean {
  if (root?.kind !== "mapping" || isForeign(root)) return false;
  const services = entryOf(root, "services")?.value;
  if (services?.kind !== "mapping") return false;
  const bodies = [...services.entries.values()].map((entry) => entry.value);
  if (bodies.some((body) => entryOf(body, "class") !== undefined)) return false;
  return bodies.some((body) => RUNNABLE.some((key) => entryOf(body, key) !== undefined));
}

/**
 * Whether the content of a file that is known for a Compose file by its name is one too. An override file need not say what to run, and a project
 * may be made of includes alone.
 */
export function couldBeCompose(root: Node | undefined): boolean {
  if (root?.kind !== "mapping" || isForeign(root)) return false;
  const services = entryOf(root, "services")?.value;
  if (services?.kind !== "mapping") return entryOf(root, "include") !== undefined;
  return [...services.entries.values()].every((entry) => entryOf(entry.value, "class") === undefined);
}

const RUNNABLE = ["image", "build", "extends", "provider"];

function isForeign(root: Mapping): boolean {
  const has = (key: string) => root.entries.has(key);
  return (
    (has("apiVersion") && has("kind")) || has("jobs") || has("on") || has("stages") || has("pipelines") || has("hosts")
  );
}

/**
 * Whether a text is a template that another program turns into YAML: a line starts with `{%` or `{{`, or a plain value with `{{`.
 * `{{` inside of a value is no sign, since Docker's own formats look like that.
 */
export function isTemplate(text: string): boolean {
  return /^[ \t]*(?:- )?\{[{%#]/m.test(text) || /^[ \t]*(?:- )?[\w.-]+:[ \t]+\{\{/m.test(text);
}
