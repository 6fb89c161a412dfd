/**
 * An image reference taken apart.
 * `repository` carries no registry where it is Docker Hub, and no `library/`: `docker.io/library/nginx` and `nginx` are both `nginx`.
 * Source: https://github.com/distribution/reference/blob/main/normalize.go
 */
export interface ImageRef {
  readonly text: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes a reference such as `ghcr.io/acme/app:1.2@sha256:…` apart. An empty or blank text is no reference. */
export function parseImage(text: string): ImageRef | undefined {
  const trimmed = text.trim();
  if (trimmed === "" || /\s/.test(trimmed)) return undefined;
  const [name = "", digest] = splitOnce(trimmed, "@");
  const slash = name.lastIndexOf("/");
  const colon = name.indexOf(":", slash + 1);
  const path = colon < 0 ? name : name.slice(0, colon);
  const tag = colon < 0 ? undefined : name.slice(colon + 1);
  const { registry, repository } = splitRegistry(path);
  if (repository === "") return undefined;
  return { text: trimmed, registry, repository, ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) };
}

/** The name under which the tables know an image: without the registry where it is Docker Hub. */
export function fullName({ registry, repository }: ImageRef): string {
  return registry === "docker.io" ? repository : `${registry}/${repository}`;
}

function splitRegistry(path: string): { registry: string; repository: string } {
  const slash = path.indexOf("/");
  const first = slash < 0 ? "" : path.slice(0, slash);
  const named = first.includes(".") || first.includes(":") || first === "localhost";
  const registry = named && first !== "index.docker.io" ? first : "docker.io";
  const rest = named ? path.slice(slash + 1) : path;
  const repository = registry === "docker.io" && rest.startsWith("library/") ? rest.slice("library/".length) : rest;
  return { registry, repository };
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
