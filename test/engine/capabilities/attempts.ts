const REFUSED = "Go's proxy does not serve its module";
const PARTS_REFUSED = "Go's proxy does not serve what its module rests on";
const ELSEWHERE = "its module takes others from directories of its repository, which Go's proxy does not serve with it";
const COMPILED = "it rests on modules that npm compiles when it installs them, and nothing of a package is run here";
const NOT_IN_DEBIAN = "Debian 12 does not carry it";

/** Programs of profiles that were to be tried and could not be, and why, as the end of "NAME: …". */
export const ATTEMPTS: Readonly<Record<string, string>> = {
  "traefik/whoami": REFUSED,
  krakend: REFUSED,
  "filebrowser/filebrowser": REFUSED,
  "minio/minio": REFUSED,
  "otel/opentelemetry-collector": REFUSED,
  "adguard/adguardhome": REFUSED,
  "authelia/authelia": REFUSED,
  "cloudflare/cloudflared": REFUSED,
  "api-firewall": REFUSED,
  chronograf: REFUSED,
  "gcr.io/cadvisor/cadvisor": REFUSED,
  "mailhog/mailhog": PARTS_REFUSED,
  traefik: PARTS_REFUSED,
  "hashicorp/consul": ELSEWHERE,
  "hashicorp/vault": ELSEWHERE,
  kapacitor: "its module names no versions of what it rests on",
  "gitea/gitea": "its module comes without the pages that its build makes, and SQLite would have to be compiled in C",
  flink: "Maven Central, as far as it is served here, has no `flink-dist`",
  "actualbudget/actual-server": "npm carries none of the versions that its profile is of",
  "n8nio/n8n": COMPILED,
  "nocodb/nocodb": COMPILED,
  "mongo-express": "it does nothing without MongoDB, which nothing here carries",
  "codercom/code-server": "its start runs fixuid, which nothing here carries",
  "zabbix/zabbix-server-pgsql": "it does nothing without a database in another container",
  irssi: "its first process ignores the signal to end, so that it is killed at each stop",
  "eqalpha/keydb": NOT_IN_DEBIAN,
  "openresty/openresty": NOT_IN_DEBIAN,
  rethinkdb: NOT_IN_DEBIAN,
  "matrixdotorg/synapse":
    "1.140.0 of PyPI stops with the `prometheus-client` that it is installed with there, and no other release was tried",
  plone: "the versions of its profile need a Python that Debian carries no more",
};
