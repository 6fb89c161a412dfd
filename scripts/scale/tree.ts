import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What one directory of the tree holds, in turn; a file is undefined where the directory has none of that kind. */
const KINDS: readonly (readonly [name: string, text: (index: number) => string | undefined])[] = [
  ["compose.yaml", composeText],
  ["Dockerfile", dockerfileText],
  [
    "deployment.yaml",
    (index) => `kind: Deployment\nmetadata:\n  name: web-${index}\nspec:\n  replicas: ${index % 7}\n`,
  ],
  [
    "compose.override.yaml",
    (index) => (index % 5 === 0 ? "services:\n  web:\n    ports: ['127.0.0.1:80:80']\n" : undefined),
  ],
  ["values.yaml", (index) => `# The services: ${index}\nreplicas: 2\nimage: acme/web\n`],
];

/** How many directories lie beside each other. */
const BREADTH = 100;

/**
 * Writes a tree of `count` files, the same on every run: Compose files with what findings are about, overrides, Dockerfiles that they build, and YAML
 * that speaks of other things.
 */
export function writeTree(root: string, count: number): void {
  let written = 0;
  for (let index = 0; written < count; index++) {
    const directory = path.join(root, `team-${Math.floor(index / BREADTH)}`, `app-${index % BREADTH}`);
    mkdirSync(directory, { recursive: true });
    for (const [name, text] of KINDS) {
      const content = text(index);
      if (content === undefined || written === count) continue;
      writeFileSync(path.join(directory, name), content);
      written++;
    }
  }
}

function composeText(index: number): string {
  if (index % 97 === 0) return "services:\n  web: {image: acme/web\n";
  const web = [
    "services:",
    "  web:",
    "    build: .",
    `    environment: {NUMBER: "${index}"}`,
    ...(index % 3 === 0 ? ["    privileged: true"] : []),
    ...(index % 4 === 0 ? ["    volumes: ['/var/run/docker.sock:/var/run/docker.sock']"] : []),
    "    ports:",
    `      - "${8000 + (index % 1000)}:80"`,
    "  db:",
    "    image: postgres:17",
    "    user: '999:999'",
    "    cap_drop: [ALL]",
    ...(index % 11 === 0 ? ["    pid: host # bulkhead: allow host-pid -- it is the monitor"] : []),
  ];
  return `${web.join("\n")}\n`;
}

function dockerfileText(index: number): string {
  const user = index % 2 === 0 ? "USER 1000:1000\n" : "";
  return `FROM debian:13 AS build\nRUN apt-get update\nFROM debian:13-slim\nCOPY --from=build /app /app-${index}\n${user}CMD ["/app"]\n`;
}
