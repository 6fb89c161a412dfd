/** Words of a variable's name that say its value is a credential. A word counts as a whole: `PASS` is in DB_PASS and not in BYPASS. */
const SECRET_WORDS =
  /(?:^|[_.-])(?:password|passwd|passphrase|pass|pwd|secret|token|apikey|credentials?|(?:api|access|secret|private|encryption|signing|master|auth|account|license)[_-]?key)(?=$|[_.-]\d+$|[_.-](?:base|key|value|hash|salt)\d*$|\d+$)/i;

/** Endings that make it something about a credential, or one that everybody may know. */
const NOT_SECRET =
  /(?:^|[_.-])(?:public|max|min|allow|require|use|enable|disable|has|is|random|reset|forgot|show)(?:[_.-]|$)|(?:^|[_.-])access[_-]?key[_-]?id$|(?:file|path|dir|url|uri|name|id|ttl|length|expir\w{0,10}|type|prefix|header|policy|endpoint|issuer)$/i;

/** Whether a variable of that name holds a credential. Source of the idea: https://github.com/moby/buildkit (SecretsUsedInArgOrEnv), with its false alarms left out. */
export function namesSecret(name: string): boolean {
  return name.length <= LONGEST_NAME && SECRET_WORDS.test(name) && !NOT_SECRET.test(name);
}

const LONGEST_NAME = 200;

/** Tokens that are known by their form, with who gives them out. */
const TOKENS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{36}/, "a token of GitHub"],
  [/^github_pat_[A-Za-z0-9_]{22}/, "a token of GitHub"],
  [/^glpat-[A-Za-z0-9_-]{20}/, "a token of GitLab"],
  [/^(?:AKIA|ASIA)[A-Z0-9]{16}$/, "an access key of AWS"],
  [/^xox[abeoprs]-[A-Za-z0-9-]{10}/, "a token of Slack"],
  [/^[rs]k_live_[A-Za-z0-9]{16}/, "a key of Stripe"],
  [/^AIza[A-Za-z0-9_-]{35}$/, "a key of Google"],
  [/^npm_[A-Za-z0-9]{36}$/, "a token of npm"],
  [/^dckr_pat_[A-Za-z0-9_-]{20}/, "a token of Docker Hub"],
  [/^pypi-AgE[A-Za-z0-9_-]{50}/, "a token of PyPI"],
  [/^sk-ant-[A-Za-z0-9_-]{20}/, "a key of Anthropic"],
  [/^sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20}/, "a key of OpenAI"],
  [/^hf_[A-Za-z0-9]{34}$/, "a token of Hugging Face"],
  [/^SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}$/, "a key of SendGrid"],
  [/^hv[bs]\.[A-Za-z0-9_-]{24}/, "a token of Vault"],
  [/^dop_v1_[0-9a-f]{64}$/, "a token of DigitalOcean"],
  [/^tskey-(?:auth|api|client)-[A-Za-z0-9]{11}/, "a key of Tailscale"],
  [/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/, "a private key of age"],
  [/^-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/, "a private key"],
];

/** What a value is, whatever its name says: a token, a private key, or an address with a password in it. */
export function literalSecret(value: string): string | undefined {
  const start = value.trimStart().slice(0, LONGEST_VALUE);
  const token = TOKENS.find(([form]) => form.test(start))?.[1];
  if (token) return DOCUMENTED.test(start) ? undefined : token;
  const password = /^[a-z][a-z0-9+.-]{0,40}:\/\/[^\s:@/?#]{0,200}:([^\s@/?#]{1,200})@/i.exec(start)?.[1];
  return password !== undefined && isCredential(password) ? "a password in an address" : undefined;
}

const LONGEST_VALUE = 1000;

/** Whether a value can be a credential: it is there, is no switch, no path, and no stand-in for one. `changeme` works as a password and counts. */
export function isCredential(value: string): boolean {
  const text = value.trim();
  return (
    text !== "" &&
    !/^(?:true|false|yes|no|on|off|none|null|nil|0|1)$/i.test(text) &&
    !PLACEHOLDER.test(text) &&
    !INSTRUCTION.test(text) &&
    !DOCUMENTED.test(text) &&
    !NO_SECRET.test(text)
  );
}

/** A value that somebody is meant to replace. */
const PLACEHOLDER =
  /^(?:<.*>|\[.*\]|\{.*\}|x{3,}|\*+|\.{3}|-+|_+|placeholder|redacted|todo|fixme|dummy|unset|undefined)$/i;
const INSTRUCTION = /^(?:insert|replace|enter|put|your)[-_ ]|[-_ ]here$/i;

/** How AWS ends the keys of its documentation: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html */
const DOCUMENTED = /EXAMPLE(?:KEY)?\s*$/;

/** A value that is filled in elsewhere, nothing but zeros, or a path. */
const NO_SECRET = /\$[{(A-Za-z]|\{\{|%[A-Za-z_]+%|^0+$|^\.{0,2}\/[\w./-]+$/;
