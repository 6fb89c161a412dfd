/**
 * The words of which names of variables, options and settings are made, as far as they tell what stands behind the name.
 * Sources: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/linter/ruleset.go (SecretsUsedInArgOrEnv), the lists of
 * https://docs.sonarsource.com (S6472), Kics and Trivy, and the names that images of Docker Hub read; with their false alarms left out.
 */

/** The last word of a name for a password. */
export const PASSWORD_WORDS = words(
  "password passwd passwort pass passphrase passcode pwd pw psw pword psk requirepass masterauth",
);

/** Words that end so are names of passwords written in one: `PGPASSWORD`. */
export const PASSWORD_ENDINGS = ["password", "passwd", "passphrase", "passcode"];

/** What stands before `pass`, `pwd`, `psw` and `pw` in names that are written in one: `dbpass`, and not `bypass` or `compass`. */
export const PASSWORD_OWNERS = words(
  "db user root admin mysql pg postgres mongo redis mq ftp sftp smtp mail imap ldap bind ssh sudo web http proxy vnc rpc key store " +
    "keystore truststore cert require master default basic auth app my sa su trust",
);

/** Words before `key` that make a credential of it, whatever its value looks like. */
export const KEY_WORDS = words(
  "api secret access private encryption encrypt enc signing master auth account license licence jwt aes hmac crypto cipher fernet " +
    "session cookie psk internal",
);

/** The same in names that are written in one: `MYAPIKEY`. */
export const KEY_ENDINGS = [
  "apikey",
  "secretkey",
  "accesskey",
  "privatekey",
  "authkey",
  "masterkey",
  "encryptionkey",
  "signingkey",
  "licensekey",
];

/** Words before `key` that say it is for everybody to see, or no key of a lock. */
export const OPEN_KEY_WORDS = words(
  "site cache host partition sort primary foreign gpg pgp release known anon sum index object hot map group routing registry name " +
    "order lookup config sshfp bucket field data json label dedupe idempotency keyring apt rpm archive",
);

/** Words that say a name is about a credential, a switch for one, or one that everybody may know. */
export const NOT_SECRET_WORDS = words(
  "public pub publishable max min num count allow require use enable enabled disable disabled has is random reset forgot show no without " +
    "skip generate install prompt hash hashed hashes fingerprint fingerprints",
);

/** Words at the end of a name that only say which of several it is: `PASSWORD_PROD`, `TOKEN_2`. */
export const QUALIFIERS = words(
  "prod production dev development test testing staging stage local default value val plain plaintext raw base base64 b64 old new " +
    "current previous primary secondary main admin root db database postgres mysql pem one two",
);

/** Owners of a password that choose it by themselves: whatever stands there is the password. */
export const CHOOSERS = words(
  "postgres postgresql postgre pg mysql mariadb mongo mongodb redis valkey db database root admin sa superuser initdb rabbitmq rabbit mq " +
    "minio elastic elasticsearch opensearch kibana grafana web influxdb influx neo4j couchdb clickhouse cassandra cockroach keycloak " +
    "pgadmin vnc jupyter mssql oracle sql requirepass masterauth gf pihole wordpress rethinkdb arango arangodb",
);

/** Words of names whose credential somebody else gives out: what a program takes there by itself is none. */
export const GIVEN_OUT = words(
  "client consumer openai anthropic claude gemini google gcp github gitlab aws azure slack stripe twilio telegram discord sendgrid mailgun smtp mail email imap " +
    "cloudflare cf ts tailscale hf huggingface npm pypi datadog dd sentry facebook twitter linkedin oauth recaptcha captcha firebase " +
    "bot deepseek mistral groq cohere replicate spotify plex vendor license licence",
);

/** Before `ACCESS_KEY` these make it the name of a pair, which tells nothing without its secret. */
export const STORES = words("minio s3 aws oss cos r2 b2 wasabi aliyun alibaba spaces obs bucket ak");

/** Words that say a name is about a database, a cache or a queue. */
export const STORE_WORDS = words(
  "db database sql postgres postgresql postgre pg mysql mariadb mongo mongodb redis valkey rabbit rabbitmq mq amqp broker cache elastic elasticsearch " +
    "opensearch couch couchdb influx influxdb neo4j clickhouse cassandra mssql sa jdbc datasource dsn gmysql gpgsql",
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
