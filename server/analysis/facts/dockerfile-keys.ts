import { DOCKERFILE_KEYS, type DockerfileKey, type DockerfileKeyRow } from "./dockerfile-key-table.ts";

export type { DockerfileKey };

/**
 * What is known of an instruction (`USER`), a flag with its instruction (`RUN --network=none`, `copy --from`),
 * a directive (`# syntax`) or a here-document (`<<`). Case does not count in the instruction; a flag's value is left out,
 * except that a mount is also known by its type: `RUN --mount=type=cache,target=/x`.
 */
export function dockerfileKey(name: string): DockerfileKey | undefined {
  rows ??= new Map(DOCKERFILE_KEYS.flatMap((row) => row.names.map((key) => [key, { ...row, name: key }] as const)));
  const [instruction = "", flag = ""] = name.trim().split(/\s+/, 2);
  if (instruction === "#") return completed(rows.get(`# ${flag.toLowerCase().split("=", 1)[0]}`));
  const upper = instruction.toUpperCase();
  if (flag === "") return completed(rows.get(upper));
  const [flagName = "", value = ""] = splitOnce(flag, "=");
  const type = value.split(",").find((part) => part.startsWith("type="));
  const typed = type === undefined ? undefined : rows.get(`${upper} ${flagName}=${type}`);
  return completed(typed ?? rows.get(`${upper} ${flagName}`));
}

let rows: ReadonlyMap<string, DockerfileKeyRow & { readonly name: string }> | undefined;

const REFERENCE = "https://docs.docker.com/reference/dockerfile/";

function completed(row: (DockerfileKeyRow & { readonly name: string }) | undefined): DockerfileKey | undefined {
  if (!row) return undefined;
  const { names, section, sources = [], ...key } = row;
  return { ...key, sources: [`${REFERENCE}#${section}`, ...sources] };
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
