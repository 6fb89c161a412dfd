import {
  CHOOSERS,
  GIVEN_OUT,
  KEY_ENDINGS,
  KEY_WORDS,
  NOT_SECRET_WORDS,
  OPEN_KEY_WORDS,
  PASSWORD_ENDINGS,
  PASSWORD_OWNERS,
  PASSWORD_WORDS,
  QUALIFIERS,
  STORE_WORDS,
  STORES,
} from "../facts/secret-words.ts";

/**
 * What a name says of the value behind it.
 * `password`: any text works as one; `secret`: a text that a program signs or encrypts with; `token`: something that is given out, such as a key of
 * an API; `key`: a name of which only a value that looks random makes a credential; `pair`: `user:password`.
 */
export interface SecretName {
  readonly kind: "password" | "secret" | "token" | "key" | "pair";
  /** Whoever reads the name takes the value for the credential, whatever it is: a database's password, a key to sign with. */
  readonly chosen: boolean;
  /** Whether somebody else gives the credential out. */
  readonly givenOut: boolean;
  /** Whether it may be the fingerprint of a key that everybody may see. */
  readonly maybeFingerprint: boolean;
  /** Whether it opens a store of certificates that are trusted, which everybody may see. */
  readonly ofTrustStore?: true;
}

/** What the name of a variable, an option or a setting says of its value; undefined for one that names no credential. */
export function secretName(name: string): SecretName | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const all = wordsOf(name);
  if (all.some((word) => NOT_SECRET_WORDS.has(word))) return undefined;
  const words = withoutQualifiers(all);
  const last = words.at(-1);
  const kind = last === undefined ? undefined : kindOf(words, last, name);
  if (kind === undefined) return undefined;
  const givenOut = words.some((word) => GIVEN_OUT.has(word));
  return {
    kind,
    givenOut,
    chosen:
      !givenOut &&
      (kind === "secret" || (kind !== "key" && (words.length === 1 || all.some((word) => isChooser(word))))),
    maybeFingerprint:
      /(?:^|[^a-z])(?:signing|gpg|pgp|release|keyring)/i.test(name) && !/jwt|token|cookie|session/i.test(name),
    ...(/trust[-_.]?store/i.test(name) && { ofTrustStore: true }),
  };
}

/** Whether a variable of that name holds a credential, going by the name alone. */
export function namesSecret(name: string): boolean {
  const named = secretName(name);
  return named !== undefined && named.kind !== "key";
}

/** Whether a name says that what stands behind it belongs to a database, a cache or a queue. */
export function namesStore(name: string): boolean {
  return wordsOf(name).some(
    (word) => STORE_WORDS.has(word) || STORE_WORDS.has(word.replace(/(?:pass|pwd|password|url)$/, "")),
  );
}

/** UTF-16 code units. */
const LONGEST_NAME = 200;

/** `DbPassword`, `db-password`, `DB__PASSWORD2` and `spring.datasource.password` as words in lower case, without numbers behind them. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => (KEPT_NUMBERS.has(word) ? word : withoutNumber(word)))
    .filter((word) => word !== "");
}

/** A word without the digits at its end. */
function withoutNumber(word: string): string {
  let end = word.length;
  while (end > 0 && isDigit(word.charAt(end - 1))) end--;
  return word.slice(0, end);
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

/** Names that end in a number of their own. */
const KEPT_NUMBERS: ReadonlySet<string> = new Set(["base64", "b64", "s3", "r2", "b2", "neo4j"]);

/** The last word decides, unless it only says which of several it is. */
function withoutQualifiers(words: readonly string[]): readonly string[] {
  let end = words.length;
  while (end > 1 && QUALIFIERS.has(words[end - 1] ?? "")) end--;
  const left = words.slice(0, end);
  return left.at(-1) === "id" && left.at(-2) === "token" && left.at(-3) === "root" ? left.slice(0, -1) : left;
}

function kindOf(words: readonly string[], last: string, name: string): SecretName["kind"] | undefined {
  const before = words.at(-2) ?? "";
  if (isPassword(last)) return words.length === 1 && last === "pwd" ? undefined : "password";
  if (last === "cookie") return before === "erlang" ? "secret" : undefined;
  if (/(?:^|.)secret$/.test(last))
    return /^(?:pull|tls|kubernetes|docker)$/.test(before) ? undefined : isGivenSecret(words) ? "token" : "secret";
  if (last === "token" || (last.endsWith("token") && last.length > 6)) return "token";
  if (last === "jwt" || last === "mnemonic") return "key";
  // Rails signs and encrypts with it, whatever stands before the two words.
  if (last === "key" && /key_?base$/i.test(name)) return "secret";
  if (last === "key" || last === "keys") return keyKind(words, before);
  if (KEY_ENDINGS.some((ending) => last.endsWith(ending))) return "token";
  if (last === "salt") return "key";
  if (/^(?:credentials?|creds?)$/.test(last) || isAuth(name)) return "pair";
  return name.startsWith("BUNDLE_") && name.includes("__") ? "pair" : undefined;
}

function isPassword(word: string): boolean {
  if (PASSWORD_WORDS.has(word) || PASSWORD_ENDINGS.some((ending) => word.endsWith(ending))) return true;
  const owner = /^(.+?)(?:pass|pwd|psw|pw)$/.exec(word)?.[1];
  return owner !== undefined && PASSWORD_OWNERS.has(owner);
}

/** `CLIENT_SECRET` and `clientSecret` come from a provider; `JWT_SECRET` is made up by whoever sets it. */
function isGivenSecret(words: readonly string[]): boolean {
  return words.some((word) => GIVEN_OUT.has(word) || /^(?:client|consumer)secret$/.test(word));
}

function keyKind(words: readonly string[], before: string): SecretName["kind"] | undefined {
  const two = words.slice(-3, -1).join(" ");
  if (ONE_OF_THE_KEYS.test(two)) return keyKind([...words.slice(0, -2), "key"], words.at(-3) ?? "");
  if (words.length === 1 || words.slice(0, -1).some((word) => OPEN_KEY_WORDS.has(word) && word !== "release"))
    return undefined;
  if (before === "access" && words.slice(0, -2).some((word) => STORES.has(word))) {
    return words.includes("secret") ? "token" : undefined;
  }
  if (words.slice(0, -1).some((word) => KEY_ENDINGS.includes(word))) return "token";
  if (!KEY_WORDS.has(before)) return "key";
  const own = /^(?:secret|encryption|encrypt|enc|jwt|aes|hmac|crypto|cipher|fernet|session|cookie|internal)$/.test(
    before,
  );
  return own && !words.some((word) => GIVEN_OUT.has(word) || STORES.has(word)) ? "secret" : "token";
}

/** Of several keys to encrypt with, which one it is: `ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY`. A primary key is of a table otherwise. */
const ONE_OF_THE_KEYS = /^enc(?:rypt(?:ion)?)? (?:primary|secondary|deterministic|previous|current)$/;

function isAuth(name: string): boolean {
  return /^auth$|(?:^|_)(?:redis|basic|proxy|neo4j|registry|docker|npm|npm_config|composer|http|smtp)_+auth$|^_auth$/i.test(
    name,
  );
}

function isChooser(word: string): boolean {
  return (
    CHOOSERS.has(word) ||
    PASSWORD_ENDINGS.some((ending) => word.endsWith(ending) && CHOOSERS.has(word.slice(0, -ending.length)))
  );
}
