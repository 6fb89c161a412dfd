import { parseDotenv } from "../compose/project/dotenv.ts";
import type { Lookup } from "../compose/project/source-files.ts";
import { isDoubtfulFile, LOOKED_FOR } from "../facts/secret-files.ts";
import type { BuildContext, SecretFile } from "../model/build-context.ts";
import { secretBehind, secretsInFile } from "../secrets/texts.ts";
import { parseIgnoreFile } from "../text/dockerignore.ts";
import { baseName, directoryOf, resolvePath, withoutSlashes } from "../text/uri.ts";
import { ours, said, type Wording } from "../text/wording.ts";

/**
 * What is known of a build's context: the ignore file that counts, the secret files that the project names, and those of usual names and of names that
 * the Dockerfile copies, as far as what they hold is a secret. `copied` are the sources of `COPY` and `ADD`.
 * The Dockerfile's own ignore file stands over the context's.
 * Source: https://docs.docker.com/build/concepts/context/#filename-and-location
 */
export function buildContext(
  directory: string,
  dockerfile: string,
  { named, copied }: { readonly named: readonly SecretFile[]; readonly copied: readonly string[] },
  read: Lookup,
): BuildContext {
  const own = read(resolvePath(directoryOf(dockerfile), `${baseName(dockerfile)}.dockerignore`));
  const text = typeof own === "string" ? own : read(resolvePath(directory, ".dockerignore"));
  const ignores = typeof text === "string" ? parseIgnoreFile(text) : () => false;
  const secretFiles = [...named];
  const harmlessFiles: string[] = [];
  for (const path of pathsToRead(copied)) {
    if (ignores(path)) continue;
    const content = read(resolvePath(directory, path));
    if (typeof content !== "string") continue;
    const secret = secretIn(path, content);
    if (secret === undefined) harmlessFiles.push(path);
    else if (!named.some((one) => one.path === path)) secretFiles.push({ path, what: said`${path} (${secret})` });
  }
  return { secretFiles, harmlessFiles, ignores };
}

/** How many files that a Dockerfile names are read. */
const MOST_READ = 20;

/** Where a directory is copied, the usual names below it; each file that may hold a secret by its name. */
function pathsToRead(copied: readonly string[]): ReadonlySet<string> {
  const paths = copied.map((text) => withoutSlashes(text.replace(/^(?:\.?\/)+/, "")));
  const named = paths.filter((path) => path !== "" && !/[$*?[]|:\/\/|^<</.test(path) && isDoubtfulFile(path));
  const takesAll = copied.some((text) => /^(?:\.?\/)*\.?$|^(?:\.?\/)*\*/.test(text));
  return new Set([...(takesAll ? LOOKED_FOR : []), ...named.slice(0, MOST_READ)]);
}

/** What of a file's content is a secret: `it sets DB_PASSWORD`. */
function secretIn(path: string, text: string): Wording | undefined {
  if (/(?:^|\/)\.env(?:\.|$)|\.env$/.test(path)) {
    for (const [name, value] of parseDotenv(text, () => undefined))
      if (typeof value === "string" && secretBehind(name, value) !== undefined) return said`it sets ${name}`;
    return undefined;
  }
  if (/(?:^|\/)_?\.?netrc$/.test(path) && /\bpassword\s+\S/.test(text)) return said`it holds a password`;
  const [found] = secretsInFile(text, "literal");
  if (found !== undefined)
    return found.named === undefined ? said`it holds ${ours(found.what)}` : said`it sets ${found.named}`;
  return /"private_key"|-----BEGIN [A-Z ]*PRIVATE KEY|client-key-data:/.test(text)
    ? said`it holds a private key`
    : undefined;
}
