// Made by npm run docs of what npm run test:capabilities has shown.
import type { CapabilityName } from "./capability-table.ts";

/** An image whose program was started and restarted on its data with what is known of it. */
export interface TriedImage {
  readonly name: string;
  readonly tag: string;
  /** The capabilities that were enough, where none could be left out. */
  readonly capabilities?: readonly CapabilityName[];
  /** The only paths that could be written to beside its volumes. */
  readonly paths?: readonly string[];
}

export const TRIED_IMAGES: readonly TriedImage[] = [
  {"name":"adminer","tag":"latest","capabilities":[],"paths":["/tmp"]},
  {"name":"prom/alertmanager","tag":"v0.16.2","capabilities":[],"paths":[]},
  {"name":"prom/blackbox-exporter","tag":"v0.25.0","capabilities":["NET_RAW"],"paths":[]},
  {"name":"caddy","tag":"latest","capabilities":["NET_BIND_SERVICE"],"paths":["/tmp"]},
  {"name":"ghcr.io/dgtlmoon/changedetection.io","tag":"0.40","capabilities":[],"paths":[]},
  {"name":"tecnativa/docker-socket-proxy","tag":"latest","capabilities":[],"paths":["/tmp","/run"]},
  {"name":"eclipse-mosquitto","tag":"latest","capabilities":["CHOWN","SETGID","SETUID"],"paths":["/tmp"]},
  {"name":"esphome/esphome","tag":"2024.9.2","capabilities":[],"paths":[]},
  {"name":"quay.io/coreos/etcd","tag":"latest","capabilities":[],"paths":[]},
  {"name":"haproxy","tag":"latest","capabilities":[],"paths":["/run"]},
  {"name":"hitch","tag":"1.7","capabilities":["SETGID","SETUID"],"paths":[]},
  {"name":"httpd","tag":"latest","capabilities":["SETGID","SETUID"],"paths":["/usr/local/apache2/logs","/tmp"]},
  {"name":"influxdb","tag":"1.8","capabilities":[],"paths":[]},
  {"name":"jetty","tag":"latest","capabilities":[],"paths":["/tmp/jetty","/run/jetty"]},
  {"name":"mariadb","tag":"latest","capabilities":["CHOWN","DAC_OVERRIDE","SETGID","SETUID"],"paths":["/run/mysqld","/tmp"]},
  {"name":"mediawiki","tag":"1.45","capabilities":["SETGID","SETUID"]},
  {"name":"memcached","tag":"latest","capabilities":[],"paths":[]},
  {"name":"nats","tag":"latest","capabilities":[],"paths":["/tmp"]},
  {"name":"nginx","tag":"latest","capabilities":["CHOWN","SETGID","SETUID"],"paths":["/var/cache/nginx","/var/run","/tmp"]},
  {"name":"nginxinc/nginx-unprivileged","tag":"latest","capabilities":[],"paths":["/tmp"]},
  {"name":"prom/node-exporter","tag":"latest","capabilities":[],"paths":[]},
  {"name":"nodered/node-red","tag":"3.1","capabilities":[],"paths":[]},
  {"name":"notary","tag":"server","capabilities":[]},
  {"name":"binwiederhier/ntfy","tag":"2.14","paths":[]},
  {"name":"pgvector/pgvector","tag":"0.4-pg17","capabilities":["CHOWN","DAC_OVERRIDE","SETGID","SETUID"],"paths":["/var/run/postgresql","/tmp"]},
  {"name":"php","tag":"8.2-apache","capabilities":["SETGID","SETUID"],"paths":["/tmp","/run","/var/run/apache2","/var/lock/apache2"]},
  {"name":"php","tag":"8.2-fpm","capabilities":["CHOWN","SETGID","SETUID","KILL"],"paths":["/tmp"]},
  {"name":"phpmyadmin","tag":"latest","capabilities":["SETGID","SETUID"]},
  {"name":"postfixadmin","tag":"latest","capabilities":["CHOWN","DAC_OVERRIDE","FOWNER","SETGID","SETUID"],"paths":["/tmp","/run","/var/run/apache2","/var/lock/apache2"]},
  {"name":"postgis/postgis","tag":"17-3.5","capabilities":["CHOWN","DAC_OVERRIDE","SETGID","SETUID"],"paths":["/var/run/postgresql","/tmp"]},
  {"name":"postgres","tag":"9.6","capabilities":["CHOWN","DAC_OVERRIDE","FOWNER","SETGID","SETUID"],"paths":["/var/run/postgresql","/tmp"]},
  {"name":"postgres","tag":"latest","capabilities":["CHOWN","DAC_OVERRIDE","SETGID","SETUID"],"paths":["/var/run/postgresql","/tmp"]},
  {"name":"prom/prometheus","tag":"latest","capabilities":[],"paths":[]},
  {"name":"prom/pushgateway","tag":"v1.10.0","capabilities":[],"paths":[]},
  {"name":"redis","tag":"7.4-alpine","capabilities":["CHOWN","DAC_OVERRIDE","SETGID","SETUID"],"paths":["/tmp"]},
  {"name":"redis","tag":"7.2","capabilities":["CHOWN","DAC_OVERRIDE","SETGID","SETUID"],"paths":["/tmp"]},
  {"name":"redis","tag":"latest","capabilities":["SETGID","SETUID","CHOWN"],"paths":["/tmp"]},
  {"name":"registry","tag":"latest","capabilities":[],"paths":[]},
  {"name":"spiped","tag":"latest","capabilities":[],"paths":[]},
  {"name":"syncthing/syncthing","tag":"1.30","capabilities":["CHOWN","SETGID","SETUID"],"paths":[]},
  {"name":"timescale/timescaledb","tag":"2.9.0-pg14","capabilities":["CHOWN","DAC_OVERRIDE","SETGID","SETUID"],"paths":["/var/run/postgresql","/tmp"]},
  {"name":"tomcat","tag":"latest","capabilities":[],"paths":["/usr/local/tomcat/temp","/usr/local/tomcat/work","/usr/local/tomcat/logs","/tmp"]},
  {"name":"valkey/valkey","tag":"latest","capabilities":["CHOWN","DAC_OVERRIDE","SETGID","SETUID"],"paths":["/tmp"]},
  {"name":"varnish","tag":"latest","capabilities":[]},
  {"name":"wordpress","tag":"latest","capabilities":["CHOWN","DAC_OVERRIDE","FOWNER","SETGID","SETUID"],"paths":["/tmp","/run","/var/run/apache2","/var/lock/apache2"]},
  {"name":"koenkk/zigbee2mqtt","tag":"latest","capabilities":[],"paths":[]},
  {"name":"znc","tag":"latest","capabilities":["CHOWN","DAC_OVERRIDE","FOWNER","SETGID","SETUID"],"paths":[]},
  {"name":"zookeeper","tag":"latest","paths":["/tmp","/conf"]},
];
