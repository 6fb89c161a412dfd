import { normalisePath } from "../../server/analysis/text/uri.ts";
import { NOTHING, type Row } from "./rows.ts";

type Json = { readonly [key: string]: unknown };

/** The services and jobs of a project as `docker-compose config --format json` prints it, and what runs before them, as `web/pre_start[0]`. */
export function servicesOf(project: unknown): ReadonlyMap<string, unknown> {
  const services = Object.entries(object(object(project)["services"]));
  const before = services.flatMap(([name, service]) =>
    array(object(service)["pre_start"]).map((hook, index) => [`${name}/pre_start[${index}]`, hook] as const),
  );
  return new Map([...services, ...Object.entries(object(object(project)["jobs"])), ...before]);
}

/** The same values of a service as Compose itself gives them. `home` is the home directory that it was told. */
export function theirRow(project: unknown, name: string, home: string): Row {
  const service = serviceOf(project, name);
  const limits = object(object(object(service["deploy"])["resources"])["limits"]);
  const list = (key: string): readonly Json[] => array(service[key]).map(object);
  const row = new Map([
    ["image", string(service["image"])],
    ["profiles", strings(service["profiles"])],
    ["user", string(service["user"])],
    ["privileged", String(service["privileged"] ?? false)],
    ["cap_add", strings(service["cap_add"])],
    ["cap_drop", strings(service["cap_drop"])],
    ["security_opt", strings(service["security_opt"])],
    ["read_only", String(service["read_only"] ?? false)],
    ["group_add", strings(service["group_add"])],
    ["device_cgroup_rules", strings(service["device_cgroup_rules"])],
    ["networks", JSON.stringify(Object.keys(object(service["networks"])).sort())],
    ["volumes", JSON.stringify(list("volumes").map((volume) => volumeText(volume, home)))],
    [
      "secrets",
      JSON.stringify(list("secrets").flatMap((entry) => fileText(project, "secrets", "/run/secrets/", entry, home))),
    ],
    ["configs", JSON.stringify(list("configs").flatMap((entry) => fileText(project, "configs", "/", entry, home)))],
    ["tmpfs", strings(service["tmpfs"])],
    ["devices", JSON.stringify(list("devices").map((device) => texts(device, "source", "target", "permissions")))],
    ["ports", JSON.stringify(list("ports").map((port) => texts(port, "host_ip", "published", "target", "protocol")))],
    ["sysctls", pairs(service["sysctls"], string)],
    ["ulimits", pairs(service["ulimits"], ulimitText)],
    ["memory", string(service["mem_limit"] ?? limits["memory"] ?? 0)],
    ["pids", String(Math.max(0, Number(service["pids_limit"] ?? limits["pids"] ?? 0)))],
    ["cpus", String(Number(service["cpus"] ?? limits["cpus"] ?? 0) || quota(service))],
    ["use_api_socket", String(service["use_api_socket"] ?? false)],
    [
      "hooks",
      JSON.stringify(["post_start", "pre_stop"].flatMap((kind) => list(kind).map((hook) => hookText(kind, hook)))),
    ],
    ["command", words(service["command"])],
    ["entrypoint", words(service["entrypoint"])],
    ["environment", pairs(service["environment"], environmentText)],
    ...buildRow(service["build"]),
  ]);
  for (const [kind, key] of Object.entries(NAMESPACE_KEYS)) row.set(`namespaces.${kind}`, mode(project, name, key));
  return row;
}

const NAMESPACE_KEYS = {
  pid: "pid",
  net: "network_mode",
  ipc: "ipc",
  uts: "uts",
  user: "userns_mode",
  cgroup: "cgroup",
};

/** A namespace as it turns out on a rootful engine with cgroup v2: a join that ends on the host is the host's. */
function mode(project: unknown, name: string, key: string): string {
  const written = (service: string): string => string(serviceOf(project, service)[key]);
  const own = written(name);
  if (own === "host" || own.startsWith("container:")) return own;
  if (!own.startsWith("service:")) return key === "userns_mode" ? "host" : "private";
  const seen = new Set([name]);
  let last = own;
  while (last.startsWith("service:") && !seen.has(last)) {
    seen.add(last);
    last = written(last.slice("service:".length));
  }
  return last === "host" ? "host" : own;
}

function serviceOf(project: unknown, name: string): Json {
  return object(servicesOf(project).get(name));
}

function buildRow(value: unknown): readonly (readonly [string, string])[] {
  if (value === undefined) return [["build", ""]];
  const build = object(value);
  const context = string(build["context"]);
  const dockerfile = string(build["dockerfile"] ?? "Dockerfile");
  const local = normalisePath(dockerfile.startsWith("/") ? dockerfile : `${context}/${dockerfile}`);
  return [
    ["build", build["dockerfile_inline"] !== undefined ? "inline" : context.startsWith("/") ? local : context],
    ["build.target", string(build["target"])],
    ["build.privileged", String(build["privileged"] ?? false)],
    ["build.network", string(build["network"])],
  ];
}

function quota(service: Json): number {
  const share = Number(service["cpu_quota"] ?? 0);
  return share > 0 ? share / Number(service["cpu_period"] ?? 100_000) : 0;
}

function volumeText(volume: Json, home: string): string {
  const written = string(volume["source"]);
  const bind = object(volume["bind"]);
  // Our model resolves a host path's dots and slashes, which Compose leaves to the engine.
  const source = written.startsWith("/") ? normalisePath(written) : written;
  return [
    string(volume["type"]),
    source === home || source.startsWith(`${home}/`) ? `~${source.slice(home.length)}` : source,
    string(volume["target"]),
    volume["read_only"] === true ? "ro" : "rw",
    string(bind["propagation"]),
    string(bind["recursive"]),
    string(bind["selinux"]),
  ].join(" ");
}

/** A secret or config that comes from a file; what comes from elsewhere is copied into the container and is no mount. */
function fileText(project: unknown, kind: string, directory: string, entry: Json, home: string): readonly string[] {
  const source = string(entry["source"]);
  const file = object(object(object(project)[kind])[source])["file"];
  const target = string(entry["target"] ?? source);
  return file === undefined
    ? []
    : [`${string(file).replace(home, "~")} ${target.startsWith("/") ? target : directory + target}`];
}

function hookText(kind: string, hook: Json): string {
  return `${kind} ${hook["privileged"] ?? false} ${string(hook["user"])} ${words(hook["command"])}`;
}

/** Compose 5 writes a date without quotes as Go does, with the time of day. */
function environmentText(value: unknown): string {
  return value === null ? NOTHING : String(value).replace(/^(\d{4}-\d{2}-\d{2}) 00:00:00 \+0000 UTC$/, "$1");
}

function ulimitText(value: unknown): string {
  if (typeof value === "number") return `${value}:${value}`;
  const { soft, hard } = object(value);
  return `${string(soft ?? 0)}:${string(hard ?? 0)}`;
}

function pairs(value: unknown, write: (value: unknown) => string): string {
  const entries = Object.entries(object(value)).map(([key, one]) => `${key}=${write(one)}`);
  return JSON.stringify(entries.sort());
}

function texts(value: Json, ...keys: readonly string[]): string {
  return keys.map((key) => string(value[key])).join(" ");
}

function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

function words(value: unknown): string {
  return array(value).map(String).join(" ");
}

function strings(value: unknown): string {
  return JSON.stringify(array(value).map(String));
}
