import { COMPOSE_KEYS } from "./compose-key-table.ts";

/** What a key of a Compose file means for isolation. */
export interface ComposeKey {
  /** The key's path with `*` for names, such as `services.*.cap_add`. */
  readonly path: string;
  /** The key as people say it, without the section and the name: `volumes.bind.propagation`. */
  readonly title: string;
  /** One or two sentences for a hover, as Markdown. */
  readonly hover: string;
  /** The shapes that Compose takes, in words. */
  readonly type: string;
  /** What holds where the key is missing; absent where nothing does. */
  readonly default?: string;
  /** The values that are known, or how they are written. */
  readonly values?: readonly string[];
  readonly shortSyntax?: string;
  readonly longSyntax?: string;
  /** The option of `docker run` or `docker build` that does the same. */
  readonly dockerFlag?: string;
  /** What a further file does to the key: takes its place, adds to the list without duplicates, or merges entry by entry. */
  readonly merge: "replace" | "append" | "merge";
  /** The first release of Compose that knows it, where it is younger than Compose 2. */
  readonly since?: string;
  /** How bad it can get, in words. */
  readonly risk?: string;
  readonly sources: readonly string[];
}

/** A row of the table. The title and the specification's page follow from the path; a key without `merge` is replaced. */
export interface ComposeKeyRow extends Omit<ComposeKey, "title" | "merge" | "sources"> {
  readonly merge?: ComposeKey["merge"];
  readonly sources?: readonly string[];
}

/**
 * What is known of the key at a path from the document's root, such as `["services", "web", "cap_add"]`.
 * Positions in lists may stand in the path as numbers: `["services", "web", "volumes", "0", "bind", "propagation"]`.
 */
export function composeKey(path: readonly string[]): ComposeKey | undefined {
  rows ??= new Map(COMPOSE_KEYS.map((row) => [row.path, row]));
  const [section = "", , ...rest] = path;
  if (path.length === 1) return completed(rows.get(section.startsWith("x-") ? "x-*" : section), section);
  const title = rest.filter((part) => !/^\d+$/.test(part)).join(".");
  return completed(rows.get(`${section}.*.${title}`), title);
}

let rows: ReadonlyMap<string, ComposeKeyRow> | undefined;

function completed(row: ComposeKeyRow | undefined, title: string): ComposeKey | undefined {
  return row && { merge: "replace", ...row, title, sources: [specificationPage(row.path), ...(row.sources ?? [])] };
}

const SPECIFICATION = "https://github.com/compose-spec/compose-spec/blob/main";

/** The page of the Compose specification that defines the key. */
function specificationPage(path: string): string {
  const [section = "", , key = "", inner] = path.split(".");
  if (section === "services" && key === "build" && inner !== undefined) return `${SPECIFICATION}/build.md#${inner}`;
  if (section === "services" && key === "deploy" && inner !== undefined) return `${SPECIFICATION}/deploy.md#${inner}`;
  if (section === "services" && key === "develop") return `${SPECIFICATION}/develop.md`;
  const page = PAGES.get(section);
  return page === undefined ? `${SPECIFICATION}/11-extension.md` : `${SPECIFICATION}/${page}${key && `#${key}`}`;
}

const PAGES: ReadonlyMap<string, string> = new Map([
  ["services", "05-services.md"],
  ["networks", "06-networks.md"],
  ["volumes", "07-volumes.md"],
  ["configs", "08-configs.md"],
  ["secrets", "09-secrets.md"],
  ["include", "14-include.md"],
]);
