/** An option of a program whose value is a password or a token, though its name does not say so. */
export interface SecretOption {
  readonly programs: ReadonlySet<string>;
  readonly options: readonly string[];
  /** `next`: the next word; `attached`: the rest of the word; `either`: both. */
  readonly value: "next" | "attached" | "either";
  /** What stands before the password in the value: `:` in `user:password`. */
  readonly behind?: string;
  /** Only with this word among the others: `login`. */
  readonly with?: string;
}

/**
 * Read in November 2026 in the manuals or the help of Debian 12's packages: redis-cli, curl, wget, httpie, sshpass, ldapsearch, mosquitto_pub, lftp,
 * smbclient, mariadb-dump, podman, buildah, skopeo, rabbitmqctl, nats-server, zip and unzip; elsewhere: mongodump
 * (https://github.com/89snake89/mongo/blob/master/debian/mongodump.1), docker
 * (https://raw.githubusercontent.com/docker/cli/v19.03.1/docs/reference/commandline/login.md), sqlcmd
 * (https://learn.microsoft.com/en-us/previous-versions/sql/sql-server-2008-r2/ms162773(v=sql.105)) and cqlsh
 * (https://docs.datastax.com/en/security/5.1/security/secCqlshCredentials.html). Programs of the same family are taken to agree. Known from use and not
 * read again: helm, nerdctl, crane, oras, az, xh, bcp, couchbase-cli, cypher-shell, mc and vault.
 */
export const SECRET_OPTIONS: readonly SecretOption[] = [
  { programs: set("redis-cli valkey-cli keydb-cli redis-benchmark"), options: ["-a"], value: "next" },
  {
    programs: set(
      "mysql mysqladmin mysqldump mysqlcheck mysqlimport mysqlshow mysqlsh mysqlslap mysqlpump mariadb mariadb-admin mariadb-dump mariadb-check mariadb-import",
    ),
    options: ["-p"],
    value: "attached",
  },
  { programs: set("curl"), options: ["-u", "-U", "--user", "--proxy-user"], value: "either", behind: ":" },
  { programs: set("wget"), options: ["--http-password", "--ftp-password"], value: "next" },
  { programs: set("http https xh"), options: ["-a", "--auth"], value: "next", behind: ":" },
  { programs: set("sshpass"), options: ["-p"], value: "either" },
  {
    programs: set("mongo mongosh mongodump mongorestore mongoexport mongoimport mongostat"),
    options: ["-p"],
    value: "next",
  },
  {
    programs: set("docker podman buildah skopeo helm nerdctl crane oras az"),
    options: ["-p"],
    value: "next",
    with: "login",
  },
  { programs: set("sqlcmd bcp"), options: ["-P"], value: "either" },
  { programs: set("ldapsearch ldapadd ldapmodify ldapwhoami ldapdelete ldappasswd"), options: ["-w"], value: "next" },
  { programs: set("mosquitto_pub mosquitto_sub mosquitto_rr"), options: ["-P", "--pw"], value: "next" },
  { programs: set("cqlsh couchbase-cli"), options: ["-p"], value: "next" },
  { programs: set("lftp"), options: ["-u"], value: "next", behind: "," },
  { programs: set("smbclient rpcclient net"), options: ["-U"], value: "either", behind: "%" },
  { programs: set("cypher-shell"), options: ["-p"], value: "next" },
  { programs: set("unzip zip"), options: ["-P"], value: "next" },
  { programs: set("nats-server"), options: ["--pass", "--auth"], value: "next" },
];

/** Where a program that takes its credentials as plain words has the secret, counted behind the words that call it. */
export interface SecretOperand {
  readonly programs: ReadonlySet<string>;
  /** The words that stand first. */
  readonly call: readonly string[];
  /** Which operand behind these: 0 is the first. Negative ones are counted from the end. */
  readonly operand: number;
}

export const SECRET_OPERANDS: readonly SecretOperand[] = [
  { programs: set("rabbitmqctl"), call: ["add_user"], operand: 1 },
  { programs: set("rabbitmqctl"), call: ["change_password"], operand: 1 },
  { programs: set("mc mcli"), call: ["alias", "set"], operand: 3 },
  { programs: set("mc mcli"), call: ["config", "host", "add"], operand: 3 },
  { programs: set("vault"), call: ["login"], operand: 0 },
];

/** Programs of which an option named for a password takes none behind a blank: it is asked for, or the word is something else. */
export const ASKING_PROGRAMS = set(
  "mysql mysqladmin mysqldump mariadb mariadb-admin mariadb-dump useradd usermod mongod adduser psql pg_dump",
);

/** Programs that print what they are given. */
export const PRINTING_PROGRAMS = set("echo printf cat tee");

function set(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
