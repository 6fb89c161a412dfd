/** Names of files that hold a private key or a password, and nothing that others may see. `*` is any part of a name. */
const NAMES: readonly string[] = [
  ".env",
  ".env.local",
  ".env.prod",
  ".env.production",
  ".git-credentials",
  ".netrc",
  "_netrc",
  ".pgpass",
  ".pypirc",
  ".vault-token",
  "credentials.json",
  "id_dsa",
  "id_ecdsa",
  "id_ed25519",
  "id_rsa",
  "kubeconfig",
  "*.kdbx",
  "*.key",
  "*.p12",
  "*.pfx",
  "*.ppk",
];

/** Files whose name is only telling together with the directory's. */
const PATHS: readonly string[] = [".aws/credentials", ".docker/config.json", ".kube/config", ".config/gcloud"];

/**
 * Whether a file of that path holds a secret, going by its name. Samples and public keys do not.
 * Source of the idea: https://docs.sonarsource.com (S6470), with what may be public left out.
 */
export function isSecretFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (
    name.startsWith("public") ||
    name.endsWith(".pub.key") ||
    /(?:example|sample|template|dummy|test|apt|rpm|gpg)/.test(name)
  )
    return false;
  const telling = NAMES.some((known) => (known.startsWith("*") ? isSuffix(name, known.slice(1)) : known === name));
  return telling || PATHS.some((known) => path === known || path.endsWith(`/${known}`));
}

function isSuffix(name: string, suffix: string): boolean {
  return name.length > suffix.length && name.endsWith(suffix) && !name.startsWith("*");
}
