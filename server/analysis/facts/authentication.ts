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
  /** What was read of it. */
  readonly sources: readonly string[];
}

const YES = /^(?:yes|true|1|on)$/i;
const NO = /^(?:no|false|0|off)$/i;
const ANY = /^[\s\S]+$/;

/** Publishers whose images do not start without a password unless they are told to: Bitnami's on Docker Hub, `bitnami` and `bitnamilegacy` among them. */
export const ASKING_PUBLISHERS = /(?:^|\/)bitnami\w*\//;

/**
 * How the management of a Java virtual machine is opened to the network, and how Kafka's own scripts do so; that Confluent's images read `KAFKA_JMX_PORT`
 * is known from use. Sources: https://docs.oracle.com/en/java/javase/21/management/monitoring-and-management-using-jmx-technology.html,
 * https://github.com/apache/kafka/blob/0194da2950423e2cb69a4d8d7c7d483b871f9307/bin/kafka-run-class.sh
 */
export const JMX = {
  program: "Java's management",
  port: /-Dcom\.sun\.management\.jmxremote\.(?:rmi\.)?port=(\d{1,5})\b/g,
  switch: "com.sun.management.jmxremote.authenticate",
  open: /-Dcom\.sun\.management\.jmxremote\.authenticate=false\b/,
  kafkaPorts: ["JMX_PORT", "KAFKA_JMX_PORT"],
  kafkaOptions: "KAFKA_JMX_OPTS",
} as const;

const LIBRARY = "https://github.com/docker-library/docs/blob";
const BITNAMI = "https://github.com/bitnami/containers/blob";

/**
 * Databases, queues and consoles whose image is known to ask for no password, by default or when it is told so. An empty `JUPYTER_TOKEN` is not among
 * them, for the server then makes a token up; nor is Oracle's mysql-server, whose root without a password is reached from within the container only.
 */
