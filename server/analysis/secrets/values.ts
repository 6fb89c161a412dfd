import { DOCUMENTED } from "../facts/secret-forms.ts";
import { UNRESOLVED } from "../text/unresolved.ts";
import type { SecretName } from "./names.ts";

/** How a text is read where it stands: a shell replaces `$NAME` in it, an environment keeps it as it is. */
export type Reading = "shell" | "literal";

/** Whether a value that stands behind such a name is a credential, and neither a reference, a path, a switch nor a stand-in for one. */
export function isCredential(value: string, name: SecretName, reading: Reading = "literal"): boolean {
  const text = unquoted(value.trim());
  if (text === "" || text.length > LONGEST_VALUE || isReference(text, reading) || isElsewhere(text)) return false;
  if (SWITCH.test(text) || NOTHING.test(text) || HASH.test(text) || DOCUMENTED.test(text) || isPublic(text))
    return false;
  if (isBlank(text) || (!(name.chosen && name.kind !== "secret") && isStandIn(text, name))) return false;
  if (name.maybeFingerprint && isFingerprint(text)) return false;
  if (name.ofTrustStore && text === CACERTS) return false;
  switch (name.kind) {
    case "password":
      return true;
    case "secret":
      return !/^\d{1,5}$/.test(text);
    case "token":
      return !/^\d{1,5}$/.test(text) && !/\s/.test(text);
    case "pair":
      return isPair(text);
    case "key":
      return isRandom(text);
  }
}

/** Whether a value only keeps the place of a credential that somebody is to give: an empty one, `placeholder`, `<token>`. */
export function isPlaceholder(value: string, name: SecretName): boolean {
  const text = unquoted(value.trim());
  return text === "" || isBlank(text) || isStandIn(text, name) || NOTHING.test(text);
}

/** UTF-16 code units. Keys over many lines are told by their form. */
const LONGEST_VALUE = 2000;

/** In a list of `NAME=value` quotes belong to the value, though whoever wrote them did not mean it. */
function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) && text.length > 1 ? text.slice(1, -1).trim() : text;
}

