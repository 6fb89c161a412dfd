import { writeText } from "./editor.ts";

/** Comments and indentation are odd on purpose: a fix must keep them. */
export const COMPOSE = `# The shop, as it runs on the staging machine.
services:

  web: # serves the pages
    image: nginx:1.27.3   # the version that staging runs
    ports:
        - "127.0.0.1:8080:80"   # only for the reverse proxy

  app:
    build: .
    privileged: true   # left over from debugging

  proxy:
    image: traefik:v3.2
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock:ro # to see the labels
`;

const DOCKERFILE = `FROM node:22-bookworm-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;

/** Has the name of a Compose file and the content of another thing. */
const LOOKALIKE = `apiVersion: v1
kind: Pod
metadata:
  name: compose-lookalike
spec:
  containers:
    - name: web
      image: nginx:latest
      securityContext:
        privileged: true
`;

/** Fills the open folder; some hosts have no disk that could be filled beforehand. */
export async function writeFixture(): Promise<void> {
  await writeText("compose.yaml", COMPOSE);
  await writeText("Dockerfile", DOCKERFILE);
  await writeText("compose-lookalike.yaml", LOOKALIKE);
}
