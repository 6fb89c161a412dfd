#!/bin/bash
set -Eeo pipefail
data=/var/lib/postgresql/data
umask 022
mkdir -p "$data"
chmod 00700 "$data" || true
mkdir -p /var/run/postgresql || true
chmod 03775 /var/run/postgresql || true
if [ "$(id -u)" = 0 ]; then
  find "$data" ! -user postgres -exec chown postgres {} +
  find /var/run/postgresql ! -user postgres -exec chown postgres {} +
  exec gosu postgres "$0" "$@"
fi
[ -s "$data/PG_VERSION" ] || initdb --pgdata "$data" --username postgres --auth trust --no-sync
exec "$@" -D "$data" -c shared_buffers=16MB
