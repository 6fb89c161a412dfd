import { portUse, type WellKnownPort } from "../facts/ports.ts";
import { bindToLoopback } from "../fixes/loopback.ts";
import { replace } from "../fixes/remove.ts";
import { saidOf } from "../model/daemon.ts";
import type { Port } from "../model/port.ts";
import { knownValue } from "../model/setting.ts";
import type { Stage } from "../model/stage.ts";
import { type Part, said } from "../text/wording.ts";
import { openAccesses } from "../threats/authentication.ts";
import { isInner, isLoopback, portName, publishedPorts, withIgnoredAddress } from "../threats/published.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { hasGuessedPassword } from "./shared/guessed-password.ts";

export default rule({
  id: "exposed-admin-port",
  group: "network",
  level: "warning",
  outranks: ["exposed-port"],
  windows: true,
  docs: {
    title: "Database, admin or debug port within others' reach",
    what: "The port of a database, a cache, a queue, an administration interface or a debugger is published on an address other than the host's loopback. The image's name tells the program where many use one number, and of a range the gravest port counts. The engine's rules stand before those of ufw and firewalld, which therefore do not stop it. In a Dockerfile, `EXPOSE` of SSH and its like says that such a program is in the image. The metrics of Docker's own daemon, `metrics-addr`, are such a port too.",
    why: "These ports are searched for all day. Many ask for no password in their default configuration: Redis and memcached answer to anybody, a debugger (Node's inspector, JDWP) and Java's management (JMX) run any code that they are sent, Docker's API on 2375 starts a privileged container, which makes it an error. So does a program that is known to ask for no password as it is set up: `POSTGRES_HOST_AUTH_METHOD: trust`, Grafana with an anonymous administrator, Elasticsearch without security, MongoDB or Redis without a password. A password that everybody tries first (`postgres`, `changeme`, the account's own name) is hardly one: the message says so.",
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
    const opens = openAccesses(service);
    const guessed = hasGuessedPassword(service);
    for (const { port, known, address } of publishedPorts(service)) {
      if (address === undefined || isLoopback(address)) continue;
      const open = opens.find(({ ports }) => ports.some((own) => port.target <= own && own <= port.lastTarget));
      if (open !== undefined) {
        yield {
          of: port,
          evidence: `${port.target}/${port.protocol}`,
          level: "error",
          verdict: withIgnoredAddress(
            said`publishes ${portName(port)} (${open.program}) beyond the host, and no password is asked for: ${open.because}`,
            port,
          ),
          fixes: bindToLoopback(service, port, "high"),
        };
        continue;
      }
      if (!known || !isInner(known)) continue;
      const published = said`publishes ${portName(port)} (${programOf(known, port)}) beyond the host`;
      yield {
        of: port,
        evidence: `${port.target}/${port.protocol}`,
        level: known.kind === "daemon" && port.target === port.lastTarget ? "error" : "warning",
        verdict: withIgnoredAddress(
          guessed ? said`${published}, with a password that anybody would guess` : published,
          port,
        ),
        fixes: bindToLoopback(service, port, "high"),
      };
    }
  },

  *checkDaemon(daemon) {
    const metrics = saidOf(daemon, "metrics-addr");
    const colon = metrics?.value.lastIndexOf(":") ?? -1;
    const host = metrics?.value.slice(0, colon).replace(/^\[|\]$/g, "");
    if (metrics === undefined || host === undefined || colon < 0 || isLoopback(host) || host === "localhost") return;
    yield {
      at: metrics.at,
      evidence: "metrics",
      message: said`Docker's daemon serves its metrics at ${metrics.text}, to whoever reaches the port.`,
      fixes: [replace(metrics.text, `127.0.0.1:${metrics.text.slice(metrics.text.lastIndexOf(":") + 1)}`, metrics.at)],
    };
  },

  *checkStage(stage) {
    if (!stage.final) return;
    const base = knownValue(stage.image)?.repository;
    for (const { port, protocol, at } of stage.exposed) {
      const known = portUse({ target: port, protocol }, base === undefined ? [] : [base]);
      const remote = known?.kind === "admin" || known?.kind === "debug" || known?.kind === "daemon";
      if (!known || !remote || (port !== 22 && serves(stage, port))) continue;
      yield {
        at,
        evidence: `${port}/${protocol}`,
        level: "info",
        message: said`The image exposes port ${port} (${known.name}).`,
      };
    }
  },
});

/** The program, and within a range of ports which of them is its own. */
function programOf({ name, port: own }: WellKnownPort, { target, lastTarget }: Port): Part {
  return target === lastTarget ? name : said`${own} is ${name}`;
}

/** Whether the base image is known to serve the port. */
function serves({ profile }: Stage, port: number): boolean {
  return profile !== undefined && profile.ports !== "unknown" && profile.ports.some((one) => one.port === port);
}
