import type { Lookup } from "../compose/project/assemble.ts";
import { parseDotenv } from "../compose/project/dotenv.ts";
import { isCredential, namesSecret } from "../facts/secrets.ts";
import type { BuildContext, SecretFile } from "../model/build-context.ts";
import { parseIgnoreFile } from "../text/dockerignore.ts";
import { baseName, directoryOf, resolvePath } from "../text/uri.ts";

/**
 * What is known of a build's context: the ignore file that counts, `.env` if it sets a credential, and the secret files that the project names.
 * The Dockerfile's own ignore file stands over the context's.
 * Source: https://docs.docker.com/build/concepts/context/#filename-and-location
 */
export function buildContext(
  directory: string,
  dockerfile: string,
  named: readonly SecretFile[],
  read: Lookup,
): BuildContext {
  const own = read(resolvePath(directoryOf(dockerfile), `${baseName(dockerfile)}.dockerignore`));
  const text = typeof own === "string" ? own : read(resolvePath(directory, ".dockerignore"));
  const environment = read(resolvePath(directory, ENVIRONMENT));
  const credential = typeof environment === "string" ? credentialIn(environment) : undefined;
  const secret = credential === undefined ? [] : [{ path: ENVIRONMENT, what: `.env (it sets ${credential})` }];
  return {
    secretFiles: [...named, ...secret],
    harmlessFiles: typeof environment === "string" && credential === undefined ? [ENVIRONMENT] : [],
    ignores: typeof text === "string" ? parseIgnoreFile(text) : () => false,
  };
}

const ENVIRONMENT = ".env";

/** The first variable of an `.env` file that holds a credential. */
function credentialIn(text: string): string | undefined {
  for (const [name, value] of parseDotenv(text, () => undefined))
    if (typeof value === "string" && namesSecret(name) && isCredential(value)) return name;
  return undefined;
}
