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
  {"name":"caddy","tag":"latest","capabilities":["NET_BIND_SERVICE"],"paths":["/config","/tmp"]},
  {"name":"tecnativa/docker-socket-proxy","tag":"latest","capabilities":[],"paths":["/tmp","/run"]},
  {"name":"eclipse-mosquitto","tag":"latest","capabilities":["CHOWN","SETGID","SETUID"],"paths":["/tmp"]},
  {"name":"quay.io/coreos/etcd","tag":"latest","capabilities":[],"paths":[]},
  {"name":"haproxy","tag":"latest","capabilities":[],"paths":["/run"]},
  {"name":"httpd","tag":"latest","capabilities":["SETGID","SETUID"],"paths":["/usr/local/apache2/logs","/tmp"]},
  {"name":"mariadb","tag":"latest","capabilities":["CHOWN","DAC_OVERRIDE","SETGID","SETUID"],"paths":["/run/mysqld","/tmp"]},
  {"name":"memcached","tag":"latest","capabilities":[],"paths":[]},
  {"name":"nats","tag":"latest","capabilities":[],"paths":["/tmp"]},
  {"name":"nginxinc/nginx-unprivileged","tag":"latest","capabilities":[],"paths":["/tmp"]},
  {"name":"nginx","tag":"latest","capabilities":["CHOWN","SETGID","SETUID"],"paths":["/var/cache/nginx","/var/run","/tmp"]},
  {"name":"prom/node-exporter","tag":"latest","capabilities":[],"paths":[]},
  {"name":"php","tag":"8.2-apache","capabilities":["SETGID","SETUID"],"paths":["/tmp","/run","/var/run/apache2","/var/lock/apache2"]},
  {"name":"php","tag":"8.2-fpm","capabilities":["CHOWN","SETGID","SETUID","KILL"],"paths":["/tmp"]},
  {"name":"postgres","tag":"latest","capabilities":["CHOWN","DAC_OVERRIDE","SETGID","SETUID"],"paths":["/var/run/postgresql","/tmp"]},
  {"name":"prom/prometheus","tag":"latest","capabilities":[],"paths":[]},
  {"name":"redis","tag":"7.2","capabilities":["CHOWN","DAC_OVERRIDE","SETGID","SETUID"],"paths":["/tmp"]},
  {"name":"redis","tag":"latest","capabilities":["SETGID","SETUID","CHOWN"],"paths":["/tmp"]},
  {"name":"registry","tag":"latest","capabilities":[],"paths":[]},
  {"name":"tomcat","tag":"latest","capabilities":[],"paths":["/usr/local/tomcat/temp","/usr/local/tomcat/work","/usr/local/tomcat/logs","/tmp"]},
  {"name":"varnish","tag":"latest","capabilities":[]},
  {"name":"wordpress","tag":"latest","capabilities":["CHOWN","DAC_OVERRIDE","FOWNER","SETGID","SETUID"],"paths":["/tmp","/run","/var/run/apache2","/var/lock/apache2"]},
  {"name":"zookeeper","tag":"latest","paths":["/tmp","/conf"]},
];
