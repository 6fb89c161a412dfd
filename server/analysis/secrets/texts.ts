import { DOCUMENTED, MAILCHIMP, SECRET_FORMS, SOME_START, TELEGRAM } from "../facts/secret-forms.ts";
import { type SecretName, secretName } from "./names.ts";
import { isCredential, isRandom, isReference, type Reading } from "./values.ts";

/** A credential that stands in a text. */
export interface Secret {
  /** What it is, in the middle of a sentence: `a token of GitHub`. */
  readonly what: string;
  readonly value: string;
  /** The name that stands before it in the text: an option, a setting, a header. */
  readonly named?: string;
}

/** What a value is that stands behind a name: a credential by its form, within an address, or because the name says so. */
export function secretBehind(name: string, value: string, reading: Reading = "literal"): Secret | undefined {
  const [inside] = secretsIn(value, reading);
  if (inside !== undefined) return inside;
  const named = secretName(name);
  return named !== undefined && isCredential(value, named, reading) ? { what: "a secret", value } : undefined;
}

/** Credentials anywhere in a text, whatever it is: by their form, in addresses, in headers and in connection strings. In UTF-16 code units, 64 Ki are read. */
export function secretsIn(text: string, reading: Reading): readonly Secret[] {
  if (text.length < 3) return [];
  const read = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  const found = [...formsIn(read), ...authorizations(read, reading)];
  if (read.includes("@")) found.push(...passwordsInAddresses(read, reading), ...goDataSources(read, reading));
  if (/[=:]/.test(read))
    found.push(...headers(read, reading), ...connectionStrings(read, reading), ...shortParameters(read, reading));
  if (read.includes("'")) found.push(...statements(read, reading));
  return found;
}

/**
 * Credentials in the text of a file: what `secretsIn` finds, and settings whose name says so, `requirepass hunter2`, `password: hunter2`,
 * `"token": "…"`.
 */
export function secretsInFile(text: string, reading: Reading): readonly Secret[] {
  const read = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  const found = [...secretsIn(read, reading)];
  for (const [, named = "", value = ""] of read.matchAll(MEMBER)) {
    const name = named === "auth" ? A_PAIR : secretName(named);
    if (name && isCredential(value, name, reading)) add(found, { what: "a secret", value, named });
  }
  for (const line of read.split("\n")) {
    if (line.length > LONGEST_LINE || /^\s*(?:#|\/\/(?!\S*:_)|;|--)/.test(line)) continue;
    const setting = settingIn(line, reading);
    if (setting) add(found, setting);
  }
  return found;
}

/** A member of an object in JSON. */
const MEMBER = /"([A-Za-z_][\w.-]{0,80})"\s{0,8}:\s{0,8}"([^"\n\\]{1,500})"/g;

/** Adds what is no part of another. */
function add(found: Secret[], secret: Secret): void {
  if (!found.some(({ value }) => value.includes(secret.value) || secret.value.includes(value))) found.push(secret);
}

/** What is found in texts of one place, with each value told once. */
export function distinct(secrets: Iterable<Secret>): readonly Secret[] {
  const byValue = new Map<string, Secret>();
  for (const secret of secrets) if (!byValue.has(secret.value)) byValue.set(secret.value, secret);
  return [...byValue.values()];
}

const LONGEST_TEXT = 65_536;
const LONGEST_LINE = 2_000;

/** No form matches fewer characters: the shortest are Slack's tokens. Most texts are words of commands, which are shorter. */
const SHORTEST_FORM = "xoxb-".length + 10;

function* formsIn(text: string): Generator<Secret> {
  if (text.length < SHORTEST_FORM || !SOME_START.test(text)) return;
  for (const { starts, form, what } of SECRET_FORMS) {
    for (const start of starts) {
      for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + start.length)) {
        if (/[A-Za-z0-9]/.test(text.charAt(at - 1)) && /^[A-Za-z]/.test(start)) continue;
        form.lastIndex = at;
        const value = form.exec(text)?.[0];
        if (value !== undefined && !isPattern(value, start) && !DOCUMENTED.test(value)) yield { what, value };
      }
    }
  }
  const key = MAILCHIMP.exec(text)?.[0];
  if (key !== undefined && !/^0+-|^x+-/.test(key)) yield { what: "a key of MailChimp", value: key };
  const bot = TELEGRAM.exec(text)?.[0];
  if (bot !== undefined && isRandom(bot.slice(bot.indexOf(":") + 1))) yield { what: "a token of Telegram", value: bot };
}

