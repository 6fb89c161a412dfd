/** What usually listens on a port. */
export interface WellKnownPort {
  readonly port: number;
  /** `any` stands for both. */
  readonly protocol: "tcp" | "udp" | "any";
  readonly name: string;
  /**
   * `daemon`: an interface that starts containers or machines, often without a password; `database`, `cache`, `queue`, `admin`
   * and `debug`: not meant for others than the project; `public`: there to be reached from outside.
   */
  readonly kind: "daemon" | "database" | "cache" | "queue" | "admin" | "debug" | "public";
  /** Words of which one has to be in the image's name, where many programs use the number. */
  readonly of?: readonly string[];
  /** The program never listens alone: where nothing else is published, the number is somebody else's. */
  readonly beside?: true;
  readonly sources: readonly string[];
}

/** A row of the table; without a protocol it is both, without a source IANA's registry names the service. */
export interface PortRow extends Omit<WellKnownPort, "protocol" | "sources"> {
  readonly protocol?: "tcp" | "udp";
  readonly source?: string;
}

/** IANA's list, for rows that name no source of their own. */
export const REGISTRY = "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xhtml";
const DOCKER = "https://docs.docker.com/engine/security/protect-access/";
const KUBERNETES = "https://kubernetes.io/docs/reference/networking/ports-and-protocols/";
const RABBITMQ = "https://www.rabbitmq.com/docs/networking";
const CASSANDRA = "https://cassandra.apache.org/doc/latest/cassandra/reference/cql-commands/cql-commands.html";
const MONGO = "https://www.mongodb.com/docs/manual/reference/default-mongodb-port/";
const NEO4J = "https://neo4j.com/docs/operations-manual/current/configuration/ports/";
const ELASTIC = "https://www.elastic.co/guide/en/elasticsearch/reference/current/modules-network.html";
const STEAM = "https://developer.valvesoftware.com/wiki/Source_Dedicated_Server";

