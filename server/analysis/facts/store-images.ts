import { imageWords } from "./image-words.ts";

/**
 * The last parts of the names of images that are a database, a cache or a queue, whoever publishes them. Known from use, and most of them seen so in
 * Compose files of public repositories.
 */
const STORES: ReadonlySet<string> = new Set(
  (
    "postgres postgresql postgis pgvector timescaledb timescaledb-ha mysql mysql-server mariadb percona percona-server mongo mongodb " +
    "mongodb-community-server redis redis-stack redis-stack-server valkey keydb dragonfly memcached rabbitmq elasticsearch opensearch cassandra scylla couchdb " +
    "influxdb neo4j clickhouse clickhouse-server mssql-server azure-sql-edge arangodb cockroach rethinkdb etcd"
  ).split(" "),
);

/** Whether a repository is known as that of a database, a cache or a queue. */
export function isStoreImage(repository: string): boolean {
  return STORES.has(repository.slice(repository.lastIndexOf("/") + 1)) || /(?:^|\/)mssql\/server$/.test(repository);
}

/** Words in the names of images with which a browser logs in to databases, caches and queues; each is a row of `image-port-table.ts` too. */
const CONSOLES: ReadonlySet<string> = new Set(
  (
    "phpmyadmin pgadmin pgadmin4 adminer adminerevo mongo-express redis-commander redisinsight phpredisadmin pgweb cloudbeaver dbgate sqlpad kafka-ui akhq " +
    "cerebro elasticvue elasticsearch-head"
  ).split(" "),
);

/** Whether a repository is known as that of a console for databases. */
export function isStoreConsole(repository: string): boolean {
  return imageWords(repository).some((word) => CONSOLES.has(word));
}
