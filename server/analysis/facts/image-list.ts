// Made by npm run docs of the files in images/.
import type { Image } from "./image.ts";
import adminerImage from "./images/adminer.ts";
import alpineImage from "./images/alpine.ts";
import bitnamiPostgresqlImage from "./images/bitnami-postgresql.ts";
import buildkitImage from "./images/buildkit.ts";
import caddyImage from "./images/caddy.ts";
import cadvisorImage from "./images/cadvisor.ts";
import cassandraImage from "./images/cassandra.ts";
import chainguardImage from "./images/chainguard.ts";
import clickhouseImage from "./images/clickhouse.ts";
import consulImage from "./images/consul.ts";
import couchdbImage from "./images/couchdb.ts";
import dhiIoImage from "./images/dhi-io.ts";
import distrolessImage from "./images/distroless.ts";
import dockerImage from "./images/docker.ts";
import dockerSocketProxyImage from "./images/docker-socket-proxy.ts";
import drupalImage from "./images/drupal.ts";
import eclipseMosquittoImage from "./images/eclipse-mosquitto.ts";
import elasticsearchImage from "./images/elasticsearch.ts";
import etcdImage from "./images/etcd.ts";
import ghostImage from "./images/ghost.ts";
import giteaImage from "./images/gitea.ts";
import golangImage from "./images/golang.ts";
import gradleImage from "./images/gradle.ts";
import grafanaImage from "./images/grafana.ts";
import haproxyImage from "./images/haproxy.ts";
import httpdImage from "./images/httpd.ts";
import influxdbImage from "./images/influxdb.ts";
import jenkinsImage from "./images/jenkins.ts";
import jettyImage from "./images/jetty.ts";
import kafkaImage from "./images/kafka.ts";
import keycloakImage from "./images/keycloak.ts";
import kibanaImage from "./images/kibana.ts";
import linuxserverImage from "./images/linuxserver.ts";
import logstashImage from "./images/logstash.ts";
import mariadbImage from "./images/mariadb.ts";
import memcachedImage from "./images/memcached.ts";
import minioImage from "./images/minio.ts";
import mongoImage from "./images/mongo.ts";
import mysqlImage from "./images/mysql.ts";
import n8nImage from "./images/n8n.ts";
import natsImage from "./images/nats.ts";
import neo4jImage from "./images/neo4j.ts";
import nextcloudImage from "./images/nextcloud.ts";
import nginxImage from "./images/nginx.ts";
import nginxUnprivilegedImage from "./images/nginx-unprivileged.ts";
import nodeImage from "./images/node.ts";
import nodeExporterImage from "./images/node-exporter.ts";
import opensearchImage from "./images/opensearch.ts";
import phpImage from "./images/php.ts";
import piholeImage from "./images/pihole.ts";
import portainerCeImage from "./images/portainer-ce.ts";
import postgresImage from "./images/postgres.ts";
import prometheusImage from "./images/prometheus.ts";
import pythonImage from "./images/python.ts";
import rabbitmqImage from "./images/rabbitmq.ts";
import redisImage from "./images/redis.ts";
import registryImage from "./images/registry.ts";
import rubyImage from "./images/ruby.ts";
import scratchImage from "./images/scratch.ts";
import solrImage from "./images/solr.ts";
import sonarqubeImage from "./images/sonarqube.ts";
import telegrafImage from "./images/telegraf.ts";
import tomcatImage from "./images/tomcat.ts";
import traefikImage from "./images/traefik.ts";
import ubuntuImage from "./images/ubuntu.ts";
import valkeyImage from "./images/valkey.ts";
import varnishImage from "./images/varnish.ts";
import vaultImage from "./images/vault.ts";
import vaultwardenImage from "./images/vaultwarden.ts";
import watchtowerImage from "./images/watchtower.ts";
import wordpressImage from "./images/wordpress.ts";
import zookeeperImage from "./images/zookeeper.ts";

/** Every image that somebody looked at. */
export const IMAGES: readonly Image[] = [
  adminerImage,
  alpineImage,
  bitnamiPostgresqlImage,
  buildkitImage,
  caddyImage,
  cadvisorImage,
  cassandraImage,
  chainguardImage,
  clickhouseImage,
  consulImage,
  couchdbImage,
  dhiIoImage,
  distrolessImage,
  dockerImage,
  dockerSocketProxyImage,
  drupalImage,
  eclipseMosquittoImage,
  elasticsearchImage,
  etcdImage,
  ghostImage,
  giteaImage,
  golangImage,
  gradleImage,
  grafanaImage,
  haproxyImage,
  httpdImage,
  influxdbImage,
  jenkinsImage,
  jettyImage,
  kafkaImage,
  keycloakImage,
  kibanaImage,
  linuxserverImage,
  logstashImage,
  mariadbImage,
  memcachedImage,
  minioImage,
  mongoImage,
  mysqlImage,
  n8nImage,
  natsImage,
  neo4jImage,
  nextcloudImage,
  nginxImage,
  nginxUnprivilegedImage,
  nodeImage,
  nodeExporterImage,
  opensearchImage,
  phpImage,
  piholeImage,
  portainerCeImage,
  postgresImage,
  prometheusImage,
  pythonImage,
  rabbitmqImage,
  redisImage,
  registryImage,
  rubyImage,
  scratchImage,
  solrImage,
  sonarqubeImage,
  telegrafImage,
  tomcatImage,
  traefikImage,
  ubuntuImage,
  valkeyImage,
  varnishImage,
  vaultImage,
  vaultwardenImage,
  watchtowerImage,
  wordpressImage,
  zookeeperImage,
];
