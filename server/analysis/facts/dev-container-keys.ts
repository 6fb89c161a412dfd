/** The keys of `devcontainer.json` that say what a key of a Compose service says, by that key. Source: https://containers.dev/implementors/json_reference/ */
const OWN_KEYS: ReadonlyMap<string, string> = new Map([
  ["privileged", "privileged"],
  ["cap_add", "capAdd"],
  ["security_opt", "securityOpt"],
  ["volumes", "mounts"],
  ["environment", "containerEnv"],
  ["user", "containerUser"],
  ["init", "init"],
  ["ports", "appPort"],
  ["image", "image"],
]);

/** The dev container's own key for a key of a service; undefined where only an argument of `docker run` says it. */
export function devContainerKey(key: string): string | undefined {
  return OWN_KEYS.get(key);
}

/** The key of a service that a dev container's key stands for. */
export function serviceKeyOf(key: string): string | undefined {
  return [...OWN_KEYS].find(([, own]) => own === key)?.[0];
}

/**
 * What the keys that decide something of isolation mean, in Markdown; those that a service has too are explained as its own.
 * Sources: https://containers.dev/implementors/json_reference/, https://containers.dev/implementors/spec/#merge-logic
 */
export const DEV_CONTAINER_KEYS: ReadonlyMap<string, string> = new Map([
  [
    "runArgs",
    "Words of `docker run`, each item one word, which no shell reads. They come behind `mounts` and `containerUser`, and before what `privileged`, `capAdd`, `securityOpt` and features add, which they can't take back. A file with `dockerComposeFile` does not use them.",
  ],
  [
    "mounts",
    "Mounts beside the workspace. Of one target the last holds, be it of the image's label, of a feature or of this file. Into a Compose project the tools write source and target alone, so that `readonly` is lost there.",
  ],
  [
    "workspaceMount",
    "What is mounted as the workspace. Without it the repository's folder is bound, writable: a program in the container may change `.git/hooks`, `.vscode/tasks.json` and `initializeCommand` of this file, which run on your own machine.",
  ],
  [
    "features",
    "Each installs itself as root while the image is built, and may give the container privileges, capabilities, security options and mounts. Nothing in this file takes back what a feature gives.",
  ],
  [
    "initializeCommand",
    "Runs on **your own machine**, in the project's folder, before the container is made and at each start. All other commands of this file run in the container.",
  ],
  [
    "remoteUser",
    "Who terminals, extensions and commands run as. The first process, and the entry points of features, run as `containerUser`. Where sudo needs no password, as in the published images, this user is root whenever it likes.",
  ],
  [
    "containerUser",
    "Who the first process runs as; without it the image's own user, which is root in most images. `-u` in `runArgs` comes later and holds.",
  ],
  [
    "forwardPorts",
    "Ports that the tools lead to 127.0.0.1 of your machine. Nothing is published on the host: nobody else reaches them.",
  ],
  [
    "appPort",
    'Ports that are published. A number is published on 127.0.0.1 alone, a text such as `"8000:8010"` as `docker run --publish` does it: on every address of the host.',
  ],
  [
    "dockerComposeFile",
    "The Compose files that the tools start, with a further one laid over them for the one service: what this file says of privileges, capabilities, options, mounts and users stands there.",
  ],
  [
    "updateRemoteUserUID",
    "On Linux the remote user gets your own uid and gid, so that both own the project's files. `true` unless it says otherwise.",
  ],
]);
