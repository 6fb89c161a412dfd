import { wellKnownPort } from "../facts/ports.ts";
import { bindToLoopback } from "../fixes/loopback.ts";
import { openAccess } from "../threats/authentication.ts";
import { isInner, isLoopback, portName, publishedPorts } from "../threats/published.ts";
import { ruleOnEach } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

export default ruleOnEach(
  {
    id: "exposed-admin-port",
    wall: "network",
    level: "warning",
    profile: "default",
    outranks: ["exposed-port"],
    docs: {
      title: "Database, admin or debug port within others' reach",
      what: "The port of a database, a cache, a queue, an administration interface or a debugger is published on an address other than the host's loopback. The engine's rules stand before those of ufw and firewalld, which therefore do not stop it. In a Dockerfile, `EXPOSE` of SSH and its like says that such a program is in the image.",
      why: "These ports are searched for all day. Many ask for no password in their default configuration: Redis and memcached answer to anybody, a debugger (Node's inspector, JDWP) runs any code that it is sent, Docker's API on 2375 starts a privileged container, which makes it an error. So does a program that is known to ask for no password as it is set up: `POSTGRES_HOST_AUTH_METHOD: trust`, Grafana with an anonymous administrator, Elasticsearch without security, MongoDB or Redis without a password.",
      fine: "On `127.0.0.1` and `[::1]` only the host's own users reach it.",
      instead:
        "Remove `ports`: services of one project reach each other by name. Where a tool on the host connects, bind to `127.0.0.1`, and where one elsewhere does, use a VPN or an SSH tunnel.",
      example: {
        file: "compose.yaml",
        bad: 'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n',
        good: 'services:\n  db:\n    image: postgres:17\n    ports: ["127.0.0.1:5432:5432"]\n',
      },
      references: [
        "https://docs.docker.com/engine/network/port-publishing/",
        "https://docs.docker.com/engine/security/protect-access/",
        "https://redis.io/docs/latest/operate/oss_and_stack/management/security/",
      ],
    },
  },
  {
    subject: "service",
    keys: ["ports"],
    *check(service) {
      const open = openAccess(service);
      for (const { port, known, address } of publishedPorts(service)) {
        if (address === undefined || isLoopback(address)) continue;
        if (open?.ports.includes(port.target)) {
          yield {
            at: port.at,
            evidence: `${port.target}/${port.protocol}`,
            level: "error",
            message: `${named(service)} publishes ${portName(port)} (${open.program}) beyond the host, and no password is asked for: ${open.because}.`,
            related: broughtIn(service, port),
            fixes: bindToLoopback(service, port, "high"),
          };
          continue;
        }
        if (!known || !isInner(known)) continue;
        yield {
          at: port.at,
          evidence: `${port.target}/${port.protocol}`,
          level: known.kind === "daemon" ? "error" : "warning",
          message: `${named(service)} publishes ${portName(port)} (${known.name}) beyond the host.`,
          related: broughtIn(service, port),
          fixes: bindToLoopback(service, port, "high"),
        };
      }
    },
  },
  {
    subject: "stage",
    *check(stage) {
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
  },
);
