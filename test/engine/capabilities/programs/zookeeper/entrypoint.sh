#!/bin/bash
set -e
if [ "$(id -u)" = 0 ]; then
  chown -R zookeeper /data /datalog /logs
  exec gosu zookeeper "$0" "$@"
fi
if [ ! -f /conf/zoo.cfg ]; then
  printf '%s\n' dataDir=/data dataLogDir=/datalog clientPort=2181 admin.enableServer=false > /conf/zoo.cfg
fi
if [ ! -f /data/myid ]; then echo 1 > /data/myid; fi
exec "$@"
