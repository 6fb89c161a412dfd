/**
 * How the processor time of a whole check, fixes included, grows with the size of a file, for each shape of file that once made it grow faster than the
 * file: naming a fix must not cost what the rest of the file holds.
 */
import { DEFAULT_ENGINE } from "../../server/analysis/facts/engine.ts";
import type { Analysis } from "../../server/analysis/run/analysis.ts";
import { analyze } from "../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import type { Config } from "../../server/analysis/settings/config.ts";
import { exponent } from "./statistics.ts";

/** A kind of file that can be made of any size. */
export interface Shape {
  readonly title: string;
  readonly file: "compose.yaml" | "Dockerfile";
  text(size: number): string;
}

function compose(
  head: readonly string[],
  services: (index: number) => readonly string[],
  tail: readonly string[] = [],
) {
  return (size: number): string => {
    const blocks = Array.from({ length: size }, (_, index) => services(index).join("\n"));
    const rest = tail.flatMap((line) =>
      line.includes("#") ? Array.from({ length: size }, (_, index) => line.replaceAll("#", String(index))) : [line],
    );
    return `${[...head, "services:", ...blocks, ...rest].join("\n")}\n`;
  };
}

/** One service whose list under a key has so many items. */
function listed(key: string, item: (index: number) => string) {
  return (size: number): string => {
    const items = Array.from({ length: size }, (_, index) => item(index));
    return `${["services:", "  web:", "    image: acme/web:1", `    ${key}:`, ...items].join("\n")}\n`;
  };
}

const DATABASE = ["    image: postgres:17", "    privileged: true"];

export const SHAPES: readonly Shape[] = [
  {
    title: "services",
    file: "compose.yaml",
    text: compose([], (index) => [`  web${index}:`, "    image: acme/web:1", "    privileged: true"]),
  },
  {
    title: "services with five fixes each",
    file: "compose.yaml",
    text: compose([], (index) => [
      `  web${index}:`,
      "    image: redis:8.2",
      "    pid: host",
      "    ipc: host",
      "    network_mode: host",
      "    cap_add: [SYS_ADMIN]",
    ]),
  },
  {
    title: "services that merge one anchor",
    file: "compose.yaml",
    text: compose(["x-d: &d", "  restart: always"], (index) => [`  web${index}:`, "    <<: *d", ...DATABASE]),
  },
  {
    title: "services with an anchor of their own",
    file: "compose.yaml",
    text: compose([], (index) => [`  web${index}: &w${index}`, ...DATABASE]),
  },
  {
    title: "services in flow style",
    file: "compose.yaml",
    text: compose([], (index) => [`  web${index}: { image: "postgres:17", privileged: true }`]),
  },
  {
    title: "services with a file secret each",
    file: "compose.yaml",
    text: compose([], (index) => [`  web${index}:`, ...DATABASE, `    secrets: [s${index}]`], [
      "secrets:",
      "  s#: { file: ./s#.txt }",
    ]),
  },
  {
    title: "services with a network each",
    file: "compose.yaml",
    text: compose([], (index) => [`  web${index}:`, ...DATABASE, `    networks: [n${index}]`], [
      "networks:",
      "  n#: { internal: true }",
    ]),
  },
  {
    title: "services with a volume each",
    file: "compose.yaml",
    text: compose([], (index) => [`  web${index}:`, ...DATABASE, `    volumes: ["v${index}:/data"]`], [
      "volumes:",
      "  v#: {}",
    ]),
  },
  {
    title: "services with the engine's socket each",
    file: "compose.yaml",
    text: compose([], (index) => [
      `  web${index}:`,
      "    image: acme/web:1",
      "    volumes: [/var/run/docker.sock:/var/run/docker.sock]",
    ]),
  },
  {
    title: "services that join another's processes",
    file: "compose.yaml",
    text: compose([], (index) => [`  web${index}:`, ...DATABASE, '    pid: "service:web0"']),
  },
  {
    title: "services with the volumes of another",
    file: "compose.yaml",
    text: compose([], (index) => [`  web${index}:`, ...DATABASE, ...(index === 0 ? [] : ["    volumes_from: [web0]"])]),
  },
  {
    title: "services that extend one base",
    file: "compose.yaml",
    text: compose([], (index) =>
      index === 0
        ? ["  base:", "    image: postgres:17"]
        : [`  web${index}:`, "    extends: { service: base }", "    privileged: true"],
    ),
  },
  {
    title: "services with an allow comment each",
    file: "compose.yaml",
    text: compose([], (index) => [
      `  web${index}:`,
      "    image: acme/web:1",
      "    # bulkhead: allow privileged -- it is a test",
      "    privileged: true",
      "    pid: host",
    ]),
  },
  {
    title: "hooks of one service",
    file: "compose.yaml",
    text: listed("post_start", () => "      - { command: [id], privileged: true }"),
  },
  {
    title: "mounts of one service",
    file: "compose.yaml",
    text: listed("volumes", (index) => `      - /etc/d${index}:/d${index}`),
  },
  {
    title: "ports of one service",
    file: "compose.yaml",
    text: listed("ports", (index) => `      - "${10_000 + index}:${10_000 + index}"`),
  },
  {
    title: "capabilities of one service",
    file: "compose.yaml",
    text: listed("cap_add", () => "      - SYS_ADMIN"),
  },
  {
    title: "devices of one service",
    file: "compose.yaml",
    text: listed("devices", (index) => `      - /dev/sda${index}:/dev/sda${index}`),
  },
  {
    title: "commands of a Dockerfile",
    file: "Dockerfile",
    text: (size) =>
      ["FROM debian:13", ...Array.from({ length: size }, (_, index) => `RUN chmod 777 /srv/d${index}`)].join("\n"),
  },
  {
    title: "stages of a Dockerfile",
    file: "Dockerfile",
    text: (size) => Array.from({ length: size }, (_, index) => `FROM debian AS s${index}\nRUN sudo id\n`).join(""),
  },
];

