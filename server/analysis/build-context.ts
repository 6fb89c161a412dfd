import type { Lookup } from "./compose/assemble.ts";
import { parseDotenv } from "./compose/dotenv.ts";
import type { BuildContext, SecretFile } from "./model/build-context.ts";
import { parseIgnoreFile } from "./text/ignore.ts";
import { baseName, directoryOf, resolvePath } from "./text/uri.ts";

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
  const credential = credentialIn(read(resolvePath(directory, ".env")));
  const environment = credential === undefined ? [] : [{ path: ".env", what: `.env, which sets ${credential}` }];
  return {
    secretFiles: [...named, ...environment],
    ignores: typeof text === "string" ? parseIgnoreFile(text) : () => false,
    hasIgnoreFile: typeof text === "string",
  };
}

const CREDENTIAL = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|SECRET_?KEY|ACCESS_?KEY)$/i;

/** The first variable of an `.env` file that is named like a credential and has a value. */
function credentialIn(text: string | null | undefined): string | undefined {
  if (typeof text !== "string") return undefined;
  for (const [name, value] of parseDotenv(text, () => undefined))
    if (value !== "" && CREDENTIAL.test(name)) return name;
  return undefined;
}
