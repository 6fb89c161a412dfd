/** Names of files that hold a private key or a password, and nothing that others may see. `*` is any part of a name. */
const NAMES: readonly string[] = [
  ".dockercfg",
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
  "service-account.json",
  "serviceaccount.json",
  "terraform.tfstate",
  "*.jks",
  "*.kdbx",
  "*.key",
  "*.keystore",
  "*.p12",
  "*.pfx",
  "*.ppk",
];

/** Files whose name is only telling together with the directory's. */
const PATHS: readonly string[] = [".aws/credentials", ".docker/config.json", ".kube/config", ".config/gcloud"];

/** Directories of which programs know that their files are for one user alone. */
const DIRECTORIES: ReadonlySet<string> = new Set([".ssh", ".aws", ".gnupg", ".kube", ".password-store"]);

/** Names of files that may hold a secret or none: what they hold tells. */
const DOUBTFUL: readonly string[] = [
  ".npmrc",
  ".yarnrc",
  ".yarnrc.yml",
  ".my.cnf",
  ".s3cfg",
  ".boto",
  "auth.json",
  "credentials",
  "nuget.config",
  "pip.conf",
  "settings.xml",
  "secrets.yml",
  "secrets.yaml",
  "secrets.json",
  "terraform.tfvars",
  "*.pem",
  "*.env",
  "*_key",
];

/** Files of a build's context that are looked for where all of it is copied; nobody lists the directory. */
export const LOOKED_FOR: readonly string[] = [
  ".env",
  ".env.local",
  ".env.prod",
  ".env.production",
  "config/.env",
  ".git-credentials",
  ".netrc",
  ".npmrc",
  ".pypirc",
  ".yarnrc.yml",
  "auth.json",
  "credentials.json",
  "service-account.json",
  "secrets.yml",
  "id_rsa",
  "id_ed25519",
  ".ssh/id_rsa",
  ".aws/credentials",
  "kubeconfig",
  "server.key",
  "tls.key",
  "private.key",
  "key.pem",
  "privkey.pem",
  "private.pem",
  "terraform.tfvars",
  "terraform.tfstate",
];

/** Variables that name a file with a secret. Sources: the documentation of Google Cloud's, AWS's and Kubernetes' tools. */
export const NAMING_VARIABLES: ReadonlySet<string> = new Set([
  "GOOGLE_APPLICATION_CREDENTIALS",
  "AWS_SHARED_CREDENTIALS_FILE",
  "KUBECONFIG",
]);

/**
 * Whether a file of that path holds a secret, going by its name. Samples and public keys do not. A pattern counts that takes such files by their name.
 * Source of the idea: https://docs.sonarsource.com (S6470), with what may be public left out.
 */
export function isSecretFile(path: string): boolean {
  const name = nameOf(path);
  if (isForAll(name)) return false;
  return (
    matches(NAMES, name) ||
    /^(?:id_\*|id_(?:rsa|dsa|ecdsa|ed25519)\*|\*\.(?:key|p12|pfx|ppk|jks))$/.test(name) ||
    isKnownPath(path) ||
    DIRECTORIES.has(name)
  );
}

/** Whether a path in the image is one where programs look for a user's own secret, whatever is copied there. */
export function isSecretPlace(path: string): boolean {
  return (
    isKnownPath(path) ||
    /(?:^|\/)(?:\.ssh\/id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.git-credentials|\.pgpass)$/.test(path)
  );
}

/** Whether a file of that path may hold a secret, so that what it holds has to be read. */
export function isDoubtfulFile(path: string): boolean {
  const name = nameOf(path);
  return !isForAll(name) && !name.startsWith("*") && (matches(DOUBTFUL, name) || isSecretFile(path));
}

function isKnownPath(path: string): boolean {
  return PATHS.some((known) => path === known || path.endsWith(`/${known}`));
}

function nameOf(path: string): string {
  const whole = path.replace(/(?<!\/)\/+$/, "");
  return whole.slice(whole.lastIndexOf("/") + 1).toLowerCase();
}

/** Samples, public keys, and what only vouches for others. */
function isForAll(name: string): boolean {
  return (
    name.startsWith("public") ||
    name.endsWith(".pub") ||
    name.endsWith(".pub.key") ||
    /(?:example|sample|template|dummy|test|apt|rpm|gpg|trust)/.test(name)
  );
}

function matches(names: readonly string[], name: string): boolean {
  return names.some((known) => (known.startsWith("*") ? isSuffix(name, known.slice(1)) : known === name));
}

function isSuffix(name: string, suffix: string): boolean {
  return name.length > suffix.length && name.endsWith(suffix) && !name.startsWith("*");
}