/** `ghp_xxxxxxxx…`, as documentation writes it: the same sign or a row of digits. */
function isPattern(value: string, start: string): boolean {
  const body = value.slice(start.length).replace(/^(?:proj|live|auth|api\d*|[pousr]at)?[-_]/, "");
  return (
    start !== "-----BEGIN " &&
    (/^[xX*._-]*$/.test(body) || /x{8}|X{8}|\.{4}|\*{4}|your/.test(body) || new Set(body).size < 2)
  );
}

/** `postgres://user:password@host`. The user may be left out or come from elsewhere. */
function* passwordsInAddresses(text: string, reading: Reading): Generator<Secret> {
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
    if (!/[A-Za-z0-9]/.test(text.charAt(at - 1))) continue;
    const authority = /^[^\s/?#"'<>]{1,400}/.exec(text.slice(at + 3, at + 403))?.[0] ?? "";
    const end = authority.lastIndexOf("@");
    const colon = authority.indexOf(":");
    if (end < 0 || colon < 0 || colon > end) continue;
    const value = authority.slice(colon + 1, end);
    const scheme = /[a-z0-9+]{1,20}$/i.exec(text.slice(Math.max(0, at - 20), at))?.[0] ?? "";
    const name = DATABASES.test(scheme) ? OWN_PASSWORD : ANY_PASSWORD;
    if (isCredential(value, name, reading)) yield { what: "a password in an address", value };
  }
}

/** Schemes of what asks for the very password that stands in the address, whatever it is. */
const DATABASES =
  /(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|rediss|amqps?|mssql|sqlserver|clickhouse|srv|psycopg2?|asyncpg|pymysql)$/i;

/** `user:password@tcp(host:3306)/name`, as Go's driver of MySQL wants it. */
function* goDataSources(text: string, reading: Reading): Generator<Secret> {
  const value = /^[\w.-]{0,80}:([^\s@]{1,200})@(?:tcp|unix)?\(/.exec(text.trim())?.[1];
  if (value !== undefined && isCredential(value, ANY_PASSWORD, reading))
    yield { what: "a password in an address", value };
}

/** The value of an `Authorization` header by itself: `Basic …`, `Bearer …`. */
function* authorizations(text: string, reading: Reading): Generator<Secret> {
  const [, scheme = "", value = ""] = /^\s{0,8}(Bearer|Basic)\s{1,3}([\w.~+/=-]{8,2000})\s{0,8}$/i.exec(text) ?? [];
  // Two words of prose may begin as a scheme does.
  if (!isRandom(value) || !isCredential(value, GIVEN_TOKEN, reading)) return;
  yield { what: givenBy(scheme), value };
}

/** What a scheme of authentication is followed by. */
function givenBy(scheme: string): string {
  return scheme.toLowerCase() === "basic" ? "a password" : "a token";
}

/** `Authorization: Bearer …`, `X-Api-Key: …`, `PRIVATE-TOKEN: …`. */
function* headers(text: string, reading: Reading): Generator<Secret> {
  for (const [, scheme = "", value = ""] of text.matchAll(
    /\bAuthorization["']?\s{0,3}[:=]?\s{0,3}["']?(Bearer|Basic|token)\s{1,3}([^\s"',;}]{1,2000})/gi,
  )) {
    if (isCredential(value, GIVEN_TOKEN, reading)) yield { what: givenBy(scheme), value, named: "Authorization" };
  }
  for (const [, named = "", value = ""] of text.matchAll(
    /\b((?:X-)?(?:Api|Auth|Private|Access|Vault|Deploy|Job)-(?:Key|Token))["']?\s{0,3}:\s{0,3}["']?([^\s"',;}]{1,2000})/gi,
  )) {
    if (isCredential(value, GIVEN_TOKEN, reading)) yield { what: "a token", value, named };
  }
}

