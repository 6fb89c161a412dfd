#!/bin/bash
set -e
export HOME=/root
USER_ID=${INFLUXDB_RUNAS_USER_ID:-0}
GROUP_ID=${INFLUXDB_RUNAS_GROUP_ID:-0}
switch=
if [ "$USER_ID" != 0 ]; then
  chown -R "$USER_ID:$GROUP_ID" /var/lib/influxdb
  switch='gosu influxdb'
fi
exec $switch "$@"