const CONFIG: Config = { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() };

/** The analysis of a file of that shape. Throws what a rule throws. */
export function wholeCheck(shape: Shape, text: string): Analysis {
  const uri = `file:///work/${shape.file}`;
  const options = { cache: new ParseCache(), onRuleError: (_: string, error: unknown) => raise(error) };
  return analyze([uri], (asked) => (asked === uri ? text : null), CONFIG, options);
}

/** A whole check of a file: every finding with the edits of all its fixes. Returns how many fixes there were. */
function checkAll(shape: Shape, text: string): number {
  const analysis = wholeCheck(shape, text);
  return analysis.findings.reduce((sum, finding) => sum + analysis.fixes(finding).length, 0);
}

function raise(error: unknown): never {
  throw error;
}

export interface Growth {
  readonly title: string;
  /** The sizes with the processor time of each, in seconds, and how many fixes there were. */
  readonly points: readonly { readonly size: number; readonly seconds: number; readonly fixes: number }[];
  /** Of the time over the size, by the last two points. */
  readonly exponent: number;
}

/**
 * Measures a shape at doubling sizes, up to `most` or until one size takes longer than `patience` seconds. Noise only adds time: where the exponent is too
 * large, the last two sizes are measured again and the least counts.
 */
export function growthOf(shape: Shape, least: number, most: number, patience: number): Growth {
  checkAll(shape, shape.text(50));
  const points: Growth["points"][number][] = [];
  for (let size = least; size <= most; size *= 2) {
    const point = measuredAt(shape, size);
    points.push(point);
    if (point.seconds > patience) break;
  }
  for (let again = 0; again < REPEATS && lastExponent(points) > WORST_EXPONENT; again++) {
    for (const [index, point] of [...points.entries()].slice(-2)) {
      const other = measuredAt(shape, point.size);
      if (other.seconds < point.seconds) points[index] = other;
    }
  }
  return { title: shape.title, points, exponent: lastExponent(points) };
}

const REPEATS = 3;

function measuredAt(shape: Shape, size: number): Growth["points"][number] {
  const text = shape.text(size);
  const before = process.cpuUsage();
  const fixes = checkAll(shape, text);
  const { user, system } = process.cpuUsage(before);
  return { size, seconds: (user + system) / 1e6, fixes };
}

function lastExponent(points: Growth["points"]): number {
  return exponent(points.slice(-2).map(({ size, seconds }) => ({ size, time: seconds })));
}

/** Above this the time of some shape grows so much faster than the file that the bench fails. */
export const WORST_EXPONENT = 1.3;