/** `Server=db;Password=…`, `jdbc:…?password=…`, `host=db password=…`, `AccountKey=…`, `username=app,password=…`. */
function* connectionStrings(text: string, reading: Reading): Generator<Secret> {
  if (text.includes("\n")) {
    for (const line of text.split("\n")) if (/[;&?]/.test(line)) yield* connectionStrings(line, reading);
    return;
  }
  if (
    !/[;&?,\s][\w -]{0,30}=/.test(text) ||
    !/(?:server|host|data source|user ?(?:id|name)?|uid|addr|account\w{0,20}|endpoint|dbname)\b\s?[=:?/]|jdbc:\w|:\/\//i.test(
      text,
    )
  )
    return;
  for (const [, named = "", value = ""] of text.matchAll(
    /(?<![\w-])(password|passwd|pwd|pass|account ?key|shared ?access ?key|sig|secret|token|api_?key|access_?token)\s?=\s?([^\s;&,"'()]{1,500})(?![\w(])/gi,
  )) {
    if (isCredential(value, /^pa|pwd/i.test(named) ? OWN_PASSWORD : GIVEN_TOKEN, reading))
      yield { what: /^pa|pwd/i.test(named) ? "a password" : "a token", value, named };
  }
}

/** `pg://host:5432?u=user&p=password`, as NocoDB wants it. */
function* shortParameters(text: string, reading: Reading): Generator<Secret> {
  const value = /^[a-z0-9]{2,20}:\/\/[^\s?]{1,200}\?u=[^\s&]{1,80}&p=([^\s&]{1,200})/.exec(text)?.[1];
  if (value !== undefined && isCredential(value, OWN_PASSWORD, reading))
    yield { what: "a password in an address", value };
}

/** `CREATE USER … PASSWORD '…'`, `IDENTIFIED BY '…'`. */
function* statements(text: string, reading: Reading): Generator<Secret> {
  for (const [, value = ""] of text.matchAll(
    /\b(?:PASSWORD|IDENTIFIED\s{1,3}(?:WITH\s{1,3}\w{1,40}\s{1,3})?BY)\s{0,3}(?:=\s{0,3})?\(?'([^'\n]{1,200})'/gi,
  )) {
    if (isCredential(value, OWN_PASSWORD, reading)) yield { what: "a password", value, named: "PASSWORD" };
  }
}

const SETTING =
  /^\s{0,80}(?:export\s{1,3}|set\s{1,3}|-\s{1,3}|ENV\s{1,3}|\/\/[^\s:]{1,200}:)?["']?([A-Za-z_][\w.-]{0,80})["']?(?:\s{0,20}(?:=>|:=|[=:])\s{0,20}|\s{1,20})("[^"]{0,500}"|'[^']{0,500}'|[^\s"',;()[\]{}]{1,500})\s{0,80}[,;]?\s{0,80}(?:#.{0,500}|\/\/.{0,500})?$/;

/** A line that is a setting: `name = value`, `name: value`, `name value`. What calls or computes something is code and no setting. */
function settingIn(line: string, reading: Reading): Secret | undefined {
  const [, named = "", written = ""] = SETTING.exec(line) ?? [];
  const name = named === "" || PASSES_ON.test(named) ? undefined : secretName(named);
  if (name === undefined) return undefined;
  const quoted = /^["']/.test(written);
  const value = quoted ? written.slice(1, -1) : written;
  if (!quoted && (isWord(value) || isPathOfNames(value))) return undefined;
  return isReference(value, "shell") || !isCredential(value, name, reading)
    ? undefined
    : { what: "a secret", value, named };
}

/** Directives of nginx that name a server. */
const PASSES_ON = /^(?:fastcgi|proxy|uwsgi|scgi|grpc|memcached|http2)_pass$/i;

/** Words that stand in configurations of PAM, NSS and sshd behind `password` and `passwd`. */
function isWord(value: string): boolean {
  return /^(?:files|compat|sss|db|required?|requisite|sufficient|include|optional|systemd|ldap|winbind|str|string|bool|int|md5|password|self|nil|varchar.*|text)$/i.test(
    value,
  );
}

const ANY_PASSWORD: SecretName = { kind: "password", chosen: false, givenOut: false, maybeFingerprint: false };
const A_PAIR: SecretName = { ...ANY_PASSWORD, kind: "pair" };
const OWN_PASSWORD: SecretName = { ...ANY_PASSWORD, chosen: true };
const GIVEN_TOKEN: SecretName = { kind: "token", chosen: false, givenOut: true, maybeFingerprint: false };

/** Whether a text reads as a property of something: `config.password`. */
function isPathOfNames(text: string): boolean {
  const [first = "", ...others] = text.split(".");
  return others.length > 0 && [first, ...others].every((name) => /^[A-Za-z_]\w*$/.test(name));
}
