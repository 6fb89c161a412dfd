import { baseName } from "../../text/uri.ts";
import { KEYWORDS } from "./parse.ts";
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
 * Why a file that bears such a name is no Dockerfile all the same; undefined where it is one. A program, `bin/dockerfile-utils`, begins with a shebang and
 * starts no stage; with a stage it is one, since a shebang is a comment to BuildKit.
 */
export function whyNotDockerfile({ file, text, instructions }: DockerfileTree): string | undefined {
  if (text.startsWith("#!") && !instructions.some(({ keyword }) => keyword === "FROM")) return "is a program";
  const isStrange = instructions.length > 0 && !instructions.some(({ keyword }) => KEYWORDS.has(keyword));
  return isStrange && !isDefaultName(file) ? "holds no instruction of a Dockerfile" : undefined;
}

/** The names that engines look for by themselves. */
function isDefaultName(uri: string): boolean {
  return /^(?:Docker|Container)file$/.test(baseName(uri));
}
