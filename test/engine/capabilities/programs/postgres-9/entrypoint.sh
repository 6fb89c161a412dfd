#!/bin/bash
set -e
data=/var/lib/postgresql/data
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$data"
  chown -R postgres "$data"
  chmod 700 "$data"
  mkdir -p /var/run/postgresql
  chown -R postgres /var/run/postgresql
  chmod 775 /var/run/postgresql
  exec gosu postgres "$0" "$@"
fi
mkdir -p "$data"
chown -R "$(id -u)" "$data" 2>/dev/null || :
chmod 700 "$data" 2>/dev/null || :
[ -s "$data/PG_VERSION" ] || initdb --pgdata "$data" --username postgres --auth trust --no-sync
exec "$@" -D "$data" -c shared_buffers=16MB
