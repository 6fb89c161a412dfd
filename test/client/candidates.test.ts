import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "mocha";
import { CANDIDATES, isCandidate } from "../../client/documents.ts";

/** Any YAML may be a base that a Compose file names, which its content tells. */
const OURS = [
  "values.yaml",
  "compose.yml",
  "compose.prod.yaml",
  "docker-compose.yml",
  "podman-compose.yml",
  "prod.compose.yml",
  "docker-stack.yml",
  "stack.yaml",
  "Dockerfile",
  "Dockerfile.prod",
  "Dockerfile_prod",
  "api.dockerfile",
  "Containerfile",
  "app.containerfile",
  "devcontainer.json",
  ".devcontainer.json",
  ".mcp.json",
  "web.container",
  "web.pod",
  "docker-bake.hcl",
  "docker-bake.override.json",
  "my-bake.hcl",
  "data.volume",
  "daemon.json",
  "docker.service",
  "mcp_config.json",
  "start.sh",
  ".envrc",
  "Makefile",
  "build.mk",
];

const OTHERS = ["package.json", "compose.md", "sh", ".env", "docker-compose.yml.j2"];

describe("names of files that a scan looks at", () => {
  for (const name of OURS) {
    it(`takes ${name}, searching and walking`, () => {
      assert.ok(path.matchesGlob(`work/${name}`, CANDIDATES));
      assert.ok(isCandidate(name));
    });
  }

  for (const name of OTHERS) {
    it(`leaves ${name}`, () => {
      assert.ok(!path.matchesGlob(`work/${name}`, CANDIDATES));
      assert.ok(!isCandidate(name));
    });
  }
});
