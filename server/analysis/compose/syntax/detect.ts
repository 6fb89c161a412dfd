import { nearest } from "../../text/nearest.ts";
import { madeOfTemplate } from "../../text/template-name.ts";
import { isNull } from "../../yaml/scalar.ts";
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

/** Whether a file's name says that another program makes a Compose file of it: `docker-compose.yml.j2`. */
export function isComposeTemplateName(uri: string): boolean {
  const made = madeOfTemplate(uri);
  return made !== undefined && isComposeName(made);
}

/** Why such a file is none to look at, behind its name in a sentence. */
export const COMPOSE_TEMPLATE = "is a template that another program makes a Compose file of";

const NAMING = /^(?:(?:docker|podman|container)?compose[0-9]*|(?:docker)?(?:stack|swarm))$/;

/**
 * Whether a YAML document is a Compose file by its content: it has services, one of which says what to run, or jobs with triggers, and nothing marks it
 * as another tool's. Kubernetes objects have `apiVersion` and `kind`, workflows `on` or jobs with `steps`, and the service containers of frameworks a
 * `class`.
 */
export function looksLikeCompose(root: Node | undefined): boolean {
  if (root?.kind !== "mapping" || isForeign(root)) return false;
  const services = bodiesOf(root, "services");
  if (services === undefined) return bodiesOf(root, "jobs")?.some((body) => says(body, "triggers")) ?? false;
  if (services.some((body) => says(body, "class"))) return false;
  return services.some((body) => RUNNABLE.some((key) => says(body, key)));
}

/**
 * Why a file that is known for a Compose file by its name is none all the same; undefined where it is one. With `services` it is one, whatever else it
 * holds. An override file need not say what to run, and a project may be made of includes, jobs or networks alone.
 */
export function whyNotCompose(root: Node | undefined): string | undefined {
  if (root === undefined) return "is empty";
  if (root.kind !== "mapping") return "holds no mapping";
  const services = entryOf(root, "services")?.value;
  if (services?.kind === "mapping") return undefined;
  if (isForeign(root)) return "is a file of another tool";
  const isOurs =
    services !== undefined ||
    entryOf(root, "include") !== undefined ||
    holdsContainers(root) ||
    holdsMisspelt(root) ||
    holdsResources(root);
  return isOurs ? undefined : 'has no "services"';
}

/** Jobs, or the services of a file from the days of Compose 1, at the top: what says what to run, and is no job of a workflow. */
function holdsContainers(root: Mapping): boolean {
  const jobs = entryOf(root, "jobs")?.value;
  const bodies = [...(jobs === undefined ? root : jobs.kind === "mapping" ? jobs : NOTHING).entries.values()];
  const has = (keys: readonly string[]): boolean =>
    bodies.some(({ value }) => keys.some((key) => entryOf(value, key) !== undefined));
  return has(RUNNABLE) && !has(WORKFLOW);
}

/** Services below a word that was meant for "services". */
function holdsMisspelt(root: Mapping): boolean {
  return [...root.entries].some(
    ([key, { value }]) =>
      nearest(key, ["services"]) !== undefined &&
      value.kind === "mapping" &&
      [...value.entries.values()].some((body) => RUNNABLE.some((one) => says(body.value, one))),
  );
}

const NOTHING: Pick<Mapping, "entries"> = { entries: new Map() };

/** Whether nothing but what the services of another file use is there. */
function holdsResources({ entries }: Mapping): boolean {
  const keys = [...entries.keys()].filter((key) => !key.startsWith("x-") && key !== "version" && key !== "name");
  return keys.length > 0 && keys.every((key) => RESOURCES.includes(key));
}

const RUNNABLE = ["image", "build", "extends", "provider"];
const RESOURCES = ["networks", "volumes", "secrets", "configs", "models"];

function isForeign(root: Mapping): boolean {
  const has = (key: string) => root.entries.has(key);
  const isOther = ["on", "stages", "pipelines", "hosts"].some(has) || hasForeignJobs(root);
  return isOther || (has("apiVersion") && has("kind"));
}

/** Jobs of workflows are no containers: a list, or mappings that say what is done step by step. */
function hasForeignJobs(root: Mapping): boolean {
  const jobs = entryOf(root, "jobs")?.value;
  if (jobs === undefined || isNull(jobs)) return false;
  const bodies = bodiesOf(root, "jobs");
  return bodies === undefined || bodies.some((body) => WORKFLOW.some((key) => says(body, key)));
}

/** Of GitHub, GitLab, CircleCI, Azure, and their like; none is a key of a container. */
const WORKFLOW = ["steps", "runs-on", "uses", "script", "stage", "docker", "machine", "executor", "plan"];

function bodiesOf(root: Mapping, section: string): readonly Node[] | undefined {
  const node = entryOf(root, section)?.value;
  return node?.kind === "mapping" ? [...node.entries.values()].map(({ value }) => value) : undefined;
}

function says(node: Node, key: string): boolean {
  return entryOf(node, key) !== undefined;
}

/**
 * Whether a text is a template that another program turns into YAML: a line starts with `{%`, `{{` or `<%`, or a plain value with `{{`, or `<%` stands in one.
 * `{{` inside of a value is no sign, since Docker's own formats look like that.
 */
export function isTemplate(text: string): boolean {
  return (
    /^[ \t]*(?:- )?(?:\{[{%#]|<%)/m.test(text) ||
    /^[ \t]*(?:- )?[\w.-]+:[ \t]+(?:\{\{|["']?[^\s"'#]{0,200}<%)/m.test(text)
  );
}
