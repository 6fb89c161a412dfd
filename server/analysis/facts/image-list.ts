// Made by npm run docs of the files in images/.
import type { Image } from "./image.ts";
import acmeCompanionImage from "./images/acme-companion.ts";
import actualServerImage from "./images/actual-server.ts";
import adguardhomeImage from "./images/adguardhome.ts";
import adminerImage from "./images/adminer.ts";
import aerospikeImage from "./images/aerospike.ts";
import airflowImage from "./images/airflow.ts";
import alertmanagerImage from "./images/alertmanager.ts";
import alloyImage from "./images/alloy.ts";
import alpineImage from "./images/alpine.ts";
import altImage from "./images/alt.ts";
import apiFirewallImage from "./images/api-firewall.ts";
import appwriteImage from "./images/appwrite.ts";
import arangodbImage from "./images/arangodb.ts";
import audiobookshelfImage from "./images/audiobookshelf.ts";
import autheliaImage from "./images/authelia.ts";
import authentikImage from "./images/authentik.ts";
import azulZuluImage from "./images/azul-zulu.ts";
import backdropImage from "./images/backdrop.ts";
import bashImage from "./images/bash.ts";
import bitnamiNodeImage from "./images/bitnami-node.ts";
import bitnamiPostgresqlImage from "./images/bitnami-postgresql.ts";
import blackboxExporterImage from "./images/blackbox-exporter.ts";
import bonitaImage from "./images/bonita.ts";
import budibaseImage from "./images/budibase.ts";
import buildkitImage from "./images/buildkit.ts";
import buildpackDepsImage from "./images/buildpack-deps.ts";
import caddyImage from "./images/caddy.ts";
import cadvisorImage from "./images/cadvisor.ts";
import cassandraImage from "./images/cassandra.ts";
import chainguardImage from "./images/chainguard.ts";
import changedetectionImage from "./images/changedetection.ts";
import chromaImage from "./images/chroma.ts";
import chronografImage from "./images/chronograf.ts";
import cirrosImage from "./images/cirros.ts";
import clearlinuxImage from "./images/clearlinux.ts";
import clefosImage from "./images/clefos.ts";
import clickhouseImage from "./images/clickhouse.ts";
import clojureImage from "./images/clojure.ts";
import cloudflaredImage from "./images/cloudflared.ts";
import cockroachImage from "./images/cockroach.ts";
import codeImage from "./images/code.ts";
import codeServerImage from "./images/code-server.ts";
import consulImage from "./images/consul.ts";
import convertigoImage from "./images/convertigo.ts";
import couchbaseImage from "./images/couchbase.ts";
import couchdbImage from "./images/couchdb.ts";
import cpKafkaImage from "./images/cp-kafka.ts";
import cpZookeeperImage from "./images/cp-zookeeper.ts";
import crateImage from "./images/crate.ts";
import crowdsecImage from "./images/crowdsec.ts";
import curlImage from "./images/curl.ts";
import dartImage from "./images/dart.ts";
import dashyImage from "./images/dashy.ts";
import dhiIoImage from "./images/dhi-io.ts";
import directusImage from "./images/directus.ts";
import distrolessImage from "./images/distroless.ts";
import dockerImage from "./images/docker.ts";
import dockerMailserverImage from "./images/docker-mailserver.ts";
import dockerSocketProxyImage from "./images/docker-socket-proxy.ts";
import dockgeImage from "./images/dockge.ts";
import dotnetImage from "./images/dotnet.ts";
import dozzleImage from "./images/dozzle.ts";
import drupalImage from "./images/drupal.ts";
import duplicatiImage from "./images/duplicati.ts";
import eclipseMosquittoImage from "./images/eclipse-mosquitto.ts";
import eggdropImage from "./images/eggdrop.ts";
import elasticsearchImage from "./images/elasticsearch.ts";
import elixirImage from "./images/elixir.ts";
import emqxImage from "./images/emqx.ts";
import envoyImage from "./images/envoy.ts";
import erlangImage from "./images/erlang.ts";
import esphomeImage from "./images/esphome.ts";
import espocrmImage from "./images/espocrm.ts";
import etcdImage from "./images/etcd.ts";
import filebrowserImage from "./images/filebrowser.ts";
import flinkImage from "./images/flink.ts";
import fluentBitImage from "./images/fluent-bit.ts";
import fluentdImage from "./images/fluentd.ts";
import friendicaImage from "./images/friendica.ts";
import frigateImage from "./images/frigate.ts";
import gazeboImage from "./images/gazebo.ts";
import geonetworkImage from "./images/geonetwork.ts";
import ghostImage from "./images/ghost.ts";
import giteaImage from "./images/gitea.ts";
import gitlabCeImage from "./images/gitlab-ce.ts";
import gluetunImage from "./images/gluetun.ts";
import golangImage from "./images/golang.ts";
import gradleImage from "./images/gradle.ts";
import grafanaImage from "./images/grafana.ts";
import graylogImage from "./images/graylog.ts";
import groovyImage from "./images/groovy.ts";
import haproxyImage from "./images/haproxy.ts";
import haskellImage from "./images/haskell.ts";
import haxeImage from "./images/haxe.ts";
import helloWorldImage from "./images/hello-world.ts";
import hitchImage from "./images/hitch.ts";
import homarrImage from "./images/homarr.ts";
import homeAssistantImage from "./images/home-assistant.ts";
import homepageImage from "./images/homepage.ts";
import httpdImage from "./images/httpd.ts";
import hylangImage from "./images/hylang.ts";
import ibmSemeruRuntimesImage from "./images/ibm-semeru-runtimes.ts";
import ibmjavaImage from "./images/ibmjava.ts";
import immichMachineLearningImage from "./images/immich-machine-learning.ts";
import immichServerImage from "./images/immich-server.ts";
import influxdbImage from "./images/influxdb.ts";
import irssiImage from "./images/irssi.ts";
import jaegerImage from "./images/jaeger.ts";
import jellyfinImage from "./images/jellyfin.ts";
import jenkinsImage from "./images/jenkins.ts";
import jettyImage from "./images/jetty.ts";
import jrubyImage from "./images/jruby.ts";
import juliaImage from "./images/julia.ts";
import k3sImage from "./images/k3s.ts";
import kafkaImage from "./images/kafka.ts";
import kapacitorImage from "./images/kapacitor.ts";
import keycloakImage from "./images/keycloak.ts";
import keydbImage from "./images/keydb.ts";
import kibanaImage from "./images/kibana.ts";
import kindNodeImage from "./images/kind-node.ts";
import kongImage from "./images/kong.ts";
import krakendImage from "./images/krakend.ts";
import lightstreamerImage from "./images/lightstreamer.ts";
import linuxserverImage from "./images/linuxserver.ts";
import liquibaseImage from "./images/liquibase.ts";
import listmonkImage from "./images/listmonk.ts";
import localstackImage from "./images/localstack.ts";
import logstashImage from "./images/logstash.ts";
import lokiImage from "./images/loki.ts";
import mageiaImage from "./images/mageia.ts";
import mailhogImage from "./images/mailhog.ts";
import mailpitImage from "./images/mailpit.ts";
import mariadbImage from "./images/mariadb.ts";
import matomoImage from "./images/matomo.ts";
import mealieImage from "./images/mealie.ts";
import mediawikiImage from "./images/mediawiki.ts";
import meilisearchImage from "./images/meilisearch.ts";
import memcachedImage from "./images/memcached.ts";
import metabaseImage from "./images/metabase.ts";
import minecraftServerImage from "./images/minecraft-server.ts";
import minidebImage from "./images/minideb.ts";
import minioImage from "./images/minio.ts";
import mongoImage from "./images/mongo.ts";
import mongoExpressImage from "./images/mongo-express.ts";
import monicaImage from "./images/monica.ts";
import mysqlImage from "./images/mysql.ts";
import mysqlServerImage from "./images/mysql-server.ts";
import n8nImage from "./images/n8n.ts";
import natsImage from "./images/nats.ts";
import neo4jImage from "./images/neo4j.ts";
import netdataImage from "./images/netdata.ts";
import neurodebianImage from "./images/neurodebian.ts";
import nextcloudImage from "./images/nextcloud.ts";
import nextcloudAllInOneImage from "./images/nextcloud-all-in-one.ts";
import nexus3Image from "./images/nexus3.ts";
import nginxImage from "./images/nginx.ts";
import nginxProxyImage from "./images/nginx-proxy.ts";
import nginxProxyManagerImage from "./images/nginx-proxy-manager.ts";
import nginxUnprivilegedImage from "./images/nginx-unprivileged.ts";
import nimImage from "./images/nim.ts";
import nocodbImage from "./images/nocodb.ts";
import nodeImage from "./images/node.ts";
import nodeExporterImage from "./images/node-exporter.ts";
import nodeRedImage from "./images/node-red.ts";
import notaryImage from "./images/notary.ts";
import ntfyImage from "./images/ntfy.ts";
import odooImage from "./images/odoo.ts";
import ollamaImage from "./images/ollama.ts";
import onlyofficeDocumentserverImage from "./images/onlyoffice-documentserver.ts";
import openLibertyImage from "./images/open-liberty.ts";
import openWebuiImage from "./images/open-webui.ts";
import openrestyImage from "./images/openresty.ts";
import opensearchImage from "./images/opensearch.ts";
import opentelemetryCollectorImage from "./images/opentelemetry-collector.ts";
import oraclelinuxImage from "./images/oraclelinux.ts";
import orientdbImage from "./images/orientdb.ts";
import paperlessNgxImage from "./images/paperless-ngx.ts";
import perconaImage from "./images/percona.ts";
import pgadmin4Image from "./images/pgadmin4.ts";
import pgvectorImage from "./images/pgvector.ts";
import photonImage from "./images/photon.ts";
import photoprismImage from "./images/photoprism.ts";
import phpImage from "./images/php.ts";
import phpZendserverImage from "./images/php-zendserver.ts";
import phpmyadminImage from "./images/phpmyadmin.ts";
import piholeImage from "./images/pihole.ts";
import plausibleImage from "./images/plausible.ts";
import ploneImage from "./images/plone.ts";
import pmsDockerImage from "./images/pms-docker.ts";
import portainerCeImage from "./images/portainer-ce.ts";
import postfixadminImage from "./images/postfixadmin.ts";
import postgisImage from "./images/postgis.ts";
import postgresImage from "./images/postgres.ts";
import prometheusImage from "./images/prometheus.ts";
import promtailImage from "./images/promtail.ts";
import pushgatewayImage from "./images/pushgateway.ts";
import pypyImage from "./images/pypy.ts";
import pythonImage from "./images/python.ts";
import qdrantImage from "./images/qdrant.ts";
import rBaseImage from "./images/r-base.ts";
import rabbitmqImage from "./images/rabbitmq.ts";
import rakudoStarImage from "./images/rakudo-star.ts";
import redisImage from "./images/redis.ts";
import redisStackImage from "./images/redis-stack.ts";
import redmineImage from "./images/redmine.ts";
import registryImage from "./images/registry.ts";
import rethinkdbImage from "./images/rethinkdb.ts";
import rocketChatImage from "./images/rocket-chat.ts";
import rosImage from "./images/ros.ts";
import rubyImage from "./images/ruby.ts";
import sapmachineImage from "./images/sapmachine.ts";
import satosaImage from "./images/satosa.ts";
import scratchImage from "./images/scratch.ts";
import scyllaImage from "./images/scylla.ts";
import searxngImage from "./images/searxng.ts";
import seleniumStandaloneChromeImage from "./images/selenium-standalone-chrome.ts";
import silverpeasImage from "./images/silverpeas.ts";
import solrImage from "./images/solr.ts";
import sonarqubeImage from "./images/sonarqube.ts";
import sparkImage from "./images/spark.ts";
import spipedImage from "./images/spiped.ts";
import stirlingPdfImage from "./images/stirling-pdf.ts";
import stormImage from "./images/storm.ts";
import supersetImage from "./images/superset.ts";
import swiftImage from "./images/swift.ts";
import swiplImage from "./images/swipl.ts";
import synapseImage from "./images/synapse.ts";
import syncthingImage from "./images/syncthing.ts";
import tailscaleImage from "./images/tailscale.ts";
import teamspeakImage from "./images/teamspeak.ts";
import telegrafImage from "./images/telegraf.ts";
import tempoImage from "./images/tempo.ts";
import timescaledbImage from "./images/timescaledb.ts";
import tomcatImage from "./images/tomcat.ts";
import tomeeImage from "./images/tomee.ts";
import traefikImage from "./images/traefik.ts";
import typesenseImage from "./images/typesense.ts";
import ubuntuImage from "./images/ubuntu.ts";
import umamiImage from "./images/umami.ts";
import unitImage from "./images/unit.ts";
import uptimeKumaImage from "./images/uptime-kuma.ts";
import valkeyImage from "./images/valkey.ts";
import varnishImage from "./images/varnish.ts";
import vaultImage from "./images/vault.ts";
import vaultwardenImage from "./images/vaultwarden.ts";
import watchtowerImage from "./images/watchtower.ts";
import wazuhManagerImage from "./images/wazuh-manager.ts";
import weaviateImage from "./images/weaviate.ts";
import websphereLibertyImage from "./images/websphere-liberty.ts";
import wgEasyImage from "./images/wg-easy.ts";
import whoamiImage from "./images/whoami.ts";
import wordpressImage from "./images/wordpress.ts";
import xwikiImage from "./images/xwiki.ts";
import yourlsImage from "./images/yourls.ts";
import yugabyteImage from "./images/yugabyte.ts";
import zabbixServerPgsqlImage from "./images/zabbix-server-pgsql.ts";
import zigbee2mqttImage from "./images/zigbee2mqtt.ts";
import zncImage from "./images/znc.ts";
import zookeeperImage from "./images/zookeeper.ts";

