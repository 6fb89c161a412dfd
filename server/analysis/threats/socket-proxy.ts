import type { Container } from "../model/container.ts";
import { knownValue, type Setting } from "../model/setting.ts";

/**
 * Images that stand between an engine's socket and its clients and let through only the requests that are switched on.
 * Source: https://github.com/Tecnativa/docker-socket-proxy, https://github.com/linuxserver/docker-socket-proxy,
 * https://github.com/wollomatic/socket-proxy, https://github.com/11notes/docker-socket-proxy
 */
const PROXIES: ReadonlySet<string> = new Set([
  "tecnativa/docker-socket-proxy",
  "linuxserver/socket-proxy",
  "wollomatic/socket-proxy",
  "11notes/socket-proxy",
]);

/** Whether the service runs a known socket proxy. */
export function isSocketProxy(service: Container): boolean {
  const image = knownValue(service.image);
  return image !== undefined && image !== null && PROXIES.has(image.repository);
}

/** What lets a proxy's clients do more than read. */
interface Opening {
  /** The switch or option. */
  readonly name: string;
  /** What became of it, as a message ends: `is on`. */
  readonly state: string;
  /** Where it is set. */
  readonly by: Setting<unknown>;
  /** Whether a client gets the engine itself: it may make containers, services or plugins. Else it may start, stop or change single things. */
  readonly engine: boolean;
}

/** What lets the proxy's clients change something; undefined where nothing does, or where it is unknown. */
export function openingOf(service: Container): Opening | undefined {
  return isWollomatics(service) ? openedByPattern(service) : openedBySwitch(service);
}

/**
 * Whether a proxy keeps the engine to itself: its clients can at most read, or start and stop what is there. Who may reach it is another matter.
 * Seen with HAProxy 3.2 and Tecnativa's rules: without `POST` every request that changes something is refused, whatever else is on, and with `POST` and
 * `ALLOW_START` alone containers start, while none can be made, stopped or entered.
 */
export function isKeptProxy(service: Container): boolean {
  return isSocketProxy(service) && openingOf(service)?.engine !== true;
}

/**
 * Whether the proxy answers on all addresses of the network that it is in, as Tecnativa's and LinuxServer's do. Wollomatic's listens on
 * the loopback address until it is told otherwise.
 */
export function listensWidely(service: Container): boolean {
  const { environment } = service;
  if (!isWollomatics(service)) {
    const bind = knownValue(environment.get("BIND_CONFIG") ?? NOTHING);
    return !environment.has("BIND_CONFIG") || (bind !== undefined && bind !== null && !LOOPBACK.test(bind));
  }
  const option = options(service).find((one) => one.name === "listenip")?.value;
  const address = option ?? knownValue(environment.get("SP_LISTENIP") ?? NOTHING);
  return address !== undefined && address !== null && !LOOPBACK.test(address);
}

const LOOPBACK = /^(?:127\.|localhost\b|\[?::1\]?)/;

const NOTHING: Setting<string | null> = {
  state: "unknown",
  because: "",
  origin: "default",
  at: { file: "", start: 0, end: 0 },
};

/**
 * The switch of Tecnativa's and LinuxServer's proxies without which nothing that changes something passes: the rule that denies every method but `GET` and
 * `HEAD` stands before those of the single parts. Source: https://github.com/Tecnativa/docker-socket-proxy/blob/master/haproxy.cfg and observation.
 */
const WRITES = "POST";

/** The parts of the engine's interface through which whoever may write makes a container, a service or a plugin with the host's files. */
const ENGINE_PARTS: readonly string[] = ["CONTAINERS", "PLUGINS", "SERVICES"];

/** The other parts that take more than reading, each with a switch of its own; none is on by default. */
const OTHER_PARTS: readonly string[] = [
  ...["ALLOW_START", "ALLOW_STOP", "ALLOW_RESTARTS", "ALLOW_PAUSE", "ALLOW_UNPAUSE", "AUTH", "BUILD", "COMMIT"],
  ...["CONFIGS", "DISTRIBUTION", "EXEC", "GRPC", "IMAGES", "NETWORKS", "NODES", "SECRETS"],
  ...["SESSION", "SWARM", "SYSTEM", "TASKS", "VOLUMES"],
];

function openedBySwitch({ environment }: Container): Opening | undefined {
  const isOn = (name: string): boolean => {
    const setting = environment.get(name);
    return setting?.state === "known" && setting.value !== null && !/^(?:0|false|no|off|)$/i.test(setting.value);
  };
  const by = environment.get(WRITES);
  if (by === undefined || !isOn(WRITES)) return undefined;
  const engine = ENGINE_PARTS.some(isOn);
  return engine || OTHER_PARTS.some(isOn) ? { name: WRITES, state: "is on", by, engine } : undefined;
}

function isWollomatics({ image }: Container): boolean {
  return knownValue(image)?.repository === "wollomatic/socket-proxy";
}

/**
 * Wollomatic's proxy takes a pattern for each method, as an option of the command or as a variable, which an option of the same name outdoes.
 * Source: https://github.com/wollomatic/socket-proxy/blob/08dca430b82a0af40538abbfd44322b38acf0c23/README.md
 */
function openedByPattern(service: Container): Opening | undefined {
  const written = options(service).filter(({ name }) => /^allow(?:POST|PUT|PATCH|DELETE)$/.test(name));
  const named = new Set(written.map(({ name }) => name.slice("allow".length)));
  const variables = [...service.environment].flatMap(([variable, by]) => {
    const method = /^SP_ALLOW_(POST|PUT|PATCH|DELETE)(?:_\d+)?$/.exec(variable)?.[1];
    const value = knownValue(by);
    return method === undefined || named.has(method) || !value ? [] : [{ name: variable, value, by }];
  });
  const found = [
    ...written.map(({ name, value }) => ({ name: `-${name}`, value, by: service.command })),
    ...variables,
  ].map(({ name, value, by }) => ({ name, state: "is set", by, engine: /POST/.test(name) && takesEngine(value) }));
  return found.find(({ engine }) => engine) ?? found[0];
}

/** Whether a pattern of paths, which has to match the whole of one, may match what makes a container: it names that, or ends in anything. */
function takesEngine(pattern: string): boolean {
  return pattern.split("|").some((part) => /create|plugins|services/.test(part) || /\.[*+][)$]*$/.test(part));
}

/** The options of a command, without the dashes before them. */
function options({ command }: Container): readonly { readonly name: string; readonly value: string }[] {
  return (knownValue(command) ?? []).flatMap((word) => {
    const [, name, value] = /^--?(\w+)=(.*)$/s.exec(word) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, value }];
  });
}
