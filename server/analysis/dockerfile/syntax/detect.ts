import { baseName } from "../../text/uri.ts";
import type { DockerfileTree } from "./tree.ts";

/**
 * Whether a file is a Dockerfile by its name: `Dockerfile`, `Containerfile`, with a suffix or a prefix set off by a dot, dash or underscore.
 * Ignore files and templates that bear the name are none.
 */
export function isDockerfileName(uri: string): boolean {
  const name = baseName(uri);
  if (/\.(?:dockerignore|ya?ml|json|md|txt|sh|py|js|ts|go|rb|html?)$/i.test(name)) return false;
  return /^(?:Docker|Container)file(?:[._-].*)?$/i.test(name) || /[._-](?:Docker|Container)file$/i.test(name);
}

/**
 * Whether a file that bears such a name is a program, `bin/dockerfile-utils`, and no Dockerfile: it begins with a shebang and starts no stage. With a stage
 * it is one, since a shebang is a comment to BuildKit.
 */
export function isScript({ text, instructions }: DockerfileTree): boolean {
  return text.startsWith("#!") && !instructions.some(({ keyword }) => keyword === "FROM");
}