/** Every image that somebody looked at. */
export const IMAGES: readonly Image[] = [
  acmeCompanionImage,
  actualServerImage,
  adguardhomeImage,
  adminerImage,
  aerospikeImage,
  airflowImage,
  alertmanagerImage,
  alloyImage,
  alpineImage,
  altImage,
  apiFirewallImage,
  appwriteImage,
  arangodbImage,
  audiobookshelfImage,
  autheliaImage,
  authentikImage,
  azulZuluImage,
  backdropImage,
  bashImage,
  bitnamiNodeImage,
  bitnamiPostgresqlImage,
  blackboxExporterImage,
  bonitaImage,
  budibaseImage,
  buildkitImage,
  buildpackDepsImage,
  caddyImage,
  cadvisorImage,
  cassandraImage,
  chainguardImage,
  changedetectionImage,
  chromaImage,
  chronografImage,
  cirrosImage,
  clearlinuxImage,
  clefosImage,
  clickhouseImage,
  clojureImage,
  cloudflaredImage,
  cockroachImage,
  codeImage,
  codeServerImage,
  consulImage,
  convertigoImage,
  couchbaseImage,
  couchdbImage,
  cpKafkaImage,
  cpZookeeperImage,
  crateImage,
  crowdsecImage,
  curlImage,
  dartImage,
  dashyImage,
  dhiIoImage,
  directusImage,
  distrolessImage,
  dockerImage,
  dockerMailserverImage,
  dockerSocketProxyImage,
  dockgeImage,
  dotnetImage,
  dozzleImage,
  drupalImage,
  duplicatiImage,
  eclipseMosquittoImage,
  eggdropImage,
  elasticsearchImage,
  elixirImage,
  emqxImage,
  envoyImage,
  erlangImage,
  esphomeImage,
  espocrmImage,
  etcdImage,
  filebrowserImage,
  flinkImage,
  fluentBitImage,
  fluentdImage,
  friendicaImage,
  frigateImage,
  gazeboImage,
  geonetworkImage,
  ghostImage,
  giteaImage,
  gitlabCeImage,
  gluetunImage,
  golangImage,
  gradleImage,
  grafanaImage,
  graylogImage,
  groovyImage,
  haproxyImage,
  haskellImage,
  haxeImage,
  helloWorldImage,
  hitchImage,
  homarrImage,
  homeAssistantImage,
  homepageImage,
  httpdImage,
  hylangImage,
  ibmSemeruRuntimesImage,
  ibmjavaImage,
  immichMachineLearningImage,
  immichServerImage,
  influxdbImage,
  irssiImage,
  jaegerImage,
  jellyfinImage,
  jenkinsImage,
  jettyImage,
  jrubyImage,
  juliaImage,
  k3sImage,
  kafkaImage,
  kapacitorImage,
  keycloakImage,
  keydbImage,
  kibanaImage,
  kindNodeImage,
  kongImage,
  krakendImage,
  lightstreamerImage,
  linuxserverImage,
  liquibaseImage,
  listmonkImage,
  localstackImage,
  logstashImage,
  lokiImage,
  mageiaImage,
  mailhogImage,
  mailpitImage,
  mariadbImage,
  matomoImage,
  mealieImage,
  mediawikiImage,
  meilisearchImage,
  memcachedImage,
  metabaseImage,
  minecraftServerImage,
  minidebImage,
  minioImage,
  mongoImage,
  mongoExpressImage,
  monicaImage,
  mysqlImage,
  mysqlServerImage,
  n8nImage,
  natsImage,
  neo4jImage,
  netdataImage,
  neurodebianImage,
  nextcloudImage,
  nextcloudAllInOneImage,
  nexus3Image,
  nginxImage,
  nginxProxyImage,
  nginxProxyManagerImage,
  nginxUnprivilegedImage,
  nimImage,
  nocodbImage,
  nodeImage,
  nodeExporterImage,
  nodeRedImage,
  notaryImage,
  ntfyImage,
  odooImage,
  ollamaImage,
  onlyofficeDocumentserverImage,
  openLibertyImage,
  openWebuiImage,
  openrestyImage,
  opensearchImage,
  opentelemetryCollectorImage,
  oraclelinuxImage,
  orientdbImage,
  paperlessNgxImage,
  perconaImage,
  pgadmin4Image,
  pgvectorImage,
  photonImage,
  photoprismImage,
  phpImage,
  phpZendserverImage,
  phpmyadminImage,
  piholeImage,
  plausibleImage,
  ploneImage,
  pmsDockerImage,
  portainerCeImage,
  postfixadminImage,
  postgisImage,
  postgresImage,
  prometheusImage,
  promtailImage,
  pushgatewayImage,
  pypyImage,
  pythonImage,
  qdrantImage,
  rBaseImage,
  rabbitmqImage,
  rakudoStarImage,
  redisImage,
  redisStackImage,
  redmineImage,
  registryImage,
  rethinkdbImage,
  rocketChatImage,
  rosImage,
  rubyImage,
  sapmachineImage,
  satosaImage,
  scratchImage,
  scyllaImage,
  searxngImage,
  seleniumStandaloneChromeImage,
  silverpeasImage,
  solrImage,
  sonarqubeImage,
  sparkImage,
  spipedImage,
  stirlingPdfImage,
  stormImage,
  supersetImage,
  swiftImage,
  swiplImage,
  synapseImage,
  syncthingImage,
  tailscaleImage,
  teamspeakImage,
  telegrafImage,
  tempoImage,
  timescaledbImage,
  tomcatImage,
  tomeeImage,
  traefikImage,
  typesenseImage,
  ubuntuImage,
  umamiImage,
  unitImage,
  uptimeKumaImage,
  valkeyImage,
  varnishImage,
  vaultImage,
  vaultwardenImage,
  watchtowerImage,
  wazuhManagerImage,
  weaviateImage,
  websphereLibertyImage,
  wgEasyImage,
  whoamiImage,
  wordpressImage,
  xwikiImage,
  yourlsImage,
  yugabyteImage,
  zabbixServerPgsqlImage,
  zigbee2mqttImage,
  zncImage,
  zookeeperImage,
];