/** Whether the value is filled in by somebody: by Compose, a shell, a template, a program's configuration. */
export function isReference(text: string, reading: Reading): boolean {
  if (text.includes(UNRESOLVED)) return true;
  if (/\$\{|\$\(|\{\{|`|%[A-Za-z_][\w.]{0,80}%|%\([A-Za-z_]\w{0,80}\)s|<%|^@\w+@$|\$\$?[A-Z_]+\$?$/.test(text))
    return true;
  if (/^\$?(?:env|ENV|secrets|vars|os\.environ|process\.env)(?:[.:[(])/.test(text)) return true;
  return reading === "shell" ? /\$[A-Za-z_@*#?1-9!]/.test(text) : /^\$[A-Za-z_]\w*$/.test(text);
}

/** A file, an address without a password, or the name of a secret in a store. */
function isElsewhere(text: string): boolean {
  if (/^(?:file|env|vault|op|ssm|sm|secret|keyvault|akv|gcpkms|awskms|arn|ref\+\w+|secretref|kms):/i.test(text))
    return true;
  if (/^[a-z][a-z0-9+.-]{0,30}:\/\//i.test(text)) return true;
  if (/^~?\/[\w.-]*$|^(?:~|\.{1,2})\/\S*$|^[A-Za-z]:\\/.test(text)) return true;
  if (/^\/[\w.@+:/-]+$/.test(text) && !isRandom(text.replace(/[/]/g, ""))) return true;
  return /^[\w./-]+\.(?:pem|key|crt|cer|p12|pfx|jks|json|txt|ya?ml|toml|ini|conf|cfg|env|pub|gpg|asc|ppk|sock|properties|keytab)$/i.test(
    text,
  );
}

/**
 * The password of the store of trusted certificates that every Java comes with.
 * Source: https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html
 */
const CACERTS = "changeit";

const SWITCH = /^(?:true|false|yes|no|on|off|[01]|enabled?|disabled?|required|optional|auto)$/i;
const NOTHING =
  /^(?:none|null|nil|empty|invalid|unset|undefined|n\/?a|no[-_ ]?pass(?:word)?|no[-_ ]?auth|nothing|user[-_]provided|not[-_ ](?:set|used|needed|required|applicable)|todo|fixme|tbd|redacted|removed|hidden|secret_here)$/i;

/** A password that was put through a function; whoever reads it has to guess still. */
const HASH =
  /^(?:\{?(?:ssha|sha|smd5|crypt|pbkdf2|bcrypt|argon2)[\w-]{0,12}[}$:]|\$?\$(?:apr1|[1256]|2[abxy]|y|7|argon2\w{1,2}|pbkdf2[\w-]{0,12}|scrypt)\$|scram-sha-\d+)/i;

function isPublic(text: string): boolean {
  return /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+|age1[0-9a-z]{20,}|-----BEGIN (?:[A-Z]{1,20} ){0,3}(?:PUBLIC KEY|CERTIFICATE)|pk_(?:live|test)_|SHA256:|MD5:[0-9a-f]{2}:)/.test(
    text,
  );
}

/** What nobody takes for a value: `<password>`, `[token]`, `xxxx`, `sk-xxxx`, `***`, `...`. */
function isBlank(text: string): boolean {
  return (
    /^(?:<.*>|\[.*\]|\{.*\}|\(.*\)|[x*.•_#?-]{3,}|x{3,}(?:[-_]x{2,}){0,8}|0+)$/i.test(text) ||
    /^[a-z_]{0,12}[-_.](?:[a-z]{1,8}[-_])?(?:x{3}|\*{3}|\.{3})[-_.x*]*$/i.test(text) ||
    /<[a-z][\w -]{2,40}>/i.test(text)
  );
}

/** What somebody is meant to replace. A password of that text works all the same, and so does a key to sign with. */
function isStandIn(text: string, { kind, givenOut, chosen }: SecretName): boolean {
  if (!chosen && INSTRUCTION.test(text)) return true;
  if (
    /^(?:placeholder|dummy|fake|example|sample|mock|fill[-_ ]?me)(?:[-_ ].*|value|key|secret|token)?$|[-_ ](?:placeholder|dummy|example)$/i.test(
      text,
    )
  )
    return true;
  if (kind === "password" || chosen) return false;
  if (
    /^(?:a|any|some|the)[-_ ](?:random|secret|string|key|token|value)|not[-_ ]?(?:used|needed|real|a[-_ ]real)|^(?:abc|test|foo|bar|string|token|key|api[-_]?key|secret|xyz)$/i.test(
      text,
    )
  )
    return true;
  return givenOut && /change[-_ ]?(?:me|it|this)|(?:^|[-_ ])your(?:[-_ ]|$)|^(?:test|none)[-_\w]*$/i.test(text);
}

const INSTRUCTION =
  /^(?:insert|replace|enter|put|add|paste|fill|set|your|my[-_]own)[-_ ]|^your(?:password|secret|token|api|key|own)|[-_ ](?:here|goes[-_ ]here)$/i;

/** The fingerprint of a key: 16, 32, 40 or 64 hexadecimal digits, with `0x` or in groups. */
function isFingerprint(text: string): boolean {
  const digits = text.replace(/[\s:]/g, "").replace(/^0x/i, "");
  return (
    /^(?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{32}|[0-9A-F]{40}|[0-9A-F]{64})$/i.test(digits) ||
    /^(?:[0-9A-F]{16,40}[ ,]+){1,40}[0-9A-F]{16,40}$/i.test(text)
  );
}

/** `user:password`, `neo4j/password`, or a text of base64 or JSON that holds such. */
function isPair(text: string): boolean {
  const parts = /^[^\s:/]{1,80}[:/]([^\s]{1,200})$/.exec(text)?.[1];
  return (parts !== undefined && !SWITCH.test(parts) && !HASH.test(parts) && !isBlank(parts)) || isRandom(text);
}

/** Whether a text looks as if it was drawn by lot: long, of letters and digits that change all the time, and no words. */
export function isRandom(text: string): boolean {
  const body = text.replace(/^(?:base64:|0x)/, "").replace(/={1,3}$/, "");
  if (body.length < 16 || !/^[A-Za-z0-9+/_.~-]+$/.test(body)) return false;
  const digits = body.replace(/[^0-9]/g, "").length;
  const letters = body.replace(/[^A-Za-z]/g, "").length;
  if (digits < 2 || letters < 2 || new Set(body).size < 8) return false;
  const words = body.match(/[a-z]{6,}|[A-Z]{6,}/g)?.join("").length ?? 0;
  return words * 2 < body.length;
}
