import { COMPOSE_KEYS, type ComposeKey, type ComposeKeyRow } from "./compose-key-table.ts";

export type { ComposeKey };

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
