/** How a program is brought to let everybody in. */
export interface OpenProgram {
  /** The program, as a message calls it. */
  readonly program: string;
  /** The last parts of the names of its images. */
  readonly images: readonly string[];
  /** The ports on which it then answers. */
  readonly ports: readonly number[];
  /** Variables that switch passwords off, with the values that do; a variable of several must hold at once. */
  readonly off?: readonly Readonly<Record<string, RegExp>>[];
  /** A word of the command that does. */
  readonly offOption?: RegExp;
  /** Whether it lets everybody in unless something is set; a pattern tells for which tags. */
  readonly byDefault?: true | RegExp;
  /** Variables that set a password, also with `_FILE` behind the name. */
  readonly setBy?: readonly string[];
  /** Words of the command that set one, or that name a file which may. */
  readonly setByOption?: RegExp;
  /** Where a file that is mounted may set one. */
  readonly configuredIn?: readonly string[];
  readonly source: string;
}

const YES = /^(?:yes|true|1|on)$/i;
const NO = /^(?:no|false|0|off)$/i;
const ANY = /^[\s\S]+$/;

/** Databases, queues and consoles whose image is known to ask for no password, by default or when it is told so. */
export const OPEN_PROGRAMS: readonly OpenProgram[] = [
  {
    program: "PostgreSQL",
    images: ["postgres", "postgresql", "postgis", "timescaledb", "timescaledb-ha", "pgvector"],
    ports: [5432],
    off: [{ POSTGRES_HOST_AUTH_METHOD: /^trust$/ }, { ALLOW_EMPTY_PASSWORD: YES }],
    source: "https://github.com/docker-library/docs/blob/master/postgres/content.md",
  },
  {
    program: "MySQL",
    images: ["mysql", "mysql-server", "percona", "percona-server"],
    ports: [3306, 33060],
    off: [{ MYSQL_ALLOW_EMPTY_PASSWORD: ANY }, { ALLOW_EMPTY_PASSWORD: YES }],
    offOption: /^--skip-grant-tables$/,
    setBy: ["MYSQL_ROOT_PASSWORD"],
    source: "https://github.com/docker-library/docs/blob/master/mysql/content.md",
  },
  {
    program: "MariaDB",
    images: ["mariadb"],
    ports: [3306],
    off: [
      { MARIADB_ALLOW_EMPTY_ROOT_PASSWORD: ANY },
      { MYSQL_ALLOW_EMPTY_PASSWORD: ANY },
      { ALLOW_EMPTY_PASSWORD: YES },
    ],
    offOption: /^--skip-grant-tables$/,
    setBy: ["MARIADB_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD", "MARIADB_ROOT_PASSWORD_HASH"],
    source: "https://github.com/docker-library/docs/blob/master/mariadb/content.md",
  },
  {
    program: "MongoDB",
    images: ["mongo", "mongodb"],
    ports: [27017],
    off: [{ ALLOW_EMPTY_PASSWORD: YES }],
    byDefault: true,
    setBy: ["MONGO_INITDB_ROOT_PASSWORD", "MONGODB_ROOT_PASSWORD"],
    setByOption: /^--(?:auth|keyFile|config|clusterAuthMode)\b|^-f$|\.(?:conf|ya?ml)$/,
    configuredIn: ["/etc", "/bitnami", "/opt/bitnami"],
    source: "https://github.com/docker-library/docs/blob/master/mongo/content.md",
  },
  {
    program: "Redis",
    images: ["redis", "redis-stack", "redis-stack-server"],
    ports: [6379],
    off: [{ ALLOW_EMPTY_PASSWORD: YES }],
    byDefault: true,
    setBy: ["REDIS_PASSWORD", "REDIS_ARGS"],
    setByOption: /^--(?:requirepass|aclfile|user)\b|\.conf$/,
    configuredIn: ["/opt/bitnami", "/redis-stack.conf"],
    source: "https://github.com/docker-library/docs/blob/master/redis/content.md",
  },
  {
    program: "Valkey",
    images: ["valkey"],
    ports: [6379],
    off: [{ ALLOW_EMPTY_PASSWORD: YES }],
    byDefault: true,
    setBy: ["VALKEY_PASSWORD", "VALKEY_EXTRA_FLAGS"],
    setByOption: /^--(?:requirepass|aclfile|user)\b|\.conf$/,
    configuredIn: ["/opt/bitnami"],
    source: "https://github.com/valkey-io/valkey-container/blob/mainline/docker-entrypoint.sh",
  },
  {
    program: "Elasticsearch",
    images: ["elasticsearch", "elasticsearch-oss"],
    ports: [9200, 9300],
    off: [{ "xpack.security.enabled": NO }],
    byDefault: /^[1-7]\./,
    setBy: ["xpack.security.enabled"],
    setByOption: /^-E/,
    configuredIn: ["/usr/share/elasticsearch/config"],
    source: "https://www.elastic.co/guide/en/elasticsearch/reference/current/security-settings.html",
  },
  {
    program: "OpenSearch",
    images: ["opensearch"],
    ports: [9200, 9300],
    off: [{ DISABLE_SECURITY_PLUGIN: YES }, { "plugins.security.disabled": YES }],
    source: "https://docs.opensearch.org/latest/security/configuration/disable-enable-security/",
  },
  {
    program: "Grafana",
    images: ["grafana", "grafana-oss", "grafana-enterprise"],
    ports: [3000],
    off: [{ GF_AUTH_ANONYMOUS_ENABLED: YES, GF_AUTH_ANONYMOUS_ORG_ROLE: /^Admin$/i }],
    source:
      "https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/configure-authentication/grafana/",
  },
  {
    program: "Jupyter",
    images: [
      "base-notebook",
      "minimal-notebook",
      "scipy-notebook",
      "datascience-notebook",
      "tensorflow-notebook",
      "pyspark-notebook",
      "all-spark-notebook",
      "r-notebook",
      "notebook",
    ],
    ports: [8888],
    off: [{ JUPYTER_TOKEN: /^$/ }],
    offOption: /^--(?:NotebookApp|ServerApp|IdentityProvider)\.token=(?:''|"")?$/,
    source: "https://jupyter-server.readthedocs.io/en/latest/operators/security.html",
  },
  {
    program: "Neo4j",
    images: ["neo4j"],
    ports: [7474, 7473, 7687],
    off: [{ NEO4J_AUTH: /^none$/ }],
    source: "https://neo4j.com/docs/operations-manual/current/docker/introduction/",
  },
  {
    program: "ArangoDB",
    images: ["arangodb"],
    ports: [8529],
    off: [{ ARANGO_NO_AUTH: ANY }],
    source: "https://github.com/docker-library/docs/blob/master/arangodb/content.md",
  },
  {
    program: "ClickHouse",
    images: ["clickhouse", "clickhouse-server"],
    ports: [8123, 9000],
    off: [{ CLICKHOUSE_SKIP_USER_SETUP: YES }],
    setBy: ["CLICKHOUSE_PASSWORD"],
    source: "https://github.com/ClickHouse/ClickHouse/blob/master/docker/server/README.md",
  },
  {
    program: "etcd",
    images: ["etcd"],
    ports: [2379],
    off: [{ ALLOW_NONE_AUTHENTICATION: YES }],
    source: "https://etcd.io/docs/latest/op-guide/authentication/rbac/",
  },
  {
    program: "ZooKeeper",
    images: ["zookeeper"],
    ports: [2181],
    off: [{ ALLOW_ANONYMOUS_LOGIN: YES }],
    source: "https://zookeeper.apache.org/doc/current/zookeeperAdmin.html",
  },
  {
    program: "memcached",
    images: ["memcached"],
    ports: [11211],
    byDefault: true,
    setBy: ["MEMCACHED_PASSWORD"],
    setByOption: /^(?:-S|-Y|--enable-sasl|--auth-file)/,
    source: "https://docs.memcached.org/features/tls/",
  },
  {
    program: "mongo-express",
    images: ["mongo-express"],
    ports: [8081],
    off: [{ ME_CONFIG_BASICAUTH: NO }, { ME_CONFIG_BASICAUTH_ENABLED: NO }],
    source: "https://github.com/mongo-express/mongo-express-docker",
  },
  {
    program: "pgAdmin",
    images: ["pgadmin4"],
    ports: [80, 443],
    off: [{ PGADMIN_CONFIG_SERVER_MODE: NO }],
    source: "https://www.pgadmin.org/docs/pgadmin4/latest/container_deployment.html",
  },
  {
    program: "phpMyAdmin, logged in",
    images: ["phpmyadmin"],
    ports: [80],
    off: [{ PMA_USER: ANY, PMA_PASSWORD: ANY }],
    source: "https://github.com/docker-library/docs/blob/master/phpmyadmin/content.md",
  },
  {
    program: "RStudio",
    images: ["rstudio", "tidyverse", "verse"],
    ports: [8787],
    off: [{ DISABLE_AUTH: YES }],
    source: "https://rocker-project.org/images/versioned/rstudio.html",
  },
  {
    program: "code-server",
    images: ["code-server"],
    ports: [8080, 8443],
    offOption: /^--auth=none$/,
    source: "https://coder.com/docs/code-server/FAQ",
  },
  {
    program: "Traefik's dashboard",
    images: ["traefik"],
    ports: [8080],
    off: [{ TRAEFIK_API_INSECURE: YES }],
    offOption: /^--api\.insecure(?:=true)?$/i,
    source: "https://doc.traefik.io/traefik/reference/install-configuration/api-dashboard/",
  },
  {
    program: "Weaviate",
    images: ["weaviate"],
    ports: [8080, 50051],
    off: [{ AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: YES }],
    source: "https://docs.weaviate.io/deploy/configuration/authentication",
  },
  {
    program: "SurrealDB",
    images: ["surrealdb"],
    ports: [8000],
    offOption: /^--unauthenticated$/,
    source: "https://surrealdb.com/docs/surrealdb/cli/start",
  },
];
