import { normalisePath } from "../../server/analysis/text/uri.ts";
import type { Row } from "./rows.ts";

/** A service as `docker-compose config --format json` prints it. */
export type Printed = { readonly [key: string]: unknown };

type Json = { readonly [key: string]: unknown };

/** The same values as Compose itself gives them. */
export function theirRow(service: Printed, home: string): Row {
  const build = object(service["build"]);
  const limits = object(object(object(service["deploy"])["resources"])["limits"]);
  return new Map([
    ["image", string(service["image"])],
    ["user", string(service["user"])],
    ["privileged", String(service["privileged"] ?? false)],
    ["cap_add", strings(service["cap_add"])],
    ["cap_drop", strings(service["cap_drop"])],
    ["security_opt", strings(service["security_opt"])],
    ["read_only", String(service["read_only"] ?? false)],
    ["group_add", strings(service["group_add"])],
    ["device_cgroup_rules", strings(service["device_cgroup_rules"])],
    ["networks", JSON.stringify(Object.keys(object(service["networks"])).sort())],
    ["volumes", JSON.stringify(array(service["volumes"]).map((volume) => volumeText(object(volume), home)))],
    ["tmpfs", strings(service["tmpfs"])],
    [
      "devices",
      JSON.stringify(
        array(service["devices"])
          .map(object)
          .map((device) => `${string(device["source"])} ${string(device["target"])} ${string(device["permissions"])}`),
      ),
    ],
    ["ports", JSON.stringify(array(service["ports"]).map(object).map(portText))],
    [
      "sysctls",
      JSON.stringify(
        Object.entries(object(service["sysctls"]))
          .map(([name, value]) => `${name}=${string(value)}`)
          .sort(),
      ),
    ],
    ["ulimits", JSON.stringify(Object.entries(object(service["ulimits"])).map(ulimitText).sort())],
    ["memory", string(service["mem_limit"] ?? limits["memory"] ?? 0)],
    ["pids", String(Math.max(0, Number(service["pids_limit"] ?? limits["pids"] ?? 0)))],
    ["cpus", String(Number(service["cpus"] ?? limits["cpus"] ?? 0) || quota(service))],
    ["use_api_socket", String(service["use_api_socket"] ?? false)],
    ["target", string(build["target"])],
    ["build.privileged", String(build["privileged"] ?? false)],
    ["build.network", string(build["network"])],
    [
      "hooks",
      JSON.stringify(
        [...array(service["post_start"]), ...array(service["pre_stop"])]
          .map(object)
          .map((hook) => `${hook["privileged"] ?? false} ${string(hook["user"])}`),
      ),
    ],
    ["command", words(service["command"])],
    ["entrypoint", words(service["entrypoint"])],
  ]);
}

function quota(service: Printed): number {
  const share = Number(service["cpu_quota"] ?? 0);
  return share > 0 ? share / Number(service["cpu_period"] ?? 100_000) : 0;
}

function volumeText(volume: Json, home: string): string {
  const written = string(volume["source"]);
  const bind = object(volume["bind"]);
  // Our model resolves a host path's dots and slashes, which Compose leaves to the engine.
  const source = written.startsWith("/") ? normalisePath(written) : written;
  const own =
    home !== "/" && (source === home || source.startsWith(`${home}/`)) ? `~${source.slice(home.length)}` : source;
  return [
    string(volume["type"]),
    own,
    string(volume["target"]),
    volume["read_only"] === true ? "ro" : "rw",
    string(bind["propagation"]),
    string(bind["selinux"]),
  ].join(" ");
}

function portText(port: Json): string {
  return `${string(port["host_ip"])} ${string(port["published"])} ${string(port["target"])} ${string(port["protocol"])}`;
}

function ulimitText([name, value]: readonly [string, unknown]): string {
  if (typeof value === "number") return `${name}=${value}:${value}`;
  const { soft, hard } = object(value);
  return `${name}=${string(soft ?? 0)}:${string(hard ?? 0)}`;
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

/** Compose prints a dollar sign doubled, so that its output can be read again. */
function words(value: unknown): string {
  return array(value).map(String).join(" ").replaceAll("$$", "$");
}

function strings(value: unknown): string {
  return JSON.stringify(array(value).map(String));
}
