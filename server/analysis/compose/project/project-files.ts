import { baseName } from "../../text/uri.ts";

/** The files that `docker compose up` looks for, in its order. Source: https://docs.docker.com/compose/intro/compose-application-model/ */
export const BASE_NAMES = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"] as const;

/** The files that it lays over one of those, in its order. */
export const OVERRIDE_NAMES = [
  "compose.override.yml",
  "compose.override.yaml",
  "docker-compose.override.yml",
  "docker-compose.override.yaml",
] as const;

/** Whether `docker compose up` takes the file by itself. */
export function isBaseName(uri: string): boolean {
  return (BASE_NAMES as readonly string[]).includes(baseName(uri));
}

/** Whether `docker compose up` lays the file over the one beside it. */
export function isOverrideName(uri: string): boolean {
  return (OVERRIDE_NAMES as readonly string[]).includes(baseName(uri));
}
