// Made by npm run docs of the files in images/.
import type { Image } from "./image.ts";
import adminerImage from "./images/adminer.ts";
import aerospikeImage from "./images/aerospike.ts";
import alpineImage from "./images/alpine.ts";
import altImage from "./images/alt.ts";
import apiFirewallImage from "./images/api-firewall.ts";
import arangodbImage from "./images/arangodb.ts";
import azulZuluImage from "./images/azul-zulu.ts";
import backdropImage from "./images/backdrop.ts";
import bashImage from "./images/bash.ts";
import bitnamiPostgresqlImage from "./images/bitnami-postgresql.ts";
import bonitaImage from "./images/bonita.ts";
import buildkitImage from "./images/buildkit.ts";
import buildpackDepsImage from "./images/buildpack-deps.ts";
import caddyImage from "./images/caddy.ts";
import cadvisorImage from "./images/cadvisor.ts";
import cassandraImage from "./images/cassandra.ts";
import chainguardImage from "./images/chainguard.ts";
import chronografImage from "./images/chronograf.ts";
import cirrosImage from "./images/cirros.ts";
import clearlinuxImage from "./images/clearlinux.ts";
import clefosImage from "./images/clefos.ts";
import clickhouseImage from "./images/clickhouse.ts";
import clojureImage from "./images/clojure.ts";
import consulImage from "./images/consul.ts";
import convertigoImage from "./images/convertigo.ts";
import couchbaseImage from "./images/couchbase.ts";
import couchdbImage from "./images/couchdb.ts";
import crateImage from "./images/crate.ts";
import dartImage from "./images/dart.ts";
import dhiIoImage from "./images/dhi-io.ts";
import distrolessImage from "./images/distroless.ts";
import dockerImage from "./images/docker.ts";
import dockerSocketProxyImage from "./images/docker-socket-proxy.ts";
import drupalImage from "./images/drupal.ts";
import eclipseMosquittoImage from "./images/eclipse-mosquitto.ts";
import eggdropImage from "./images/eggdrop.ts";
import elasticsearchImage from "./images/elasticsearch.ts";
import elixirImage from "./images/elixir.ts";
import emqxImage from "./images/emqx.ts";
import erlangImage from "./images/erlang.ts";
import espocrmImage from "./images/espocrm.ts";
import etcdImage from "./images/etcd.ts";
import flinkImage from "./images/flink.ts";
import fluentdImage from "./images/fluentd.ts";
import friendicaImage from "./images/friendica.ts";
import gazeboImage from "./images/gazebo.ts";
import geonetworkImage from "./images/geonetwork.ts";
import ghostImage from "./images/ghost.ts";
import giteaImage from "./images/gitea.ts";
import golangImage from "./images/golang.ts";
import gradleImage from "./images/gradle.ts";
import grafanaImage from "./images/grafana.ts";
import groovyImage from "./images/groovy.ts";
import haproxyImage from "./images/haproxy.ts";
import haskellImage from "./images/haskell.ts";
import haxeImage from "./images/haxe.ts";
import helloWorldImage from "./images/hello-world.ts";
import hitchImage from "./images/hitch.ts";
import httpdImage from "./images/httpd.ts";
import hylangImage from "./images/hylang.ts";
import ibmSemeruRuntimesImage from "./images/ibm-semeru-runtimes.ts";
import ibmjavaImage from "./images/ibmjava.ts";
import influxdbImage from "./images/influxdb.ts";
import irssiImage from "./images/irssi.ts";
import jenkinsImage from "./images/jenkins.ts";
import jettyImage from "./images/jetty.ts";
import jrubyImage from "./images/jruby.ts";
import juliaImage from "./images/julia.ts";
import kafkaImage from "./images/kafka.ts";
import kapacitorImage from "./images/kapacitor.ts";
import keycloakImage from "./images/keycloak.ts";
import kibanaImage from "./images/kibana.ts";
import kongImage from "./images/kong.ts";
import krakendImage from "./images/krakend.ts";
import lightstreamerImage from "./images/lightstreamer.ts";
import linuxserverImage from "./images/linuxserver.ts";
import liquibaseImage from "./images/liquibase.ts";
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
  aerospikeImage,
  alpineImage,
  altImage,
  apiFirewallImage,
  arangodbImage,
  azulZuluImage,
  backdropImage,
  bashImage,
  bitnamiPostgresqlImage,
  bonitaImage,
  buildkitImage,
  buildpackDepsImage,
  caddyImage,
  cadvisorImage,
  cassandraImage,
  chainguardImage,
  chronografImage,
  cirrosImage,
  clearlinuxImage,
  clefosImage,
  clickhouseImage,
  clojureImage,
  consulImage,
  convertigoImage,
  couchbaseImage,
  couchdbImage,
  crateImage,
  dartImage,
  dhiIoImage,
  distrolessImage,
  dockerImage,
  dockerSocketProxyImage,
  drupalImage,
  eclipseMosquittoImage,
  eggdropImage,
  elasticsearchImage,
  elixirImage,
  emqxImage,
  erlangImage,
  espocrmImage,
  etcdImage,
  flinkImage,
  fluentdImage,
  friendicaImage,
  gazeboImage,
  geonetworkImage,
  ghostImage,
  giteaImage,
  golangImage,
  gradleImage,
  grafanaImage,
  groovyImage,
  haproxyImage,
  haskellImage,
  haxeImage,
  helloWorldImage,
  hitchImage,
  httpdImage,
  hylangImage,
  ibmSemeruRuntimesImage,
  ibmjavaImage,
  influxdbImage,
  irssiImage,
  jenkinsImage,
  jettyImage,
  jrubyImage,
  juliaImage,
  kafkaImage,
  kapacitorImage,
  keycloakImage,
  kibanaImage,
  kongImage,
  krakendImage,
  lightstreamerImage,
  linuxserverImage,
  liquibaseImage,
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
