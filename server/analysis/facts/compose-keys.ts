import { COMPOSE_KEYS, type ComposeKey, type ComposeKeyRow } from "./compose-key-table.ts";
import { isContainerKey } from "./compose-schema.ts";

export type { ComposeKey };

/**
 * The path of a service's key that means the same: that of a job or of a container before a service is the key of a container like any other.
 * Keys that mean something else there keep their path.
 */
export function asServicePath(path: readonly string[]): readonly string[] {
  const [section, name = "", ...keys] = path;
  if (section === "jobs" && keys.length > 0 && keys[0] !== "triggers") return ["services", name, ...keys];
  const [key, inner, ...below] = keys;
  if (section !== "services" || key !== "pre_start" || inner === undefined || !isContainerKey(inner)) return path;
  const hasOwn = below.length === 0 && index().has(`services.*.pre_start.${inner}`);
  return hasOwn ? path : ["services", name, inner, ...below];
}

/**
 * What is known of the key at a path from the document's root, such as `["services", "web", "cap_add"]`.
 * Positions in lists may stand in the path as numbers: `["services", "web", "volumes", "0", "bind", "propagation"]`.
 */
export function composeKey(path: readonly string[]): ComposeKey | undefined {
  const [section = "", , ...rest] = path;
  if (path.length === 1) return completed(index().get(section.startsWith("x-") ? "x-*" : section), section);
  const title = rest.filter((part) => !/^\d+$/.test(part)).join(".");
  return completed(index().get(`${section}.*.${title}`), title);
}

function index(): ReadonlyMap<string, ComposeKeyRow> {
  rows ??= new Map(COMPOSE_KEYS.map((row) => [row.path, row]));
  return rows;
}

let rows: ReadonlyMap<string, ComposeKeyRow> | undefined;

function completed(row: ComposeKeyRow | undefined, title: string): ComposeKey | undefined {
  return row && { merge: "replace", ...row, title, sources: [specificationPage(row.path), ...(row.sources ?? [])] };
}

const SPECIFICATION = "https://github.com/compose-spec/compose-spec/blob/main";

/** The page of the Compose specification that defines the key. */
function specificationPage(path: string): string {
  const [section = "", , key = "", inner] = path.split(".");
  if (section === "jobs") return SCHEMA_PAGE;
  if (section === "services" && key === "build" && inner !== undefined) return `${SPECIFICATION}/build.md#${inner}`;
  if (section === "services" && key === "deploy" && inner !== undefined) return `${SPECIFICATION}/deploy.md#${inner}`;
  if (section === "services" && key === "develop") return `${SPECIFICATION}/develop.md`;
  const page = PAGES.get(section);
  return page === undefined ? `${SPECIFICATION}/11-extension.md` : `${SPECIFICATION}/${page}${key && `#${key}`}`;
}

/** The specification has no page about jobs yet. */
const SCHEMA_PAGE = "https://github.com/compose-spec/compose-go/blob/v2.16.2/schema/compose-spec.json";

const PAGES: ReadonlyMap<string, string> = new Map([
  ["services", "05-services.md"],
  ["networks", "06-networks.md"],
  ["volumes", "07-volumes.md"],
  ["configs", "08-configs.md"],
  ["secrets", "09-secrets.md"],
  ["include", "14-include.md"],
]);
