import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isDockerfileName } from "../../server/analysis/dockerfile/syntax/detect.ts";

/** One file to measure with. `name` is what a language server takes it for. */
export interface Input {
  readonly title: string;
  readonly name: "compose.yaml" | "Dockerfile";
  readonly text: string;
}

/** A Compose file of so many lines, with what real ones hold: about one service in ten lines, some of them weak. */
export function composeOf(lines: number): string {
  const out = ["services:"];
  for (let index = 0; out.length < lines; index++) out.push(...service(index));
  return `${out.slice(0, lines).join("\n")}\n`;
}

/** A Compose file of so many whole services. */
function composeOfServices(count: number): string {
  const services = Array.from({ length: count }, (_, index) => service(index));
  return `${["services:", ...services.flat()].join("\n")}\n`;
}

/** A Dockerfile of so many lines: a stage in about thirty, with the kinds of instruction that real ones hold. */
export function dockerfileOf(lines: number): string {
  const out: string[] = [];
  for (let index = 0; out.length < lines; index++) out.push(...stage(index));
  return `${out.slice(0, lines).join("\n")}\n`;
}

/** The texts of made-up files that every part of the bench measures with. */
export function syntheticInputs(): readonly Input[] {
  const sizes = [30, 300, 3000];
  return [
    ...sizes.map((n) => ({ title: `Compose, ${n} lines`, name: "compose.yaml" as const, text: composeOf(n) })),
    { title: "Compose, 500 services", name: "compose.yaml", text: composeOfServices(500) },
    ...sizes.map((n) => ({ title: `Dockerfile, ${n} lines`, name: "Dockerfile" as const, text: dockerfileOf(n) })),
  ];
}

/** The Compose files and Dockerfiles below a directory, sorted. Empty where there is no such directory. */
export function filesBelow(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(directory, name))
    .filter((file) => /\.ya?ml$/.test(file) || isDockerfileName(pathToFileURL(file).href))
    .filter((file) => statSync(file).isFile())
    .sort();
}

/** The text of a file, or null; for the analysis, which asks for files that need not be there. */
export function textOf(file: string): string | null {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file, "utf8") : null;
}

function service(index: number): readonly string[] {
  const weakness = ["    privileged: true", "    network_mode: host", "    pid: host", "    read_only: true"];
  return [
    `  app-${index}:`,
    `    image: registry.example.com/team/app-${index}:1.${index}`,
    "    restart: unless-stopped",
    "    environment:",
    `      LEVEL: "info"`,
    `      ADDRESS: tcp://app-${index + 1}:80${index % 10}0`,
    "    volumes:",
    `      - ./data/${index}:/var/lib/app # The application's own data.`,
    ...(index % 3 === 0 ? ["      - /var/run/docker.sock:/var/run/docker.sock"] : []),
    "    ports:",
    `      - "${8000 + (index % 1000)}:80"`,
    weakness[index % weakness.length] ?? "",
    `    depends_on: [app-${Math.max(0, index - 1)}]`,
  ];
}

function stage(index: number): readonly string[] {
  return [
    `FROM debian:12-slim AS stage${index}`,
    `ARG VERSION=${index}.1`,
    `ENV HOME=/srv/app \\`,
    `    LEVEL=info`,
    `WORKDIR /srv/app`,
    "RUN apt-get update \\",
    "    && apt-get install -y --no-install-recommends ca-certificates curl \\",
    "    && rm -rf /var/lib/apt/lists/*",
    "# What the program needs at run time.",
    "COPY --chown=1000:1000 . .",
    'RUN if [ -n "$VERSION" ]; then echo "$VERSION" > version; fi',
    `RUN curl -fsSL "https://example.com/app-\${VERSION}.tar.gz" | tar -xz -C /srv/app`,
    `EXPOSE ${8000 + index}`,
    'HEALTHCHECK CMD curl -f "http://localhost:8000/" || exit 1',
    ...(index % 2 === 0 ? ["USER app"] : ["RUN chmod -R 777 /srv/app", "USER root"]),
    'CMD ["./app", "--serve"]',
    "",
  ];
}