/** Ports by kind; a port that programs of unlike kinds share is not in it, for a wrong name is worse than none. */
export const PORTS: readonly PortRow[] = [
  { port: 2375, protocol: "tcp", name: "Docker's API without TLS", kind: "daemon", source: DOCKER },
  { port: 4243, protocol: "tcp", name: "Docker's API without TLS", kind: "daemon", source: DOCKER },
  { port: 10250, protocol: "tcp", name: "kubelet", kind: "daemon", source: KUBERNETES },
  { port: 16509, protocol: "tcp", name: "libvirt", kind: "daemon", source: "https://libvirt.org/remote.html" },

  { port: 1433, protocol: "tcp", name: "Microsoft SQL Server", kind: "database" },
  { port: 1521, protocol: "tcp", name: "Oracle Database", kind: "database" },
  { port: 2379, protocol: "tcp", name: "etcd", kind: "database" },
  { port: 2380, protocol: "tcp", name: "etcd", kind: "database" },
  { port: 3050, protocol: "tcp", name: "Firebird", kind: "database" },
  { port: 3306, protocol: "tcp", name: "MySQL or MariaDB", kind: "database" },
  { port: 5432, protocol: "tcp", name: "PostgreSQL", kind: "database" },
  { port: 5984, protocol: "tcp", name: "CouchDB", kind: "database" },
  {
    port: 6333,
    protocol: "tcp",
    name: "Qdrant",
    kind: "database",
    source: "https://qdrant.tech/documentation/guides/installation/",
    of: ["qdrant"],
  },
  { port: 6432, protocol: "tcp", name: "PgBouncer", kind: "database", source: "https://www.pgbouncer.org/config.html" },
  {
    port: 7000,
    protocol: "tcp",
    name: "Cassandra",
    kind: "database",
    source: CASSANDRA,
    of: ["cassandra", "scylla", "dse"],
  },
  { port: 7474, protocol: "tcp", name: "Neo4j", kind: "database", source: NEO4J },
  { port: 7687, protocol: "tcp", name: "Neo4j", kind: "database", source: NEO4J },
  {
    port: 8086,
    protocol: "tcp",
    name: "InfluxDB",
    kind: "database",
    source: "https://docs.influxdata.com/influxdb/v2/reference/config-options/",
    of: ["influxdb"],
  },
  {
    port: 8123,
    protocol: "tcp",
    name: "ClickHouse",
    kind: "database",
    source: "https://clickhouse.com/docs/guides/sre/network-ports",
    of: ["clickhouse"],
  },
  {
    port: 8529,
    protocol: "tcp",
    name: "ArangoDB",
    kind: "database",
    source: "https://docs.arangodb.com/stable/components/arangodb-server/",
  },
  {
    port: 8983,
    protocol: "tcp",
    name: "Solr",
    kind: "database",
    source: "https://solr.apache.org/guide/solr/latest/deployment-guide/securing-solr.html",
  },
  { port: 9042, protocol: "tcp", name: "Cassandra", kind: "database", source: CASSANDRA },
  {
    port: 9160,
    protocol: "tcp",
    name: "Cassandra",
    kind: "database",
    source: CASSANDRA,
    of: ["cassandra", "scylla", "dse"],
  },
  { port: 9200, protocol: "tcp", name: "Elasticsearch or OpenSearch", kind: "database", source: ELASTIC },
  { port: 9300, protocol: "tcp", name: "Elasticsearch or OpenSearch", kind: "database", source: ELASTIC },
  { port: 19530, protocol: "tcp", name: "Milvus", kind: "database", source: "https://milvus.io/docs/" },
  {
    port: 26257,
    protocol: "tcp",
    name: "CockroachDB",
    kind: "database",
    source: "https://www.cockroachlabs.com/docs/stable/cockroach-start",
  },
  { port: 27017, protocol: "tcp", name: "MongoDB", kind: "database", source: MONGO },
  { port: 27018, protocol: "tcp", name: "MongoDB", kind: "database", source: MONGO },
  { port: 27019, protocol: "tcp", name: "MongoDB", kind: "database", source: MONGO },
  { port: 28015, protocol: "tcp", name: "RethinkDB", kind: "database", source: "https://rethinkdb.com/docs/security/" },
  { port: 33060, protocol: "tcp", name: "MySQL", kind: "database" },

  { port: 6379, protocol: "tcp", name: "Redis or Valkey", kind: "cache" },
  { port: 11211, protocol: "tcp", name: "memcached", kind: "cache" },
  { port: 11211, protocol: "udp", name: "memcached", kind: "cache", of: ["memcached"] },
  {
    port: 26379,
    protocol: "tcp",
    name: "Redis Sentinel",
    kind: "cache",
    source: "https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/",
  },

  { port: 1883, protocol: "tcp", name: "MQTT without TLS", kind: "queue" },
  {
    port: 2181,
    protocol: "tcp",
    name: "ZooKeeper",
    kind: "queue",
    source: "https://zookeeper.apache.org/doc/current/zookeeperAdmin.html",
  },
  {
    port: 4222,
    protocol: "tcp",
    name: "NATS",
    kind: "queue",
    source: "https://docs.nats.io/running-a-nats-service/configuration",
  },
  { port: 5672, protocol: "tcp", name: "AMQP", kind: "queue" },
  {
    port: 6650,
    protocol: "tcp",
    name: "Pulsar",
    kind: "queue",
    source: "https://pulsar.apache.org/docs/",
    of: ["pulsar"],
  },
  {
    port: 9092,
    protocol: "tcp",
    name: "Kafka",
    kind: "queue",
    source: "https://kafka.apache.org/documentation/",
    of: ["kafka", "redpanda", "automq"],
  },
  { port: 25672, protocol: "tcp", name: "RabbitMQ between nodes", kind: "queue", source: RABBITMQ },
  { port: 61616, protocol: "tcp", name: "ActiveMQ", kind: "queue", source: "https://activemq.apache.org/" },

  {
    port: 161,
    protocol: "udp",
    name: "SNMP",
    kind: "admin",
  },
  { port: 22, protocol: "tcp", name: "SSH", kind: "admin" },
  { port: 23, protocol: "tcp", name: "Telnet", kind: "admin" },
  {
    port: 2019,
    protocol: "tcp",
    name: "Caddy's admin API",
    kind: "admin",
    source: "https://caddyserver.com/docs/api",
    of: ["caddy"],
  },
  { port: 2376, protocol: "tcp", name: "Docker's API with TLS", kind: "admin", source: DOCKER },
  {
    port: 2377,
    protocol: "tcp",
    name: "Swarm's managers",
    kind: "admin",
    source: "https://docs.docker.com/engine/swarm/swarm-tutorial/",
  },
  { port: 3389, protocol: "tcp", name: "Remote Desktop", kind: "admin" },
  {
    port: 5601,
    protocol: "tcp",
    name: "Kibana",
    kind: "admin",
    source: "https://www.elastic.co/guide/en/kibana/current/settings.html",
  },
  {
    port: 5800,
    protocol: "tcp",
    name: "VNC over HTTP",
    kind: "admin",
    source: "https://www.rfc-editor.org/rfc/rfc6143",
  },
  { port: 5900, protocol: "tcp", name: "VNC", kind: "admin" },
  { port: 5901, protocol: "tcp", name: "VNC", kind: "admin", source: "https://www.rfc-editor.org/rfc/rfc6143" },
  { port: 6443, protocol: "tcp", name: "Kubernetes' API", kind: "admin", source: KUBERNETES },
  {
    port: 8088,
    protocol: "tcp",
    name: "YARN's resource manager",
    kind: "admin",
    source: "https://hadoop.apache.org/docs/stable/hadoop-yarn/hadoop-yarn-common/yarn-default.xml",
    of: ["hadoop", "yarn", "resourcemanager"],
  },
  { port: 8161, protocol: "tcp", name: "ActiveMQ's console", kind: "admin", source: "https://activemq.apache.org/" },
  {
    port: 8200,
    protocol: "tcp",
    name: "Vault",
    kind: "admin",
    source: "https://developer.hashicorp.com/vault/docs/configuration/listener/tcp",
    of: ["vault", "openbao", "bao"],
  },
  {
    port: 8222,
    protocol: "tcp",
    name: "NATS' monitoring",
    kind: "admin",
    source: "https://docs.nats.io/running-a-nats-service/configuration/monitoring",
    of: ["nats"],
  },
  {
    port: 8500,
    protocol: "tcp",
    name: "Consul",
    kind: "admin",
    source: "https://developer.hashicorp.com/consul/docs/install/ports",
    of: ["consul"],
  },
  {
    port: 9090,
    protocol: "tcp",
    name: "Prometheus",
    kind: "admin",
    source: "https://prometheus.io/docs/operating/security/",
    of: ["prometheus"],
  },
  {
    port: 9091,
    protocol: "tcp",
    name: "Prometheus' Pushgateway",
    kind: "admin",
    source: "https://github.com/prometheus/pushgateway",
    of: ["pushgateway"],
  },
  {
    port: 9093,
    protocol: "tcp",
    name: "Alertmanager",
    kind: "admin",
    source: "https://github.com/prometheus/alertmanager",
    of: ["alertmanager"],
  },
  { port: 10000, protocol: "tcp", name: "Webmin", kind: "admin", source: "https://webmin.com/faq/", of: ["webmin"] },
  { port: 15672, protocol: "tcp", name: "RabbitMQ's console", kind: "admin", source: RABBITMQ },
  {
    port: 50070,
    protocol: "tcp",
    name: "HDFS' name node",
    kind: "admin",
    source: "https://hadoop.apache.org/docs/r2.10.2/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml",
  },
  {
    port: 61208,
    protocol: "tcp",
    name: "Glances",
    kind: "admin",
    source: "https://glances.readthedocs.io/en/latest/cmds.html",
  },

  { port: 1099, protocol: "tcp", name: "Java RMI", kind: "debug" },
  {
    port: 2345,
    protocol: "tcp",
    name: "Delve, the debugger of Go",
    kind: "debug",
    source: "https://github.com/go-delve/delve/tree/master/Documentation",
    beside: true,
  },
  { port: 4369, protocol: "tcp", name: "Erlang's port mapper", kind: "debug" },
  {
    port: 5005,
    protocol: "tcp",
    name: "Java's debugger",
    kind: "debug",
    source: "https://docs.oracle.com/en/java/javase/21/docs/specs/jpda/conninv.html",
    beside: true,
  },
  {
    port: 5555,
    protocol: "tcp",
    name: "Android's debugger",
    kind: "debug",
    source: "https://developer.android.com/tools/adb",
    of: ["android", "redroid", "adb"],
  },
  { port: 7199, protocol: "tcp", name: "Cassandra's JMX", kind: "debug", source: CASSANDRA },
  {
    port: 9229,
    protocol: "tcp",
    name: "Node's inspector",
    kind: "debug",
    source: "https://nodejs.org/en/learn/getting-started/debugging",
  },

  { port: 25, protocol: "tcp", name: "SMTP", kind: "public" },
  { port: 53, name: "DNS", kind: "public" },
  { port: 80, name: "HTTP", kind: "public" },
  { port: 110, protocol: "tcp", name: "POP3", kind: "public" },
  { port: 123, protocol: "udp", name: "NTP", kind: "public" },
  { port: 143, protocol: "tcp", name: "IMAP", kind: "public" },
  { port: 443, name: "HTTPS", kind: "public" },
  { port: 465, protocol: "tcp", name: "SMTP over TLS", kind: "public" },
  { port: 500, protocol: "udp", name: "IPsec", kind: "public" },
  { port: 587, protocol: "tcp", name: "SMTP", kind: "public" },
  { port: 853, name: "DNS over TLS", kind: "public" },
  { port: 993, protocol: "tcp", name: "IMAP over TLS", kind: "public" },
  { port: 995, protocol: "tcp", name: "POP3 over TLS", kind: "public" },
  { port: 1194, name: "OpenVPN", kind: "public" },
  {
    port: 2456,
    protocol: "udp",
    name: "Valheim",
    kind: "public",
    source: "https://valheim.fandom.com/wiki/Dedicated_servers",
  },
  { port: 3478, name: "STUN and TURN", kind: "public" },
  { port: 4500, protocol: "udp", name: "IPsec", kind: "public" },
  { port: 4190, protocol: "tcp", name: "ManageSieve", kind: "public" },
  { port: 5060, name: "SIP", kind: "public" },
  { port: 5061, name: "SIP over TLS", kind: "public" },
  { port: 5222, protocol: "tcp", name: "XMPP", kind: "public" },
  { port: 5269, protocol: "tcp", name: "XMPP", kind: "public" },
  { port: 5349, name: "STUN and TURN over TLS", kind: "public" },
  { port: 6697, protocol: "tcp", name: "IRC over TLS", kind: "public" },
  {
    port: 8448,
    protocol: "tcp",
    name: "Matrix federation",
    kind: "public",
    source: "https://spec.matrix.org/latest/server-server-api/",
  },
  { port: 8883, protocol: "tcp", name: "MQTT over TLS", kind: "public" },
  { port: 9987, protocol: "udp", name: "TeamSpeak", kind: "public", source: "https://support.teamspeak.com/" },
  {
    port: 10000,
    protocol: "udp",
    name: "Jitsi's video bridge",
    kind: "public",
    source: "https://jitsi.github.io/handbook/docs/devops-guide/devops-guide-docker/",
  },
  {
    port: 19132,
    protocol: "udp",
    name: "Minecraft",
    kind: "public",
    source: "https://learn.microsoft.com/en-us/minecraft/creator/documents/bedrockserver/getting-started",
  },
  { port: 22000, name: "Syncthing", kind: "public", source: "https://docs.syncthing.net/users/firewall.html" },
  { port: 25565, name: "Minecraft", kind: "public", source: "https://minecraft.wiki/w/Server.properties" },
  { port: 27015, name: "Source games", kind: "public", source: STEAM },
  { port: 34197, protocol: "udp", name: "Factorio", kind: "public", source: "https://wiki.factorio.com/Multiplayer" },
  {
    port: 41641,
    protocol: "udp",
    name: "Tailscale",
    kind: "public",
    source: "https://tailscale.com/kb/1082/firewall-ports",
  },
  { port: 51820, protocol: "udp", name: "WireGuard", kind: "public", source: "https://www.wireguard.com/quickstart/" },
  { port: 64738, name: "Mumble", kind: "public", source: "https://www.mumble.info/documentation/" },
];
