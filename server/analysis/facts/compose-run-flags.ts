import type { RunFlag } from "./run-flag-table.ts";

/**
 * The flags of `docker compose run`, with the keys of the service that they add to or replace.
 * Source: https://github.com/docker/compose/blob/f72979427042/cmd/compose/run.go
 */
export const COMPOSE_RUN_FLAGS: readonly RunFlag[] = [
  { name: "build", takes: "switch" },
  { name: "cap-add", takes: "list", key: "cap_add" },
  { name: "cap-drop", takes: "list", key: "cap_drop" },
  { name: "detach", short: "d", takes: "switch" },
  { name: "entrypoint", takes: "value", key: "entrypoint" },
  { name: "env", short: "e", takes: "list", key: "environment" },
  { name: "env-from-file", takes: "list" },
  { name: "help", short: "h", takes: "switch" },
  { name: "interactive", short: "i", takes: "switch" },
  { name: "label", short: "l", takes: "list", key: "labels" },
  { name: "name", takes: "value" },
  { name: "no-deps", takes: "switch" },
  { name: "no-TTY", short: "T", takes: "switch" },
  { name: "no-tty", takes: "switch" },
  { name: "publish", short: "p", takes: "list", key: "ports" },
  { name: "pull", takes: "value" },
  { name: "quiet", short: "q", takes: "switch" },
  { name: "quiet-build", takes: "switch" },
  { name: "quiet-pull", takes: "switch" },
  { name: "remove-orphans", takes: "switch" },
  { name: "rm", takes: "switch" },
  { name: "service-ports", short: "P", takes: "switch" },
  { name: "tty", short: "t", takes: "switch" },
  { name: "use-aliases", takes: "switch" },
  { name: "user", short: "u", takes: "value", key: "user" },
  { name: "volume", short: "v", takes: "list", key: "volumes" },
  { name: "workdir", short: "w", takes: "value", key: "working_dir" },
];

/** Flags of `docker compose` that stand before `run` and take the next word. Source: https://docs.docker.com/reference/cli/docker/compose/ */
export const COMPOSE_VALUES: ReadonlySet<string> = new Set([
  ...["-f", "--file", "-p", "--project-name", "--profile", "--env-file", "--project-directory"],
  ...["--ansi", "--parallel", "--progress"],
]);
