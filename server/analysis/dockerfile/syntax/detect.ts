import { baseName } from "../../text/uri.ts";

/**
 * Whether a file is a Dockerfile by its name: `Dockerfile`, `Containerfile`, with a suffix or a prefix set off by a dot, dash or underscore.
 * Ignore files and templates that bear the name are none.
 */
export function isDockerfileName(uri: string): boolean {
  const name = baseName(uri);
  if (/\.(?:dockerignore|ya?ml|json|md|txt|sh|py|js|ts|go|rb|html?)$/i.test(name)) return false;
  return /^(?:Docker|Container)file(?:[._-].*)?$/i.test(name) || /[._-](?:Docker|Container)file$/i.test(name);
}
