#!/bin/bash
set -Eeo pipefail
data=/var/lib/postgresql/data
umask 022
mkdir -p "$data"
chmod 00700 "$data" || true
mkdir -p /var/run/postgresql || true
chmod 03775 /var/run/postgresql || true
if [ -n "${POSTGRES_INITDB_WALDIR:-}" ]; then
  mkdir -p "$POSTGRES_INITDB_WALDIR"
  if [ "$(id -u)" = 0 ]; then find "$POSTGRES_INITDB_WALDIR" ! -user postgres -exec chown postgres {} +; fi
  chmod 700 "$POSTGRES_INITDB_WALDIR"
fi
if [ "$(id -u)" = 0 ]; then
  find "$data" ! -user postgres -exec chown postgres {} +
  find /var/run/postgresql ! -user postgres -exec chown postgres {} +
  exec gosu postgres "$0" "$@"
fi
[ -s "$data/PG_VERSION" ] || initdb --pgdata "$data" --username postgres --auth trust --no-sync --waldir "$POSTGRES_INITDB_WALDIR"
exec "$@" -D "$data" -c shared_buffers=16MB
