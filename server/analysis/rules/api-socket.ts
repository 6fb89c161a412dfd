import { remove } from "../fixes/remove.ts";
import { is } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "api-socket",
  keys: ["use_api_socket"],
  group: "daemon",
  level: "error",
  takes: "engine user",
  docs: {
    title: "Engine's socket and the user's credentials",
    what: "`use_api_socket: true` makes Compose mount the engine's socket read-write and copy the registry credentials of whoever runs Compose into `/run/secrets/docker/config.json`. `docker compose config` shows neither.",
    why: "The socket is root on the host: it takes one request to start a privileged container with the host's disk. The credentials let an attacker push images under the user's name.",
    instead:
      "Remove it. Where a program reads from the engine, put a socket proxy in between; where it pulls, give it a token for that registry alone.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          ci:
            image: acme/runner:4.2
            use_api_socket: true`,
      good: yaml`
        services:
          ci:
            image: acme/runner:4.2
            environment:
              DOCKER_HOST: tcp://socket-proxy:2375`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#use_api_socket",
      "https://github.com/docker/compose/blob/main/pkg/compose/apiSocket.go",
      "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
    ],
  },

  *check(service) {
    const { useApiSocket } = service;
    if (!is(useApiSocket, true)) return;
    yield {
      of: useApiSocket,
      verdict: "is given the engine's socket and the user's registry credentials",
      fixes: [remove("use_api_socket", useApiSocket.at)],
    };
  },
});
