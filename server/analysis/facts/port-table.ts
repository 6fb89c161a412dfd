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

/** A row of the table; without a protocol it is both, without a source nmap's list names the service. */
export interface PortRow extends Omit<WellKnownPort, "protocol" | "sources"> {
  readonly protocol?: "tcp" | "udp";
  readonly source?: string;
}

/** For rows that name no source of their own: what IANA registered and what is known beside, as nmap lists it; read in Debian's package nmap-common. */
export const REGISTRY = "https://sources.debian.org/src/nmap/7.93+dfsg1-1/nmap-services/";
const STEAM = "https://developer.valvesoftware.com/wiki/Source_Dedicated_Server";

/**
 * Ports by kind; a port that programs of unlike kinds share is not in it, for a wrong name is worse than none. What a source at a commit or in a Debian package
 * says was read there. The other addresses, all of `public` rows, are where it should be said: nobody read them, and such a row only keeps a port from being
 * told as more than an ordinary one.
 */
export const PORTS: readonly PortRow[] = [
  { port: 2375, protocol: "tcp", name: "Docker's API without TLS", kind: "daemon" },
  {
    port: 10250,
    protocol: "tcp",
    name: "kubelet",
    kind: "daemon",
    source:
      "https://github.com/kubernetes/website/blob/31a8f95edf918abb97b71193d74d9ff9513826a1/content/en/docs/reference/networking/ports-and-protocols.md",
  },
  {
    port: 16509,
    protocol: "tcp",
    name: "libvirt",
    kind: "daemon",
    source: "https://sources.debian.org/src/libvirt/9.0.0-4+deb12u2/src/remote/libvirtd-tcp.socket.in/",
  },

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
    source: "https://github.com/qdrant/qdrant/blob/00bb9b74d5b91ab218bdd9eb5d4305a0e94af637/config/config.yaml",
    of: ["qdrant"],
  },
  {
    port: 6432,
    protocol: "tcp",
    name: "PgBouncer",
    kind: "database",
    source: "https://github.com/pgbouncer/pgbouncer/blob/024c47368c02b89b6eb951d1419e50f5b40d01c6/etc/pgbouncer.ini",
  },
  {
    port: 7000,
    protocol: "tcp",
    name: "Cassandra",
    kind: "database",
    source:
      "https://github.com/docker-library/cassandra/blob/03bef93db2ff4b5a3cbc954618f08c44ddcb7568/Dockerfile.template",
    of: ["cassandra", "scylla", "dse"],
  },
  {
    port: 7474,
    protocol: "tcp",
    name: "Neo4j",
    kind: "database",
    source:
      "https://github.com/neo4j/docker-neo4j/blob/0eae37d101741bcafe258a15c1d09a6fda8e2e4b/docker-image-src/5/coredb/Dockerfile-debian",
  },
  {
    port: 7687,
    protocol: "tcp",
    name: "Neo4j",
    kind: "database",
    source:
      "https://github.com/neo4j/docker-neo4j/blob/0eae37d101741bcafe258a15c1d09a6fda8e2e4b/docker-image-src/5/coredb/Dockerfile-debian",
  },
  {
    port: 8086,
    protocol: "tcp",
    name: "InfluxDB",
    kind: "database",
    source:
      "https://github.com/influxdata/influxdata-docker/blob/046b771067f49927d5434889a0f128b5989681b6/influxdb/2.7/Dockerfile",
    of: ["influxdb"],
  },
  {
    port: 8123,
    protocol: "tcp",
    name: "ClickHouse",
    kind: "database",
    source:
      "https://github.com/ClickHouse/ClickHouse/blob/00003f70de3c68673153b37cb0e02fe65e9bb7dc/docker/server/Dockerfile.alpine",
    of: ["clickhouse"],
  },
  {
    port: 8529,
    protocol: "tcp",
    name: "ArangoDB",
    kind: "database",
    source:
      "https://github.com/arangodb/arangodb-docker/blob/900b2e2b330a213b9c965badd073df63eb3b615d/alpine/3.11.0/Dockerfile",
  },
  {
    port: 8983,
    protocol: "tcp",
    name: "Solr",
    kind: "database",
    source: "https://github.com/apache/solr-docker/blob/45347b13c3bc75452dcbb4c4f9a55032c7c6bbc1/9.6/Dockerfile",
  },
  {
    port: 9042,
    protocol: "tcp",
    name: "Cassandra",
    kind: "database",
    source:
      "https://github.com/docker-library/cassandra/blob/03bef93db2ff4b5a3cbc954618f08c44ddcb7568/Dockerfile.template",
  },
  {
    port: 9160,
    protocol: "tcp",
    name: "Cassandra",
    kind: "database",
    source:
      "https://github.com/docker-library/cassandra/blob/03bef93db2ff4b5a3cbc954618f08c44ddcb7568/Dockerfile.template",
    of: ["cassandra", "scylla", "dse"],
  },
  {
    port: 9200,
    protocol: "tcp",
    name: "Elasticsearch or OpenSearch",
    kind: "database",
    source:
      "https://github.com/vulhub/vulhub/blob/ae581d9cabe832052203eb28ab4690fd73c494cf/elasticsearch/CVE-2014-3120/docker-compose.yml",
  },
  {
    port: 9300,
    protocol: "tcp",
    name: "Elasticsearch or OpenSearch",
    kind: "database",
    source:
      "https://github.com/vulhub/vulhub/blob/ae581d9cabe832052203eb28ab4690fd73c494cf/elasticsearch/CVE-2014-3120/docker-compose.yml",
  },
  {
    port: 19530,
    protocol: "tcp",
    name: "Milvus",
    kind: "database",
    source:
      "https://github.com/milvus-io/milvus/blob/03ce0a622096e8ee1d18c67bc1e7b0a42f092554/deployments/docker/standalone/docker-compose.yml",
  },
  {
    port: 26257,
    protocol: "tcp",
    name: "CockroachDB",
    kind: "database",
    source:
      "https://github.com/cockroachdb/cockroach/blob/0116efa235b0dfd0e4fb375171b1e140e0cf9605/build/deploy/Dockerfile",
  },
  { port: 27017, protocol: "tcp", name: "MongoDB", kind: "database" },
  { port: 27018, protocol: "tcp", name: "MongoDB", kind: "database" },
  { port: 27019, protocol: "tcp", name: "MongoDB", kind: "database" },
  {
    port: 28015,
    protocol: "tcp",
    name: "RethinkDB",
    kind: "database",
    source:
      "https://github.com/rethinkdb/rethinkdb-dockerfiles/blob/d932f3ac1c253426bdfb17b7a99481c71e15f9da/bookworm/2.4.4/Dockerfile",
  },
  { port: 33060, protocol: "tcp", name: "MySQL", kind: "database" },

  { port: 6379, protocol: "tcp", name: "Redis or Valkey", kind: "cache" },
  { port: 11211, protocol: "tcp", name: "memcached", kind: "cache" },
  { port: 11211, protocol: "udp", name: "memcached", kind: "cache", of: ["memcached"] },
  {
    port: 26379,
    protocol: "tcp",
    name: "Redis Sentinel",
    kind: "cache",
    source: "https://github.com/redis/redis/blob/0047702aabdf53651e65cda8f1e7f7ed432353e7/sentinel.conf",
  },

  { port: 1883, protocol: "tcp", name: "MQTT without TLS", kind: "queue" },
  {
    port: 2181,
    protocol: "tcp",
    name: "ZooKeeper",
    kind: "queue",
    source: "https://github.com/31z4/zookeeper-docker/blob/17bab0d161a64b968b29b39a434d27c62e53e34d/3.9.3/Dockerfile",
  },
  {
    port: 4222,
    protocol: "tcp",
    name: "NATS",
    kind: "queue",
    source:
      "https://github.com/nats-io/nats-docker/blob/144887abc75d066aa593a46a4cdff9492f50de26/2.9.x/alpine3.18/Dockerfile",
  },
  { port: 5672, protocol: "tcp", name: "AMQP", kind: "queue" },
  {
    port: 6650,
    protocol: "tcp",
    name: "Pulsar",
    kind: "queue",
    source:
      "https://github.com/apache/pulsar/blob/03873b17e2e6a2172b63628006542954b1398683/docker-compose/kitchen-sink/docker-compose.yml",
    of: ["pulsar"],
  },
  {
    port: 9092,
    protocol: "tcp",
    name: "Kafka",
    kind: "queue",
    source:
      "https://github.com/confluentinc/cp-all-in-one/blob/01f37142acb54f72ad15e526099558dc5d3c3d83/cp-all-in-one-community/docker-compose.yml",
    of: ["kafka", "redpanda", "automq"],
  },
  {
    port: 25672,
    protocol: "tcp",
    name: "RabbitMQ between nodes",
    kind: "queue",
    source:
      "https://github.com/docker-library/rabbitmq/blob/00309be9729cd54aa525c35ac924fa026ee5e8a2/4.0/alpine/Dockerfile",
  },
  {
    port: 61616,
    protocol: "tcp",
    name: "ActiveMQ",
    kind: "queue",
    source:
      "https://github.com/apache/activemq/blob/0d0e7414f209fe8dbab77cacc0fdf505cef6d3ae/assembly/src/docker/Dockerfile",
  },

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
    source: "https://github.com/caddyserver/caddy-docker/blob/087bbfd189f12ef161be25aa557563615374437e/Dockerfile.tmpl",
    of: ["caddy"],
  },
  { port: 2376, protocol: "tcp", name: "Docker's API with TLS", kind: "admin" },
  {
    port: 2377,
    protocol: "tcp",
    name: "Swarm's managers",
    kind: "admin",
  },
  { port: 3389, protocol: "tcp", name: "Remote Desktop", kind: "admin" },
  {
    port: 5601,
    protocol: "tcp",
    name: "Kibana",
    kind: "admin",
    source:
      "https://github.com/vulhub/vulhub/blob/ae581d9cabe832052203eb28ab4690fd73c494cf/kibana/CVE-2018-17246/docker-compose.yml",
  },
  {
    port: 5800,
    protocol: "tcp",
    name: "VNC over HTTP",
    kind: "admin",
  },
  { port: 5900, protocol: "tcp", name: "VNC", kind: "admin" },
  { port: 5901, protocol: "tcp", name: "VNC", kind: "admin" },
  {
    port: 6443,
    protocol: "tcp",
    name: "Kubernetes' API",
    kind: "admin",
    source:
      "https://github.com/kubernetes/website/blob/31a8f95edf918abb97b71193d74d9ff9513826a1/content/en/docs/reference/networking/ports-and-protocols.md",
  },
  {
    port: 8088,
    protocol: "tcp",
    name: "YARN's resource manager",
    kind: "admin",
    source:
      "https://github.com/vulhub/vulhub/blob/ae581d9cabe832052203eb28ab4690fd73c494cf/hadoop/unauthorized-yarn/docker-compose.yml",
    of: ["hadoop", "yarn", "resourcemanager"],
  },
  {
    port: 8161,
    protocol: "tcp",
    name: "ActiveMQ's console",
    kind: "admin",
    source:
      "https://github.com/apache/activemq/blob/0d0e7414f209fe8dbab77cacc0fdf505cef6d3ae/assembly/src/docker/Dockerfile",
  },
  {
    port: 8200,
    protocol: "tcp",
    name: "Vault",
    kind: "admin",
    source: "https://github.com/hashicorp/vault/blob/79e3f5221286ac6eb519aaa74cb1f9040e48a9ab/Dockerfile",
    of: ["vault", "openbao", "bao"],
  },
  {
    port: 8222,
    protocol: "tcp",
    name: "NATS' monitoring",
    kind: "admin",
    source:
      "https://github.com/nats-io/nats-docker/blob/144887abc75d066aa593a46a4cdff9492f50de26/2.9.x/alpine3.18/Dockerfile",
    of: ["nats"],
  },
  {
    port: 8500,
    protocol: "tcp",
    name: "Consul",
    kind: "admin",
    source: "https://github.com/hashicorp/consul/blob/03658a093a6e785221f04380a4d86f87e9c0792a/Dockerfile",
    of: ["consul"],
  },
  {
    port: 9090,
    protocol: "tcp",
    name: "Prometheus",
    kind: "admin",
    source: "https://github.com/prometheus/prometheus/blob/0180c950db494b081f90d79b68883308da6e7029/Dockerfile",
    of: ["prometheus"],
  },
  {
    port: 9091,
    protocol: "tcp",
    name: "Prometheus' Pushgateway",
    kind: "admin",
    source: "https://github.com/prometheus/pushgateway/blob/126c21751bd6d8087542b5e72bfa5d93a636c1f6/Dockerfile",
    of: ["pushgateway"],
  },
  {
    port: 9093,
    protocol: "tcp",
    name: "Alertmanager",
    kind: "admin",
    source: "https://github.com/prometheus/alertmanager/blob/02a50dd3c158f23b1ca3a19c6c1e9fe94ca612b0/Dockerfile",
    of: ["alertmanager"],
  },
  {
    port: 10000,
    protocol: "tcp",
    name: "Webmin",
    kind: "admin",
    source:
      "https://github.com/vulhub/vulhub/blob/ae581d9cabe832052203eb28ab4690fd73c494cf/webmin/CVE-2019-15107/docker-compose.yml",
    of: ["webmin"],
  },
  {
    port: 15672,
    protocol: "tcp",
    name: "RabbitMQ's console",
    kind: "admin",
    source:
      "https://github.com/docker-library/rabbitmq/blob/00309be9729cd54aa525c35ac924fa026ee5e8a2/4.0/alpine/management/Dockerfile",
  },
  {
    port: 61208,
    protocol: "tcp",
    name: "Glances",
    kind: "admin",
    source: "https://sources.debian.org/src/glances/3.3.1.1+dfsg-1/glances/main.py/",
  },

  { port: 1099, protocol: "tcp", name: "Java RMI", kind: "debug" },
  { port: 4369, protocol: "tcp", name: "Erlang's port mapper", kind: "debug" },
  {
    port: 5005,
    protocol: "tcp",
    name: "Java's debugger",
    kind: "debug",
    source:
      "https://github.com/vulhub/vulhub/blob/ae581d9cabe832052203eb28ab4690fd73c494cf/activemq/CVE-2022-41678/docker-compose.yml",
    beside: true,
  },
  {
    port: 7199,
    protocol: "tcp",
    name: "Cassandra's JMX",
    kind: "debug",
    source:
      "https://github.com/docker-library/cassandra/blob/03bef93db2ff4b5a3cbc954618f08c44ddcb7568/Dockerfile.template",
  },
  {
    port: 9229,
    protocol: "tcp",
    name: "Node's inspector",
    kind: "debug",
    source:
      "https://github.com/dockersamples/example-voting-app/blob/63e9150ca17af4ed05880d4245e486481f73fcb4/docker-compose.yml",
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
