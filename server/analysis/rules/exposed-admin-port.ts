import { wellKnownPort } from "../facts/ports.ts";
import { bindToLoopback } from "../fixes/loopback.ts";
import { isInner, isLoopback, portName, publishedPorts } from "../threats/published.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "exposed-admin-port",
  group: "network",
  level: "warning",
  outranks: ["exposed-port"],
  windows: true,
  docs: {
    title: "Database, admin or debug port within others' reach",
    what: "The port of a database, a cache, a queue, an administration interface or a debugger is published on an address other than the host's loopback. The engine's rules stand before those of ufw and firewalld, which therefore do not stop it. In a Dockerfile, `EXPOSE` of SSH and its like says that such a program is in the image.",
    why: "These ports are searched for all day. Many ask for no password in their default configuration: Redis and memcached answer to anybody, a debugger (Node's inspector, JDWP) runs any code that it is sent, Docker's API on 2375 starts a privileged container, which makes it an error.",
    fine: "On `127.0.0.1` and `[::1]` only the host's own users reach it.",
    instead:
      "Remove `ports`: services of one project reach each other by name. Where a tool on the host connects, bind to `127.0.0.1`, and where one elsewhere does, use a VPN or an SSH tunnel.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          db:
            image: postgres:17
            ports: ["5432:5432"]`,
      good: yaml`
        services:
          db:
            image: postgres:17
            ports: ["127.0.0.1:5432:5432"]`,
    },
    references: [
      "https://docs.docker.com/engine/network/port-publishing/",
      "https://docs.docker.com/engine/security/protect-access/",
      "https://redis.io/docs/latest/operate/oss_and_stack/management/security/",
    ],
  },
  keys: ["ports"],

  *check(service) {
    for (const { port, known, address } of publishedPorts(service)) {
      if (address === undefined || isLoopback(address) || !known || !isInner(known)) continue;
      yield {
        of: port,
        evidence: `${port.target}/${port.protocol}`,
        level: known.kind === "daemon" ? "error" : "warning",
        verdict: `publishes ${portName(port)} (${known.name}) beyond the host`,
        fixes: bindToLoopback(service, port, "high"),
      };
    }
  },

  *checkStage(stage) {
    if (!stage.final) return;
    for (const { port, protocol, at } of stage.exposed) {
      const known = wellKnownPort(port, protocol);
      const remote = known?.kind === "admin" || known?.kind === "debug" || known?.kind === "daemon";
      if (!known || !remote || (port !== 22 && stage.profile?.ports.includes(port))) continue;
      yield {
        at,
        evidence: `${port}/${protocol}`,
        level: "info",
        message: `The image exposes port ${port} (${known.name}).`,
      };
    }
  },
});