export const OPEN_PROGRAMS: readonly OpenProgram[] = [
  {
    program: "PostgreSQL",
    images: ["postgres", "postgresql", "postgis", "timescaledb", "timescaledb-ha", "pgvector"],
    ports: [5432],
    off: [{ POSTGRES_HOST_AUTH_METHOD: /^trust$/ }, { ALLOW_EMPTY_PASSWORD: YES }],
    sources: [
      "https://github.com/docker-library/postgres/blob/c9fa4d7c3234697f0f5abf3f6e2116e28803680d/docker-entrypoint.sh",
      `${BITNAMI}/000878e8697840a5b56c25e70512ffcc94df3e7c/bitnami/postgresql/README.md`,
    ],
  },
  {
    program: "MySQL",
    images: ["mysql", "percona", "percona-server"],
    ports: [3306, 33060],
    off: [{ MYSQL_ALLOW_EMPTY_PASSWORD: ANY }, { ALLOW_EMPTY_PASSWORD: YES }],
    offOption: /^--skip-grant-tables$/,
    setBy: ["MYSQL_ROOT_PASSWORD", "MYSQL_RANDOM_ROOT_PASSWORD"],
    sources: [
      "https://github.com/docker-library/mysql/blob/15c936e13eee08622d525c35d73f77205cb607aa/docker-entrypoint.sh",
      "https://github.com/percona/percona-docker/blob/0d44eda8e0e416bdc2e3e2a4532ad5f06b93c8a6/percona-server-8.0/ps-entry.sh",
      `${BITNAMI}/00a59b050ef975084dda177ea7396eea999fe932/bitnami/mysql/README.md`,
    ],
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
    setBy: [
      "MARIADB_ROOT_PASSWORD",
      "MYSQL_ROOT_PASSWORD",
      "MARIADB_ROOT_PASSWORD_HASH",
      "MARIADB_RANDOM_ROOT_PASSWORD",
      "MYSQL_RANDOM_ROOT_PASSWORD",
    ],
    sources: [
      "https://github.com/MariaDB/mariadb-docker/blob/012f09c4e582a09e5803d3558feb03e87cf50ee5/docker-entrypoint.sh",
    ],
  },
  {
    program: "MongoDB",
    images: ["mongo", "mongodb"],
    ports: [27017],
    off: [{ ALLOW_EMPTY_PASSWORD: YES }],
    byDefault: true,
    setBy: ["MONGO_INITDB_ROOT_PASSWORD", "MONGODB_ROOT_PASSWORD", "MONGODB_PASSWORD"],
    setByOption: /^--(?:auth|keyFile|config|clusterAuthMode)\b|^-f$|\.(?:conf|ya?ml)$/,
    configuredIn: ["/etc", "/bitnami", "/opt/bitnami"],
    sources: [
      `${LIBRARY}/0514de09d0b0a7a162b89b482d73c1edb8c89772/mongo/content.md`,
      `${BITNAMI}/0000719667fd386901635020e631ec7257f6b769/bitnami/mongodb/README.md`,
    ],
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
    sources: [
      `${LIBRARY}/006c29db436f68079e8cde8f22cc8f4cbd2d992b/redis/content.md`,
      `${BITNAMI}/000cfd00488a68cc511f4ffdc95571091020af15/bitnami/redis/README.md`,
    ],
  },
  {
    program: "Valkey",
    images: ["valkey"],
    ports: [6379],
    off: [{ ALLOW_EMPTY_PASSWORD: YES }],
    byDefault: true,
    setBy: ["VALKEY_PASSWORD", "VALKEY_EXTRA_FLAGS", "VALKEY_ACLFILE"],
    setByOption: /^--(?:requirepass|aclfile|user)\b|\.conf$/,
    configuredIn: ["/opt/bitnami"],
    sources: [
      "https://github.com/valkey-io/valkey-container/blob/07970d2ccb275f99e852d6c43bfe2c2d9eb42a49/Dockerfile.template",
      "https://github.com/valkey-io/valkey-container/blob/2a80026d51102f32b36b249542027cb11223a7f1/docker-entrypoint.sh",
      `${BITNAMI}/11f78e46405edcf307a12017510f4d4858a16020/bitnami/valkey/README.md`,
    ],
  },
  {
    program: "Elasticsearch",
    images: ["elasticsearch", "elasticsearch-oss"],
    ports: [9200, 9300],
    off: [{ "xpack.security.enabled": NO }],
    byDefault: /^(?:6\.[3-9]|7)(?:\.|$)/,
    setBy: ["xpack.security.enabled"],
    setByOption: /^-E/,
    configuredIn: ["/usr/share/elasticsearch/config"],
    sources: [
      "https://www.elastic.co/jp/guide/en/elasticsearch/reference/6.3/get-started-enable-security.html",
      "https://www.elastic.co/guide/en/elastic-stack-overview/7.2/get-started-enable-security.html",
    ],
  },
  {
    program: "OpenSearch",
    images: ["opensearch"],
    ports: [9200, 9300],
    off: [{ DISABLE_SECURITY_PLUGIN: /^true$/ }, { "plugins.security.disabled": /^true$/ }],
    sources: [
      "https://github.com/opensearch-project/opensearch-build/blob/0321c35ceccd73dbe6f7e0760dab6dc3abcbeefa/docker/release/config/opensearch/opensearch-docker-entrypoint.sh",
      "https://docs.opensearch.org/2.11/security/configuration/disable",
    ],
  },
  {
    program: "Grafana",
    images: ["grafana", "grafana-oss", "grafana-enterprise"],
    ports: [3000],
    off: [{ GF_AUTH_ANONYMOUS_ENABLED: YES, GF_AUTH_ANONYMOUS_ORG_ROLE: /^Admin$/i }],
    sources: [
      "https://github.com/grafana/grafana/blob/0290d07d77e4815c7db86343da8cd70074c3440e/docs/sources/auth/overview.md",
    ],
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
    offOption: /^--(?:NotebookApp|ServerApp|IdentityProvider)\.token=(?:''|"")?$/,
    sources: [
      "https://github.com/jupyter-server/jupyter_server/blob/180cd0914aef0b3006e51aa7a5b57a6085700ec6/docs/source/operators/security.rst",
      "https://github.com/jupyter-server/jupyter_server/blob/0512536ac75fa5f2bc7c0d845480a03ad56fd6eb/jupyter_server/auth/identity.py",
    ],
  },
  {
    program: "Neo4j",
    images: ["neo4j"],
    ports: [7474, 7473, 7687],
    off: [{ NEO4J_AUTH: /^none$/ }],
    sources: [
      `${LIBRARY}/01e1565ff033a3911efdfe1058041835972ffec0/neo4j/content.md`,
      "https://github.com/neo4j/docker-neo4j/blob/01d3407f0bf75da399e47bad58ec7704dc6e95a2/README.md",
    ],
  },
  {
    program: "ArangoDB",
    images: ["arangodb"],
    ports: [8529],
    off: [{ ARANGO_NO_AUTH: /^1$/ }],
    sources: [`${LIBRARY}/0060939858922ced66dc9f970388f9f3e57b59f9/arangodb/content.md`],
  },
  {
    program: "ClickHouse",
    images: ["clickhouse", "clickhouse-server"],
    ports: [8123, 9000],
    off: [{ CLICKHOUSE_SKIP_USER_SETUP: /^1$/ }],
    setBy: ["CLICKHOUSE_PASSWORD"],
    sources: ["https://clickhouse.com/docs/install/docker"],
  },
  {
    program: "etcd",
    images: ["etcd"],
    ports: [2379],
    off: [{ ALLOW_NONE_AUTHENTICATION: YES }],
    sources: [`${BITNAMI}/0066efaabf0e02b27b07738789d1fdb397becd04/bitnami/etcd/README.md`],
  },
  {
    program: "ZooKeeper",
    images: ["zookeeper"],
    ports: [2181],
    off: [{ ALLOW_ANONYMOUS_LOGIN: YES }],
    sources: [`${BITNAMI}/00734cd13c1e8ea400c8628a6d1e2c210accc307/bitnami/zookeeper/README.md`],
  },
  {
    program: "memcached",
    images: ["memcached"],
    ports: [11211],
    byDefault: true,
    setBy: ["MEMCACHED_PASSWORD"],
    setByOption: /^(?:-S|-Y|--enable-sasl|--auth-file)/,
    sources: [
      "https://sources.debian.org/src/memcached/1.6.18-1+deb12u1/doc/memcached.1",
      `${BITNAMI}/0003da6f97db35196fd034e6f8b9a096ac87d908/bitnami/memcached/README.md`,
    ],
  },
  {
    program: "mongo-express",
    images: ["mongo-express"],
    ports: [8081],
    off: [{ ME_CONFIG_BASICAUTH: NO }, { ME_CONFIG_BASICAUTH_ENABLED: NO }],
    sources: [
      "https://github.com/mongo-express/mongo-express/blob/00db75a95f8d6fd209f31db7a9b2c1b1b707492b/config.default.js",
    ],
  },
  {
    program: "pgAdmin",
    images: ["pgadmin4"],
    ports: [80, 443],
    off: [{ PGADMIN_CONFIG_SERVER_MODE: NO }],
    sources: [
      "https://github.com/pgadmin-org/pgadmin4/blob/026c0d2389046266ffc12a1b2faaa26d50758248/docs/en_US/container_deployment.rst",
    ],
  },
  {
    program: "phpMyAdmin, logged in",
    images: ["phpmyadmin"],
    ports: [80],
    off: [{ PMA_USER: ANY, PMA_PASSWORD: ANY }],
    sources: [`${LIBRARY}/1a06458dd2512b5bcda0a849738bb5ca32bf8ec0/phpmyadmin/content.md`],
  },
  {
    program: "RStudio",
    images: ["rstudio", "tidyverse", "verse"],
    ports: [8787],
    off: [{ DISABLE_AUTH: /^true$/i }],
    sources: [
      "https://github.com/rocker-org/rocker-versioned2/blob/0190acde42e9b2db676c43648205d53ee2e32701/scripts/init_userconf.sh",
    ],
  },
  {
    program: "code-server",
    images: ["code-server"],
    ports: [8080, 8443],
    offOption: /^--auth=none$/,
    sources: [
      "https://github.com/coder/code-server/blob/00383b79b9145b40d989fa2f0410324cb963c7fd/src/node/cli.ts",
      "https://github.com/coder/devcontainer-features/blob/200b701f30e1ba2290295f0aee714c37f72022d4/src/code-server/README.md",
    ],
  },
  {
    program: "Traefik's dashboard",
    images: ["traefik"],
    ports: [8080],
    off: [{ TRAEFIK_API_INSECURE: YES }],
    offOption: /^--api\.insecure(?:=true)?$/i,
    sources: [
      "https://github.com/traefik/traefik/blob/24cede62eee0a7aaf70a72f341e097452773ccd5/docs/content/reference/static-configuration/env-ref.md",
    ],
  },
  {
    program: "Weaviate",
    images: ["weaviate"],
    ports: [8080, 50051],
    off: [{ AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: YES }],
    sources: [
      "https://github.com/weaviate/weaviate/blob/0048759fa69be91233298cfebb9bcb61c236de62/usecases/config/environment.go",
    ],
  },
  {
    program: "Qdrant",
    images: ["qdrant"],
    ports: [6333, 6334],
    byDefault: true,
    setBy: ["QDRANT__SERVICE__API_KEY"],
    configuredIn: ["/qdrant/config"],
    sources: ["https://qdrant.tech/documentation/operations/security/"],
  },
  {
    program: "Hasura",
    images: ["graphql-engine"],
    ports: [8080],
    byDefault: true,
    setBy: ["HASURA_GRAPHQL_ADMIN_SECRET", "HASURA_GRAPHQL_ADMIN_SECRETS", "HASURA_GRAPHQL_ACCESS_KEY"],
    setByOption: /^--(?:admin-secret|access-key)\b/,
    sources: [
      "https://hasura.io/docs/latest/deployment/securing-graphql-endpoint",
      "https://hasura.io/docs/latest/deployment/production-checklist",
    ],
  },
  {
    program: "Node-RED",
    images: ["node-red"],
    ports: [1880],
    byDefault: true,
    setByOption: /settings\.js$/,
    configuredIn: ["/data"],
    sources: ["https://nodered.org/docs/user-guide/runtime/securing-node-red"],
  },
  {
    program: "SurrealDB",
    images: ["surrealdb"],
    ports: [8000],
    offOption: /^--unauthenticated$/,
    sources: ["https://surrealdb.com/docs/cli/start"],
  },
];
